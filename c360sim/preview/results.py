"""Rows of the runtime as the page shows them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from c360sim.looker.liquid import TODAY
from c360sim.looker.pivoting import BETWEEN
from c360sim.looker.query import Query
from c360sim.looker.running import Result
from c360sim.preview.cells import cell, plain, text
from c360sim.preview.heads import Head
from c360sim.preview.shapes import Column, FieldHead, Row, TileResult


def told(result: Result, query: Query, heads: Sequence[Head], boards: Collection[str], today: dt.date) -> TileResult:
    """Return a result of a query, its links going to `boards` or nowhere, `today` being what Liquid calls now.

    Raises LookmlError for `html` or a `link` that is not Liquid.
    """
    rows = _Rows(query, heads, boards, today)
    return {
        "fields": [_with_pivot(head, result) for head in heads],
        "pivots": list(query.pivots),
        "columns": [_column(key, query, {head.name: head for head in heads}) for key in result.columns],
        "rows": [rows.row(row) for row in result.rows],
        "totals": rows.row(result.totals) if result.totals else {},
        "row_totals": [rows.row(row) for row in result.row_totals],
        "row_count": len(result.rows),
        "truncated": query.limit is not None and len(result.rows) >= query.limit,
        "seconds": round(result.seconds, 3),
    }


def _with_pivot(head: Head, result: Result) -> FieldHead:
    """Return what is told of a column; whether a calculation has a value for each column of the pivot, its rows show."""
    if head.field is not None or not result.rows:
        return head.told
    return {**head.told, "pivoted": isinstance(result.rows[0][head.name], dict)}


def _column(key: str, query: Query, heads: Mapping[str, Head]) -> Column:
    values = ["" if value == "∅" else value for value in (key.split(BETWEEN) if len(query.pivots) > 1 else [key])]
    labels = [text(heads[name], value) for name, value in zip(query.pivots, values, strict=True)]
    return {"key": key, "values": values, "labels": labels}


class _Rows:
    """Rows of one result. What Liquid may name is gathered once a row, and only where a field asks for it."""

    def __init__(self, query: Query, heads: Sequence[Head], boards: Collection[str], today: dt.date) -> None:
        self._heads, self._boards = {head.name: head for head in heads}, boards
        self._filters, self._today = _Filters(query.filters), today

    def row(self, row: Mapping[str, Any]) -> Row:
        found: Row = {}
        for name, value in row.items():
            head = self._heads[name]
            if isinstance(value, dict):
                found[name] = {key: cell(head, inner, lambda: self._names(row), self._boards) for key, inner in value.items()}
            else:
                found[name] = cell(head, value, lambda: self._names(row), self._boards)
        return found

    def _names(self, row: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return what Liquid may name: fields as `view.field._value`, the row as `row['view.field']`, and the filters."""
        names: dict[str, Any] = {TODAY: self._today, "_filters": self._filters, "row": {name: plain(value) for name, value in row.items()}}
        for name, value in row.items():
            view, _, field = name.partition(".")
            if field and not isinstance(value, dict):
                shown = text(self._heads[name], value)
                names.setdefault(view, {})[field] = {"_value": plain(value), "_rendered_value": shown, "_linked_value": shown}
        return names


class _Filters(dict[str, str]):
    """Filters by field; one that is not set is empty."""

    def __missing__(self, name: str) -> str:
        return ""
