"""The personas' lives, compiled: every state that a customer can stand in, and what may happen there.

A state has a number, so that where all customers of a shard stand is five columns of numbers, and what depends on
the state alone (how low a die must be, a hazard that the truth tells) is looked up for all of them at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from c360sim.assumptions import Assumptions
from c360sim.customer.life.dice import BY_EVENT
from c360sim.customer.life.machine import CERTAIN, LiveExit, Scale, compile_machine
from c360sim.customer.life.persona import MACHINES, Persona
from c360sim.customer.people.fields import Choice
from c360sim.customer.people.person import Life
from c360sim.customer.people.table import PeopleColumns

MachineField = Choice[Any]
"""A field of people that holds the state of one of their machines."""


class State(NamedTuple):
    """A state of a persona's machine, with the exits from it; `scheduled` are those that need no die."""

    number: int
    machine: MachineField
    name: str
    exits: tuple[LiveExit, ...]
    scheduled: tuple[LiveExit, ...]


class Hazard(NamedTuple):
    """What hangs on a die in a machine: the hazard by state (0 where it cannot happen), which circumstances may scale."""

    machine: MachineField
    die: int
    scale: Scale | None
    by_state: NDArray[np.float64]


PersonalLife = dict[MachineField, dict[str, State]]
"""A persona's states, by machine and name."""


@dataclass(frozen=True, eq=False)
class Lives:
    """The lives of all personas, by tag; `states` has every state of theirs, in the order of their numbers."""

    personas: Sequence[Persona]
    by_persona: dict[str, PersonalLife]
    states: tuple[State, ...]

    @cached_property
    def hazards(self) -> tuple[Hazard, ...]:
        """All that hangs on dice."""
        found: dict[tuple[MachineField, int, Scale | None], NDArray[np.float64]] = {}
        for state in self.states:
            for live in state.exits:
                if live.exit.hazard != CERTAIN:
                    by_state = found.setdefault((state.machine, live.die, live.scaled_by), np.zeros(len(self.states)))
                    by_state[state.number] = live.hazard
        return tuple(Hazard(*key, by_state) for key, by_state in found.items())

    @cached_property
    def is_scheduled(self) -> NDArray[np.bool_]:
        """Whether each state has exits that need no die."""
        return np.array([bool(state.scheduled) for state in self.states])

    def state_numbers(self, people: PeopleColumns, machine: MachineField) -> NDArray[np.int64]:
        """Return the number of the state of a machine in which each of some people stands."""
        numbers: NDArray[np.int64] = self._numbers[machine][people.persona, people.get(machine)]
        return numbers

    @cached_property
    def _numbers(self) -> dict[MachineField, NDArray[np.int64]]:
        """The number of each state by machine, by persona and place among the machine's words; -1 where a persona has no such state."""
        return {machine: self._numbers_of(machine) for machine in MACHINES}

    def _numbers_of(self, machine: MachineField) -> NDArray[np.int64]:
        words = words_of(self.personas)[machine]
        return np.array(
            [[life[machine][word].number if word in life[machine] else -1 for word in words] for life in self.by_persona.values()]
        )


def compile_lives(personas: Sequence[Persona], assumptions: Assumptions) -> Lives:
    """Return the personas' lives.

    Raises KeyError for an assumption or a table's rows that are missing, ValueError for a hazard outside 0..1.
    """
    states: list[State] = []
    by_persona: dict[str, PersonalLife] = {}
    for persona in personas:
        life = by_persona[persona.tag] = {machine: {} for machine in MACHINES}
        for machine in MACHINES:
            for state, exits in compile_machine(persona.machines[machine], assumptions, persona.tag, BY_EVENT).items():
                scheduled = tuple(live for live in exits if live.exit.hazard == CERTAIN)
                life[machine][state] = State(len(states), machine, state, exits, scheduled)
                states.append(life[machine][state])
    return Lives(tuple(personas), by_persona, tuple(states))


def words_of(personas: Sequence[Persona]) -> dict[Choice[Any], tuple[str, ...]]:
    """Return the words of the fields that depend on the personas: their tags, and the states of their machines."""
    states = {machine: [state for persona in personas for state in persona.machines[machine].table] for machine in MACHINES}
    return {Life.persona: tuple(persona.tag for persona in personas)} | {
        machine: tuple(dict.fromkeys([*machine.words, *names])) for machine, names in states.items()
    }
