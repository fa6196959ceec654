"""What a group of statistics hands back: values and reasons by metric and segment, and distributions to draw."""

from __future__ import annotations

from dataclasses import dataclass, field

from c360sim.validation.findings import Distribution

Key = tuple[str, str]
"""A statistic's metric and segment, spelled as in the file of targets."""


@dataclass(slots=True)
class Measures:
    """Measured values in the targets' own units, and why a statistic cannot be measured."""

    values: dict[Key, float] = field(default_factory=dict)
    left_out: dict[Key, str] = field(default_factory=dict)
    distributions: list[Distribution] = field(default_factory=list)
