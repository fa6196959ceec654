"""Someone's situation in one month: all that their wants follow from."""

from __future__ import annotations

from enum import IntEnum

import numpy as np

from c360sim import months
from c360sim.customer.person import Loyalty, Person
from c360sim.customer.wants import tables
from c360sim.customer.world import World
from c360sim.life.states import Work
from c360sim.streams import Purpose
from c360sim.vocabulary import Bill, Family, Fintech, HomeOwnership, Spend


class Taste(IntEnum):
    """Lasting choices of a person, one draw each."""

    SPLITS_DEPOSIT = 0
    DEPOSIT_HERE = 1
    BONUS = 2
    BONUS_SIZE = 3
    BONUS_MONTH = 4
    REFUND = 5
    REFUND_SIZE = 6
    PENSION_PAYER = 7
    SAVES_BY_TRANSFER = 8
    CONTRIBUTION = 9
    MATCH = 10
    CARD_HABIT = 11
    MINIMUM_PAYER = 12
    OUTSIDE_CARD = 13
    LEAVES_FOR_FINTECH = 14
    CREDIT = 15
    TRIP = 16
    CONTACT = 17


_BILL_DRAWS = 6
_FINTECH_DRAWS = 2
_SPENDS = len(Spend)
_BILLS = 2 * _SPENDS
_FINTECHS = _BILLS + _BILL_DRAWS * len(Bill)
_SCALARS = _FINTECHS + _FINTECH_DRAWS * len(Fintech)
_DRAWS = _SCALARS + len(Taste)

STUDIES = frozenset({Work.STUDYING, Work.STUDYING_AND_WORKING})
WORKS = frozenset({Work.EMPLOYED, Work.SELF_EMPLOYED, Work.UNEMPLOYED})
INFANT_DAYS = 365
YOUNG_DAYS = 6 * 365
HOUSEHOLDER = frozenset({HomeOwnership.RENT, HomeOwnership.MORTGAGE, HomeOwnership.OWN})


class Situation:
    """A person in a month, with the tables that hold for the life they live now."""

    __slots__ = (
        *("departure", "families", "is_here", "lives_like", "month", "numbers", "ordinal"),
        *("person", "row", "tastes", "world", "young"),
    )

    def __init__(self, person: Person, world: World, month: int) -> None:
        self.person, self.world, self.month, self.row = person, world, month, person.row
        self.numbers = tables.numbers(world.assumptions, person.persona)
        self.lives_like = tables.lifestyle(person.persona, person.work in WORKS, bool(person.child_birth_ordinals))
        self.ordinal = months.first_ordinal(month)
        self.young = sum(self.ordinal - born < YOUNG_DAYS for born in person.child_birth_ordinals)
        self.families = world.noticed.families[person.row]
        self.is_here = person.is_main_bank and person.loyalty != Loyalty.DORMANT
        self.departure = departure(person, month)
        self.tastes = world.streams.units(np.array([person.customer_id]), 0, Purpose.SUBSCRIPTION, _DRAWS)[0]

    def holds(self, family: Family) -> bool:
        """Say whether an account of the family is open here."""
        return bool(self.families >> family & 1)

    def age(self) -> int:
        """Return completed years."""
        return self.person.age(self.ordinal)

    def scalar_tastes(self) -> list[float]:
        """Return the draws of Taste, in its order."""
        drawn: list[float] = self.tastes[_SCALARS:].tolist()
        return drawn

    def bill_tastes(self) -> tables.Vector:
        """Return six draws for each Bill, shape (6, bills): held, size, day, payee, phase, means of payment."""
        drawn: tables.Vector = self.tastes[_BILLS:_FINTECHS].reshape(_BILL_DRAWS, -1)
        return drawn

    def fintech_tastes(self) -> list[float]:
        """Return a draw for each Fintech's use, then one for each amount."""
        drawn: list[float] = self.tastes[_FINTECHS:_SCALARS].tolist()
        return drawn

    def spend_tastes(self) -> tuple[tables.Vector, tables.Vector]:
        """Return a draw for each Spend's number of purchases and one for its tickets."""
        return self.tastes[:_SPENDS], self.tastes[_SPENDS:_BILLS]


def departure(person: Person, month: int) -> float:
    """Return how far a leaving customer is on the way out: 0 not leaving .. 1 in the last month."""
    if person.loyalty != Loyalty.LEAVING:
        return 0.0
    length = max(person.leave_month - person.leaving_since_month, 1)
    return min(1.0, (month - person.leaving_since_month + 1) / (length + 1))


def blend(first: float, second: float) -> float:
    """Return the rank in [0, 1) of two ranks' mean among the means of independent ranks."""
    total = first + second
    return total * total / 2 if total < 1 else 1 - (2 - total) * (2 - total) / 2


def clamp(value: float, least: float, most: float) -> float:
    """Return the value, no less than `least` and no more than `most`."""
    return least if value < least else most if value > most else value
