"""One run, composed: the personas, the simulation, the recorder and the publication."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from agents import PERSONAS
from c360sim import months
from c360sim.assumptions import Assumptions
from c360sim.recorder import Recorder
from c360sim.simulation import RunSpec, Simulation
from c360sim.sinks.publication import Publication

OnMonth = Callable[[int, int], None]
"""Called after each month with the months done and the months in all."""


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
) -> Summary:
    """Simulate and publish a data set at `out`, with other parameters than those shipped where they are given.

    Raises TargetError when `out` cannot be used and BooksError when the books do not balance; then nothing is
    left at `out` that was not there before.
    """
    head = asdict(spec) | {"start_month": months.label(spec.start_month)}
    with _without_cycle_collector(), Publication(out, formats, head) as publication:
        simulation = Simulation(spec, PERSONAS, parameters=parameters)
        recorder = Recorder(simulation, publication)
        recorder.eve()
        for done in range(1, spec.months + 1):
            simulation.step()
            recorder.month(simulation.record)
            on_month(done, spec.months)
        recorder.end()
    return Summary(dict(publication.rows), out)


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
