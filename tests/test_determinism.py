"""The same bytes for the same seed; a life does not depend on who else lives or for how long we look."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from c360sim.running.run import simulate
from c360sim.spec import RunSpec

FACTS = ("fact_transaction", "fact_account_snapshot", "fact_interaction")
FEATURES = "AVX2 FMA3 AVX512F AVX512CD AVX512_SKX AVX512_CLX AVX512_CNL AVX512_ICL"
"""Processor features that NumPy is told not to use; it ignores those the processor lacks."""


def hashes(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file but the database and the manifest."""
    files = sorted(path for path in folder.rglob("*") if path.suffix in {".csv", ".parquet"})
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def run(folder: Path, customers: int, months: int, formats: str = "parquet", seed: int = 42) -> Path:
    """Simulate a small data set."""
    return simulate(RunSpec(months=months, seed=seed, customers=customers), folder, frozenset(formats.split(","))).path


def rows(folder: Path, table: str, where: str) -> list[tuple[object, ...]]:
    """Return the rows of a Parquet table in the order of its key."""
    return duckdb.connect().execute(f"SELECT * FROM '{folder}/parquet/{table}/*.parquet' WHERE {where} ORDER BY 1").fetchall()


@pytest.fixture(scope="module")
def of_100(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return run(tmp_path_factory.mktemp("runs") / "hundred", 100, 12, "csv,parquet,duckdb")


def test_two_runs_give_the_same_bytes_and_the_same_database(of_100: Path, tmp_path: Path) -> None:
    again = run(tmp_path / "again", 100, 12, "csv,parquet,duckdb")
    assert hashes(again) == hashes(of_100)
    for table in (*FACTS, "dim_customer", "dim_account", "fact_loan_schedule"):
        contents = []
        for folder in (of_100, again):
            with duckdb.connect(str(folder / "c360.duckdb"), read_only=True) as database:
                contents.append(database.sql(f"SELECT * FROM {table} ORDER BY 1").fetchall())
        assert contents[0] == contents[1]


def test_another_seed_gives_other_lives(of_100: Path, tmp_path: Path) -> None:
    other = hashes(run(tmp_path / "other", 100, 12, seed=43))
    ours = hashes(of_100)
    assert all(other[name] != ours[name] for name in other if "fact_" in name)


def test_a_life_does_not_depend_on_how_many_are_simulated(of_100: Path, tmp_path: Path) -> None:
    fewer = run(tmp_path / "fewer", 30, 12)
    for table in (*FACTS, "fact_loan_schedule", "dim_customer", "dim_account"):
        assert rows(fewer, table, "true") == rows(of_100, table, "customer_id <= 30")


def test_a_life_does_not_depend_on_for_how_long_we_look(of_100: Path, tmp_path: Path) -> None:
    shorter = run(tmp_path / "shorter", 100, 6)
    for table, day in zip(FACTS, ("transaction_date", "snapshot_date", "interaction_date"), strict=True):
        assert rows(shorter, table, "true") == rows(of_100, table, f"{day} < DATE '2024-07-01'")


def test_processors_without_vector_instructions_give_the_same_bytes(of_100: Path, tmp_path: Path) -> None:
    """Also another hash seed, so that nothing follows the order of a set."""
    plain = tmp_path / "plain"
    command = [
        sys.executable,
        "run_sim.py",
        "--customers",
        "100",
        "--months",
        "12",
        "--out",
        str(plain),
        "--formats",
        "csv,parquet",
        "--quiet",
    ]
    environment = os.environ | {"NPY_DISABLE_CPU_FEATURES": FEATURES, "PYTHONHASHSEED": "7", "PYTHONWARNINGS": "ignore"}
    subprocess.run(command, check=True, env=environment, cwd=Path(__file__).parents[1])
    assert hashes(plain) == hashes(of_100)


def test_the_manifest_tells_the_truth(of_100: Path) -> None:
    manifest = json.loads((of_100 / "manifest.json").read_text(encoding="utf-8"))
    ours = hashes(of_100)
    assert {name: entry["sha256"] for name, entry in manifest["files"].items() if "sha256" in entry} == ours
    assert (manifest["seed"], manifest["months"], manifest["start_month"]) == (42, 12, "2024-01")
