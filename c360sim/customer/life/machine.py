"""State machines of a life: states, and exits from them with hazards, guards and scales.

A machine is a table from state to exits. Each month the exits of the present state are tried in the order
of the table, each on a die of its own (the one named by its event), and the first that fires wins. Scheduled exits
need no die: they fire once their month has come and their guard, if there is one, holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from c360sim.assumptions import EVERYONE, Assumptions
from c360sim.vocabulary import Event

if TYPE_CHECKING:
    from c360sim.customer.people.person import Person
    from c360sim.customer.people.table import People
    from c360sim.customer.people.world import World

Guard = Callable[["Person", "World", int], bool]
"""Whether an exit is open to a person in a month. A scheduled exit's opens only when the person changes, not with time alone."""
Timer = Callable[["Person", "World"], int]
"""The month from which a scheduled exit is open to a person as they stand now, `NEVER` while nothing is planned."""
Scale = Callable[["Person | People", "World", int], Any]
"""By how much the circumstances of a person in a month multiply a hazard: a number; for the table of people a column of them."""

CERTAIN = "certain"
"""Hazard of an exit that is scheduled: it fires in the first month in which its timer and its guard let it."""
NEVER = 10**9
"""A month that does not come."""
LARGEST_SCALE = 8.0
"""Scales are cut here, so that a die above this multiple of the hazard settles the matter at once."""


@dataclass(frozen=True, slots=True)
class Exit:
    """A way out of a state: the event, the state it leads to, and the name of its hazard among the assumptions.

    A scheduled exit has a timer, a guard or both instead of a hazard.
    """

    event: Event
    to: str
    hazard: str = CERTAIN
    when: Guard | None = None
    scaled_by: Scale | None = None
    once: Timer | None = None


@dataclass(frozen=True)
class Machine:
    """States with their exits. `starts` are the states that birth, or another machine's event, puts people in.

    Raises ValueError when an exit leads nowhere, a state cannot be reached, a scheduled exit has neither timer nor guard,
    or two random exits of a state would share a die.
    """

    name: str
    table: Mapping[str, tuple[Exit, ...]]
    starts: tuple[str, ...] = field(default=())

    def __post_init__(self) -> None:
        reached = list(self.starts)
        for state in reached:
            if state not in self.table:
                raise ValueError(f"machine {self.name}: no state {state!r}")
            reached.extend(exit_.to for exit_ in self.table[state] if exit_.to not in reached)
        unreachable = [state for state in self.table if state not in reached]
        if unreachable:
            raise ValueError(f"machine {self.name}: no way into {unreachable}")
        for state, exits in self.table.items():
            random = [exit_.event for exit_ in exits if exit_.hazard != CERTAIN]
            if len(random) != len(set(random)):
                raise ValueError(f"machine {self.name}: two exits of {state!r} share a die")
            if any(exit_.hazard == CERTAIN and exit_.when is None and exit_.once is None for exit_ in exits):
                raise ValueError(f"machine {self.name}: a scheduled exit of {state!r} has neither timer nor guard")


class LiveExit(NamedTuple):
    """An exit ready to walk: `limit` is the die value at and above which it cannot fire."""

    die: int
    limit: float
    hazard: float
    when: Guard | None
    scaled_by: Scale | None
    once: Timer | None
    exit: Exit


LiveMachine = dict[str, tuple[LiveExit, ...]]
"""A machine ready to walk, for one segment."""


def compile_machine(machine: Machine, assumptions: Assumptions, segment: str, dice: Mapping[str, int]) -> LiveMachine:
    """Return the machine with the segment's monthly hazards. `dice` gives the column of the die of each event.

    Raises KeyError for a hazard that is no assumption or an event without a die, ValueError for a hazard outside 0..1.
    """
    return {state: tuple(_live(exit_, assumptions, segment, dice) for exit_ in exits) for state, exits in machine.table.items()}


def _live(exit_: Exit, assumptions: Assumptions, segment: str, dice: Mapping[str, int]) -> LiveExit:
    if exit_.hazard == CERTAIN:
        return LiveExit(0, 1.0, 1.0, exit_.when, None, exit_.once, exit_)
    hazard = assumptions.monthly(exit_.hazard, segment)
    if not 0 <= hazard <= 1:
        raise ValueError(f"hazard {exit_.hazard!r} is {hazard}, allowed 0 to 1")
    limit = hazard if exit_.scaled_by is None else hazard * LARGEST_SCALE
    return LiveExit(dice[exit_.event.name], limit, hazard, exit_.when, exit_.scaled_by, None, exit_)


def walk(exits: tuple[LiveExit, ...], person: Person, world: World, month: int, dice: Sequence[float]) -> Exit | None:
    """Return the exit that fires this month, or None. `dice` are the person's dice of the month, by column."""
    for live in exits:
        # The die and the limit by place: most walks end here, and names would cost twice as much.
        if dice[live[0]] < live[1] and _fires(live, person, world, month, dice):
            return live.exit
    return None


def _fires(live: LiveExit, person: Person, world: World, month: int, dice: Sequence[float]) -> bool:
    if live.once is not None and live.once(person, world) > month:
        return False
    if live.when is not None and not live.when(person, world, month):
        return False
    return live.scaled_by is None or bool(dice[live.die] < live.hazard * min(live.scaled_by(person, world, month), LARGEST_SCALE))


def next_scheduled(exits: Iterable[LiveExit], person: Person, world: World, month: int) -> int:
    """Return the first month, from `month` on, in which one of some scheduled exits fires unless the person changes before, or NEVER."""
    soonest = NEVER
    for live in exits:
        opens = month if live.once is None else max(live.once(person, world), month)
        if opens < soonest and (live.when is None or live.when(person, world, opens)):
            soonest = opens
    return soonest


class Edge(NamedTuple):
    """An arrow of a machine's diagram; the hazard is None when scheduled."""

    state: str
    event: str
    to: str
    hazard_monthly: float | None


def edges(machine: Machine, assumptions: Assumptions, segment: str = EVERYONE) -> Iterator[Edge]:
    """Yield every exit of the machine with the segment's monthly hazard."""
    for state, exits in machine.table.items():
        for exit_ in exits:
            hazard = None if exit_.hazard == CERTAIN else assumptions.monthly(exit_.hazard, segment)
            yield Edge(state, exit_.event.value, exit_.to, hazard)
