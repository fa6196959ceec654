from __future__ import annotations

import csv
import hashlib
import json
import time
from decimal import Decimal
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from c360sim.schema import TABLES
from c360sim.sinks import FORMATS, target
from c360sim.sinks.batches import cents_to_decimal, record_batch
from c360sim.sinks.publication import Publication
from c360sim.sinks.target import TargetError
from c360sim.sinks.writer import Writer
from tiny import ACCOUNTS, HEAD, transactions, write_tiny

ALL = frozenset(FORMATS)


@given(st.lists(st.integers(-(10**17), 10**17)))
def test_cents_become_decimals_exactly(cents: list[int]) -> None:
    decimals = cents_to_decimal(np.array(cents, np.int64))
    decimals.validate(full=True)
    assert [int(value.scaleb(2)) for value in decimals.to_pylist()] == cents


def test_basis_points_become_percent() -> None:
    batch = record_batch(TABLES["dim_account"], ACCOUNTS)
    assert [str(rate) for rate in batch.column("interest_rate").to_pylist()] == ["0.0500", "21.9900"]


@pytest.mark.parametrize(
    ("column", "values", "message"),
    [
        ("amount", np.ma.masked_equal([1, 2], 2), "fact_transaction.amount: 1 values are NULL"),
        ("transaction_type", ["credit", "gift"], "'gift'.* are not among"),
        ("color", [1, 2], "color.* missing or unknown"),
        ("amount", np.array([1.5, 2.0]), "truncated"),
    ],
)
def test_a_column_that_breaks_the_schema_is_refused(column: str, values: object, message: str) -> None:
    with pytest.raises((ValueError, pa.ArrowInvalid), match=message):
        record_batch(TABLES["fact_transaction"], transactions([1, 2]) | {column: values})


def test_the_three_formats_hold_the_same_rows(tiny: Path) -> None:
    with duckdb.connect(str(tiny / "c360.duckdb"), read_only=True) as connection:
        for table in TABLES.values():
            types = dict(
                connection.execute(f"SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = '{table.name}'").fetchall()
            )
            csv_rows = f"SELECT * FROM read_csv('{tiny}/csv/{table.name}.csv', header = true, columns = {types})"
            parquet_rows = f"SELECT * FROM read_parquet('{tiny}/parquet/{table.name}/*.parquet')"
            rows = connection.execute(f"FROM {table.name}").fetchall()
            assert rows == connection.execute(parquet_rows).fetchall() == connection.execute(csv_rows).fetchall()
        assert connection.execute("SELECT sum(amount) FROM fact_transaction").fetchall()[0][0] == Decimal("1954.55")


def test_csv_quotes_writes_cents_and_leaves_null_empty(tiny: Path) -> None:
    raw = (tiny / "csv" / "fact_transaction.csv").read_bytes()
    assert b"101,1,11,,20240105,2000.05,credit,Transfer,,false,external,2024-01-05,Payroll,Acme\r\n" in raw
    with (tiny / "csv" / "dim_merchant.csv").open(newline="", encoding="utf-8") as file:
        assert next(csv.DictReader(file))["merchant_name"] == 'The "Corner" Shop'


def test_many_small_batches_become_one_row_group_of_dictionaries(tmp_path: Path) -> None:
    with Publication(tmp_path / "data", frozenset({"parquet"}), HEAD) as publication, publication.part() as part:
        for _ in range(5):
            part.write("fact_transaction", transactions([1, -1]))
    metadata = pq.read_metadata(tmp_path / "data" / "parquet" / "fact_transaction" / "part-0.parquet")
    assert metadata.num_row_groups == 1
    encodings = {column["path_in_schema"]: column["encodings"] for column in metadata.row_group(0).to_dict()["columns"]}
    assert "RLE_DICTIONARY" in encodings["transaction_type"]
    assert "DELTA_BINARY_PACKED" in encodings["transaction_id"]


def test_manifest_describes_each_file(tiny: Path) -> None:
    manifest = json.loads((tiny / "manifest.json").read_text())
    files = {path.relative_to(tiny).as_posix() for path in tiny.rglob("*") if path.is_file()} - {"manifest.json"}
    assert set(manifest["files"]) == files
    assert manifest["seed"] == 42
    entry = manifest["files"]["csv/fact_transaction.csv"]
    assert entry["rows"] == manifest["files"]["parquet/fact_transaction/part-0.parquet"]["rows"] == 2
    assert entry["sha256"] == hashlib.sha256((tiny / "csv" / "fact_transaction.csv").read_bytes()).hexdigest()


def test_the_same_rows_give_the_same_manifest(tiny: Path, tmp_path: Path) -> None:
    with Publication(tmp_path / "again", ALL, HEAD) as publication:
        write_tiny(publication)
    assert (tmp_path / "again" / "manifest.json").read_bytes() == (tiny / "manifest.json").read_bytes()


@pytest.mark.parametrize("wanted", [{"csv"}, {"parquet"}, {"duckdb"}])
def test_only_the_wanted_formats_appear(tmp_path: Path, wanted: set[str]) -> None:
    with Publication(tmp_path / "data", frozenset(wanted), HEAD) as publication:
        write_tiny(publication)
    names = {path.name for path in (tmp_path / "data").iterdir()}
    assert names == {"manifest.json", "truth", *(name if name != "duckdb" else "c360.duckdb" for name in wanted)}
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def test_a_failed_run_leaves_the_earlier_data_set_and_nothing_else(tmp_path: Path) -> None:
    out = tmp_path / "data"
    with Publication(out, ALL, HEAD) as publication:
        write_tiny(publication)
    before = (out / "manifest.json").read_bytes()
    with pytest.raises(KeyboardInterrupt), Publication(out, ALL, {"seed": 43}) as publication:
        write_tiny(publication)
        raise KeyboardInterrupt
    assert (out / "manifest.json").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def test_an_earlier_data_set_is_replaced(tmp_path: Path) -> None:
    for seed in (1, 2):
        with Publication(tmp_path / "data", frozenset({"csv"} if seed == 2 else {"parquet"}), {"seed": seed}) as publication:
            write_tiny(publication)
    assert json.loads((tmp_path / "data" / "manifest.json").read_text())["seed"] == 2
    assert not (tmp_path / "data" / "parquet").exists()


def test_a_foreign_folder_is_refused_and_kept(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(TargetError, match=r"holds notes.txt; allowed"), Publication(tmp_path, ALL, HEAD):
        pass
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_a_file_added_to_a_data_set_makes_it_foreign(tmp_path: Path) -> None:
    out = tmp_path / "data"
    with Publication(out, frozenset({"csv"}), HEAD) as publication:
        write_tiny(publication)
    target.check(out)
    (out / "csv" / "mine.xlsx").write_text("work")
    with pytest.raises(TargetError, match="holds csv/mine.xlsx"):
        target.check(out)


def test_a_failure_of_the_writer_reaches_the_run(tmp_path: Path) -> None:
    def fail() -> None:
        (tmp_path / "missing" / "file").write_text("")

    writer = Writer()
    writer.submit(fail)
    with pytest.raises(FileNotFoundError):
        for _ in range(100):
            writer.submit(lambda: time.sleep(0.01))
    writer.cancel()
