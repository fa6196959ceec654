"""The customers of a shard together: what a month holds for each of them, and what it left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from c360sim import months
from c360sim.bank.requests import Request
from c360sim.customer import wants
from c360sim.customer.census import Census
from c360sim.customer.dice import Die
from c360sim.customer.lives import Lives
from c360sim.customer.passing import JANUARY
from c360sim.customer.person import Person
from c360sim.customer.wants.situation import STUDIES
from c360sim.customer.world import World
from c360sim.life.states import Loyalty
from c360sim.streams import Purpose
from c360sim.vocabulary import Event


class LifeEvent(NamedTuple):
    """Something that happened to a customer on a day (ordinal)."""

    customer_id: int
    day: int
    event: Event


class Society:
    """What customers share besides the world, month by month: `begin`, then each lives, then `end`."""

    def __init__(self, world: World, people: Sequence[Person], lives: Lives) -> None:
        self.world = world
        self.people = people
        self.census = Census(people, lives, world)
        self.events: list[LifeEvent] = []
        """What happened to customers this month, in the order of customers."""
        self.requests: list[Request] = []
        """What they ask of the bank."""
        self.dice: dict[int, list[float]] = {}
        """This month's dice by customer row, by `dice.Die`: of those whom something may happen to."""
        self.is_tempted: list[bool] = []
        """Who may decide on a product this month, by customer row."""
        self.changed: list[int] = []
        """Rows of those whom the month has changed."""

    def begin(self, month: int) -> None:
        """Throw the dice, let time pass in the columns, and find out whom something may happen to; the others' month is done."""
        census, world = self.census, self.world
        self.events, self.requests, self.changed = [], [], []
        dice = world.streams.units(census.customer_id, month, Purpose.LIFE, len(Die))
        self.is_tempted = wants.is_tempted(self.people, world.assumptions, dice)
        lives = self._lives = (census.join_month <= month) & ~census.stands_in("loyalty", Loyalty.GONE)
        if months.of_year(month) == JANUARY:
            world.outside.grow(1 + world.assumptions.value("wealth_growth_annual"), lives)
        world.outside.pass_month(month, lives, census.stands_in("work", *STUDIES))
        may_change = census.meets_chance(dice, month) | (census.next_month <= month) | world.outside.has_turned | self.is_tempted
        rows = np.flatnonzero(lives & may_change)
        self.dice = dict(zip(rows.tolist(), dice[rows].tolist(), strict=True))
        self._reviews = lives & wants.is_review_month(census, month)

    def end(self, month: int) -> list[Person]:
        """Note whom the month has changed, and return those who restate their wants: they, and whose wants are due for review."""
        has_changed = np.zeros(len(self.people), bool)
        has_changed[self.changed] = True
        self.census.note(self._those(has_changed | (self._lives & (self.census.next_month <= month))), month)
        return self._those(has_changed | self._reviews)

    def _those(self, who: NDArray[np.bool_]) -> list[Person]:
        return [self.people[row] for row in np.flatnonzero(who).tolist()]
