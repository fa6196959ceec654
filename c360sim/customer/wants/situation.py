"""The situation of people in one month, in columns: all that their wants follow from."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from c360sim import months
from c360sim.customer.person import Loyalty, Person
from c360sim.customer.wants import tables
from c360sim.customer.wants.habits import Habits
from c360sim.customer.wants.tables import Flags, Vector
from c360sim.customer.world import World
from c360sim.life.states import Household, Work
from c360sim.vocabulary import Family, HomeOwnership

Whole = NDArray[np.int64]

STUDIES = frozenset({Work.STUDYING, Work.STUDYING_AND_WORKING})
WORKS = frozenset({Work.EMPLOYED, Work.SELF_EMPLOYED, Work.UNEMPLOYED})
INFANT_DAYS = 365
YOUNG_DAYS = 6 * 365
HOUSEHOLDER = frozenset({HomeOwnership.RENT, HomeOwnership.MORTGAGE, HomeOwnership.OWN})

_NUMBERS = (
    *("row", "customer_id", "region", "moves", "vehicles", "children_in_college", "due_month", "employer", "pay_frequency"),
    *("net_salary_annual_cents", "gig_monthly_cents", "family_support_monthly_cents", "net_pension_monthly_cents"),
    *("net_social_security_monthly_cents", "unemployed_since_month", "partner_income_monthly_cents", "rent_monthly_cents"),
    *(
        "home_value_cents",
        "outside_mortgage_monthly_cents",
        "outside_vehicle_monthly_cents",
        "outside_student_monthly_cents",
        "savings_elsewhere_cents",
        "checking_comfort_cents",
        "savings_comfort_cents",
        "comfort_income_cents",
        "previous_salary_annual_cents",
        "home_bought_month",
        "upheaval_month",
        "moved_month",
        "wedding_month",
        "graduation_month",
        "retired_month",
        "last_pay_month",
        "last_pay_cents",
        "last_employer",
        "draws_benefits",
        "leaving_since_month",
        "leave_month",
        "is_main_bank",
    ),
    *("has_home_cover_outside", "has_life_cover_outside", "has_auto_cover_outside", "has_travel_cover_outside"),
)
_TRAITS = ("earning", "thrift", "technology", "diligence", "wanderlust", "boldness", "sociability", "impatience")
_numbers_of, _traits_of = attrgetter(*_NUMBERS), attrgetter(*_TRAITS)


class Situations:
    """`people` in a month. Every column has one entry a person; their numbers and traits go by the names of `Person`."""

    def __init__(self, people: Sequence[Person], world: World, month: int) -> None:
        self.people, self.world, self.month = people, world, month
        self._numbers: Whole = np.array([_numbers_of(person) for person in people], np.int64).T
        self._traits: Vector = np.array([_traits_of(person.traits) for person in people]).T
        self.row: Whole = self["row"]
        self._personas = np.array([tables.PERSONAS.index(person.persona) for person in people])
        works = [person.work in WORKS for person in people]
        self.lives_like = np.array(
            [
                tables.PERSONAS.index(tables.lifestyle(person.persona, is_working, bool(person.child_birth_ordinals)))
                for person, is_working in zip(people, works, strict=True)
            ]
        )
        self._count_children(months.first_ordinal(month))
        self.families = np.array(world.noticed.families, np.int64)[self.row]
        self.is_main_bank: Flags = self["is_main_bank"] == 1
        self.is_dormant = self._is("loyalty", Loyalty.DORMANT)
        self.is_leaving = self._is("loyalty", Loyalty.LEAVING)
        self.is_here = self.is_main_bank & ~self.is_dormant
        self.departure = self._departure()
        self.habits = Habits(world.streams, self["customer_id"])

    def __getitem__(self, name: str) -> Whole:
        """Return a column of whole numbers of `Person`. Raises ValueError for one that is not gathered."""
        return self._numbers[_NUMBERS.index(name)]

    def trait(self, name: str) -> Vector:
        """Return a column of `Traits`."""
        return self._traits[_TRAITS.index(name)]

    def number(self, name: str) -> Vector:
        """Return each one's value of a parameter, by persona."""
        return tables.number(self.world.assumptions, name)[self._personas]

    def by_persona(self, table: NDArray[Any]) -> NDArray[Any]:
        """Return each one's row of a table of personas."""
        return table[self._personas]

    def holds(self, family: Family) -> Flags:
        """Say who has an account of the family open here."""
        held: Flags = self.families >> family & 1 == 1
        return held

    def works_as(self, *states: Work) -> Flags:
        """Say who is in one of these states of work."""
        return self._is("work", *states)

    def lives_in(self, *homes: HomeOwnership) -> Flags:
        """Say whose home is one of these."""
        return self._is("home_ownership", *homes)

    def is_family(self, *households: Household) -> Flags:
        """Say who lives in one of these households."""
        return self._is("family", *households)

    def dissatisfied(self) -> Flags:
        """Say who is unhappy with the bank."""
        return self._is("loyalty", Loyalty.DISSATISFIED)

    def noticed(self, name: str) -> Whole:
        """Return a column of what customers noticed last month."""
        return np.array(getattr(self.world.noticed, name), np.int64)[self.row]

    def _is(self, attribute: str, *values: str) -> Flags:
        return np.array([getattr(person, attribute) in values for person in self.people], bool)

    def _count_children(self, today: int) -> None:
        births = [person.child_birth_ordinals for person in self.people]
        self.children = np.array([len(born) for born in births], np.int64)
        self.young = np.array([sum(today - day < YOUNG_DAYS for day in born) for born in births], np.int64)
        care_from = self.world.assumptions.value("child_care_from_days")
        self.in_care = np.array([sum(care_from <= today - day < YOUNG_DAYS for day in born) for born in births], np.int64)
        self.last_birth_month = np.array([months.of_ordinal(born[-1]) if born else 0 for born in births], np.int64)
        self.has_infant = np.array([any(today - day < INFANT_DAYS for day in born[-2:]) for born in births], bool)

    def _departure(self) -> Vector:
        """Return how far each is on the way out: 0 not leaving .. 1 in the last month."""
        length = np.maximum(self["leave_month"] - self["leaving_since_month"], 1)
        gone = np.minimum(1.0, (self.month - self["leaving_since_month"] + 1) / (length + 1))
        return np.where(self.is_leaving, gone, 0.0)


def blend(first: Vector, second: Vector) -> Vector:
    """Return the rank in [0, 1) of two ranks' mean among the means of independent ranks."""
    total = first + second
    below, above = np.minimum(total, 1.0), np.maximum(total - 1.0, 0.0)
    blended: Vector = below * below / 2 + above - above * above / 2
    return blended


def blend_of_one(first: float, second: float) -> float:
    """Return `blend` of one person's two ranks."""
    total = first + second
    if total < 1.0:
        return total * total / 2
    above = total - 1.0
    return 0.5 + above - above * above / 2


def clamp(value: float, least: float, most: float) -> float:
    """Return the value, no less than `least` and no more than `most`."""
    return least if value < least else most if value > most else value
