"""Popularity as tables: a uniform index gives a popular row often and a rare one seldom."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.int32]
"""Rows of the catalogue's merchants, payers or places."""


def heavy_tail(count: int, offset: float) -> NDArray[np.float64]:
    """Return Zipf weights of ranks 0..count-1: 1 / (rank + offset), summing to one."""
    weights = 1.0 / (np.arange(count, dtype=np.float64) + offset)
    return share(weights)


def share(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return weights scaled to sum to one (summed in order, the same on every processor)."""
    return weights / np.cumsum(weights)[-1] if len(weights) else weights


def edges(weights: NDArray[np.float64], steps: int) -> NDArray[np.int64]:
    """Return where each choice's entries end in a table of `steps` entries, non-decreasing, the last `steps`."""
    below = np.cumsum(weights)
    ends: NDArray[np.int64] = np.rint(below * (steps / below[-1])).astype(np.int64)
    return ends


def pick_table(choices: NDArray[np.int64], weights: NDArray[np.float64], steps: int) -> Rows:
    """Return a table of `steps` entries in which choice i fills a share weights[i] / sum.

    Raises ValueError when there is nothing to choose from.
    """
    if not len(choices):
        raise ValueError("nothing to choose from")
    return np.repeat(choices, np.diff(edges(weights, steps), prepend=0)).astype(np.int32)
