"""People the bank meets for the first time, in columns: what it looks at and what they can afford."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from c360sim import months
from c360sim.bank.requests import OpenAccount
from c360sim.customer.decisions.terms import Applicant
from c360sim.customer.people import gather, tables
from c360sim.customer.people.habits import Taste, taste_of_each
from c360sim.customer.people.person import Person
from c360sim.customer.people.tables import STUDIES, TRAITS, Flags, Vector, Whole, blend, card_discipline
from c360sim.customer.people.world import World
from c360sim.vocabulary import Family

Asked = list[list[OpenAccount]]
"""The accounts that each of some people asks for."""

Rank = TypeVar("Rank", float, Vector)

_ADULT_DAYS = 18 * 365 + 5  # with the leap days of 18 years, of which there are at most five
_NUMBERS = ("row", "customer_id", "join_ordinal", "birth_ordinal", "vehicles", "is_main_bank")


class Applicants:
    """Those who have joined before the window on its eve, others in the month of joining. Every column has one entry a person."""

    def __init__(self, people: Sequence[Person], world: World) -> None:
        self.people, self.world = people, world
        joined = [months.of_ordinal(person.join_ordinal) for person in people]
        self.each = [Applicant(person, world, max(month, world.start_month)) for person, month in zip(people, joined, strict=True)]
        self.month: Whole = np.array([who.month for who in self.each])
        self.is_joiner: Flags = np.array(joined) >= world.start_month
        self.earned: Whole = np.array([who.earned for who in self.each])
        self.family_earned: Whole = np.array([who.family_earned for who in self.each])
        self.children: Whole = np.array([len(person.child_birth_ordinals) for person in people])
        self.studies: Flags = np.array([person.work in STUDIES for person in people])
        self.home_is = gather.words(people, "home_ownership")
        self._numbers: dict[str, Whole] = gather.numbers(people, _NUMBERS)
        self._traits: dict[str, Vector] = gather.numbers((person.traits for person in people), TRAITS, np.float64)
        self._personas = tables.personas(people)
        self.score = blend(self.trait("earning"), self.trait("diligence"))
        self.may_borrow_from = np.maximum(self["join_ordinal"], self["birth_ordinal"] + _ADULT_DAYS)
        """The day from which each may sign for a loan here: as an adult who has joined."""
        self.eve = months.first_ordinal(world.start_month) - 1
        longest = (self.number("old_account_years") * 365).astype(np.int64)
        self.earliest = np.minimum(np.maximum(self.may_borrow_from, self.eve - longest), self.eve)
        """The first day on which accounts other than the first may have been opened: as an adult, after joining, not too long ago."""

    def __getitem__(self, name: str) -> Whole:
        """Return a column of whole numbers of `Person`. Raises KeyError for one that is not gathered."""
        return self._numbers[name]

    def trait(self, name: str) -> Vector:
        """Return a column of `Traits`."""
        return self._traits[name]

    def number(self, name: str) -> Vector:
        """Return each one's value of a parameter, by persona."""
        return tables.number(self.world.assumptions, name)[self._personas]

    def by_persona(self, table: NDArray[Any]) -> NDArray[Any]:
        """Return each one's row of a table of personas."""
        return table[self._personas]

    def usual_cents(self, family: Family, *ranks: Vector) -> Vector:
        """Return the usual amount of a family, spread lognormally by ranks that weigh alike."""
        found = tables.adoptions()
        return self.lognormal(found.median_cents[:, family], found.sigma[:, family], *ranks)

    def lognormal(self, median: Vector, sigma: Vector, *ranks: Vector) -> Vector:
        """Return lognormal numbers with a median and sigma by persona that ranks in [0, 1), which weigh alike, lead to."""
        return tables.lognormal_of_ranks(median, sigma, self._personas, *ranks)

    def here_ratio(self, family: Family) -> Vector:
        """Return the share of the holders of a family who hold it here."""
        here: Vector = self.by_persona(tables.adoptions().here_ratio[:, family])
        return here

    def share(self, family: Family) -> Vector:
        """Return the share of the persona who hold a family at all, wherever."""
        share: Vector = self.by_persona(tables.adoptions().share[:, family])
        return share

    def holds_here(self, family: Family, chance: Vector, leaning: Vector | float = 1.0) -> Flags:
        """Say who holds a family here: as many as the persona's share, of some `leaning` times as many."""
        holds: Flags = chance < self.share(family) * self.here_ratio(family) * leaning
        return holds

    def opened_on(self, draw: Vector) -> Whole:
        """Return a day by the eve on which each has opened an account other than the first."""
        return self.earliest + (draw * (self.eve - self.earliest + 1)).astype(np.int64)

    def those(self, who: Flags, *columns: NDArray[Any]) -> Iterator[tuple[Any, ...]]:
        """Yield the place of each one of some, the applicant, and their entries in columns as plain numbers."""
        places = np.flatnonzero(who)
        return zip(places.tolist(), [self.each[place] for place in places], *(column[places].tolist() for column in columns), strict=True)


def tilt(rank: Rank) -> Rank:
    """Return how much likelier someone of this rank holds a product: half as likely at the bottom, one and a half at the top."""
    return 0.5 + rank


def revolves(them: Applicants) -> Flags:
    """Say who carries balances on cards: those of little `card_discipline`."""
    habit = taste_of_each(them.world.streams, them["customer_id"], Taste.CARD_HABIT)
    return card_discipline(them.trait("diligence"), them.trait("thrift"), habit) < them.number("revolver_share")
