"""Whether the files are fit for BigQuery, which does not say so itself, or says it when it is late.

Names, types, no NULL where a column is REQUIRED, decimals that fit, keys that are unique, no row without what it refers to; and the
fingerprint that the loaded table must have.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from c360sim.bigquery.files import File, Unfit
from c360sim.bigquery.fingerprint import DUCKDB, Fingerprint, measures
from c360sim.dataset import BadQuery, Dataset
from c360sim.schema import TABLES, Kind, Role, Table, arrow
from c360sim.schema.ddl import SQL_TYPES

DECIMALS = (Kind.MONEY, Kind.RATE)


def check(dataset: Dataset, form: str, files: Iterable[File], on_table: Callable[[], None] = lambda: None) -> dict[str, Fingerprint]:
    """Return the fingerprint of each table; `on_table` is called after each. Raises Unfit for the first thing that is not fit."""
    for file in files:
        (_check_header if form == "csv" else _check_schema)(file)
    for table in TABLES.values():
        if table.role is Role.DIMENSION:
            _reading(dataset, table, f"SELECT {table.primary_key} FROM {_source(dataset, form, table)}", into=_keys(table.name))
    result = {}
    for table in TABLES.values():
        result[table.name] = _check_rows(dataset, form, table)
        on_table()
    return result


def _check_schema(file: File) -> None:
    """Check names and types of a Parquet file; BigQuery goes by names, so their order is free."""
    try:
        schema = pq.read_schema(file.path)
    except (pa.ArrowException, OSError) as error:
        raise Unfit(f"whose {file.name} cannot be read ({error})") from None
    _check_names(file, sorted(schema.names), sorted(file.table.column_names))
    for field in arrow.file_schema(file.table):
        found = _plain(schema.field(field.name).type)
        if found != field.type:
            raise Unfit(f"whose {file.name} has {field.name} as {found} instead of {field.type}")


def _check_header(file: File) -> None:
    """Check the names in a CSV file, which BigQuery passes over: it goes by their order."""
    with file.path.open(encoding="utf-8", newline="") as lines:
        _check_names(file, lines.readline().rstrip("\r\n").split(","), list(file.table.column_names))


def _check_names(file: File, found: list[str], wanted: list[str]) -> None:
    if found != wanted:
        differing = sorted(set(found) ^ set(wanted)) or found
        raise Unfit(f"whose {file.name} has other columns than the schema ({', '.join(differing)})")


def _plain(type_: pa.DataType) -> pa.DataType:
    """Return the type without what Arrow alone makes of it."""
    if pa.types.is_dictionary(type_):
        return _plain(type_.value_type)
    return pa.string() if pa.types.is_large_string(type_) else type_


def _check_rows(dataset: Dataset, form: str, table: Table) -> Fingerprint:
    faults = _faults(table)
    counts = ", ".join(f"count(*) FILTER (WHERE {condition}) AS fault_{number}" for number, (condition, _) in enumerate(faults))
    orphans = "".join(f", {name} NOT IN (SELECT key FROM {_keys(dimension)}) AS orphan_{name}" for name, dimension in _references(table))
    rows = f"(SELECT *{orphans} FROM {_source(dataset, form, table)})"
    (answer,) = _reading(dataset, table, f"SELECT {measures(table, DUCKDB)}, {counts} FROM {rows}")
    for number, (_, fault) in enumerate(faults):
        if answer[f"fault_{number}"]:
            raise Unfit(f"whose {table.name}.{fault} ({answer[f'fault_{number}']:,} rows)")
    fingerprint = Fingerprint.of(answer)
    if fingerprint.keys != fingerprint.rows:
        raise Unfit(f"whose {table.name}.{table.primary_key} is not unique ({fingerprint.rows - fingerprint.keys:,} rows)")
    return fingerprint


def _faults(table: Table) -> list[tuple[str, str]]:
    """Return the conditions under which a row is not fit, each with what to say of the column."""
    required = [
        (f"{column.name} IS NULL", f"{column.name} is empty where it must not be") for column in table.columns if not column.is_nullable
    ]
    decimals = [
        (
            f"{column.name} IS DISTINCT FROM TRY_CAST({column.name} AS {SQL_TYPES[column.kind]})",
            f"{column.name} does not fit {SQL_TYPES[column.kind]}",
        )
        for column in table.columns
        if column.kind in DECIMALS
    ]
    orphans = [(f"orphan_{name}", f"{name} is not in {dimension}") for name, dimension in _references(table)]
    return required + decimals + orphans


def _references(table: Table) -> list[tuple[str, str]]:
    return [(column.name, column.references) for column in table.columns if column.references]


def _keys(dimension: str) -> str:
    """Return the name under which the keys of a dimension are kept."""
    return f"keys_of_{dimension}"


def _source(dataset: Dataset, form: str, table: Table) -> str:
    """Return what stands after FROM. Decimals in CSV are read with BigQuery's nine places, so that none is rounded unseen."""
    return dataset.csv(table, dict.fromkeys(table.of_kind(*DECIMALS), "DECIMAL(38,9)")) if form == "csv" else dataset.source(table, form)


def _reading(dataset: Dataset, table: Table, sql: str, into: str = "") -> list[Mapping[str, Any]]:
    """Return the rows of a query, or keep its one column as `key` of the table `into`."""
    try:
        if into:
            dataset.keep(into, f"SELECT {table.primary_key} AS key FROM ({sql})")
            return []
        return list(dataset.rows(sql))
    except BadQuery as error:
        raise Unfit(f"whose {table.name} cannot be read as the schema has it ({error.__cause__ or error})".splitlines()[0]) from None
