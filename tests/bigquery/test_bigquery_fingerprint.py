"""A fingerprint is the same from Parquet, from CSV and in BigQuery's SQL, and another one when a cell is another."""

from __future__ import annotations

import datetime as dt
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from c360sim.bigquery.fingerprint import DUCKDB, Fingerprint, measures, query
from c360sim.dataset import Dataset
from c360sim.schema import TABLES, Column, Kind, Table
from c360sim.schema.arrow import file_schema
from c360sim.sinks.csv import CsvFiles
from zeta_evaluator import Evaluator

TODAY = dt.date(2026, 1, 1)
TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp")), min_size=1, max_size=20)
VALUES: dict[Kind, st.SearchStrategy[Any]] = {
    Kind.ID: st.integers(-(2**63), 2**63 - 1),
    Kind.DATE_KEY: st.integers(19000101, 21991231),
    Kind.INTEGER: st.integers(-(2**31), 2**31),
    Kind.DATE: st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31)),
    Kind.MONEY: st.integers(-(10**18) + 1, 10**18 - 1).map(lambda cents: Decimal(cents).scaleb(-2)),
    Kind.RATE: st.integers(0, 10**9 - 1).map(lambda points: Decimal(points).scaleb(-4)),
    Kind.SCORE: st.floats(-1, 1),
    Kind.FLAG: st.booleans(),
    Kind.CATEGORY: TEXT,
    Kind.TEXT: TEXT,
}
KINDS_OF_ALL_SORTS = ("dim_account", "dim_date", "fact_interaction")


def _value(column: Column) -> st.SearchStrategy[Any]:
    return VALUES[column.kind] | st.none() if column.is_nullable else VALUES[column.kind]


def _rows(table: Table) -> st.SearchStrategy[list[dict[str, Any]]]:
    return st.lists(st.fixed_dictionaries({column.name: _value(column) for column in table.columns}), max_size=4)


def _of_files(dataset: Dataset, table: Table, rows: list[dict[str, Any]]) -> list[Fingerprint]:
    """Return the fingerprints of rows written as Parquet and as CSV."""
    folder = dataset.folder
    written = pa.Table.from_pylist(rows, schema=file_schema(table))
    pq.write_table(written, folder / "parquet" / table.name / "part-0.parquet")
    shutil.rmtree(folder / "csv", ignore_errors=True)
    CsvFiles(folder / "csv").append(table.name, pa.RecordBatch.from_pylist(rows, schema=file_schema(table)))
    found = []
    for form in ("parquet", "csv"):
        with duckdb.connect() as fresh:
            answer = fresh.sql(f"SELECT {measures(table, DUCKDB)} FROM {dataset.source(table, form)}").to_arrow_table()
        found.append(Fingerprint.of(answer.to_pylist()[0]))
    return found


@pytest.fixture(scope="module")
def dataset_to_change(tiny: Path, tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """A data set, opened as it was written, whose files may be changed."""
    return Dataset(Path(shutil.copytree(tiny, tmp_path_factory.mktemp("fingerprint") / "data")))


@pytest.mark.parametrize("name", KINDS_OF_ALL_SORTS)
def test_the_formats_and_googles_evaluator_agree(name: str, dataset_to_change: Dataset) -> None:
    table = TABLES[name]

    @settings(max_examples=15, deadline=None, phases=(Phase.generate, Phase.shrink))
    @given(rows=_rows(table))
    def agree(rows: list[dict[str, Any]]) -> None:
        parquet, csv = _of_files(dataset_to_change, table, rows)
        in_order = [{column: row[column] for column in table.column_names} for row in rows]
        ((_, *answer),) = Evaluator("p.d.", {name: in_order}).rows(query([(table, f"p.d.{name}")]), TODAY)
        assert parquet == csv == Fingerprint(*answer)

    agree()


@pytest.mark.parametrize("name", KINDS_OF_ALL_SORTS)
def test_another_value_gives_another_fingerprint(name: str, dataset_to_change: Dataset) -> None:
    table = TABLES[name]

    @settings(max_examples=15, deadline=None, phases=(Phase.generate, Phase.shrink))
    @given(data=st.data())
    def differ(data: st.DataObject) -> None:
        row = data.draw(st.fixed_dictionaries({column.name: _value(column) for column in table.columns}))
        column = data.draw(st.sampled_from(table.columns))
        other = data.draw(_value(column).filter(lambda value: _seen(value) != _seen(row[column.name])))
        assert _of_files(dataset_to_change, table, [row])[0] != _of_files(dataset_to_change, table, [{**row, column.name: other}])[0]

    differ()


def _seen(value: Any) -> Any:
    """Return a value as a fingerprint sees it: a score to nine decimals."""
    return round(value, 8) if isinstance(value, float) else value
