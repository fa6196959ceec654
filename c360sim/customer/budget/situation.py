"""The situation of people in one month, in columns: all that their wants follow from."""

from __future__ import annotations

import numpy as np

from c360sim import months
from c360sim.customer.people import tables
from c360sim.customer.people.outside import Holding
from c360sim.customer.people.person import Life
from c360sim.customer.people.states import Household, Loyalty, Work
from c360sim.customer.people.table import People, Selection
from c360sim.customer.people.tables import Flags, Vector, Whole
from c360sim.customer.people.world import World
from c360sim.distributions import STEPS, either
from c360sim.vocabulary import Family, HomeOwnership

WORKS = frozenset({Work.EMPLOYED, Work.SELF_EMPLOYED, Work.UNEMPLOYED})
HOUSEHOLDER = frozenset({HomeOwnership.RENT, HomeOwnership.MORTGAGE, HomeOwnership.OWN})


class Situations(Selection):
    """Some people in a month: their columns, what the world holds for them, and what follows from both."""

    def __init__(self, people: People, rows: Whole, world: World, month: int) -> None:
        super().__init__(people, rows)
        self.world, self.month = world, month
        self._count_children(months.first_ordinal(month))
        self.lives_like = tables.lifestyles(self.world.assumptions)[
            self.persona, self.works_as(*WORKS).astype(np.int64), (self.children > 0).astype(np.int64)
        ]
        self.families = world.noticed.families[self.row]
        self.is_dormant = self.are(Life.loyalty, Loyalty.DORMANT)
        self.is_leaving = self.are(Life.loyalty, Loyalty.LEAVING)
        self.is_here = self.is_main_bank & ~self.is_dormant
        self.departure = self._departure()
        self.habits = world.habits.of(world.streams, self.row, self.customer_id)

    def own(self, name: str) -> Vector:
        """Return each one's value of a parameter, by persona."""
        return self.number(self.world.assumptions, name)

    def spread(self, sigma: str, uniform: Vector) -> Vector:
        """Return the lognormal quantile (median 1) of each one's number, or row of numbers, in [0, 1).

        `sigma` is the parameter, by persona, that spreads its logarithm.
        """
        ratios = tables.lognormals(tuple(tables.number(self.world.assumptions, sigma).tolist()))
        persona = self.persona if uniform.ndim == 1 else self.persona[:, None]
        return tables.look_up(ratios, persona, (uniform * STEPS).astype(np.int64))

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
        return self.are(Life.work, *states)

    def lives_in(self, *homes: HomeOwnership) -> Flags:
        """Say whose home is one of these."""
        return self.are(Life.home_ownership, *homes)

    def is_family(self, *households: Household) -> Flags:
        """Say who lives in one of these households."""
        return self.are(Life.family, *households)

    def dissatisfied(self) -> Flags:
        """Say who is unhappy with the bank."""
        return self.are(Life.loyalty, Loyalty.DISSATISFIED)

    def _count_children(self, today: int) -> None:
        value = self.world.assumptions.value
        parent, nth = np.nonzero(self.child_birth_ordinals)
        births = self.child_birth_ordinals[parent, nth]
        age = today - births
        is_young = age < value("young_child_until_days")
        self.young = np.bincount(parent[is_young], minlength=len(self))
        is_in_care = is_young & (age >= value("child_care_from_days"))
        self.in_care = np.bincount(parent[is_in_care], minlength=len(self))
        self.has_infant = np.bincount(parent[age < value("infant_until_days")], minlength=len(self)) > 0
        last_birth = np.zeros(len(self), np.int64)
        last_birth[parent] = births  # the youngest stands last
        self.last_birth_month = either(last_birth > 0, months.of_ordinals(last_birth), 0)

    def _departure(self) -> Vector:
        """Return how far each is on the way out: 0 not leaving .. 1 in the last month."""
        length = np.maximum(self.leave_month - self.leaving_since_month, 1)
        gone = np.minimum(1.0, (self.month - self.leaving_since_month + 1) / (length + 1))
        return np.where(self.is_leaving, gone, 0.0)
