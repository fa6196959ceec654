"""The customers of a shard together: what a month holds for each of them, and what it left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from c360sim import months
from c360sim.bank.requests import OpenAccount, Request
from c360sim.customer.birth.holdings import first_holdings
from c360sim.customer.budget.restate import is_review_month
from c360sim.customer.decisions import products
from c360sim.customer.decisions.noticed import notice
from c360sim.customer.life.anniversaries import JANUARY, pass_month
from c360sim.customer.life.compiled import Lives
from c360sim.customer.life.dice import Die
from c360sim.customer.life.persona import MACHINES
from c360sim.customer.life.prospects import Prospects
from c360sim.customer.people.person import Life
from c360sim.customer.people.states import STUDIES, Loyalty
from c360sim.customer.people.table import Flags, People, Whole
from c360sim.customer.people.world import World
from c360sim.streams import Purpose, unit
from c360sim.vocabulary import Event


class LifeEvent(NamedTuple):
    """Something that happened to a customer on a day (ordinal)."""

    customer_id: int
    day: int
    event: Event


class Outlook(NamedTuple):
    """What a month holds for a customer to whom something may happen."""

    dice: Sequence[float]
    """By `dice.Die`: a view, since few of them are ever looked at."""
    may_move: list[bool]
    """Whether each of the `persona.MACHINES` may move on, as the customer stands when the month begins."""
    is_tempted: bool
    """Whether they may decide on a product."""


class Society:
    """What customers share besides the world, month by month: `begin`, then each lives, then `end`; `let_go` when the books are closed."""

    def __init__(self, world: World, people: People, lives: Lives) -> None:
        self.world = world
        self.people = people
        self.lives = lives
        self.prospects = Prospects(lives, people, world)
        self.events: list[LifeEvent] = []
        """What happened to customers this month, in the order of customers."""
        self.requests: list[Request] = []
        """What they ask of the bank."""
        self.outlook: dict[int, Outlook] = {}
        """What the month holds, by customer row: of those to whom something may happen."""
        self.joining: dict[int, list[OpenAccount]] = {}
        """The accounts that those who join this month ask for, by customer row."""
        self.changed: list[int] = []
        """Rows of those whom this month's events have changed."""

    def turn(self, lives: Lives) -> None:
        """Go on with other lives of the same personas: their states, with other hazards."""
        self.lives, self.prospects = lives, Prospects(lives, self.people, self.world)
        self.people.touch()

    def begin(self, month: int) -> list[int]:
        """Let time pass, throw the dice, and return the rows of those to whom something may happen; the others' month is done."""
        people, world = self.people, self.world
        self.events, self.requests, self.changed = [], [], []
        lives = (people.join_month <= month) & ~people.are(Life.loyalty, Loyalty.GONE)
        joins = people.join_month == month
        turns = self._pass_month(month, lives) | joins
        self._welcome(np.flatnonzero(joins))
        self.prospects.look_ahead(month)
        dice = unit(world.streams.words(people.customer_id, month, Purpose.LIFE, np.arange(len(Die))[:, None]))
        may_move = np.array([self.prospects.may_move(machine, dice, month) for machine in MACHINES])
        is_tempted = products.is_tempted(people.persona, world.assumptions, dice)
        rows = np.flatnonzero(lives & (may_move.any(axis=0) | is_tempted | joins))
        outlooks = map(Outlook, [memoryview(thrown) for thrown in dice[:, rows].T], may_move[:, rows].T.tolist(), is_tempted[rows].tolist())
        self.outlook = dict(zip(rows.tolist(), outlooks, strict=True))
        is_met_first = lives & (month == world.start_month)
        self._restates = turns | is_met_first | (lives & is_review_month(people, world, month))
        return list(self.outlook)

    def _pass_month(self, month: int, lives: Flags) -> Flags:
        """Let time pass for those who live, here and at other institutions; return whom it changed."""
        people, world = self.people, self.world
        if months.of_year(month) == JANUARY:
            world.outside.grow(1 + world.assumptions.value("wealth_growth_annual"), lives)
        world.outside.pass_month(month, lives, people.are(Life.work, *STUDIES))
        return pass_month(people, world, month, lives)

    def _welcome(self, rows: Whole) -> None:
        """Find out what those who join this month will hold."""
        holdings = first_holdings(self.people, rows, self.world)
        self.joining = dict(zip(rows.tolist(), holdings, strict=True))
        for requests in self.joining.values():
            notice(self.world, requests)

    def end(self) -> Whole:
        """Return the rows of those who restate what they want: they whom events or time have changed, and reviewers."""
        self._restates[self.changed] = True
        return np.flatnonzero(self._restates)

    def let_go(self, left_on: Whole) -> None:
        """Let those go whose last account is closed: of their own will, paid back, matured or written off. Nothing happens to them after.

        `left_on` has the day (ordinal) for each customer, 0 for one who holds an account or has not joined.
        """
        left = {}
        for row in np.flatnonzero((left_on > 0) & (self.people.churn_ordinal == 0)).tolist():
            person = self.people[row]
            person.loyalty, person.churn_ordinal = Loyalty.GONE, int(left_on[row])
            self.world.intents.is_active[row] = False
            self.events.append(LifeEvent(person.customer_id, person.churn_ordinal, Event.LEFT_BANK))
            left[person.customer_id] = person.churn_ordinal
        lived = [event for event in self.events if event.day <= left.get(event.customer_id, event.day)]
        self.events = sorted(lived, key=lambda event: event.customer_id)
