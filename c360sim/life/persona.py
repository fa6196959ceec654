"""What a persona file declares: who these people are, how their lives begin here, and how they go on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from c360sim.life.family import FAMILY
from c360sim.life.home import HOME
from c360sim.life.loyalty import LOYALTY
from c360sim.life.machine import Machine
from c360sim.life.states import Household, Work
from c360sim.life.work import WORK


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
    """A kind of customer. `shaped_by` names the assumptions that differ for them, by subject.

    Hazards are looked up among the assumptions under `tag`. Raises ValueError for a start in an unknown state,
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

    @property
    def machines(self) -> dict[str, Machine]:
        """Return the machines by the field of `Person` that holds their state, in the order they are walked."""
        return {"work": self.work, "family": self.family, "home": self.home, "stage": self.stages, "loyalty": self.loyalty}
