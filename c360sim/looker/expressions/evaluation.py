"""Expressions worked out over the rows of a result."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from c360sim.looker.expressions.functions import COLUMN, SCALAR
from c360sim.looker.expressions.syntax import Call, Constant, ExpressionError, Node, Reference


@dataclass(slots=True)
class Results:
    """The rows that expressions see. A pivoted value is a dict by the column of the pivot, of which `columns` are all, in order."""

    rows: Sequence[Mapping[str, Any]]
    columns: Sequence[str] = ()
    totals: Mapping[str, Any] = field(default_factory=dict)
    row_totals: Sequence[Mapping[str, Any]] = ()


@dataclass(frozen=True, slots=True)
class _Cell:
    """Where an expression is worked out: a row, and a column of the pivot or None outside of one."""

    results: Results
    row: int
    column: int | None = None


def evaluate(node: Node, results: Results) -> list[Any]:
    """Return the value of an expression in every row; by column where it is of pivoted values. Raises ExpressionError."""
    rows = range(len(results.rows))
    if not results.columns or not _is_pivoted(node, results):
        return [_value(node, _Cell(results, row)) for row in rows]
    return [{name: _value(node, _Cell(results, row, column)) for column, name in enumerate(results.columns)} for row in rows]


def names(node: Node) -> Iterator[Reference]:
    """Yield what an expression refers to. Raises ExpressionError for a function that is not supported."""
    if isinstance(node, Reference):
        yield node
    if isinstance(node, Call):
        if node.name not in SCALAR and node.name not in COLUMN and node.name not in _SPECIAL:
            raise ExpressionError(f"function {node.name} is not supported")
        for argument in node.arguments:
            yield from names(argument)


def _is_pivoted(node: Node, results: Results) -> bool:
    if isinstance(node, Reference):
        return bool(results.rows) and not node.of and isinstance(results.rows[0].get(node.name), dict)
    if not isinstance(node, Call) or node.name in _OVER_COLUMNS:
        return isinstance(node, Call) and node.name in ("pivot_offset", "pivot_column")
    return any(_is_pivoted(argument, results) for argument in node.arguments)


def _value(node: Node, cell: _Cell) -> Any:
    if isinstance(node, Constant):
        return node.value
    if isinstance(node, Reference):
        return _referred(node, cell)
    if node.name in _SPECIAL:
        return _SPECIAL[node.name](node.arguments, cell)
    if node.name in COLUMN and len(node.arguments) == 1:
        return COLUMN[node.name](_listed(node.arguments[0], cell))
    if node.name not in SCALAR:
        raise ExpressionError(f"function {node.name} is not supported")
    try:
        return SCALAR[node.name](*(_value(argument, cell) for argument in node.arguments))
    except (TypeError, ValueError) as error:
        raise ExpressionError(f"{node.name}: {error}") from None


def _referred(node: Reference, cell: _Cell) -> Any:
    results = cell.results
    if node.of == "row_total":
        return results.row_totals[cell.row].get(node.name) if results.row_totals else None
    row = results.totals if node.of == "total" else results.rows[cell.row]
    if node.name not in row:
        raise ExpressionError(f"{node.name} is not among the fields of the query" + (" that has totals" if node.of else ""))
    value = row[node.name]
    if not isinstance(value, dict):
        return value
    if cell.column is None:
        raise ExpressionError(f"{node.name} is pivoted, and no column is named")
    return value.get(results.columns[cell.column])


def _listed(node: Node, cell: _Cell) -> list[Any]:
    """Return all values of a column, or those of a row across the pivot."""
    if isinstance(node, Call) and node.name == "pivot_row":
        return _across(node.arguments[0], cell)
    return [_value(node, _Cell(cell.results, row, cell.column)) for row in range(len(cell.results.rows))]


def _across(node: Node, cell: _Cell) -> list[Any]:
    return [_value(node, _Cell(cell.results, cell.row, column)) for column in range(len(cell.results.columns))]


Arguments = tuple[Node, ...]


def _if(arguments: Arguments, cell: _Cell) -> Any:
    condition, then, otherwise = arguments
    return _value(then if _value(condition, cell) else otherwise, cell)


def _coalesce(arguments: Arguments, cell: _Cell) -> Any:
    values = (_value(argument, cell) for argument in arguments)
    return next((value for value in values if value is not None), None)


def _at_row(node: Node, cell: _Cell, row: int) -> Any:
    return _value(node, _Cell(cell.results, row, cell.column)) if 0 <= row < len(cell.results.rows) else None


def _at_column(node: Node, cell: _Cell, column: int) -> Any:
    return _value(node, _Cell(cell.results, cell.row, column)) if 0 <= column < len(cell.results.columns) else None


def _running_total(arguments: Arguments, cell: _Cell) -> Any:
    return COLUMN["sum"]([_at_row(arguments[0], cell, row) for row in range(cell.row + 1)])


def _rank(arguments: Arguments, cell: _Cell) -> int | None:
    value, values = _value(arguments[0], cell), _listed(arguments[1], cell)
    return None if value is None else 1 + sum(other is not None and other > value for other in values)


_OVER_COLUMNS = ("pivot_index", "pivot_offset", "pivot_row", "pivot_column")
_SPECIAL: dict[str, Callable[[Arguments, _Cell], Any]] = {
    "if": _if,
    "coalesce": _coalesce,
    "is_null": lambda arguments, cell: _value(arguments[0], cell) is None,
    "row": lambda _, cell: cell.row + 1,
    "offset": lambda arguments, cell: _at_row(arguments[0], cell, cell.row + int(_value(arguments[1], cell))),
    "index": lambda arguments, cell: _at_row(arguments[0], cell, int(_value(arguments[1], cell)) - 1),
    "running_total": _running_total,
    "rank": _rank,
    "pivot_row": lambda arguments, cell: _across(arguments[0], cell),
    "pivot_column": lambda _, cell: None if cell.column is None else cell.column + 1,
    "pivot_index": lambda arguments, cell: _at_column(arguments[0], cell, int(_value(arguments[1], cell)) - 1),
    "pivot_offset": lambda arguments, cell: _at_column(arguments[0], cell, (cell.column or 0) + int(_value(arguments[1], cell))),
}
"""Functions that decide themselves where what they are applied to is worked out."""
