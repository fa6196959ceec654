"""The census: what of each customer's life matters to the month of all of them, in columns.

A person is a Python object that only their own life changes; the census is told when it has. So what holds for everyone each
month (who may meet with something, whose wants are due for review, what the truth tells) is asked of columns, in one go.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from c360sim import months
from c360sim.customer import amounts, passing
from c360sim.customer.lives import MACHINES, Life, Lives, State
from c360sim.customer.person import Person, Traits
from c360sim.customer.world import World
from c360sim.life.machine import LARGEST_SCALE, next_scheduled

Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]

_NOTED = (
    *("churn_ordinal", "job_since_month", "moved_month", "upheaval_month", "is_main_bank"),
    *("eldest_birth_ordinal", "children_in_college"),
    *("net_salary_annual_cents", "gig_monthly_cents", "partner_income_monthly_cents"),
)
_TRAITS = ("earning", "thrift", "technology", "diligence", "wanderlust", "boldness", "sociability", "impatience")
_noted_of, _traits_of, _states_of = attrgetter(*_NOTED), attrgetter(*_TRAITS), attrgetter(*MACHINES)


class Census:
    """The customers of a shard, a row each; columns that go by the name of a field of `Person` hold it."""

    churn_ordinal: Whole
    job_since_month: Whole
    moved_month: Whole
    upheaval_month: Whole
    is_main_bank: Whole
    eldest_birth_ordinal: Whole
    children_in_college: Whole
    net_salary_annual_cents: Whole
    gig_monthly_cents: Whole
    partner_income_monthly_cents: Whole

    def __init__(self, people: Sequence[Person], lives: Lives, world: World) -> None:
        """Count people as they are first met: each one's first month is then the next in which something happens to them."""
        count = len(people)
        self.lives, self._world = lives, world
        self.row = np.arange(count)
        self.customer_id = np.array([person.customer_id for person in people], np.int64)
        tags = list(lives.by_persona)
        self._persona = np.array([tags.index(person.persona) for person in people])
        self.join_ordinal = np.array([person.join_ordinal for person in people], np.int64)
        self.join_month = np.array([months.of_ordinal(person.join_ordinal) for person in people], np.int64)
        self.traits = Traits(*np.array([_traits_of(person.traits) for person in people]).T)
        self.state = np.zeros((len(MACHINES), count), np.int64)
        """Number of the state of each machine, shape (MACHINES, customers)."""
        self.hazard = np.zeros((count, lives.hazards.shape[1]))
        """The hazard that hangs on each die in a life, those that circumstances scale apart, shape (customers, Die)."""
        self.net_income_monthly_cents = np.zeros(count, np.int64)
        self.next_month = np.zeros(count, np.int64)
        """The next month in which time alone changes something, or a scheduled exit fires."""
        for name in _NOTED:
            setattr(self, name, np.zeros(count, np.int64))
        self.note(people, world.start_month - 1)
        self.next_month = np.maximum(self.join_month, world.start_month)

    def note(self, people: Sequence[Person], month: int) -> None:
        """Write down those whom a month has changed."""
        if not people:
            return
        row = [person.row for person in people]
        for name, column in zip(_NOTED, np.array([_noted_of(person) for person in people], np.int64).T, strict=True):
            getattr(self, name)[row] = column
        states = [_states(person, self.lives.by_persona[person.persona]) for person in people]
        numbers = np.array([[state.number for state in each] for each in states]).T
        self.state[:, row] = numbers
        self.hazard[row] = self.lives.hazards[numbers].max(axis=0)
        self.net_income_monthly_cents[row] = [amounts.income_monthly(person, self._world, month) for person in people]
        self.next_month[row] = [_next_month(person, each, self._world, month + 1) for person, each in zip(people, states, strict=True)]

    def meets_chance(self, dice: NDArray[np.float64], month: int) -> Flags:
        """Say for whom any die, of a row a customer, is low enough for an exit of their states, guards apart."""
        meets: Flags = np.any(dice < self.hazard, axis=1)
        for machine, die, scale, by_state in self.lives.scaled:
            factor = np.minimum(scale(self, self._world, month), LARGEST_SCALE)
            np.logical_or(meets, dice[:, die] < by_state[self.state[MACHINES.index(machine)]] * factor, out=meets)
        return meets

    def stands_in(self, machine: str, *names: str) -> Flags:
        """Say who is in one of these states of a machine."""
        return self.lives.are(machine, *names)[self.state[MACHINES.index(machine)]]

    def state_names(self, machine: str) -> NDArray[np.object_]:
        """Return the name of each one's state of a machine."""
        return self.lives.names[self.state[MACHINES.index(machine)]]

    def personas(self) -> NDArray[np.object_]:
        """Return the tag of each one's persona."""
        return np.array(list(self.lives.by_persona), object)[self._persona]

    def number(self, name: str) -> NDArray[np.float64]:
        """Return each one's value of a parameter, by persona."""
        by_persona = [self._world.assumptions.value(name, tag) for tag in self.lives.by_persona]
        return np.array(by_persona)[self._persona]

    def present(self, month: int) -> Flags:
        """Say who has joined by the month's end, and not left before it."""
        return (self.join_month <= month) & ((self.churn_ordinal == 0) | (self.churn_ordinal >= months.first_ordinal(month)))


def _states(person: Person, life: Life) -> list[State]:
    return [machine[name] for machine, name in zip(life.values(), _states_of(person), strict=True)]


def _next_month(person: Person, states: Sequence[State], world: World, month: int) -> int:
    """Return the first month, from `month` on, in which something happens to a person that no die decides."""
    soonest = passing.next_month(person, world, month)
    for state in states:
        if state.scheduled:
            soonest = min(soonest, next_scheduled(state.scheduled, person, world, month))
    return soonest
