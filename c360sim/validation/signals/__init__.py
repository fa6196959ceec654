"""Signals against truth: what an analyst can infer from the nine tables, scored against what the simulation knows."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from c360sim.dataset import Dataset
from c360sim.validation.findings import Score
from c360sim.validation.signals import cash, churn, coverage, life_events, salary, separability, subscriptions
from c360sim.validation.signals.scoring import not_measured


class Signal(NamedTuple):
    """A signal, the months of data it needs, the table of the truth it is held against, and how it is scored."""

    name: str
    months: int
    truth: str
    score: Callable[[Dataset], list[Score]]


SIGNALS = (
    Signal(salary.SIGNAL, 3, "labels", salary.score),
    Signal(subscriptions.SIGNAL, 3, "labels", subscriptions.score),
    Signal("cover gaps", 12, "labels", coverage.score),
    Signal("idle cash and prepayment", 6, "labels", cash.score),
    Signal("life events", 6, "life_event", life_events.score),
    Signal(churn.SIGNAL, 12, "labels", churn.score),
    Signal(separability.SIGNAL, 12, "labels", separability.score),
)
"""All signals, in the order of the report. Each reads the nine tables, and the truth only to be scored."""


def score(dataset: Dataset) -> list[Score]:
    """Return the scores of all signals; one that the data set cannot tell anything of says so, and is held to nothing."""
    return [found for signal in SIGNALS for found in _score(dataset, signal)]


def _score(dataset: Dataset, signal: Signal) -> list[Score]:
    months = int(dataset.manifest.get("months", 0))
    if not dataset.has_truth(signal.truth):
        return [not_measured(signal.name, f"no truth/{signal.truth}")]
    if months < signal.months:
        return [not_measured(signal.name, f"{months} months of data, at least {signal.months} needed")]
    return signal.score(dataset)
