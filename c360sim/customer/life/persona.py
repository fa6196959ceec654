"""What a persona file declares: who these people are, how their lives begin here, and how they go on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

from c360sim.assumptions import Assumptions, load
from c360sim.assumptions.figures import PARAMETERS, Cell, Figures
from c360sim.customer.life.family import FAMILY
from c360sim.customer.life.home import HOME
from c360sim.customer.life.loyalty import LOYALTY
from c360sim.customer.life.machine import Machine
from c360sim.customer.life.starts import MIXES, STARTS, starts_in
from c360sim.customer.life.work import WORK
from c360sim.customer.people.fields import Choice
from c360sim.customer.people.person import Life
from c360sim.customer.people.tables import LIFESTYLES, PERSONAL_TABLES

MACHINES: tuple[Choice[Any], ...] = (Life.work, Life.family, Life.home, Life.stage, Life.loyalty)
"""The fields of people with the states of their machines, in the order in which these are walked."""


@dataclass(frozen=True)
class Persona:
    """A kind of customer.

    `figures` are its own numbers: what it buys, pays and holds, and the parameters, hazards among them, in which it differs from
    everyone. Raises ValueError for a start in an unknown state, ages without a start, or figures that are missing or unknown.
    """

    tag: str
    story: str
    stages: Machine
    figures: Figures
    work: Machine = WORK
    family: Machine = FAMILY
    home: Machine = HOME
    loyalty: Machine = LOYALTY

    def __post_init__(self) -> None:
        wrong = _wrong(self.figures) or self._wrong_starts()
        if wrong:
            raise ValueError(f"persona {self.tag}: {'; '.join(wrong)}")

    def _wrong_starts(self) -> list[str]:
        """Return all that is wrong with the ways in which such a life begins: states that there are not, ages without a start."""
        try:
            found = starts_in(self.figures)
        except (KeyError, ValueError) as error:
            return [f"starts: {error}"]
        known = (self.stages.table, self.work.table, self.family.table)
        wrong = [
            f"start at {state!r} names an unknown state"
            for start in found
            for states, named in zip(known, ([start.stage], start.work, start.family), strict=True)
            for state in named
            if state not in states
        ]
        youngest, oldest = (int(self.figures[Cell(PARAMETERS, "", name)].value) for name in ("age_from", "age_to"))
        ages = [age for age in range(youngest, oldest + 1) if not any(start.ages[0] <= age <= start.ages[1] for start in found)]
        return wrong + [f"nobody of age {age} can start" for age in ages]

    @property
    def machines(self) -> dict[Choice[Any], Machine]:
        """Return the machines by the field of people that holds their state, in the order they are walked."""
        return dict(zip(MACHINES, (self.work, self.family, self.home, self.stages, self.loyalty), strict=True))


def assume(personas: Sequence[Persona], assumptions: Assumptions | None = None) -> Assumptions:
    """Return what a run of these personas assumes: what is given, or shipped, for everyone, and the personas' own figures."""
    return (assumptions or load()).with_personas({persona.tag: persona.figures for persona in personas})


def _wrong(figures: Figures) -> list[str]:
    """Return all that is wrong with a persona's figures: missing, of no table, row or column that there is, or no number."""
    required = {Cell(name, item, column) for name, table in PERSONAL_TABLES.items() for item in table.items for column in table.columns}
    wrong = [f"{' '.join(cell)} is missing" for cell in sorted(required - figures.keys())]
    for cell, figure in figures.items():
        if cell.table in (LIFESTYLES, STARTS, MIXES):
            continue
        if cell.table != PARAMETERS and cell not in required:
            wrong.append(f"{' '.join(cell)} is unknown")
        if not _is_number(figure.value):
            wrong.append(f"{' '.join(cell)} is {figure.value!r}, not a number")
    return wrong


def _is_number(text: str) -> bool:
    try:
        return isfinite(float(text))
    except ValueError:
        return False
