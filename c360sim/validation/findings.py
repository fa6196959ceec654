"""What validation finds in a data set: counts of broken rules, statistics beside their targets, scores of signals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from c360sim.validation.targets import Target


@dataclass(frozen=True, slots=True)
class Check:
    """One rule of the books or the keys, and how many rows break it; `violations` is None for a rule left out, with the reason."""

    name: str
    rule: str
    violations: int | None
    reason: str = ""

    @property
    def passed(self) -> bool:
        """Whether no row is known to break it."""
        return not self.violations


@dataclass(frozen=True, slots=True)
class Statistic:
    """A target beside what was simulated; `simulated` is None for a row left out, with the reason."""

    target: Target
    simulated: float | None
    reason: str = ""

    @property
    def is_applicable(self) -> bool:
        """Whether the data set can be held to the target."""
        return self.simulated is not None

    @property
    def passed(self) -> bool:
        """Whether the simulated value lies within the tolerance."""
        return self.simulated is not None and self.target.accepts(self.simulated)


@dataclass(frozen=True, slots=True)
class Distribution:
    """Quantiles of one quantity for one segment, simulated and as the source has them: what a plot draws."""

    title: str
    segment: str
    unit: str
    probabilities: Sequence[float]
    simulated: Sequence[float]
    target: Sequence[float]


@dataclass(frozen=True, slots=True)
class Score:
    """How well a signal found in the tables agrees with the truth. `least` and `most` are the rate to reach, None for none."""

    signal: str
    measure: str
    value: float
    least: float | None = None
    most: float | None = None
    note: str = ""

    @property
    def passed(self) -> bool:
        """Whether the value lies within its bounds. NaN never does where there are bounds."""
        if self.least is None and self.most is None:
            return True
        return (self.least is None or self.value >= self.least) and (self.most is None or self.value <= self.most)


@dataclass(frozen=True, slots=True)
class Findings:
    """All that was found, and whether it is good enough."""

    checks: Sequence[Check] = ()
    statistics: Sequence[Statistic] = ()
    distributions: Sequence[Distribution] = ()
    scores: Sequence[Score] = ()
    share_required: float = field(default=0.95)
    signals_left_out: str = ""
    """Why there are no scores, or empty."""

    @property
    def share_within(self) -> float:
        """Share of the applicable targets that the data set meets, 1 when there are none."""
        applicable = [statistic for statistic in self.statistics if statistic.is_applicable]
        return sum(statistic.passed for statistic in applicable) / len(applicable) if applicable else 1.0

    @property
    def passed(self) -> bool:
        """Whether the books are clean, enough targets are met and every signal reaches its rate."""
        return (
            all(check.passed for check in self.checks)
            and self.share_within >= self.share_required
            and all(score.passed for score in self.scores)
        )
