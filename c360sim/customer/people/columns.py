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
from c360sim.customer.life.compiled import MACHINES, Lives
from c360sim.customer.life.machine import LARGEST_SCALE, NEVER, next_scheduled
from c360sim.customer.people import amounts
from c360sim.customer.people.person import Person, Traits
from c360sim.customer.people.world import World

Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]

_NOTED = (
    *("churn_ordinal", "job_since_month", "unemployed_since_month", "moved_month", "upheaval_month", "is_main_bank"),
    *("eldest_birth_ordinal", "first_college_end_month", "children_in_college"),
    *("net_salary_annual_cents", "gig_monthly_cents", "partner_income_monthly_cents", "net_social_security_monthly_cents"),
)
_TRAITS = ("earning", "thrift", "technology", "diligence", "wanderlust", "boldness", "sociability", "impatience")
_traits_of = attrgetter(*_TRAITS)


class Census:
    """The customers of a shard, a row each; columns that go by the name of a field of `Person` hold it."""

    churn_ordinal: Whole
    job_since_month: Whole
    unemployed_since_month: Whole
    moved_month: Whole
    upheaval_month: Whole
    is_main_bank: Whole
    eldest_birth_ordinal: Whole
    first_college_end_month: Whole
    children_in_college: Whole
    net_salary_annual_cents: Whole
    gig_monthly_cents: Whole
    partner_income_monthly_cents: Whole
    net_social_security_monthly_cents: Whole

    def __init__(self, people: Sequence[Person], lives: Lives, world: World) -> None:
        """Count people as they are first met."""
        count = len(people)
        self.lives, self._world = lives, world
        self.row = np.arange(count)
        self.customer_id = np.array([person.customer_id for person in people], np.int64)
        tags = list(lives.by_persona)
        self._persona = np.array([tags.index(person.persona) for person in people])
        self.birth_ordinal = np.array([person.birth_ordinal for person in people], np.int64)
        self.join_ordinal = np.array([person.join_ordinal for person in people], np.int64)
        self.join_month = np.array([months.of_ordinal(person.join_ordinal) for person in people], np.int64)
        self.traits = Traits(*np.array([_traits_of(person.traits) for person in people]).T)
        self.state = {machine: np.zeros(count, np.int64) for machine in MACHINES}
        """Number of the state of each machine."""
        self.next_scheduled = {machine: np.full(count, NEVER) for machine in MACHINES}
        """The month from which a scheduled exit of each machine is open."""
        self.net_income_monthly_cents = np.zeros(count, np.int64)
        for name in _NOTED:
            setattr(self, name, np.zeros(count, np.int64))
        self.note(people, world.start_month - 1)

    def note(self, people: Sequence[Person], month: int) -> None:
        """Write down how some stand in a month: those whom it has changed."""
        row = np.array([person.row for person in people], np.int64)
        for name in _NOTED:
            getattr(self, name)[row] = list(map(attrgetter(name), people))
        self.net_income_monthly_cents[row] = [amounts.income_monthly(person, self._world, month) for person in people]
        for machine, state_of in zip(MACHINES, map(attrgetter, MACHINES), strict=True):
            states = [self.lives.by_persona[person.persona][machine][state_of(person)] for person in people]
            self.state[machine][row] = [state.number for state in states]
            self.next_scheduled[machine][row] = [
                next_scheduled(state.scheduled, person, self._world, month) if state.scheduled else NEVER
                for state, person in zip(states, people, strict=True)
            ]

    def may_move(self, machine: str, dice: NDArray[np.float64], month: int) -> Flags:
        """Say of whom a machine may move on: a scheduled exit is open, or a die is low enough for another, guards apart.

        `dice` has a row a die.
        """
        may: Flags = self.next_scheduled[machine] <= month
        for hazard in self.lives.hazards:
            if hazard.machine == machine:
                chance = hazard.by_state[self.state[machine]]
                if hazard.scale is not None:
                    chance *= np.minimum(hazard.scale(self, self._world, month), LARGEST_SCALE)
                may |= dice[hazard.die] < chance
        return may

    def stands_in(self, machine: str, *names: str) -> Flags:
        """Say who is in one of these states of a machine."""
        return self.lives.are(machine, *names)[self.state[machine]]

    def state_names(self, machine: str) -> NDArray[np.object_]:
        """Return the name of each one's state of a machine."""
        return self.lives.names[self.state[machine]]

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
