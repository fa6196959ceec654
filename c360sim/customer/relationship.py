"""The relationship with the bank: how it stands when someone is first met, and how leaving begins."""

from __future__ import annotations

from c360sim.customer import amounts
from c360sim.customer.draws import Draw
from c360sim.customer.person import Loyalty, Person
from c360sim.customer.world import World


def feel_about_bank(person: Person, world: World, draw: list[float]) -> None:
    """Let a few who joined before the window be on their way out, dissatisfied or dormant already."""
    value, chance, since = world.assumptions.value, draw[Draw.LOYALTY], draw[Draw.LOYALTY_MONTHS]
    leaving = value("leaving_at_start_share")
    dormant = leaving + value("dormant_at_start_share")
    if chance < leaving:
        length = amounts.whole_between(world, "leaving_months", draw[Draw.LEAVE_LENGTH])
        start_leaving(person, world, world.start_month - int(since * length), length, draw[Draw.LEAVE_DAY])
    elif chance < dormant:
        person.loyalty = Loyalty.DORMANT
        person.dormant_since_month = world.start_month - int(since * value("dormant_longest_months"))
    elif chance < dormant + value("dissatisfied_at_start_share"):
        person.loyalty = Loyalty.DISSATISFIED


def start_leaving(person: Person, world: World, month: int, length: int, day: float) -> None:
    """Set out to leave from a month on, over `length` months."""
    person.loyalty = Loyalty.LEAVING
    person.leaving_since_month = month
    person.leave_month = month + length
    person.leave_day = amounts.whole_between(world, "leave_day", day)
