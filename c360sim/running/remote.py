"""A run that several machines may share: every shard's part goes to a store, and the manifest follows when all are there."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

from c360sim.running import shards
from c360sim.running.processes import Job, OnProgress
from c360sim.running.run import OnMonth, done, head, simulate_shard
from c360sim.running.shards import Shard
from c360sim.scratch import abandoned, remove, scratch
from c360sim.sinks import manifest
from c360sim.sinks.reports import Report
from c360sim.sinks.store import Store
from c360sim.spec import RunSpec

FORMATS = frozenset({"parquet"})
"""What can be written part by part, to be read as one."""
WORKING = Path(tempfile.gettempdir())
"""Where a shard's files are until they are put, in a folder of their own whose name begins with:"""
PREFIX = "c360sim-shard-"


def store_shard(spec: RunSpec, shard: Shard, url: str, on_month: OnProgress = lambda done: None) -> Mapping[str, int]:
    """Simulate one shard of a run, put its part of every table into the store at `url`, and return the rows written by table.

    Done again it writes the same bytes again. Raises BooksError when the books do not balance and StoreError when the store fails.
    """
    store, claim = Store(url), _claim(spec, shard)
    store.claim(claim)
    with scratch(WORKING, PREFIX) as folder:
        (folder / "shard").mkdir()
        rows = simulate_shard(spec, shard, folder / "shard", on_month=on_month)
        store.put(folder / "shard", claim)
    return rows


@contextmanager
def jobs(spec: RunSpec, url: str, task: int = 0, tasks: int = 1) -> Iterator[list[Job[Mapping[str, int]]]]:
    """Yield what a task, number `task` (from 0) of `tasks`, has to do: its shards. After an exception nothing that they put is left.

    Raises TargetError when a finished data set stands at `url`, or anything but shards of the same run, and StoreError when the store
    fails.
    """
    mine = shards.of_task(spec, task, tasks)
    with Store(url).writing([_claim(spec, shard) for shard in mine]):
        yield [partial(store_shard, spec, shard, url) for shard in mine]


def clear() -> list[str]:
    """Remove the working folders that killed runs left on this machine, and return what was done with each."""
    done = []
    with abandoned(WORKING, PREFIX) as folders:
        for folder in folders:
            remove(folder)
            done.append(f"removed {folder}, which a killed run left")
    return done


def simulate_task(spec: RunSpec, url: str, task: int, tasks: int, workers: int, on_month: OnMonth) -> Counter[str]:
    """Simulate one task's shards on this machine and return the rows written by table; `Store.assemble` follows when all tasks are done.

    Raises as `jobs` and `store_shard`, and WorkerError when one of several processes fails.
    """
    with jobs(spec, url, task, tasks) as mine:
        return _done(spec, mine, workers, on_month)


def simulate(spec: RunSpec, url: str, workers: int, on_month: OnMonth) -> Counter[str]:
    """Simulate a whole run on this machine into the store at `url` and return the rows by table.

    Raises as `simulate_task` and `Store.assemble`.
    """
    with jobs(spec, url) as all_:
        _done(spec, all_, workers, on_month)
        return Store(url).assemble()


def _done(spec: RunSpec, mine: Sequence[Job[Mapping[str, int]]], workers: int, on_month: OnMonth) -> Counter[str]:
    rows: Counter[str] = Counter()
    with closing(done(mine, workers, spec.months, on_month)) as parts:
        for part in parts:
            rows.update(part)
    return rows


def _claim(spec: RunSpec, shard: Shard) -> Report:
    return Report(manifest.run(head(spec)), shard.number, len(shards.of_run(spec)))
