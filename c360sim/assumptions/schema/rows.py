"""What is wrong with tables: columns, cells, rows that stand twice or are missing, and rows that name none of another table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError, create_model

from c360sim.assumptions.parameter import Rows
from c360sim.assumptions.reading import AS_OF
from c360sim.assumptions.schema import kinds
from c360sim.assumptions.schema.tables import TABLES, Table

Columns = tuple[tuple[str, kinds.Kind], ...]


def of_tables(tables: Mapping[str, Rows]) -> Iterator[str]:
    """Yield what is wrong with the tables, by name."""
    for name in sorted(tables.keys() - TABLES.keys()):
        yield f"{name}.csv: is unknown; allowed: {', '.join(TABLES)}"
    for name, table in TABLES.items():
        rows = tables.get(name, [])
        columns = (*table.columns.items(), ("source", kinds.SOURCE))
        if not rows:
            yield f"{name}.csv: is missing, or has no rows"
        elif rows[0].keys() - {AS_OF} != {column for column, _ in columns}:
            yield f"{name}.csv header: {','.join(rows[0])!r}; allowed: {','.join(column for column, _ in columns)}, and {AS_OF}"
        else:
            yield from _cells(name, rows, (*columns, (AS_OF, kinds.AS_OF)))
            yield from _keys(name, rows, table)
            yield from _references(name, rows, table, tables)


def holds(kind: kinds.Kind, text: str) -> bool:
    """Say whether a text is of a kind."""
    return not list(_wrong({"cell": text}, (("cell", kind),)))


def _cells(name: str, rows: Rows, columns: Columns) -> Iterator[str]:
    allowed = {column: kind.allowed for column, kind in columns}
    for place, row in enumerate(rows, start=2):
        for column in _wrong({AS_OF: "", **row}, columns):
            yield f"{name}.csv row {place}, {column}: {row.get(column, '')!r}; allowed: {allowed.get(column, 'no such column')}"


def _wrong(row: Mapping[str, str], columns: Columns) -> Iterator[str]:
    """Yield the columns in which a row is wrong."""
    try:
        _model(columns)(**row)
    except ValidationError as error:
        yield from dict.fromkeys(str(wrong["loc"][0]) for wrong in error.errors(include_url=False))


@cache
def _model(columns: Columns) -> type[BaseModel]:
    fields: dict[str, Any] = {name: (kind.type, ...) for name, kind in columns}
    return create_model("Row", __config__=ConfigDict(extra="forbid"), **fields)


def _keys(name: str, rows: Rows, table: Table) -> Iterator[str]:
    seen: dict[tuple[str, ...], int] = {}
    for place, row in enumerate(rows, start=2):
        key = tuple(row[column] for column in table.key)
        if key in seen:
            yield f"{name}.csv row {place}, {', '.join(table.key)}: {', '.join(key)!r}; allowed: each once, and it is in row {seen[key]}"
        seen.setdefault(key, place)
    there = {key[0] for key in seen}
    missing = [word for word in table.complete if word not in there]
    if missing:
        yield f"{name}.csv: no row for {table.key[0]} {', '.join(missing)}"


def _references(name: str, rows: Rows, table: Table, tables: Mapping[str, Rows]) -> Iterator[str]:
    for column, (other, told) in table.refers.items():
        known = {row.get(told, "") for row in tables.get(other, [])} | {""}
        for place, row in enumerate(rows, start=2):
            if row[column] not in known:
                yield f"{name}.csv row {place}, {column}: {row[column]!r}; allowed: the {told} of a row of {other}.csv"
