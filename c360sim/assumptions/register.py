"""The register: all that a run assumes as one object, which is given to it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from difflib import get_close_matches
from typing import Any

from c360sim import months
from c360sim.assumptions.changes import Change, check_fixed
from c360sim.assumptions.figures import PARAMETERS, Cell, Figure, Figures
from c360sim.assumptions.numbers import number
from c360sim.assumptions.parameter import EVERYONE, Parameter, Rows, Values, a_month


class Assumptions:
    """All that a run assumes: scalar parameters by name and segment, tables of rows, and each persona's figures.

    Some may change from a month on (`changed_from`); what holds in a month is an object of its own (`at`).
    Everything that follows from assumptions alone is worked out once for each of them: see `derived`.
    """

    def __init__(
        self,
        parameters: Mapping[tuple[str, str], Parameter],
        tables: Mapping[str, Rows],
        personas: Mapping[str, Mapping[Cell, Figure]] | None = None,
        changes: Sequence[Change] = (),
        faults: tuple[str, ...] = (),
    ) -> None:
        self.parameters = dict(parameters)
        self.tables = dict(tables)
        self.personas = dict(personas or {})
        """The figures of each persona, by its tag, in the order of their numbers."""
        self.changes = tuple(sorted(changes, key=lambda change: change.month))
        self.faults = faults
        """What was found wrong with the form of the files."""
        self.known: dict[Any, Any] = {}
        """What has been derived, by function and arguments."""
        self._values = {key: found.value for key, found in self.parameters.items()}
        self._monthly: dict[tuple[str, str], float] = {}
        self._periods: list[tuple[int, Assumptions]] = []

    def __reduce__(self) -> tuple[type[Assumptions], tuple[Any, ...]]:
        """Travel to other processes without what has been derived: they work it out again."""
        return Assumptions, (self.parameters, self.tables, self.personas, self.changes, self.faults)

    def _but(self, **others: Any) -> Assumptions:
        held = {name: getattr(self, name) for name in ("parameters", "tables", "personas", "changes", "faults")}
        return Assumptions(**held | others)

    def rows(self, table: str) -> Rows:
        """Return the rows of a table as dicts of text. Raises KeyError when there is none of that name."""
        return self.tables[table]

    def with_parameters(self, changed: Mapping[tuple[str, str], Parameter]) -> Assumptions:
        """Return these assumptions with some parameters in place of, or beside, those there are."""
        return self._but(parameters=self.parameters | dict(changed))

    def with_values(self, values: Values) -> Assumptions:
        """Return these assumptions with other values of some parameters.

        Raises ValueError, naming what comes nearest, for a parameter that there is not.
        """
        return self.with_parameters(self._valued(values))

    def _valued(self, values: Values) -> dict[tuple[str, str], Parameter]:
        changed: dict[tuple[str, str], Parameter] = {}
        for key, value in values.items():
            name, segment = (key, None) if isinstance(key, str) else key
            held = [own for own in self.parameters if own[0] == name and segment in (None, own[1])]
            if not held and segment in self.personas:
                held = [own for own in self.parameters if own == (name, EVERYONE)]
            if not held:
                raise ValueError(f"parameter {_said(key)} is unknown; nearest: {', '.join(self._nearest(name)) or 'none'}")
            changed |= {
                (name, segment or own[1]): replace(self.parameters[own], segment=segment or own[1], value=value, where="") for own in held
            }
        return changed

    def _nearest(self, name: str) -> list[str]:
        return get_close_matches(name, sorted({own for own, _ in self.parameters}))

    def with_personas(self, figures: Mapping[str, Mapping[Cell, Figure]]) -> Assumptions:
        """Return these assumptions with these personas, by tag, in place of those there are."""
        general = {key: found for key, found in self.parameters.items() if key[1] == EVERYONE}
        faults = tuple(fault for found in figures.values() for fault in getattr(found, "faults", ()))
        return self._but(parameters=general | _own(figures), personas=dict(figures), faults=self.faults + faults)

    def with_table(self, name: str, rows: Sequence[Mapping[str, str]]) -> Assumptions:
        """Return these assumptions with another table in place of one there is. Raises KeyError when there is none of that name."""
        if name not in self.tables:
            raise KeyError(f"no table {name!r}")
        return self._but(tables=self.tables | {name: [dict(row) for row in rows]})

    def changed_from(
        self,
        month: int | str,
        values: Values | None = None,
        tables: Mapping[str, Sequence[Mapping[str, str]]] | None = None,
        figures: Mapping[str, Mapping[Cell, Figure]] | None = None,
    ) -> Assumptions:
        """Return these assumptions with other values of parameters, other tables, and other figures of personas from a month on.

        `month` is a label such as `2024-04` or its number. What is drawn once, when a customer is first met, stays as it was drawn.
        Raises ValueError for a parameter that there is not, and for what cannot change within a run: what rows of the data set are
        numbered by, such as merchants; KeyError for a table or persona that there is not.
        """
        number = months.parse(month) if isinstance(month, str) else month
        others = {name: [dict(row) for row in rows] for name, rows in (tables or {}).items()}
        change = Change(number, self._valued(values or {}), others, dict(figures or {}))
        check_fixed(change, self.tables)
        if unknown := sorted(change.figures.keys() - self.personas.keys()):
            raise KeyError(f"no persona {unknown[0]!r}")
        return self._but(changes=(*self.changes, change))

    def at(self, month: int) -> Assumptions:
        """Return what holds in a month: one object for all months between two changes."""
        if not self.changes:
            return self
        return [held for since, held in self.periods() if since <= month][-1]

    def periods(self) -> list[tuple[int, Assumptions]]:
        """Return the month since which each of the objects holds, 0 for the first, in order."""
        if not self.changes:
            return [(0, self)]
        if not self._periods:
            held = self._but(changes=())
            self._periods.append((0, held))
            for change in self.changes:
                held = _changed(held, change)
                if self._periods[-1][0] == change.month:
                    self._periods.pop()
                self._periods.append((change.month, held))
        return self._periods

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
            self._monthly[name, segment] = hazard = a_month(self.parameter(name, segment))
            return hazard

    def listed(self) -> dict[str, Rows]:
        """Return all rows as text: parameters that hold for everyone, each table's, and each persona's figures by its tag."""
        parameters = [_plain(asdict(found)) for (_, segment), found in self.parameters.items() if segment == EVERYONE]
        personas = {
            tag: [cell._asdict() | _plain(asdict(figure)) for cell, figure in found.items()] for tag, found in self.personas.items()
        }
        return {PARAMETERS: parameters} | self.tables | personas

    def assumed(self) -> dict[str, Rows]:
        """Return the rows whose source says that they are an assumption: parameters, each table's, and each persona's figures."""
        found = {name: [row for row in rows if "assumption" in row.get("source", "")] for name, rows in self.listed().items()}
        return {name: rows for name, rows in found.items() if rows}

    def fingerprint(self) -> str:
        """Return the SHA-256 of all of it: every value with its unit, source and note, every table, every figure, and every change."""
        periods = [(since, _everything(held)) for since, held in self.periods()]
        return hashlib.sha256(json.dumps(periods, separators=(",", ":")).encode()).hexdigest()


def _changed(held: Assumptions, change: Change) -> Assumptions:
    personas = {tag: Figures(found).but(change.figures.get(tag, {})) for tag, found in held.personas.items()}
    parameters = held.parameters | _own(change.figures) | dict(change.parameters)
    return Assumptions(parameters, held.tables | dict(change.tables), personas, faults=held.faults)


def _everything(held: Assumptions) -> list[Any]:
    parameters = [(*key, repr(one.value), one.unit, one.source, one.note, one.as_of) for key, one in sorted(held.parameters.items())]
    figures = [
        (tag, *cell, figure.value, figure.unit, figure.source, figure.note, figure.as_of)
        for tag, found in held.personas.items()
        for cell, figure in found.items()
    ]
    return [parameters, sorted(held.tables.items()), figures]


def _own(figures: Mapping[str, Mapping[Cell, Figure]]) -> dict[tuple[str, str], Parameter]:
    """Return the scalar parameters among figures; one that is no number is NaN, and told when all is checked."""
    return {
        (cell.name, tag): Parameter(
            cell.name, tag, number(figure.value), figure.unit, figure.source, figure.note, figure.as_of, figure.where
        )
        for tag, found in figures.items()
        for cell, figure in found.items()
        if cell.table == PARAMETERS
    }


def _plain(row: Mapping[str, Any]) -> dict[str, str]:
    """Return a row as text, with its day where it has one, and without where it was read."""
    return {name: str(value) for name, value in row.items() if name != "where" and (name != "as_of" or value)}


def _said(key: str | tuple[str, str]) -> str:
    return key if isinstance(key, str) else f"{key[0]} of {key[1]}"
