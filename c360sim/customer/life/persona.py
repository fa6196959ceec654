"""What a persona file declares: who these people are, how their lives begin here, and how they go on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from c360sim.assumptions import Assumptions, rows
from c360sim.customer.life.family import FAMILY
from c360sim.customer.life.home import HOME
from c360sim.customer.life.loyalty import LOYALTY
from c360sim.customer.life.machine import Machine
from c360sim.customer.life.work import WORK
from c360sim.customer.people.fields import Choice
from c360sim.customer.people.person import Life
from c360sim.customer.people.states import Household, Work

MACHINES: tuple[Choice[Any], ...] = (Life.work, Life.family, Life.home, Life.stage, Life.loyalty)
"""The fields of people with the states of their machines, in the order in which these are walked."""

TABLES = ("spending", "bills", "adoption", "fintech", "channels")
"""Tables of the assumptions that say what each persona buys, pays, holds, leaks to fintechs, and how they get in touch."""


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

    Hazards are looked up among the assumptions under `tag`; `shaped_by` names, by subject, the parameters that make this
    life what it is, and `TABLES` the tables with rows for every persona. Raises ValueError for a start in an unknown state,
    or ages without a start.
    """

    tag: str
    story: str
    ages: tuple[int, int]
    share: float
    starts: tuple[Start, ...]
    stages: Machine
    shaped_by: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
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

    def check(self, assumptions: Assumptions) -> None:
        """Raise KeyError unless the assumptions have all that shapes this persona."""
        for names in self.shaped_by.values():
            for name in names:
                assumptions.parameter(name, self.tag)
        for table in TABLES:
            if not any(row["persona"] == self.tag for row in rows(table)):
                raise KeyError(f"table {table!r} has no rows for persona {self.tag!r}")

    @property
    def machines(self) -> dict[Choice[Any], Machine]:
        """Return the machines by the field of people that holds their state, in the order they are walked."""
        return dict(zip(MACHINES, (self.work, self.family, self.home, self.stages, self.loyalty), strict=True))
