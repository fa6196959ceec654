"""The situation of people in one month, in columns: all that their wants follow from."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from operator import attrgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from c360sim import months
from c360sim.customer.people import gather, tables
from c360sim.customer.people.outside import Holding
from c360sim.customer.people.person import Loyalty, Person
from c360sim.customer.people.states import Household, Work
from c360sim.customer.people.tables import TRAITS, Flags, Vector, Whole
from c360sim.customer.people.world import World
from c360sim.distributions import STEPS, either
from c360sim.vocabulary import Family, HomeOwnership

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
_MACHINES = ("work", "home_ownership", "family", "loyalty")
_STATES: dict[str, int] = {state: code for code, state in enumerate((*Work, *HomeOwnership, *Household, *Loyalty))}


class Situations:
    """`people` in a month. Every column has one entry a person; their numbers and traits go by the names of `Person`."""

    def __init__(self, people: Sequence[Person], world: World, month: int) -> None:
        self.people, self.world, self.month = people, world, month
        self._numbers: dict[str, Whole] = gather.numbers(people, _NUMBERS)
        self._traits: dict[str, Vector] = gather.numbers((person.traits for person in people), TRAITS, np.float64)
        self.row: Whole = self["row"]
        self._personas = tables.personas(people)
        self._states = {name: np.array([_STATES[state] for state in map(attrgetter(name), people)]) for name in _MACHINES}
        self._count_children(months.first_ordinal(month))
        self.lives_like = tables.lifestyles()[self._personas, self.works_as(*WORKS).astype(np.int64), (self.children > 0).astype(np.int64)]
        self.families = world.noticed.families[self.row]
        self.is_main_bank: Flags = self["is_main_bank"] == 1
        self.is_dormant = self._is("loyalty", Loyalty.DORMANT)
        self.is_leaving = self._is("loyalty", Loyalty.LEAVING)
        self.is_here = self.is_main_bank & ~self.is_dormant
        self.departure = self._departure()
        self.habits = world.habits.of(world.streams, self.row, self["customer_id"])

    def __getitem__(self, name: str) -> Whole:
        """Return a column of whole numbers of `Person`. Raises KeyError for one that is not gathered."""
        return self._numbers[name]

    def trait(self, name: str) -> Vector:
        """Return a column of `Traits`."""
        return self._traits[name]

    def number(self, name: str) -> Vector:
        """Return each one's value of a parameter, by persona."""
        return tables.number(self.world.assumptions, name)[self._personas]

    def spread(self, sigma: str, uniform: Vector) -> Vector:
        """Return the lognormal quantile (median 1) of each one's number, or row of numbers, in [0, 1).

        `sigma` is the parameter, by persona, that spreads its logarithm.
        """
        ratios = tables.lognormals(tuple(tables.number(self.world.assumptions, sigma).tolist()))
        persona = self._personas if uniform.ndim == 1 else self._personas[:, None]
        return tables.look_up(ratios, persona, (uniform * STEPS).astype(np.int64))

    def by_persona(self, table: NDArray[Any]) -> NDArray[Any]:
        """Return each one's row of a table of personas."""
        return table[self._personas]

    def holds(self, family: Family) -> Flags:
        """Say who has an account of the family open here."""
        held: Flags = self.families >> family & 1 == 1
        return held

    def owned_elsewhere(self, holding: Holding) -> Whole:
        """Return the cents that each household owns, or owes, of a kind at other institutions."""
        return self.world.outside.cents[holding, self.row]

    def paid_elsewhere(self, holding: Holding) -> Whole:
        """Return the installment in cents a month of each household's loan of a kind with another lender, 0 for none."""
        return self.world.outside.payment_cents[holding, self.row]

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
        column: Whole = getattr(self.world.noticed, name)[self.row]
        return column

    def _is(self, attribute: str, *values: str) -> Flags:
        is_one = np.zeros(len(_STATES), bool)
        is_one[[_STATES[value] for value in values]] = True
        return is_one[self._states[attribute]]

    def _count_children(self, today: int) -> None:
        births = [person.child_birth_ordinals for person in self.people]
        self.children = np.array([len(born) for born in births], np.int64)
        parent = np.repeat(np.arange(len(births)), self.children)
        age = today - np.fromiter(chain.from_iterable(births), np.int64, len(parent))
        is_young = age < YOUNG_DAYS
        self.young = np.bincount(parent[is_young], minlength=len(births))
        is_in_care = is_young & (age >= self.world.assumptions.value("child_care_from_days"))
        self.in_care = np.bincount(parent[is_in_care], minlength=len(births))
        self.has_infant = np.bincount(parent[age < INFANT_DAYS], minlength=len(births)) > 0
        last_birth = np.array([born[-1] if born else 0 for born in births], np.int64)
        self.last_birth_month = either(last_birth > 0, months.of_ordinals(last_birth), 0)

    def _departure(self) -> Vector:
        """Return how far each is on the way out: 0 not leaving .. 1 in the last month."""
        length = np.maximum(self["leave_month"] - self["leaving_since_month"], 1)
        gone = np.minimum(1.0, (self.month - self["leaving_since_month"] + 1) / (length + 1))
        return np.where(self.is_leaving, gone, 0.0)
