"""Every behavior parameter, as tables with unit, source and date: loaded and checked once.

`parameters/*.csv` hold scalars (`name,segment,value,unit,source,note`), where `segment` is a persona's tag
or `all`. Other CSV files beside this module are tables of one shape each. A source is either a reference
listed in SOURCES.md or the word `assumption`.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

EVERYONE = "all"
"""Segment of a parameter that holds for every persona without one of its own."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One number of behavior. `unit` says how to read it; `source` where it comes from."""

    name: str
    segment: str
    value: float
    unit: str
    source: str
    note: str


class Assumptions:
    """All scalar parameters by name and segment."""

    def __init__(self, parameters: Mapping[tuple[str, str], Parameter]) -> None:
        self.parameters = dict(parameters)
        self._values = {key: found.value for key, found in self.parameters.items()}
        self._monthly: dict[tuple[str, str], float] = {}

    def parameter(self, name: str, segment: str = EVERYONE) -> Parameter:
        """Return the parameter of a segment, or everyone's. Raises KeyError when there is none."""
        found = self.parameters.get((name, segment)) or self.parameters.get((name, EVERYONE))
        if found is None:
            raise KeyError(f"no assumption {name!r} for segment {segment!r}")
        return found

    def value(self, name: str, segment: str = EVERYONE) -> float:
        """Return the parameter's number. Raises KeyError when there is none."""
        try:
            return self._values[name, segment]
        except KeyError:
            self._values[name, segment] = value = self.parameter(name, segment).value
            return value

    def whole(self, name: str, segment: str = EVERYONE) -> int:
        """Return the parameter's number as an int. Raises ValueError when it is not whole."""
        value = self.value(name, segment)
        if value != int(value):
            raise ValueError(f"assumption {name!r} is {value}, not a whole number")
        return int(value)

    def monthly(self, name: str, segment: str = EVERYONE) -> float:
        """Return a hazard per month: as it stands for 'per month', converted for 'per year'.

        Raises ValueError for another unit. The result is rounded to 12 digits, so that processors whose
        power function differs in the last bit agree.
        """
        try:
            return self._monthly[name, segment]
        except KeyError:
            self._monthly[name, segment] = hazard = _a_month(self.parameter(name, segment))
            return hazard


def _a_month(hazard: Parameter) -> float:
    if hazard.unit == "per month":
        return hazard.value
    if hazard.unit == "per year":
        return round(float(1 - (1 - hazard.value) ** (1 / 12)), 12)
    raise ValueError(f"assumption {hazard.name!r} is {hazard.unit!r}, not a hazard per month or per year")


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of the shipped table `name`.csv as dicts of text."""
    path = resources.files(__name__) / f"{name}.csv"
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def assumed() -> dict[str, list[dict[str, str]]]:
    """Return, by table, the rows whose source says that they are an assumption, as dicts of text."""
    folder = resources.files(__name__)
    paths = {f"parameters/{entry.name}": entry for entry in (folder / "parameters").iterdir()} | {
        entry.name: entry for entry in folder.iterdir()
    }
    tables = {name: csv.DictReader(paths[name].read_text(encoding="utf-8").splitlines()) for name in sorted(paths) if name.endswith(".csv")}
    found = {name: [row for row in table if "assumption" in row.get("source", "")] for name, table in tables.items()}
    return {name: table for name, table in found.items() if table}


@lru_cache(maxsize=1)
def load() -> Assumptions:
    """Return the shipped parameters. Raises ValueError for a duplicate or one without a source."""
    found: dict[tuple[str, str], Parameter] = {}
    folder = resources.files(__name__) / "parameters"
    for path in sorted(folder.iterdir(), key=lambda entry: entry.name):
        for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines()):
            key = (row["name"], row["segment"])
            if key in found or not row["source"] or not row["unit"]:
                raise ValueError(f"{path.name}: {key} stands twice, or has no source or unit")
            found[key] = Parameter(row["name"], row["segment"], float(row["value"]), row["unit"], row["source"], row["note"])
    return Assumptions(found)
