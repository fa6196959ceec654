"""A run on a Dask cluster: its scheduler gives the shards to its workers, and again to others when one is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from distributed import Client, Future, as_completed

from c360sim import shown
from c360sim.running import remote
from c360sim.running.processes import WorkerError
from c360sim.running.run import OnMonth
from c360sim.sinks.store import Store
from c360sim.spec import RunSpec

PATIENCE = "20s"
"""How long to wait for the scheduler."""


def simulate(spec: RunSpec, url: str, scheduler: str, on_month: OnMonth) -> Counter[str]:
    """Simulate a whole run on the cluster with that scheduler into the store at `url`, and return its rows by table.

    Raises as `remote.jobs`, OSError when the scheduler does not answer, and WorkerError when a shard fails.
    """
    with Client(scheduler, timeout=PATIENCE) as client, remote.jobs(spec, url) as jobs:
        futures = [client.submit(job, key=f"{shown.masked(url)}: shard {number}", pure=False) for number, job in enumerate(jobs)]
        try:
            for count, future in enumerate(as_completed(futures), start=1):
                _raise_failure(future)
                on_month(count * spec.months, len(jobs) * spec.months)
        finally:
            client.cancel(futures)
        return Store(url).assemble()


def _raise_failure(future: Future[Mapping[str, int]]) -> None:
    if future.status != "finished":
        error = future.exception()
        raise WorkerError(f"{future.key} failed: {type(error).__name__}: {error}") from error
