"""Every behaviour parameter, as tables with unit, source and date: loaded and checked once.

`parameters/*.csv` hold scalars (`name,segment,value,unit,source,note`) that hold for everyone (segment `all`) who has
none of their own: a persona's own figures stand beside it, see `figures`. Other CSV files beside this module are tables of one
shape each. A source is either a reference
listed in SOURCES.md or the word `assumption`.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from difflib import get_close_matches
from functools import lru_cache, update_wrapper
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, Concatenate, ParamSpec, TypeVar

from c360sim.assumptions.figures import PARAMETERS, Cell, Figures

Rows = list[dict[str, str]]
Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")

Values = Mapping[str, float] | Mapping[tuple[str, str], float]
"""Values of parameters: by name for everyone, or by name and persona for one of them."""

EVERYONE = "all"
"""Segment of a parameter that holds for every persona without one of its own."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One number of behaviour. `unit` says how to read it; `source` where it comes from."""

    name: str
    segment: str
    value: float
    unit: str
    source: str
    note: str


class Assumptions:
    """All that a run assumes: scalar parameters by name and segment, and tables of rows.

    Everything that follows from assumptions alone is worked out once for each of them: see `derived`.
    """

    def __init__(
        self, parameters: Mapping[tuple[str, str], Parameter], tables: Mapping[str, Rows], personas: Mapping[str, Figures] | None = None
    ) -> None:
        self.parameters = dict(parameters)
        self.tables = dict(tables)
        self.personas = dict(personas or {})
        """The figures of each persona, by its tag, in the order of their numbers."""
        self.known: dict[tuple[Any, ...], Any] = {}
        """What has been derived, by function and arguments."""
        self._values = {key: found.value for key, found in self.parameters.items()}
        self._monthly: dict[tuple[str, str], float] = {}

    def __reduce__(self) -> tuple[type[Assumptions], tuple[Any, ...]]:
        """Travel to other processes without what has been derived: they work it out again."""
        return Assumptions, (self.parameters, self.tables, self.personas)

    def rows(self, table: str) -> Rows:
        """Return the rows of a table as dicts of text. Raises KeyError when there is none of that name."""
        return self.tables[table]

    def with_parameters(self, changed: Mapping[tuple[str, str], Parameter]) -> Assumptions:
        """Return these assumptions with some parameters in place of, or beside, those there are."""
        return Assumptions(self.parameters | dict(changed), self.tables, self.personas)

    def with_values(self, values: Values) -> Assumptions:
        """Return these assumptions with other values of some parameters.

        Raises ValueError, naming what comes nearest, for a parameter that there is not.
        """
        changed: dict[tuple[str, str], Parameter] = {}
        for key, value in values.items():
            name, segment = (key, None) if isinstance(key, str) else key
            held = [own for own in self.parameters if own[0] == name and segment in (None, own[1])]
            if not held and segment in self.personas:
                held = [own for own in self.parameters if own == (name, EVERYONE)]
            if not held:
                raise ValueError(f"parameter {_said(key)} is unknown; nearest: {', '.join(self._nearest(name)) or 'none'}")
            changed |= {(name, segment or own[1]): replace(self.parameters[own], segment=segment or own[1], value=value) for own in held}
        return self.with_parameters(changed)

    def _nearest(self, name: str) -> list[str]:
        return get_close_matches(name, sorted({own for own, _ in self.parameters}))

    def with_personas(self, figures: Mapping[str, Figures]) -> Assumptions:
        """Return these assumptions with these personas, by tag, in place of those there are."""
        general = {key: found for key, found in self.parameters.items() if key[1] == EVERYONE}
        own = {
            (cell.name, tag): Parameter(cell.name, tag, float(figure.value), figure.unit, figure.source, figure.note)
            for tag, found in figures.items()
            for cell, figure in found.items()
            if cell.table == PARAMETERS
        }
        return Assumptions(general | own, self.tables, figures)

    def with_table(self, name: str, rows: Sequence[Mapping[str, str]]) -> Assumptions:
        """Return these assumptions with another table in place of one there is. Raises KeyError when there is none of that name."""
        if name not in self.tables:
            raise KeyError(f"no table {name!r}")
        return Assumptions(self.parameters, self.tables | {name: [dict(row) for row in rows]}, self.personas)

    def cell(self, persona: str, table: str, item: str, name: str) -> str | None:
        """Return a cell of one of the personas' tables as it is written, None where it is not."""
        figure = self.personas[persona].get(Cell(table, item, name))
        return None if figure is None else figure.value

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

    def assumed(self) -> dict[str, Rows]:
        """Return the rows whose source says that they are an assumption: parameters, each table's, and each persona's figures."""
        parameters = [asdict(found) for (_, segment), found in self.parameters.items() if segment == EVERYONE]
        personas = {tag: [cell._asdict() | figure._asdict() for cell, figure in found.items()] for tag, found in self.personas.items()}
        everything = {PARAMETERS: [{name: str(value) for name, value in row.items()} for row in parameters]} | self.tables | personas
        found = {name: [row for row in rows if "assumption" in row.get("source", "")] for name, rows in everything.items()}
        return {name: rows for name, rows in found.items() if rows}

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


def _said(key: str | tuple[str, str]) -> str:
    return key if isinstance(key, str) else f"{key[0]} of {key[1]}"


def _a_month(hazard: Parameter) -> float:
    if hazard.unit == "per month":
        return hazard.value
    if hazard.unit == "per year":
        return round(float(1 - (1 - hazard.value) ** (1 / 12)), 12)
    raise ValueError(f"assumption {hazard.name!r} is {hazard.unit!r}, not a hazard per month or per year")


def derived(function: Callable[Concatenate[Assumptions, Arguments], Result]) -> Callable[Concatenate[Assumptions, Arguments], Result]:
    """Work out what follows from assumptions, and from hashable arguments, once for each of them; it is forgotten with them."""

    def known(assumptions: Assumptions, /, *arguments: Arguments.args, **named: Arguments.kwargs) -> Result:
        key = (function, *arguments)
        if key not in assumptions.known:
            assumptions.known[key] = function(assumptions, *arguments, **named)
        result: Result = assumptions.known[key]
        return result

    update_wrapper(known, function)
    return known


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
    return Assumptions(
        found,
        {
            path.name.removesuffix(".csv"): _read(path)
            for path in sorted(resources.files(__name__).iterdir(), key=lambda entry: entry.name)
            if path.name.endswith(".csv")
        },
    )


def _read(path: Traversable) -> Rows:
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
