"""A run that several machines may share: every shard's part goes to a store, and the manifest follows when all are there."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from c360sim.running import shards
from c360sim.running.processes import Job, OnProgress
from c360sim.running.run import OnMonth, done, head, simulate_shard
from c360sim.running.shards import Shard
from c360sim.sinks.store import Store
from c360sim.spec import RunSpec

FORMATS = frozenset({"parquet"})
"""What can be written part by part, to be read as one."""


def store_shard(spec: RunSpec, shard: Shard, url: str, on_month: OnProgress = lambda done: None) -> Mapping[str, int]:
    """Simulate one shard of a run, put its part of every table into the store at `url`, and return the rows written by table.

    Done again it writes the same bytes again. Raises BooksError when the books do not balance and StoreError when the store fails.
    """
    with tempfile.TemporaryDirectory(prefix="c360sim-") as folder:
        rows = simulate_shard(spec, shard, Path(folder), on_month=on_month)
        Store(url).put(Path(folder), head(spec), shard.number, len(shards.of_run(spec)))
    return rows


def jobs(spec: RunSpec, url: str, task: int = 0, tasks: int = 1) -> list[Job[Mapping[str, int]]]:
    """Return what a task, number `task` (from 0) of `tasks`, has to do: its shards.

    Raises TargetError when a finished data set stands at `url` and StoreError when the store fails.
    """
    Store(url).check()
    return [partial(store_shard, spec, shard, url) for shard in shards.of_task(spec, task, tasks)]


def simulate_task(spec: RunSpec, url: str, task: int, tasks: int, workers: int, on_month: OnMonth) -> Counter[str]:
    """Simulate one task's shards on this machine and return the rows written by table; `Store.assemble` follows when all tasks are done.

    Raises as `jobs` and `store_shard`, and WorkerError when one of several processes fails.
    """
    rows: Counter[str] = Counter()
    for part in done(jobs(spec, url, task, tasks), workers, spec.months, on_month):
        rows.update(part)
    return rows


def simulate(spec: RunSpec, url: str, workers: int, on_month: OnMonth) -> Counter[str]:
    """Simulate a whole run on this machine into the store at `url` and return the rows by table.

    Raises as `simulate_task` and `Store.assemble`.
    """
    simulate_task(spec, url, 0, 1, workers, on_month)
    return Store(url).assemble()
