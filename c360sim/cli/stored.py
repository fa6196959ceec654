"""`simulate` into a store that machines may share: on a Dask cluster, as a task of an indexed job, or here to a URL."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from c360sim import commands
from c360sim.cli import checks, next_steps
from c360sim.cli.errors import InputError
from c360sim.cli.next_steps import NextSteps
from c360sim.cli.progress import shown
from c360sim.running import remote, shards
from c360sim.running.run import OnMonth
from c360sim.sinks.target import TargetError
from c360sim.spec import RunSpec

ENGINES = ("local", "dask")
MOST_TASKS = 10_000
INDEX_VARIABLES = ("CLOUD_RUN_TASK_INDEX", "JOB_COMPLETION_INDEX", "AWS_BATCH_JOB_ARRAY_INDEX")
"""Where Cloud Run, Kubernetes and AWS Batch tell a task of an indexed job its number, from 0."""
COUNT_VARIABLES = ("CLOUD_RUN_TASK_COUNT", "AWS_BATCH_JOB_ARRAY_SIZE")


@dataclass(frozen=True, slots=True)
class Plan:
    """Who simulates what: all shards, on the cluster of `scheduler` or, without one, here; or only those of task `task` of `tasks`."""

    url: str
    scheduler: str | None
    task: int
    tasks: int | None

    @property
    def next_steps(self) -> NextSteps:
        """What to do when the run is done."""
        folder = None if "://" in self.url else Path(self.url)
        if self.tasks is not None:
            return NextSteps(f"Next, when all {self.tasks} tasks are done", [commands.c360sim("assemble", folder or self.url)])
        return next_steps.of_data_set(folder, remote.FORMATS) if folder else NextSteps("Next", [])

    def run(self, spec: RunSpec, workers: int, is_quiet: bool) -> Mapping[str, int]:
        """Simulate and return the rows by table. Raises InputError when the store cannot take the run's files."""
        mine = shards.of_task(spec, self.task, self.tasks or 1)
        try:
            with shown(spec, len(mine), is_quiet) as on_month:
                return self._simulate(spec, workers, on_month)
        except TargetError as error:
            raise InputError("--out", f"{self.url}, {error.problem}", error.allowed) from None

    def _simulate(self, spec: RunSpec, workers: int, on_month: OnMonth) -> Mapping[str, int]:
        if self.tasks is not None:
            return remote.simulate_task(spec, self.url, self.task, self.tasks, workers, on_month)
        if self.scheduler is not None:
            from c360sim.running import cluster

            return cluster.simulate(spec, self.url, self.scheduler, on_month)
        return remote.simulate(spec, self.url, workers, on_month)


def plan(arguments: argparse.Namespace) -> Plan | None:
    """Return the plan of a run that goes to a store, None for one that goes to a folder of this machine alone.

    Raises InputError for flags that do not go together.
    """
    scheduler = _scheduler(arguments)
    share = None if scheduler else _share(arguments)
    if scheduler is None and share is None and "://" not in arguments.out:
        return None
    if not arguments.out:
        raise InputError("--out", "empty", "a folder or a URL")
    if arguments.formats is not None and checks.formats(arguments.formats) != remote.FORMATS:
        raise InputError("--formats", arguments.formats, "parquet, where a run is written shard by shard")
    return Plan(arguments.out, scheduler, *(share or (0, None)))


def _scheduler(arguments: argparse.Namespace) -> str | None:
    if arguments.engine not in ENGINES:
        raise InputError("--engine", arguments.engine or "empty", ", ".join(ENGINES))
    if arguments.engine == "local":
        if arguments.scheduler:
            raise InputError("--scheduler", arguments.scheduler, "none without --engine dask")
        return None
    if not arguments.scheduler:
        raise InputError("--scheduler", "empty", "the address of a Dask scheduler, as tcp://127.0.0.1:8786")
    for flag in ("shard", "of"):
        if getattr(arguments, flag) is not None:
            raise InputError(f"--{flag}", getattr(arguments, flag), "none with --engine dask, which deals out the shards itself")
    return str(arguments.scheduler)


def _share(arguments: argparse.Namespace) -> tuple[int, int] | None:
    """Return the task's number and the number of tasks, by the flags or else by the variables of an indexed job."""
    task, tasks = _given(arguments.shard, INDEX_VARIABLES), _given(arguments.of, COUNT_VARIABLES)
    if task is None and tasks is None:
        return None
    count = checks.whole("--of", tasks or "", 1, MOST_TASKS)
    return checks.whole("--shard", task or "", 0, count - 1), count


def _given(flag: str | None, variables: tuple[str, ...]) -> str | None:
    return flag if flag is not None else next((os.environ[name] for name in variables if name in os.environ), None)
