"""What a persona file declares: who these people are, how their lives begin here, and how they go on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from c360sim.assumptions import Assumptions, WrongAssumptions, load
from c360sim.assumptions.checks import is_shipped, problems
from c360sim.assumptions.figures import PARAMETERS, Cell, Figure, Figures
from c360sim.customer.life.family import FAMILY
from c360sim.customer.life.home import HOME
from c360sim.customer.life.loyalty import LOYALTY
from c360sim.customer.life.machine import Machine
from c360sim.customer.life.starts import MIXES, STARTS, Start, starts_in
from c360sim.customer.life.work import WORK
from c360sim.customer.people.fields import Choice
from c360sim.customer.people.person import Life
from c360sim.customer.people.tables import LIFESTYLES, PERSONAL_TABLES

MACHINES: tuple[Choice[Any], ...] = (Life.work, Life.family, Life.home, Life.stage, Life.loyalty)
"""The fields of people with the states of their machines, in the order in which these are walked."""


@dataclass(frozen=True, eq=False)
class Persona:
    """A kind of customer.

    `figures` are its own numbers: how its lives begin, what it buys, pays and holds, and the parameters, hazards among them, in which it
    differs from everyone. What is wrong with them is told, with all else, when a run is made of them: see `check`.
    """

    tag: str
    story: str
    stages: Machine
    figures: Figures
    work: Machine = WORK
    family: Machine = FAMILY
    home: Machine = HOME
    loyalty: Machine = LOYALTY

    def variant(self, tag: str, story: str, figures: Mapping[Cell, Figure], **machines: Machine) -> Persona:
        """Return a persona that differs from this one in some figures, and in `machines` of other names than these."""
        return replace(self, tag=tag, story=story, figures=self.figures.but(figures), **machines)

    @property
    def machines(self) -> dict[Choice[Any], Machine]:
        """Return the machines by the field of people that holds their state, in the order they are walked."""
        return dict(zip(MACHINES, (self.work, self.family, self.home, self.stages, self.loyalty), strict=True))


def assume(personas: Sequence[Persona], assumptions: Assumptions | None = None) -> Assumptions:
    """Return what a run of these personas assumes: what is given, or shipped, for everyone, and the personas' own figures."""
    return _shipped(tuple(personas)) if assumptions is None else _with(personas, assumptions)


@cache
def _shipped(personas: tuple[Persona, ...]) -> Assumptions:
    return _with(personas, load())


def _with(personas: Sequence[Persona], assumptions: Assumptions) -> Assumptions:
    return assumptions.with_personas({persona.tag: persona.figures for persona in personas})


def check(personas: Sequence[Persona], assumptions: Assumptions) -> None:
    """Raise WrongAssumptions, with all that is wrong, unless a run can be made of these personas and assumptions.

    Those that ship were checked before they were shipped, which takes no time again; found right once, others neither.
    """
    known = (check, *personas)
    if known in assumptions.known:
        return
    found = [] if is_shipped(assumptions) else problems(assumptions)
    found += [problem for _, held in assumptions.periods() for problem in wrong(personas, held)]
    if found:
        raise WrongAssumptions(list(dict.fromkeys(found)))
    assumptions.known[known] = True


def wrong(personas: Sequence[Persona], assumptions: Assumptions) -> Iterator[str]:
    """Yield all that is wrong with what is assumed of personas: figures of no table, missing ones, and lives that cannot begin."""
    tags = [persona.tag for persona in personas]
    if tags != list(assumptions.personas):
        yield f"personas: figures of {', '.join(assumptions.personas) or 'none'}; allowed: of {', '.join(tags)}, in this order"
        return
    for persona in personas:
        yield from _cells(persona.tag, assumptions.personas[persona.tag])
        yield from _beginnings(persona, assumptions.personas[persona.tag])


def _cells(tag: str, figures: Mapping[Cell, Figure]) -> Iterator[str]:
    required = {Cell(name, item, column) for name, table in PERSONAL_TABLES.items() for item in table.items for column in table.columns}
    for cell in sorted(required - figures.keys()):
        yield f"{tag}: {cell} is missing"
    for cell, figure in figures.items():
        if cell not in required and cell.table not in (PARAMETERS, LIFESTYLES, STARTS, MIXES):
            yield f"{figure.where or tag}, table, item, name: {str(cell)!r}; allowed: those that the other personas have"


def _beginnings(persona: Persona, figures: Mapping[Cell, Figure]) -> Iterator[str]:
    try:
        found = starts_in(figures)
        youngest, oldest = (int(figures[Cell(PARAMETERS, "", name)].value) for name in ("age_from", "age_to"))
    except (KeyError, ValueError) as error:
        yield f"{persona.tag}: starts cannot be read: {error}"
        return
    for start in found:
        yield from _unknown_states(persona, start)
    nobody = [str(age) for age in range(youngest, oldest + 1) if not any(start.ages[0] <= age <= start.ages[1] for start in found)]
    if nobody:
        yield f"{persona.tag}: nobody of age {', '.join(nobody)} can start"


def _unknown_states(persona: Persona, start: Start) -> Iterator[str]:
    for machine, states in ((persona.stages, [start.stage]), (persona.work, start.work), (persona.family, start.family)):
        for state in states:
            if state not in machine.table:
                yield f"{persona.tag}: a start is at {str(state)!r}; allowed: {', '.join(machine.table)}"


def strangers(assumptions: Assumptions) -> Iterator[str]:
    """Yield whose lives are said to resemble those of a persona that there is not; in a run of fewer personas they resemble none."""
    for tag, figures in assumptions.personas.items():
        for cell, figure in figures.items():
            if cell.table == LIFESTYLES and figure.value not in assumptions.personas:
                yield f"{figure.where or tag}, value: {figure.value!r}; allowed: {', '.join(assumptions.personas)}"
