"""Rows with one value a row, made into rows with one value a column of the pivot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Row = dict[str, Any]
BETWEEN = " | "
"""Stands between the values of several pivoted fields in the name of a column."""


@dataclass(frozen=True, slots=True)
class Found:
    """Rows, a pivoted measure a dict by `columns`, and whether limits have left out rows or columns."""

    rows: list[Row]
    columns: list[str]
    is_longer: bool
    is_wider: bool


def pivoted(rows: Sequence[Mapping[str, Any]], pivots: Sequence[str], measures: Sequence[str]) -> tuple[list[Row], list[str]]:
    """Return the rows by what is not pivoted, in order of their first, each measure a dict by column; and the columns as found."""
    columns: dict[str, None] = {}
    found: dict[tuple[Any, ...], Row] = {}
    for row in rows:
        column = column_name(row, pivots)
        columns.setdefault(column)
        head = {name: value for name, value in row.items() if name not in pivots and name not in measures}
        into = found.setdefault(tuple(head.values()), {**head, **{name: {} for name in measures}})
        for name in measures:
            into[name][column] = row[name]
    return list(found.values()), list(columns)


def column_name(row: Mapping[str, Any], pivots: Sequence[str]) -> str:
    """Return the name of the column that a row goes to."""
    return BETWEEN.join("∅" if row[name] is None else str(row[name]) for name in pivots)
