"""Shards: the same files however they are simulated, and a run that fails leaves nothing behind."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from functools import partial
from pathlib import Path

import duckdb
import pytest

from c360sim.running import processes, shards
from c360sim.running.processes import OnProgress, WorkerError
from c360sim.running.run import simulate
from c360sim.sinks import FORMATS
from c360sim.spec import RunSpec

ROOT = Path(__file__).parents[1]
SPEC = RunSpec(months=4, customers=70, shard_customers=30)


def hashes(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file but the database."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".duckdb")
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture(scope="module")
def by_one(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return simulate(SPEC, tmp_path_factory.mktemp("shards") / "data", frozenset(FORMATS)).path


def test_shards_cover_all_customers_once() -> None:
    assert [(shard.first_customer, shard.customers) for shard in shards.of_run(SPEC)] == [(1, 30), (31, 30), (61, 10)]
    dealt = [shard for task in range(4) for shard in shards.of_task(SPEC, task, 4)]
    assert sorted(dealt, key=lambda shard: shard.number) == shards.of_run(SPEC)


def test_workers_write_the_same_files_and_manifest(by_one: Path, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    by_two = simulate(SPEC, tmp_path / "data", frozenset(FORMATS), lambda done, total: told.append((done, total)), workers=2).path
    assert hashes(by_two) == hashes(by_one)
    assert told == [(done, 12) for done in range(1, 13)]


def test_shards_hold_the_rows_of_one(by_one: Path, tmp_path: Path) -> None:
    whole = simulate(RunSpec(months=4, customers=70), tmp_path / "data", frozenset(FORMATS)).path
    for table in (path.name for path in (whole / "parquet").iterdir()):
        both = [
            duckdb.connect().execute(f"SELECT * FROM '{folder}/parquet/{table}/*.parquet' ORDER BY ALL").fetchall()
            for folder in (whole, by_one)
        ]
        assert both[0] == both[1]
    parts = sorted(path.name for path in (by_one / "parquet" / "fact_transaction").iterdir())
    assert parts == ["part-0.parquet", "part-1.parquet", "part-2.parquet"]


def test_all_formats_of_shards_hold_the_same_rows(by_one: Path) -> None:
    with duckdb.connect(str(by_one / "c360.duckdb"), read_only=True) as database:
        for (table,) in database.sql("SELECT table_name FROM duckdb_tables()").fetchall():
            types = dict(database.sql(f"SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = '{table}'").fetchall())
            rows = database.sql(f"FROM {table}").fetchall()
            assert rows == database.sql(f"FROM read_csv('{by_one}/csv/{table}.csv', header = true, columns = {types})").fetchall()
            assert rows == database.sql(f"FROM '{by_one}/parquet/{table}/*.parquet'").fetchall()
    manifest = json.loads((by_one / "manifest.json").read_text(encoding="utf-8"))
    parts = [entry["rows"] for name, entry in manifest["files"].items() if name.startswith("parquet/fact_transaction/")]
    assert len(parts) == 3
    assert sum(parts) == manifest["files"]["csv/fact_transaction.csv"]["rows"]


def fail_at(step: int, on_progress: OnProgress) -> None:
    on_progress(step)
    raise ArithmeticError("books do not balance")


def die(on_progress: OnProgress) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def sleep(folder: Path, on_progress: OnProgress) -> None:
    (folder / str(os.getpid())).touch()
    time.sleep(600)


def living(group: int) -> list[str]:
    """Return the processes of a group that run."""
    listed = subprocess.run(["ps", "-eo", "pgid,stat,args"], capture_output=True, text=True, check=True).stdout
    return [line for line in listed.splitlines()[1:] if line.split()[0] == str(group) and not line.split()[1].startswith("Z")]


@pytest.mark.parametrize(("bad", "message"), [(partial(fail_at, 3), "ArithmeticError: books do not balance"), (die, "exit code -9")])
def test_a_worker_that_fails_is_told_and_ends_the_others(bad: processes.Job[None], message: str, tmp_path: Path) -> None:
    jobs: list[processes.Job[None]] = [partial(sleep, tmp_path), bad, bad]
    with pytest.raises(WorkerError, match=f"process 2 of 3 (?s:.*){message}"):
        list(processes.run(jobs, 2, lambda steps: None, preload="pathlib"))
    for path in tmp_path.iterdir():
        with pytest.raises(ProcessLookupError):
            os.kill(int(path.name), 0)


def test_a_run_that_fails_in_a_worker_leaves_nothing(tmp_path: Path) -> None:
    after_the_calendar = replace(SPEC, start_month=120_000)
    with pytest.raises(WorkerError, match="year 10000 is out of range"):
        simulate(after_the_calendar, tmp_path / "data", frozenset({"parquet"}), workers=2)
    assert list(tmp_path.iterdir()) == []


def test_interrupting_workers_leaves_neither_files_nor_processes(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "run_sim.py",
        "--customers",
        "12000",
        "--workers",
        "2",
        "--out",
        str(tmp_path / "data"),
        "--formats",
        "parquet",
    ]
    run = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True, start_new_session=True)
    assert run.stderr is not None
    first = run.stderr.readline()
    os.killpg(run.pid, signal.SIGINT)
    rest = run.communicate(timeout=60)[1]
    assert "months of 3 shards done" in first
    assert run.returncode == 130
    assert rest.splitlines()[-1] == "error: interrupted; no data set was written"
    assert "Traceback" not in rest
    assert list(tmp_path.iterdir()) == []
    deadline = time.monotonic() + 10  # the process that others are forked from notices at once, but needs its time
    while living(run.pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert living(run.pid) == []
