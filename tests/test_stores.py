"""Runs that several machines share: the same files from tasks, from a cluster and from one machine, in folders and object stores."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import boto3
import fsspec
import pytest
from distributed import Client
from moto.server import ThreadedMotoServer

from c360sim import cli
from c360sim.running import cluster, remote
from c360sim.running.processes import WorkerError
from c360sim.running.run import simulate
from c360sim.sinks.store import Store
from c360sim.sinks.target import TargetError
from test_shards import ROOT, SPEC, hashes

PARQUET = frozenset({"parquet"})


@pytest.fixture(scope="module")
def by_one(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Hashes of the files of a run on one machine."""
    return hashes(simulate(SPEC, tmp_path_factory.mktemp("one") / "data", PARQUET).path)


@pytest.fixture(scope="module")
def bucket() -> Iterator[str]:
    """URL of an empty bucket in an object store on this machine."""
    server = ThreadedMotoServer(port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    credentials = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": "us-east-1"}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (credentials | {"AWS_ENDPOINT_URL": f"http://{host}:{port}"}).items():
            patch.setenv(name, value)
        boto3.client("s3").create_bucket(Bucket="bank")
        yield "s3://bank"
    server.stop()


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a Dask scheduler with two worker processes."""
    log = tmp_path_factory.mktemp("dask") / "log"
    dask = [sys.executable, "-W", "ignore", "-m"]
    started = [_started([*dask, "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"], log)]
    address = _address(log)
    worker = [*dask, "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-dashboard"]
    started += [_started(worker, log) for _ in range(2)]
    with Client(address) as client:
        client.wait_for_workers(2, timeout=60)
    yield address
    for process in reversed(started):
        process.terminate()
        process.wait(timeout=30)


def _started(command: list[str], log: Path) -> subprocess.Popen[bytes]:
    with log.open("ab") as file:
        return subprocess.Popen(command, stderr=file, cwd=ROOT)


def _address(log: Path) -> str:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if found := re.search(r"tcp://127\.0\.0\.1:\d+", log.read_text()):
            return found[0]
        time.sleep(0.1)
    raise AssertionError(log.read_text())


def test_the_files_and_the_manifest_of_separate_tasks_are_those_of_one_machine(tmp_path: Path) -> None:
    """By the command line, as an indexed job runs it: two processes that know nothing of each other, one told by its environment."""
    flags = ["--customers", "5001", "--months", "1", "--quiet", "--out"]
    simulate_ = [sys.executable, "-W", "ignore", "-m", "c360sim", "simulate", *flags]
    whole, parts = tmp_path / "whole", tmp_path / "parts"
    subprocess.run([*simulate_, str(whole), "--formats", "parquet"], check=True, cwd=ROOT)
    first = subprocess.Popen([*simulate_, str(parts), "--shard", "0", "--of", "2"], cwd=ROOT)
    job = {"CLOUD_RUN_TASK_INDEX": "1", "CLOUD_RUN_TASK_COUNT": "2"}
    second = subprocess.Popen([*simulate_, str(parts)], cwd=ROOT, env=os.environ | job)
    assert (first.wait(), second.wait()) == (0, 0)
    assert cli.main(["assemble", str(parts)]) == 0
    assert hashes(parts) == hashes(whole)
    assert len(list((parts / "parquet" / "fact_transaction").iterdir())) == 2


def test_an_object_store_holds_the_same_files(by_one: dict[str, str], bucket: str, tmp_path: Path) -> None:
    url = f"{bucket}/data"
    for task in (1, 0):
        remote.simulate_task(SPEC, url, task, 2, 1, lambda done, total: None)
    rows = Store(url).assemble()
    fsspec.filesystem("s3").get(f"{url}/", f"{tmp_path}/", recursive=True)
    assert hashes(tmp_path) == by_one
    assert rows["fact_transaction"] > 0


def test_a_cluster_writes_the_same_files_to_an_object_store(by_one: dict[str, str], bucket: str, scheduler: str, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    cluster.simulate(SPEC, f"{bucket}/of-cluster", scheduler, lambda done, total: told.append((done, total)))
    fsspec.filesystem("s3").get(f"{bucket}/of-cluster/", f"{tmp_path}/", recursive=True)
    assert hashes(tmp_path) == by_one
    assert told == [(4, 12), (8, 12), (12, 12)]


def test_shards_of_lost_workers_run_again_with_the_same_bytes(by_one: dict[str, str], scheduler: str, tmp_path: Path) -> None:
    with Client(scheduler, set_as_default=False) as client:
        before = set(client.run(os.getpid).values())

    def kill_all_once(done: int, total: int) -> None:
        if done == SPEC.months:
            for process in before:
                os.kill(process, signal.SIGKILL)

    cluster.simulate(SPEC, str(tmp_path / "data"), scheduler, kill_all_once)
    assert hashes(tmp_path / "data") == by_one
    with Client(scheduler, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=60)
        assert not before & set(client.run(os.getpid).values())


def test_a_shard_that_fails_on_the_cluster_is_told(scheduler: str, tmp_path: Path) -> None:
    with pytest.raises(WorkerError, match=r"shard \d failed: StoreError"):
        cluster.simulate(SPEC, "file:///proc/bank", scheduler, lambda done, total: None)  # where nothing can be created


@pytest.fixture
def shards(tmp_path: Path, by_one: dict[str, str]) -> Path:
    """Folder with all shards of a run, not assembled."""
    remote.simulate_task(SPEC, str(tmp_path / "data"), 0, 1, 1, lambda done, total: None)
    return tmp_path / "data"


SPOILED = [
    ("shards/1.json", None, "a place without 1 of 3 shards (number 1); allowed: a place with all shards"),
    ("parquet/dim_account/part-2.parquet", None, "a place without parquet/dim_account/part-2.parquet, which its shard wrote; allowed"),
    ("parquet/dim_account/part-2.parquet", b"PAR1", "a place where parquet/dim_account/part-2.parquet is not as its shard wrote it"),
    ("parquet/dim_account/part-3.parquet", b"PAR1", "a place that holds parquet/dim_account/part-3.parquet, which no shard wrote"),
    ("shards/1.json", b"[]", "a place whose shards/1.json is no report of a shard: it is no JSON object; allowed"),
    ("shards/1.json", b'{"run": {}, "shard": 1, "shards": 3, "files": {}}', "a place whose shards/1.json is no report of a shard: "),
    ("shards/1.json", b"[" * 100_000, "a place whose shards/1.json is no report of a shard: it is no JSON; allowed"),
    ("shards/1.json", b" " * 1_000_001, "a place whose shards/1.json is no report of a shard: it has 1,000,001 bytes"),
    ("shards/x.json", b"{}", "a place that holds shards/x.json; allowed"),
    ("notes.txt", b"mine", "a place that holds notes.txt; allowed"),
    ("manifest.json", b"{}", "a place where a finished data set stands; allowed: a place without a manifest.json"),
]


@pytest.mark.parametrize(("name", "content", "message"), SPOILED)
def test_what_is_not_whole_is_not_assembled(
    name: str, content: bytes | None, message: str, shards: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = shards / name
    path.unlink() if content is None else path.write_bytes(content)
    before = hashes(shards)
    assert cli.main(["assemble", str(shards)]) == 2
    told = capsys.readouterr().err
    assert f"error: DATA is {shards}, {message}" in told
    assert told.count("\n") == 1
    assert hashes(shards) == before


def test_shards_of_different_runs_are_not_assembled(shards: Path, tmp_path: Path) -> None:
    remote.simulate_task(replace(SPEC, seed=43), str(tmp_path / "other"), 1, 3, 1, lambda done, total: None)
    shutil.copytree(tmp_path / "other", shards, dirs_exist_ok=True)
    with pytest.raises(TargetError, match=r"shards of different runs \(0 and 1\)"):
        Store(str(shards)).assemble()


def test_a_shard_of_another_run_is_not_put_beside_them(shards: Path) -> None:
    before = hashes(shards)
    with pytest.raises(TargetError, match=r"shards of another run \(number 0\)"):
        remote.simulate_task(replace(SPEC, seed=43), str(shards), 1, 3, 1, lambda done, total: None)
    assert hashes(shards) == before


BAD_FLAGS = [
    (["--engine", "spark"], "error: --engine is spark; allowed: local, dask"),
    (["--engine", "dask"], "error: --scheduler is empty; allowed: the address of a Dask scheduler"),
    (["--scheduler", "tcp://127.0.0.1:1"], "error: --scheduler is tcp://127.0.0.1:1; allowed: none without --engine dask"),
    (["--engine", "dask", "--scheduler", "tcp://127.0.0.1:1", "--shard", "0"], "error: --shard is 0; allowed: none with --engine dask"),
    (["--engine", "dask", "--scheduler", "tcp://127.0.0.1:1", "--formats", "csv"], "error: --formats is csv; allowed: parquet, where"),
    (["--shard", "2", "--of", "2"], "error: --shard is 2; allowed: 0 to 1"),
    (["--shard", "0"], "error: --of is empty; allowed: 1 to 10000"),
    (["--of", "2"], "error: --shard is empty; allowed: 0 to 1"),
    (["--shard", "0", "--of", "2", "--formats", "parquet,duckdb"], "error: --formats is parquet,duckdb; allowed: parquet, where"),
    (["--out", "s3://bank/data", "--formats", "csv"], "error: --formats is csv; allowed: parquet, where"),
]


@pytest.mark.parametrize(("flags", "message"), BAD_FLAGS)
def test_flags_that_do_not_go_together_are_refused(
    flags: list[str], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.run_sim(flags) == 2
    told = capsys.readouterr().err
    assert told.startswith(message)
    assert told.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_finished_data_set_is_not_written_into(shards: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["assemble", str(shards)]) == 0
    assert cli.run_sim(["--customers", "5", "--months", "1", "--shard", "0", "--of", "1", "--out", str(shards)]) == 2
    assert f"error: --out is {shards}, a place where a finished data set stands; allowed: " in capsys.readouterr().err


def test_a_store_that_is_not_there_is_told_in_one_line(bucket: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run_sim(["--customers", "5", "--months", "1", "--quiet", "--out", "s3://nobody/data"]) == 1
    told = capsys.readouterr().err
    assert told == "error: s3://nobody/data: there is no nobody\n"
    assert told.count("\n") == 1
