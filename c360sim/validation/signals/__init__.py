"""Signals against truth: what an analyst can infer from the nine tables, scored against what the simulation knows."""

from __future__ import annotations

from collections.abc import Callable

from c360sim.dataset import Dataset
from c360sim.validation.findings import Score

SIGNALS: tuple[Callable[[Dataset], list[Score]], ...] = ()
"""The functions that infer and score, one a signal."""


def score(dataset: Dataset) -> list[Score]:
    """Return the scores of every signal."""
    return [found for signal in SIGNALS for found in signal(dataset)]
