"""Expressions worked out over the rows of a result: every part of an expression once for a whole column, so that work is linear."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import accumulate, repeat
from typing import Any

from c360sim.looker.expressions.functions import COLUMN, SCALAR, known
from c360sim.looker.expressions.syntax import Call, Constant, ExpressionError, Node, Reference
from c360sim.looker.expressions.types import OVER_A_COLUMN, Type

Column = Sequence[Any]
"""A value for every row."""


@dataclass(slots=True)
class Results:
    """The rows that expressions see. A pivoted value is a dict by the column of the pivot, of which `columns` are all, in order.

    `types` are those of the fields; Looker's yes and no are the texts Yes and No in the rows.
    """

    rows: Sequence[Mapping[str, Any]]
    columns: Sequence[str] = ()
    totals: Mapping[str, Any] = field(default_factory=dict)
    row_totals: Sequence[Mapping[str, Any]] = ()
    types: Mapping[str, Type] = field(default_factory=dict)


def evaluate(node: Node, results: Results) -> list[Any]:
    """Return the value of an expression in every row; by column where it is of pivoted values.

    The expression must be one that `checked` accepts. Raises ExpressionError for a field that is not among the results.
    """
    working = _Working(results)
    if not working.is_pivoted(node):
        return list(working.column(node, None))
    by_column = [working.column(node, number) for number in range(len(results.columns))]
    return [dict(zip(results.columns, values, strict=True)) for values in zip(*by_column, strict=True)]


class _Working:
    """The columns worked out so far, by their expression and their number in the pivot: None for what is the same in all of them."""

    def __init__(self, results: Results) -> None:
        self.results, self.size = results, len(results.rows)
        self._columns: dict[tuple[Node, int | None], Column] = {}
        self._pivoted: dict[Node, bool] = {}

    def column(self, node: Node, number: int | None) -> Column:
        """Return the values of an expression in a column of the pivot."""
        key = (node, number if self.is_pivoted(node) else None)
        if key not in self._columns:
            self._columns[key] = self._worked_out(*key)
        return self._columns[key]

    def is_pivoted(self, node: Node) -> bool:
        """Say whether an expression has another value in every column of the pivot."""
        if node not in self._pivoted:
            self._pivoted[node] = bool(self.results.columns) and self._depends(node)
        return self._pivoted[node]

    def _depends(self, node: Node) -> bool:
        if isinstance(node, Reference):
            there = {"": self.results.rows[:1], "total": [self.results.totals]}.get(node.of, ())
            return any(isinstance(row.get(node.name), dict) for row in there)
        if isinstance(node, Constant) or node.name == "pivot_row":
            return False
        if node.name in ("pivot_offset", "pivot_column"):
            return True
        return any(self.is_pivoted(argument) for argument in node.arguments[node.name == "pivot_index" :])

    def _worked_out(self, node: Node, number: int | None) -> Column:
        if isinstance(node, Constant):
            return [known(node.value)] * self.size
        if isinstance(node, Reference):
            return self._referred(node, number)
        if node.name in OVER_A_COLUMN:
            return self._over(node, number)
        if node.name in _POSITIONS:
            return _POSITIONS[node.name](self, node.arguments, number)
        return list(map(SCALAR[node.name], *(self.column(argument, number) for argument in node.arguments)))

    def _referred(self, node: Reference, number: int | None) -> Column:
        if node.of == "":
            if any(node.name not in row for row in self.results.rows[:1]):
                raise ExpressionError(f"{node.name} is not among the fields of the query")
            values = [row[node.name] for row in self.results.rows]
        elif node.of == "total":
            values = [self.results.totals.get(node.name)] * self.size
        else:
            values = [row.get(node.name) for row in self.results.row_totals] or [None] * self.size
        if number is not None:
            name = self.results.columns[number]
            values = [value.get(name) if isinstance(value, dict) else value for value in values]
        if self.results.types.get(node.name) is Type.YES_NO:
            return [_YES_NO.get(value, value) for value in values]
        return [known(value) for value in values]

    def _over(self, node: Call, number: int | None) -> Column:
        inner = node.arguments[0]
        if isinstance(inner, Call) and inner.name == "pivot_row":
            across = [self.column(inner.arguments[0], each) for each in range(len(self.results.columns))]
            return [COLUMN[node.name](values) for values in (zip(*across, strict=True) if across else repeat((), self.size))]
        return [COLUMN[node.name](self.column(inner, number))] * self.size


_YES_NO = {"Yes": True, "No": False}

Arguments = tuple[Node, ...]


def _place(start: int, move: Any, size: int) -> int | None:
    """Return the place that lies a number of steps from another among so many, or None where it is none."""
    if not isinstance(move, int | float | Decimal):
        return None
    place = start + move
    return int(place) if 0 <= place < size and place == int(place) else None


def _offset(working: _Working, arguments: Arguments, number: int | None) -> Column:
    values, moves = (working.column(argument, number) for argument in arguments)
    places = (_place(row, move, working.size) for row, move in enumerate(moves))
    return [None if place is None else values[place] for place in places]


def _index(working: _Working, arguments: Arguments, number: int | None) -> Column:
    values, wanted = (working.column(argument, number) for argument in arguments)
    places = (_place(-1, each, working.size) for each in wanted)
    return [None if place is None else values[place] for place in places]


def _in_columns(working: _Working, arguments: Arguments, number: int | None, start: int) -> Column:
    """Return in every row the value of an expression in the column of the pivot that lies some steps from another."""
    of, moves = arguments
    places = [_place(start, move, len(working.results.columns)) for move in working.column(moves, number)]
    found = {place: working.column(of, place) for place in set(places) if place is not None}
    return [None if place is None else found[place][row] for row, place in enumerate(places)]


def _pivot_offset(working: _Working, arguments: Arguments, number: int | None) -> Column:
    return [None] * working.size if number is None else _in_columns(working, arguments, number, number)


def _running_total(working: _Working, arguments: Arguments, number: int | None) -> Column:
    add = SCALAR["+"]
    return list(accumulate(working.column(arguments[0], number), lambda total, value: total if value is None else add(total or 0, value)))


def _rank(working: _Working, arguments: Arguments, number: int | None) -> Column:
    values, among = (working.column(argument, number) for argument in arguments)
    try:
        there = sorted(map(_comparable, filter(lambda value: value is not None, among)))
        return [None if value is None else 1 + len(there) - bisect_right(there, _comparable(value)) for value in values]
    except TypeError:  # of a column whose type is not known
        return [None] * working.size


def _comparable(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


_POSITIONS: dict[str, Callable[[_Working, Arguments, int | None], Column]] = {
    "row": lambda working, _, number: range(1, working.size + 1),
    "offset": _offset,
    "index": _index,
    "running_total": _running_total,
    "rank": _rank,
    "pivot_column": lambda working, _, number: [None if number is None else number + 1] * working.size,
    "pivot_index": lambda working, arguments, number: _in_columns(working, arguments, number, -1),
    "pivot_offset": _pivot_offset,
}
"""Functions that look at other rows and columns."""
