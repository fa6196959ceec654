"""One run, composed: its shards, each a simulation with a recorder, and the publication they write."""

from __future__ import annotations

import gc
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from agents import PERSONAS
from c360sim import months
from c360sim.assumptions import Assumptions
from c360sim.customer.life.persona import Persona, assume, check
from c360sim.recorder import Recorder
from c360sim.running import processes, shards
from c360sim.running.processes import Job, OnProgress
from c360sim.running.provenance import provenance
from c360sim.running.shards import Shard
from c360sim.simulation import Simulation
from c360sim.sinks.part import OnBatch, Part
from c360sim.sinks.publication import Publication
from c360sim.sinks.target import Standing
from c360sim.spec import RunSpec

Rows = Generator[Mapping[str, int], None, None]
"""Rows by table, of one shard after another."""
WARM = "c360sim.running.warm"
"""The module that the process imports from which those of shards are forked."""
OnMonth = Callable[[int, int], None]
"""Called as months are done, with the months done and the months in all: of several shards, the sum over them."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run wrote: rows by table, and where."""

    rows: dict[str, int]
    path: Path


def simulate(
    spec: RunSpec,
    out: Path,
    formats: frozenset[str],
    on_month: OnMonth = lambda done, total: None,
    parameters: Assumptions | None = None,
    workers: int = 1,
    standing: Standing | None = None,
    personas: Sequence[Persona] = PERSONAS,
) -> Summary:
    """Simulate and publish a data set at `out`, with other parameters than those shipped where they are given.

    One worker simulates the shards one after another in this process, and other formats than Parquet follow as it writes; more workers
    are processes of their own, and other formats follow shard by shard. `standing` is what `target.check` found at `out`, where that has
    been asked before.

    Raises WrongAssumptions for parameters that no run can be made of, TargetError when `out` cannot be used, BooksError when the books do
    not balance and WorkerError when a process of its own fails; then nothing is left that was not there before. OSError and MemoryError
    tell of a machine that is at its end.
    """
    check(personas, parameters or assume(personas))
    with Publication(out, formats, head(spec, parameters), standing) as publication:
        simulated = partial(simulate_shard, on_batch=publication.follow, personas=personas) if workers == 1 else simulate_shard
        jobs = [partial(simulated, spec, shard, publication.folder, parameters) for shard in shards.of_run(spec)]
        with closing(done(jobs, workers, spec.months, on_month)) as parts:
            for number, rows in enumerate(parts):
                publication.add(rows)
                if workers > 1:
                    publication.follow_part(number)
    return Summary(dict(publication.rows), out)


def head(spec: RunSpec, parameters: Assumptions | None = None) -> dict[str, Any]:
    """Return what the manifest says of a run, with other parameters than those shipped where they are given."""
    return asdict(spec) | {"start_month": months.label(spec.start_month)} | provenance(parameters)


def simulate_shard(
    spec: RunSpec,
    shard: Shard,
    folder: Path,
    parameters: Assumptions | None = None,
    on_month: OnProgress = lambda done: None,
    on_batch: OnBatch = lambda table, batch: None,
    personas: Sequence[Persona] = PERSONAS,
) -> Mapping[str, int]:
    """Simulate one shard of a run, write its Parquet files into a folder, and return the rows written by table.

    `on_month` is called with the months done and `on_batch` with each batch of a table. Raises BooksError when the books do not balance.
    """
    with _without_cycle_collector(), Part(folder, shard.number, on_batch) as part:
        simulation = Simulation(replace(spec, customers=shard.customers), personas, shard.first_customer, parameters)
        recorder = Recorder(simulation, part)
        if shard.is_first:
            recorder.catalog()
        recorder.eve()
        for done in range(1, spec.months + 1):
            recorder.month(simulation.live_month())
            on_month(done)
        recorder.end()
        simulation.forget()
    return part.rows


def done(jobs: Sequence[Job[Mapping[str, int]]], workers: int, months_each: int, on_month: OnMonth) -> Rows:
    """Do jobs that simulate shards, and yield the rows that each wrote. Raises what a job raises, or WorkerError where it is not here."""
    total = months_each * len(jobs)

    def on_progress(months_done: int) -> None:
        on_month(months_done, total)

    if workers > 1:
        return processes.run(jobs, workers, on_progress, preload=WARM)
    return processes.run_here(jobs, on_progress)


@contextmanager
def _without_cycle_collector() -> Iterator[None]:
    """Run without Python's collector of cycles: in a default run it finds a thousand objects in a second of looking at lives."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
