"""What the nine tables hold, in numbers that a lost, doubled or foreign row changes; and a reader who looks at them all the time."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
from google.api_core import exceptions
from google.cloud import bigquery

from c360sim.dataset import Dataset
from c360sim.schema import TABLES, Kind, Table

Star = tuple[Decimal, ...]
"""For each table its rows, distinct keys, the sum of its keys and that of its money."""
MISSING: Star = ()
"""What is read where not all tables are there."""
EMPTY: Star = (Decimal(0),) * 4 * len(TABLES)
PAUSE = 0.5
"""Between two looks of a reader, in seconds: it is to read, not to occupy."""


def in_files(folder: Path) -> Star:
    """Return what the Parquet files of a data set hold."""
    with duckdb.connect() as connection:
        answer = connection.execute(_statement({name: f"'{folder}/parquet/{name}/*.parquet'" for name in TABLES})).fetchone()
    return _star(answer or ())


def in_dataset(client: bigquery.Client, dataset: str) -> Star:
    """Return what a dataset of BigQuery holds, read by one statement."""
    try:
        (row,) = client.query_and_wait(_statement({name: f"`{client.project}.{dataset}.{name}`" for name in TABLES}))
    except exceptions.NotFound:
        return MISSING
    return _star(row.values())


def rows_in_files(folder: Path, table: Table) -> list[tuple[Any, ...]]:
    """Return the rows of a table in the Parquet files, in the order of its key."""
    columns = ", ".join(table.column_names)
    dataset = Dataset(folder)
    found = dataset.rows(f"SELECT {columns} FROM {dataset.source(table, 'parquet')} ORDER BY {table.primary_key}")
    return [tuple(row.values()) for row in found]


def rows_in_dataset(client: bigquery.Client, dataset: str, table: Table) -> list[tuple[Any, ...]]:
    """Return the rows of a table in BigQuery, in the order of its key."""
    columns = ", ".join(table.column_names)
    found = client.query_and_wait(f"SELECT {columns} FROM `{client.project}.{dataset}.{table.name}` ORDER BY {table.primary_key}")
    return [tuple(row.values()) for row in found]


@contextmanager
def watched(client: bigquery.Client, dataset: str) -> Iterator[list[Star]]:
    """Look at a dataset throughout the context; gives what is seen, each time that it is something else than before."""
    seen = [in_dataset(client, dataset)]
    end = threading.Event()
    failures: list[Exception] = []

    def look() -> None:
        while not end.wait(PAUSE):
            try:
                star = in_dataset(client, dataset)
            except Exception as error:
                failures.append(error)
                return
            if star != seen[-1]:
                seen.append(star)

    reader = threading.Thread(target=look)
    reader.start()
    try:
        yield seen
    finally:
        end.set()
        reader.join()
        assert not failures, failures
        if (last := in_dataset(client, dataset)) != seen[-1]:
            seen.append(last)


def _statement(sources: dict[str, str]) -> str:
    return "SELECT " + ", ".join(f"({_measure(TABLES[name])} FROM {source})" for name, source in sources.items())


def _measure(table: Table) -> str:
    key = table.primary_key
    money = " + ".join(f"COALESCE(SUM({column.name}), 0)" for column in table.columns if column.kind is Kind.MONEY) or "0"
    parts = ("COUNT(*)", f"COUNT(DISTINCT {key})", f"COALESCE(SUM({key}), 0)", money)
    return "SELECT CONCAT(" + ", ' ', ".join(f"CAST({part} AS STRING)" for part in parts) + ")"


def _star(answer: Any) -> Star:
    """Return the numbers of an answer: as such, because engines write them in their own ways."""
    return tuple(Decimal(number).normalize() for text in answer for number in text.split())
