"""Measures that Looker works out when the rows are there: running totals, and percentages of a total or of the value before."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from c360sim.looker.fields import Field
from c360sim.looker.pivoting import Found, Row

Values = list[Any]


def with_running(found: Found, fields: Mapping[str, Field]) -> list[Row]:
    """Return the rows with the values of such measures in place of those they are worked out of.

    They go down the rows; under a pivot across its columns, or down each with `direction: "column"`. The value before is that of the
    row below, as the latest comes first, and across that of the column to the left. A percentage of a total of which a limit has cut
    some is nothing.
    """
    rows = found.rows
    for name, field in fields.items():
        if field.type not in _TYPES:
            continue
        is_across = bool(found.columns) and field.block.text("direction", "row") == "row"
        change = _TYPES[field.type][is_across]
        if field.type == "percent_of_total" and (found.is_wider if is_across else found.is_longer):
            change = _nothing
        if is_across:
            rows = [{**row, name: dict(zip(found.columns, change(_cells(row[name], found.columns)), strict=True))} for row in rows]
        else:
            rows = _down(rows, name, found.columns, change)
    return rows


def without_totals(row: Row, fields: Mapping[str, Field], columns: Sequence[str] = ()) -> Row:
    """Return a row of totals with nothing for such measures: there are no rows that they could be worked out of."""
    empty = dict.fromkeys(columns) if columns else None
    return {name: empty if name in fields and fields[name].type in _TYPES else value for name, value in row.items()}


def _down(rows: Sequence[Row], name: str, columns: Sequence[str], change: Callable[[Values], Values]) -> list[Row]:
    if not columns:
        return [{**row, name: value} for row, value in zip(rows, change([row[name] for row in rows]), strict=True)]
    changed = {column: change([row[name].get(column) for row in rows]) for column in columns}
    return [{**row, name: {column: changed[column][index] for column in columns}} for index, row in enumerate(rows)]


def _cells(cells: Mapping[str, Any], columns: Sequence[str]) -> Values:
    return [cells.get(column) for column in columns]


def _running_total(values: Values) -> Values:
    total, totals = 0, []
    for value in values:
        total = total if value is None else total + value
        totals.append(total)
    return totals


def _percent_of_total(values: Values) -> Values:
    total = sum(value for value in values if value is not None)
    return [None if value is None or not total else 100 * float(value) / float(total) for value in values]


def _nothing(values: Values) -> Values:
    return [None] * len(values)


def _change_from_next(values: Values) -> Values:
    return [_change(value, before) for value, before in zip(values, [*values[1:], None], strict=True)]


def _change_from_last(values: Values) -> Values:
    return _change_from_next(values[::-1])[::-1]


def _change(value: Any, before: Any) -> float | None:
    return None if value is None or not before else 100 * (float(value) / float(before) - 1)


_TYPES: dict[str, tuple[Callable[[Values], Values], Callable[[Values], Values]]] = {
    "running_total": (_running_total, _running_total),
    "percent_of_total": (_percent_of_total, _percent_of_total),
    "percent_of_previous": (_change_from_next, _change_from_last),
}
"""How each is worked out down the rows, and across the columns."""
