"""People the bank meets for the first time, in columns: what it looks at and what they can afford."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from c360sim import months
from c360sim.bank.requests import OpenAccount
from c360sim.customer.decisions.terms import Applicant
from c360sim.customer.people import tables
from c360sim.customer.people.habits import Taste, taste_of_each
from c360sim.customer.people.person import Life
from c360sim.customer.people.ranks import blend, card_discipline
from c360sim.customer.people.states import STUDIES
from c360sim.customer.people.table import People, Selection
from c360sim.customer.people.tables import Flags, Vector, Whole
from c360sim.customer.people.world import World
from c360sim.distributions import lean
from c360sim.vocabulary import Family

Asked = list[list[OpenAccount]]
"""The accounts that each of some people asks for."""

_ADULT_DAYS = 18 * 365 + 5  # with the leap days of 18 years, of which there are at most five


class Applicants(Selection):
    """Those who have joined before the window on its eve, others in the month of joining. Every column has one entry a person."""

    def __init__(self, people: People, rows: Whole, world: World) -> None:
        super().__init__(people, rows)
        self.world = world
        joined = self.join_month
        self.month: Whole = np.maximum(joined, world.start_month)
        self.is_joiner: Flags = joined >= world.start_month
        self.each = [Applicant(person, world, month) for person, month in zip(self.people, self.month.tolist(), strict=True)]
        self.earned: Whole = np.array([who.earned for who in self.each], np.int64)
        self.family_earned: Whole = np.array([who.family_earned for who in self.each], np.int64)
        self.studies: Flags = self.are(Life.work, *STUDIES)
        self.score = blend(self.earning, self.diligence)
        self.may_borrow_from = np.maximum(self.join_ordinal, self.birth_ordinal + _ADULT_DAYS)
        """The day from which each may sign for a loan here: as an adult who has joined."""
        self.eve = months.first_ordinal(world.start_month) - 1
        longest = (self.own("old_account_years") * 365).astype(np.int64)
        self.earliest = np.minimum(np.maximum(self.may_borrow_from, self.eve - longest), self.eve)
        """The first day on which accounts other than the first may have been opened: as an adult, after joining, not too long ago."""

    def own(self, name: str) -> Vector:
        """Return each one's value of a parameter, by persona."""
        return self.number(self.world.assumptions, name)

    def usual_cents(self, family: Family, *ranks: Vector) -> Vector:
        """Return the usual amount of a family, spread lognormally by ranks that weigh alike."""
        found = tables.adoptions(self.world.assumptions)
        return self.lognormal(found.median_cents[:, family], found.sigma[:, family], *ranks)

    def lognormal(self, median: Vector, sigma: Vector, *ranks: Vector) -> Vector:
        """Return lognormal numbers with a median and sigma by persona that ranks in [0, 1), which weigh alike, lead to."""
        return tables.lognormal_of_ranks(median, sigma, self.persona, *ranks)

    def here_ratio(self, family: Family) -> Vector:
        """Return the share of the holders of a family who hold it here."""
        here: Vector = self.by_persona(tables.adoptions(self.world.assumptions).here_ratio[:, family])
        return here

    def share(self, family: Family) -> Vector:
        """Return the share of the persona who hold a family at all, wherever."""
        share: Vector = self.by_persona(tables.adoptions(self.world.assumptions).share[:, family])
        return share

    def holds_here(self, family: Family, chance: Vector, leaning: Vector | float = 1.0) -> Flags:
        """Say who holds a family here: as many as the persona's share, of some `leaning` times as many."""
        holds: Flags = chance < self.share(family) * self.here_ratio(family) * leaning
        return holds

    def opened_on(self, draw: Vector) -> Whole:
        """Return a day by the eve on which each has opened an account other than the first."""
        return self.earliest + (draw * (self.eve - self.earliest + 1)).astype(np.int64)

    def tilt(self, rank: Vector) -> Vector:
        """Return how much likelier than usual someone of this rank holds a product."""
        tilted: Vector = lean(self.own("product_tilt_least"), rank)
        return tilted

    def those(self, who: Flags, *columns: NDArray[Any]) -> Iterator[tuple[Any, ...]]:
        """Yield the place of each one of some, the applicant, and their entries in columns as plain numbers."""
        places = np.flatnonzero(who)
        return zip(places.tolist(), [self.each[place] for place in places], *(column[places].tolist() for column in columns), strict=True)


def revolves(them: Applicants) -> Flags:
    """Say who carries balances on cards: those of little `card_discipline`."""
    habit = taste_of_each(them.world.streams, them.customer_id, Taste.CARD_HABIT)
    return card_discipline(them.diligence, them.thrift, habit) < them.own("revolver_share")
