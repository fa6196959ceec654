"""The state of a simulation between two months: named tables of columns, and nothing else.

Randomness has no state (streams are counter-based), and what can be derived is derived again. So what a later process needs is
columns of numbers and of text, which any format of tables can hold: no code is read back.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Columns = dict[str, NDArray[Any]]
"""Columns by name: numbers, flags, or text as NumPy's fixed-width strings; a single value is an array of no dimension."""
State = dict[str, Columns]
"""Tables by name."""


class Keeper(Protocol):
    """Who keeps one table of the state."""

    def columns(self) -> Columns:
        """Return a copy of the table."""

    def restore(self, columns: Columns) -> None:
        """Keep another one. Raises StateError for one of another kind."""


class StateError(ValueError):
    """A state does not fit the simulation that it is to be restored into: names the table and the column."""


def fit(table: str, columns: Mapping[str, NDArray[Any]], expected: Mapping[str, NDArray[Any]], any_length: bool = False) -> None:
    """Raise StateError unless columns are those expected, of their kinds and shapes (but for the length, where it may be any)."""
    if columns.keys() != expected.keys():
        odd = sorted(columns.keys() ^ expected.keys())
        raise StateError(f"state: table {table} has other columns than this version keeps: {', '.join(odd)}")
    for name, column in columns.items():
        usual = expected[name]
        shapes = (column.shape[1:], usual.shape[1:]) if any_length else (column.shape, usual.shape)
        if column.dtype.kind != usual.dtype.kind or shapes[0] != shapes[1] or column.ndim != usual.ndim:
            raise StateError(
                f"state: {table}.{name} is {column.dtype} of shape {column.shape}, allowed {usual.dtype} of shape {usual.shape}"
            )


def single(value: int) -> NDArray[np.int64]:
    """Return one whole number as a column of a state."""
    return np.array(value, np.int64)
