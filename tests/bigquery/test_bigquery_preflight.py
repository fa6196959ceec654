"""Files that are not fit for BigQuery are found before anything is sent."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from bank_to_load import copied, restate, simulated

from c360sim.bigquery import preflight
from c360sim.bigquery.files import Unfit, files
from c360sim.bigquery.fingerprint import Fingerprint
from c360sim.dataset import Dataset, NotADataset
from spoil import rewrite

Spoil = Callable[[Path], None]


def _checked(folder: Path, form: str) -> dict[str, Fingerprint]:
    dataset = Dataset(folder)
    return preflight.check(dataset, form, files(dataset, form))


def _rewritten(table: str, query: str) -> Spoil:
    return lambda folder: rewrite(folder, table, query)


def _replaced(table: str, old: str, new: str) -> Spoil:
    def spoil(folder: Path) -> None:
        path = folder / "csv" / f"{table}.csv"
        text = path.read_bytes().decode()
        assert old in text
        path.write_bytes(text.replace(old, new, 1).encode())

    return spoil


def test_parquet_and_csv_of_one_data_set_have_one_fingerprint() -> None:
    parquet = _checked(simulated(), "parquet")
    assert parquet == _checked(simulated(), "csv")
    assert all(print_.rows == print_.keys > 0 for print_ in parquet.values())


def test_a_table_in_several_files_has_the_fingerprint_of_one(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    part = folder / "parquet" / "fact_transaction" / "part-0.parquet"
    rows = pq.read_table(part)
    pq.write_table(rows.slice(0, 1000), part)
    pq.write_table(rows.slice(1000), part.with_name("part-1.parquet"))
    restate(folder)
    assert len(files(Dataset(folder), "parquet")) == 10
    assert _checked(folder, "parquet") == _checked(simulated(), "parquet")


@pytest.mark.parametrize("form", ["parquet", "csv"])
def test_one_changed_cell_is_found(form: str, tmp_path: Path) -> None:
    folder = copied(tmp_path)
    if form == "parquet":
        first = "interaction_id = min(interaction_id) OVER ()"
        rewrite(folder, "fact_interaction", f"SELECT * REPLACE (IF({first}, 0.123, sentiment_score) AS sentiment_score) FROM there")
    else:
        _replaced("fact_interaction", "Resolved", "Escalated")(folder)
    with pytest.raises(Unfit, match=r"fact_interaction\S* is not as manifest.json describes it"):
        _checked(folder, form)


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (
            _rewritten(
                "fact_transaction", "SELECT * REPLACE (NULLIF(transaction_id, min(transaction_id) OVER ()) AS transaction_id) FROM there"
            ),
            r"fact_transaction.transaction_id is empty where it must not be \(1 rows\)",
        ),
        (
            _rewritten("dim_account", "FROM (SELECT * REPLACE (account_id + 1000000 AS account_id) FROM there)"),
            r"fact_transaction.account_id is not in dim_account \(12,\d+ rows\)",
        ),
        (
            _rewritten("dim_merchant", "SELECT * FROM there UNION ALL (SELECT * FROM there LIMIT 3)"),
            r"dim_merchant.merchant_id is not unique \(3 rows\)",
        ),
        (
            _rewritten("fact_loan_schedule", "SELECT * REPLACE (CAST(payment_due AS DOUBLE) AS payment_due) FROM there"),
            r"part-0.parquet has payment_due as double instead of decimal128\(18, 2\)",
        ),
        (
            _rewritten("fact_loan_schedule", "SELECT * REPLACE (CAST(payment_due AS DECIMAL(18, 3)) AS payment_due) FROM there"),
            r"has payment_due as decimal128\(18, 3\) instead of decimal128\(18, 2\)",
        ),
        (_rewritten("dim_date", "SELECT * EXCLUDE is_holiday FROM there"), r"has other columns than the schema \(is_holiday\)"),
        (_rewritten("dim_date", "SELECT *, 1 AS mine FROM there"), r"has other columns than the schema \(mine\)"),
    ],
)
def test_parquet_that_is_not_fit(spoil: Spoil, message: str, tmp_path: Path) -> None:
    folder = copied(tmp_path)
    spoil(folder)
    restate(folder)
    with pytest.raises(Unfit, match=message):
        _checked(folder, "parquet")


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (_replaced("dim_date", "date_key,date,", "date,date_key,"), "dim_date.csv has other columns than the schema"),
        (_replaced("dim_product", "0.00", "0.005"), r"dim_product.\w+ does not fit DECIMAL\(18,2\) \(1 rows\)"),
        (_replaced("dim_date", "2024-01-02", "2024-13-02"), "dim_date cannot be read as the schema has it"),
        (_replaced("dim_date", "Tuesday", ""), r"dim_date.day_name is empty where it must not be \(1 rows\)"),
    ],
)
def test_csv_that_is_not_fit(spoil: Spoil, message: str, tmp_path: Path) -> None:
    folder = copied(tmp_path)
    spoil(folder)
    restate(folder)
    with pytest.raises(Unfit, match=message):
        _checked(folder, "csv")


def test_a_file_that_is_missing_or_strange_is_found(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    part = folder / "parquet" / "dim_date" / "part-0.parquet"
    stranger = part.with_name("part-1.parquet")
    stranger.write_bytes(part.read_bytes())
    with pytest.raises(Unfit, match=r"dim_date/part-1.parquet is not in its manifest.json"):
        files(Dataset(folder), "parquet")
    part.rename(stranger)
    with pytest.raises(Unfit, match=r"dim_date/part-0.parquet is not on disk"):
        files(Dataset(folder), "parquet")


def test_a_manifest_that_says_too_little_is_refused(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    path = folder / "manifest.json"
    said = json.loads(path.read_text())
    del said["files"]["parquet/dim_date/part-0.parquet"]["sha256"]
    path.write_text(json.dumps(said))
    with pytest.raises(NotADataset, match="sha256 of parquet/dim_date/part-0.parquet is missing"):
        files(Dataset(folder), "parquet")
