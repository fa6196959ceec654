"""Measures that Looker works out when the rows are there: running totals, and percentages of a total or of the next row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from c360sim.looker.fields import Field
from c360sim.looker.source import LookmlError

Row = dict[str, Any]


def with_running(rows: list[Row], fields: Mapping[str, Field]) -> list[Row]:
    """Return the rows with the values of such measures in place of those they are worked out of. Raises LookmlError for pivoted ones."""
    for name, field in fields.items():
        change = _TYPES.get(field.type)
        if change is None:
            continue
        if any(isinstance(row[name], dict) for row in rows):
            raise LookmlError(field.place, f"{field.type} {field.full_name} under a pivot is not supported")
        rows = [{**row, name: value} for row, value in zip(rows, change([row[name] for row in rows]), strict=True)]
    return rows


def _running_total(values: list[Any]) -> list[Any]:
    total, totals = 0, []
    for value in values:
        total = total if value is None else total + value
        totals.append(total)
    return totals


def _percent_of_total(values: list[Any]) -> list[Any]:
    total = sum(value for value in values if value is not None)
    return [None if value is None or not total else 100 * float(value) / float(total) for value in values]


def _percent_of_previous(values: list[Any]) -> list[Any]:
    """Return the change from the next row to each: the latest comes first."""
    return [_change(value, before) for value, before in zip(values, [*values[1:], None], strict=True)]


def _change(value: Any, before: Any) -> float | None:
    return None if value is None or not before else 100 * (float(value) / float(before) - 1)


_TYPES: dict[str, Callable[[list[Any]], list[Any]]] = {
    "running_total": _running_total,
    "percent_of_total": _percent_of_total,
    "percent_of_previous": _percent_of_previous,
}
