"""Rows put in order after the query: by measures of a pivot's column, and by calculations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from c360sim.looker.query import Sort


def ordered(rows: Sequence[dict[str, Any]], sorts: Sequence[str], columns: Sequence[str]) -> list[dict[str, Any]]:
    """Return the rows by sorts. Nulls come last. Raises ValueError for what is no sort."""
    result = list(rows)
    for sort in reversed([Sort.of(text) for text in sorts]):
        values = [_cell(row, sort.name, sort.column, columns) for row in result]
        there = sorted(
            (index for index, value in enumerate(values) if value is not None), key=lambda index: values[index], reverse=sort.is_down
        )
        result = [result[index] for index in (*there, *(index for index, value in enumerate(values) if value is None))]
    return result


def _cell(row: Mapping[str, Any], name: str, number: int, columns: Sequence[str]) -> Any:
    value = row[name]
    return value if not isinstance(value, dict) else value.get(columns[number]) if number < len(columns) else None
