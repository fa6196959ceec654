"""Contacts with the bank: how many without any cause, through which channel, and more from someone unhappy."""

from __future__ import annotations

from c360sim.customer.person import Loyalty
from c360sim.customer.wants import tables
from c360sim.customer.wants.habits import Taste
from c360sim.customer.wants.situation import Situation


def restate(s: Situation, draws: list[float]) -> None:
    """Write the rate of contacts, the extra ones of someone unhappy, and the shares of the channels."""
    person, numbers, intents, row, traits = s.person, s.numbers, s.world.intents, s.row, s.person.traits
    weights, monthly = tables.channels(person.persona)
    screen = 0.5 + traits.technology
    tilted = (weights[0] * screen, weights[1], weights[2] * (2 - screen), weights[3] * screen)
    total = tilted[0] + tilted[1] + tilted[2] + tilted[3]
    intents.channel_weights[row] = [weight / total for weight in tilted]
    often = monthly * (0.4 + 0.6 * traits.impatience + 0.6 * draws[Taste.CONTACT])
    if person.loyalty == Loyalty.DORMANT:
        often *= numbers["dormant_contacts"]
    elif not person.is_main_bank:
        often *= numbers["secondary_activity_ratio"]
    intents.contacts_monthly[row] = often
    unhappy = {Loyalty.DISSATISFIED: "complaint_dissatisfied", Loyalty.LEAVING: "complaint_leaving"}.get(person.loyalty)
    intents.complaint_ratio[row] = numbers[unhappy] * (0.5 + traits.impatience) if unhappy else 0.0
