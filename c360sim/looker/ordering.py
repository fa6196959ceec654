"""Rows put in order after the query: by measures of a pivot's column, and by calculations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


def ordered(rows: Sequence[dict[str, Any]], sorts: Sequence[str], columns: Sequence[str]) -> list[dict[str, Any]]:
    """Return the rows by sorts `field [desc] [column]`, where the column counts those of a pivot from 0. Nulls come last."""
    result = list(rows)
    for sort in reversed(sorts):
        name, *words = sort.split()
        number = next((int(word) for word in words if word.isdecimal()), 0)
        is_down = "desc" in (word.lower() for word in words)
        values = [_cell(row, name, number, columns) for row in result]
        there = sorted((index for index, value in enumerate(values) if value is not None), key=lambda index: values[index], reverse=is_down)
        result = [result[index] for index in (*there, *(index for index, value in enumerate(values) if value is None))]
    return result


def _cell(row: Mapping[str, Any], name: str, number: int, columns: Sequence[str]) -> Any:
    value = row[name]
    return value if not isinstance(value, dict) else value.get(columns[number]) if number < len(columns) else None
