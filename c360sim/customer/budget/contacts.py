"""Contacts with the bank: how many without any cause, through which channel, and more from someone unhappy."""

from __future__ import annotations

import numpy as np

from c360sim.customer.budget import leaving
from c360sim.customer.budget.situation import Situations
from c360sim.customer.people import tables
from c360sim.customer.people.habits import Taste
from c360sim.customer.people.ranks import blend
from c360sim.distributions import lean
from c360sim.vocabulary import Channel

_ON_SCREEN = np.isin(np.arange(len(Channel)), [list(Channel).index(Channel.APP), list(Channel).index(Channel.CHATBOT)])


def restate(s: Situations) -> None:
    """Write the rate of contacts, the extra ones of someone unhappy, and the shares of the channels."""
    intents, row, impatience = s.world.intents, s.row, s.impatience
    weights, monthly = (s.by_persona(table) for table in tables.channels(s.world.assumptions))
    screen = lean(s.own("screen_technology_least"), s.technology)
    uses_app = blend(s.habits.taste(Taste.USES_APP), s.technology) >= 1 - s.own("app_share")
    weights = weights * np.where(uses_app[:, None] | ~_ON_SCREEN, 1.0, 0.0)
    tilted = weights * np.stack([screen, np.ones_like(screen), 2 - screen, screen], axis=1)
    intents.channel_weights[row] = tilted / np.cumsum(tilted, axis=1)[:, -1:]
    by_person = s.own("contacts_by_impatience") * impatience + s.own("contacts_by_taste") * s.habits.taste(Taste.CONTACT)
    often = monthly * (s.own("contacts_least") + by_person)
    secondary = np.where(s.is_main_bank, 1.0, s.own("secondary_activity_ratio"))
    intents.contacts_monthly[row] = often * np.where(s.is_dormant, s.own("dormant_contacts"), secondary)
    unhappy = np.where(s.dissatisfied(), s.own("complaint_dissatisfied"), 0.0)
    unhappy = np.where(leaving.shown(s) > 0, s.own("complaint_leaving"), unhappy)
    intents.complaint_ratio[row] = unhappy * lean(s.own("complaint_impatience_least"), impatience)
