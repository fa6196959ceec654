"""One number of behavior, and how the numbers are told apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

EVERYONE = "all"
"""Segment of a parameter that holds for every persona without one of its own."""

Rows = list[dict[str, str]]
"""A table as it is written: a dict of text a row."""

Values = Mapping[str, float] | Mapping[tuple[str, str], float]
"""Values of parameters: by name for everyone, or by name and persona for one of them."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One number of behavior. `unit` says how to read it; `source` where it comes from, `as_of` what day, month or year it is of."""

    name: str
    segment: str
    value: float
    unit: str
    source: str
    note: str
    as_of: str = ""
    where: str = field(default="", compare=False)
    """The file and row it was read from."""


def a_month(hazard: Parameter) -> float:
    """Return a hazard per month, rounded to 12 digits. Raises ValueError for a parameter that is none."""
    if hazard.unit == "per month":
        return hazard.value
    if hazard.unit == "per year":
        return round(float(1 - (1 - hazard.value) ** (1 / 12)), 12)
    raise ValueError(f"assumption {hazard.name!r} is {hazard.unit!r}, not a hazard per month or per year")
