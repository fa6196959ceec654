"""Quantile tables: the way from random words to numbers of a given shape, the same on every processor.

exp and log of the C library may differ in the last bit between processors; addition, multiplication,
division and square root may not. So normal quantiles ship as integers, and `exp` here uses only the
operations that IEEE 754 fixes.
"""

from __future__ import annotations

from array import array
from functools import cache, lru_cache
from importlib import resources
from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

STEPS = 4096
"""Entries of a quantile table: 12 bits of a random word choose one."""

_LN2_HIGH = 0.6931471803691238
_LN2_LOW = 1.9082149292705877e-10


def exp(x: NDArray[np.float64] | float) -> NDArray[np.float64]:
    """Return e**x element by element, identical on every processor, within 2 units in the last place.

    `x` must lie in -700..700.
    """
    x = np.asarray(x, np.float64)
    halvings = np.rint(x * 1.4426950408889634)
    rest = (x - halvings * _LN2_HIGH) - halvings * _LN2_LOW
    total = np.ones_like(rest)
    for divisor in range(14, 0, -1):
        total = 1.0 + total * rest / divisor
    return np.ldexp(total, halvings.astype(np.int64))


@lru_cache(maxsize=1)
def normal_quantiles() -> NDArray[np.float64]:
    """Return the standard normal quantiles at (i + 1/2) / 4096, shape (4096,), from the shipped integers."""
    path = resources.files("c360sim") / "normal_quantiles.csv"
    millionths = [int(line) for line in path.read_text(encoding="utf-8").split()[1:]]
    return np.array(millionths, np.float64) / 1e6


def normal(uniform: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the standard normal quantile of each number in [0, 1)."""
    return normal_quantiles()[(uniform * STEPS).astype(np.int64)]


def lognormal(uniform: NDArray[np.float64], median: NDArray[np.float64] | float, sigma: NDArray[np.float64] | float) -> NDArray[np.float64]:
    """Return the lognormal quantile with this median and this sigma of the logarithm (shapes broadcast)."""
    return median * exp(sigma * normal(uniform))


@cache
def lognormal_ratios(sigma: float) -> array[float]:
    """Return the 4096 quantiles of a lognormal with median 1 and this sigma of the logarithm, to be looked up one by one."""
    return array("d", exp(sigma * normal_quantiles()).tobytes())  # reads as fast as a list, in a quarter of the memory


@cache
def lognormal_shares(sigma: float, count: int) -> array[float]:
    """Return the quantiles of one of `count` independent lognormal factors that weigh alike and together have this sigma."""
    return lognormal_ratios(round(sigma / sqrt(count), 6))


def lognormal_of_ranks(median: float, sigma: float, *ranks: float) -> float:
    """Return the lognormal number with this median and sigma that ranks in [0, 1), which weigh alike, lead to."""
    ratios = lognormal_shares(sigma, len(ranks))
    for rank in ranks:
        median *= ratios[int(rank * STEPS)]
    return median


def weighted_table(weights: NDArray[np.float64], steps: int = STEPS) -> NDArray[np.int64]:
    """Return a table whose entry of a uniform index is item i with probability weights[i] / sum, shape (steps,)."""
    return weighted_tables(weights[None, :], steps)[0]


def weighted_tables(weights: NDArray[np.float64], steps: int = STEPS) -> NDArray[np.int64]:
    """Return the `weighted_table` of each row of weights, shape (rows, steps)."""
    below = np.cumsum(weights, axis=1)
    ends = np.searchsorted((np.arange(steps) + 0.5) / steps, below / below[:, -1:])
    lengths = np.diff(ends, prepend=0, append=steps, axis=1)
    items = np.minimum(np.arange(lengths.shape[1]), weights.shape[1] - 1)
    return np.repeat(np.tile(items, len(weights)), lengths.ravel()).reshape(-1, steps)


def look_up(table: NDArray[Any], row: NDArray[np.int64], column: NDArray[np.int64]) -> NDArray[Any]:
    """Return table[row, column], in a third of the time that NumPy takes to index by two arrays; neither may be negative."""
    return table.reshape(-1).take(row * table.shape[1] + column)


def numbered(counts: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return, for each single one of `counts` things, which count it belongs to, and its number among them from 0."""
    some = np.flatnonzero(counts > 0)
    repeats = counts.take(some)
    which = np.repeat(some, repeats)
    step = np.ones(len(which), np.int64)
    step[np.cumsum(repeats)[:-1]] -= repeats[:-1]
    return which, np.cumsum(step) - 1


def cells(mask: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the rows and the columns of a matrix's true cells, row by row: what `np.nonzero` does in four times the time."""
    return split(np.flatnonzero(mask), mask.shape[1])


def split(flat: NDArray[np.int64], width: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the row and the column of each place in a flat matrix of so many columns: `np.divmod` in half the time."""
    rows = flat // max(width, 1)
    return rows, flat - rows * width


def either(mask: NDArray[np.bool_], yes: NDArray[np.int64] | int, no: NDArray[np.int64] | int) -> NDArray[np.int64]:
    """Return `yes` where the mask holds, else `no`: reckoned, as `np.where` takes five times as long for a mask without pattern."""
    chosen: NDArray[np.int64] = no + (yes - no) * mask
    return chosen


def lean(least: Any, rank: Any) -> Any:
    """Return a factor by a rank in [0, 1): `least` at the bottom, as much above 1 at the top as that is below, and so 1 on average."""
    span = 2 * (1 - least)  # rounded, so that 0.7 leads to 1.3 and not a hair beyond
    return least + (np.round(span, 12) if isinstance(span, np.ndarray) else round(span, 12)) * rank


def sum_rows(matrix: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the sum of each row of a matrix, added from the left: `np.sum` may add in another order for one row than for many."""
    total = matrix[:, 0].copy()
    for column in matrix.T[1:]:
        total += column
    return total


_LARGEST_MEAN = 40.0
_MOST = 100
_GRID_WORDS = 33
"""By so many words a mean below 1 may gain on the grid: half a step of it, and the rounding."""


@lru_cache(maxsize=1)
def _least_words() -> NDArray[np.int64]:
    """Return the least 16-bit word that makes a count of 1, 2 .. 100 (65536 where none does), by mean of the grid, shape (100, means)."""
    means = np.concatenate([np.arange(0, 1, 1 / 1024), np.arange(1, _LARGEST_MEAN + 0.01, 1 / 16)])
    probability = exp(-means)
    below = probability.copy()
    least = np.empty((_MOST, len(means)), np.int64)
    for count in range(1, _MOST + 1):
        least[count - 1] = np.minimum(np.rint(below * 65536), 65536)
        probability = probability * means / count
        below = below + probability
    return least


def _on_grid(means: NDArray[np.floating[Any]]) -> NDArray[np.int64]:
    """Return the place on the grid of each mean."""
    means = np.minimum(means, _LARGEST_MEAN)
    index = np.rint(means * 1024).astype(np.int64)
    large = np.flatnonzero(means >= 1)
    index[large] = 1024 + np.rint((means.take(large) - 1) * 16).astype(np.int64)
    return index


class PoissonTable:
    """Poisson counts by inverse transform on a fixed grid of means, in integers.

    Means are rounded to the grid (steps of 1/1024 up to 1, of 1/16 up to 40); larger ones are cut to 40.
    """

    def counts(self, means: NDArray[np.floating[Any]], words16: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return a count for each mean and each 16-bit word, all of shape (n,).

        Counts climb one by one, each time with those alone that reach the next: most stay at 0, few reach 3.
        """
        counts = np.zeros(len(means), np.int64)
        climbing = np.flatnonzero(words16 + means * 65536 >= 65536 - _GRID_WORDS)  # 1 takes a word of exp(-mean), which is 1 - mean or more
        index, words16 = _on_grid(means.take(climbing)), words16.take(climbing)
        for count, least in enumerate(_least_words(), 1):
            reach = np.flatnonzero(words16 >= least.take(index))
            if not len(reach):
                break
            climbing, index, words16 = climbing.take(reach), index.take(reach), words16.take(reach)
            counts[climbing] = count
        return counts
