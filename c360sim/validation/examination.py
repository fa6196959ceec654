"""The whole examination of a data set: books and keys, statistics, signals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import resources
from pathlib import Path

from c360sim import assumptions
from c360sim.dataset import Dataset
from c360sim.validation import books, signals, statistics
from c360sim.validation.findings import Findings
from c360sim.validation.signals import kpis
from c360sim.validation.targets import Target, read

TRUTH = ("customer_month", "labels", "life_event")
"""Truth tables that signals are scored against."""


def shipped_targets() -> list[Target]:
    """Return the public statistics that come with the package."""
    with resources.as_file(resources.files(assumptions) / "targets.csv") as path:
        return read(Path(path))


def examine(
    dataset: Dataset, targets: Sequence[Target], on_part: Callable[[str], None] = lambda part: None, lookml: Path | None = None
) -> Findings:
    """Return all that is found; `on_part` is told what is being done.

    `lookml` is the folder of the LookML project whose KPIs are scored as well, or None. Raises NotADataset when a file cannot be
    read, LookmlError for a project that cannot be compiled.
    """
    on_part("checking books and keys")
    checks = books.check(dataset)
    on_part("measuring statistics")
    measured, distributions = statistics.measure(dataset, targets)
    on_part("scoring signals")
    has_truth = any(dataset.has_truth(name) for name in TRUTH)
    return Findings(
        checks,
        measured,
        distributions,
        scores=[*signals.score(dataset), *(kpis.score(dataset, lookml) if lookml else ())] if has_truth else (),
        signals_left_out="" if has_truth else "needs truth/, which is not in this data set",
    )
