"""A golden run: numbers of a fixed seed move only on purpose (`--update-golden`, and a line in the changelog)."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import duckdb
import pytest

from c360sim.running.run import simulate
from c360sim.schema import TABLES
from c360sim.spec import RunSpec

GOLDEN = Path(__file__).with_name("golden.json")
SUMS = {
    "fact_transaction": "sum(amount::DECIMAL(18, 2))",
    "fact_account_snapshot": "sum(balance::DECIMAL(18, 2))",
    "fact_loan_schedule": "sum(payment_due::DECIMAL(18, 2))",
    "fact_interaction": "sum(sentiment_score::DECIMAL(18, 2))",
}


def test_golden_run(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    simulate(RunSpec(customers=200), tmp_path / "golden", frozenset({"csv"}))
    found, connection = {}, duckdb.connect()
    for table in TABLES:
        path = tmp_path / "golden" / "csv" / f"{table}.csv"
        total = connection.execute(f"SELECT {SUMS.get(table, 'count(*)')} FROM '{path}'").fetchall()[0][0]
        found[table] = {"sha256": hashlib.sha256(path.read_bytes()).hexdigest(), "sum": str(total)}
    if request.config.getoption("--update-golden"):
        GOLDEN.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    assert found == json.loads(GOLDEN.read_text(encoding="utf-8"))
