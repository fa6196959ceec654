"""The personas' lives, compiled: every state that a customer can stand in, and what may happen there.

A state has a number, so that where all customers of a shard stand is five columns of numbers, and what depends on
the state alone (how low a die must be, a hazard that the truth tells) is looked up for all of them at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from c360sim.assumptions import Assumptions
from c360sim.customer.life.dice import BY_EVENT
from c360sim.customer.life.machine import CERTAIN, LiveExit, Scale, compile_machine
from c360sim.customer.life.persona import Persona

MACHINES = ("work", "family", "home", "stage", "loyalty")
"""Fields of `Person` with the states of the machines, in the order in which these are walked."""


class State(NamedTuple):
    """A state of a persona's machine, with the exits from it; `scheduled` are those that need no die."""

    number: int
    machine: str
    name: str
    exits: tuple[LiveExit, ...]
    scheduled: tuple[LiveExit, ...]


class Hazard(NamedTuple):
    """What hangs on a die in a machine: the hazard by state (0 where it cannot happen), which circumstances may scale."""

    machine: str
    die: int
    scale: Scale | None
    by_state: NDArray[np.float64]


Life = dict[str, dict[str, State]]
"""A persona's states, by machine and name."""


@dataclass(frozen=True, eq=False)
class Lives:
    """The lives of all personas, by tag; `states` has every state of theirs, in the order of their numbers."""

    by_persona: dict[str, Life]
    states: tuple[State, ...]

    @cached_property
    def hazards(self) -> tuple[Hazard, ...]:
        """All that hangs on dice."""
        found: dict[tuple[str, int, Scale | None], NDArray[np.float64]] = {}
        for state in self.states:
            for live in state.exits:
                if live.exit.hazard != CERTAIN:
                    by_state = found.setdefault((state.machine, live.die, live.scaled_by), np.zeros(len(self.states)))
                    by_state[state.number] = live.hazard
        return tuple(Hazard(*key, by_state) for key, by_state in found.items())

    @cached_property
    def names(self) -> NDArray[np.object_]:
        """The name of each state."""
        return np.array([str(state.name) for state in self.states], object)

    def are(self, machine: str, *names: str) -> NDArray[np.bool_]:
        """Say of each state whether it is one of these of a machine."""
        of_machine = [life[machine] for life in self.by_persona.values()]
        are = np.zeros(len(self.states), bool)
        are[[states[name].number for states in of_machine for name in names if name in states]] = True
        return are


def compile_lives(personas: Sequence[Persona], assumptions: Assumptions) -> Lives:
    """Return the personas' lives.

    Raises KeyError for an assumption or a table's rows that are missing, ValueError for a hazard outside 0..1.
    """
    states: list[State] = []
    by_persona: dict[str, Life] = {}
    for persona in personas:
        persona.check(assumptions)
        life = by_persona[persona.tag] = {name: {} for name in MACHINES}
        for name in MACHINES:
            for state, exits in compile_machine(persona.machines[name], assumptions, persona.tag, BY_EVENT).items():
                scheduled = tuple(live for live in exits if live.exit.hazard == CERTAIN)
                life[name][state] = State(len(states), name, state, exits, scheduled)
                states.append(life[name][state])
    return Lives(by_persona, tuple(states))
