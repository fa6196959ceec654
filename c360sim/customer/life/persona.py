"""What a persona file declares: who these people are, how their lives begin here, and how they go on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite
from typing import Any

from c360sim.assumptions import Assumptions, load
from c360sim.assumptions.figures import PARAMETERS, Cell, Figures
from c360sim.customer.life.family import FAMILY
from c360sim.customer.life.home import HOME
from c360sim.customer.life.loyalty import LOYALTY
from c360sim.customer.life.machine import Machine
from c360sim.customer.life.work import WORK
from c360sim.customer.people.fields import Choice
from c360sim.customer.people.person import Life
from c360sim.customer.people.states import Household, Work
from c360sim.customer.people.tables import LIFESTYLES, PERSONAL_TABLES

MACHINES: tuple[Choice[Any], ...] = (Life.work, Life.family, Life.home, Life.stage, Life.loyalty)
"""The fields of people with the states of their machines, in the order in which these are walked."""


@dataclass(frozen=True, slots=True)
class Start:
    """One way in which such a life may stand when it is first met.

    `weight` is its frequency among the starts open to the person's age (`ages`, both ends included).
    `children` are weights of the number of children at home, the youngest of an age in `youngest` (years).
    `years_to_graduation` counts the years of study after the present one, for those who study.
    """

    stage: str
    weight: float
    ages: tuple[int, int]
    work: Mapping[Work, float]
    family: Mapping[Household, float]
    children: Mapping[int, float] = field(default_factory=lambda: {0: 1.0})
    youngest: tuple[float, float] = (0, 0)
    years_to_graduation: int = 0


@dataclass(frozen=True)
class Persona:
    """A kind of customer.

    `figures` are its own numbers: what it buys, pays and holds, and the parameters, hazards among them, in which it differs from
    everyone. Raises ValueError for a start in an unknown state, ages without a start, or figures that are missing or unknown.
    """

    tag: str
    story: str
    ages: tuple[int, int]
    share: float
    starts: tuple[Start, ...]
    stages: Machine
    figures: Figures
    work: Machine = WORK
    family: Machine = FAMILY
    home: Machine = HOME
    loyalty: Machine = LOYALTY

    def __post_init__(self) -> None:
        for start in self.starts:
            known = start.stage in self.stages.table and self.work.table.keys() >= start.work.keys()
            if not known or not self.family.table.keys() >= start.family.keys():
                raise ValueError(f"persona {self.tag}: start at {start.stage!r} names an unknown state")
        for age in range(self.ages[0], self.ages[1] + 1):
            if not any(start.ages[0] <= age <= start.ages[1] for start in self.starts):
                raise ValueError(f"persona {self.tag}: nobody of age {age} can start")

        wrong = _wrong(self.figures)
        if wrong:
            raise ValueError(f"persona {self.tag}: {'; '.join(wrong)}")

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
        if cell.table == LIFESTYLES:
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
