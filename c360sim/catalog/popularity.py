"""Popularity as tables: a uniform index gives a popular row often and a rare one seldom."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.int16]
"""Rows of the catalog's merchants, payers or places: narrow, as payments look them up in large tables at random."""

_MOST_ROWS = np.iinfo(np.int16).max + 1


def heavy_tail(count: int, offset: float) -> NDArray[np.float64]:
    """Return Zipf weights of ranks 0..count-1: 1 / (rank + offset), summing to one."""
    weights = 1.0 / (np.arange(count, dtype=np.float64) + offset)
    return share(weights)


def share(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return weights scaled to sum to one along the last axis (summed in order, the same on every processor); weights of 0 stay."""
    if not weights.shape[-1]:
        return weights
    total = np.cumsum(weights, axis=-1)[..., -1:]
    return weights / np.where(total > 0, total, 1.0)


def edges(weights: NDArray[np.float64], steps: int) -> NDArray[np.int64]:
    """Return where each choice's entries end in a table of `steps` entries: non-decreasing along the last axis, there last `steps`."""
    below = np.cumsum(weights, axis=-1)
    ends: NDArray[np.int64] = np.rint(below * (steps / below[..., -1:])).astype(np.int64)
    return ends


def pick_table(choices: NDArray[np.int64], weights: NDArray[np.float64], steps: int) -> Rows:
    """Return a table of `steps` entries in which choice i fills a share weights[i] / sum; choices of weight 0 are left out.

    Choices and weights may have a row for each of several tables. Raises ValueError when there is nothing to choose from,
    or from more rows than `Rows` can name.
    """
    if not weights.any(axis=-1).all():
        raise ValueError("nothing to choose from")
    if choices.max() >= _MOST_ROWS:
        raise ValueError(f"choices go up to row {choices.max()}, tables to {_MOST_ROWS - 1}")
    ends = edges(weights, steps)
    entries = ends.copy()
    entries[..., 1:] -= ends[..., :-1]
    return np.repeat(choices.astype(np.int16).ravel(), entries.ravel()).reshape(*weights.shape[:-1], steps)
