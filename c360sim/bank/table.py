"""Tables of accounts: one int64 array per column, grown a batch at a time."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from c360sim.state import Columns, StateError, fit

Column = NDArray[np.int64]
Mask = NDArray[np.bool_]


def column() -> Any:
    """Return the declaration of an empty column of a `Table`."""
    return field(default_factory=lambda: np.empty(0, np.int64))


@dataclass(slots=True)
class Table:
    """Columns of one length. Subclasses declare them, each an int64 array."""

    def __len__(self) -> int:
        return len(getattr(self, fields(self)[0].name))

    def columns(self) -> Columns:
        """Return a copy of all columns."""
        return {declared.name: getattr(self, declared.name).copy() for declared in fields(self)}

    def restore(self, table: str, columns: Columns) -> None:
        """Hold other rows, of any number. Raises StateError for other columns than these."""
        fit(table, columns, self.columns(), any_length=True)
        lengths = {len(column) for column in columns.values()}
        if len(lengths) > 1:
            raise StateError(f"state: columns of table {table} have {sorted(lengths)} rows, allowed one length")
        for name, column in columns.items():
            setattr(self, name, column.astype(np.int64))

    def extend(self, count: int, **columns: Column | int) -> None:
        """Append `count` rows; a column not given gets zeros. Raises ValueError for a column of another length."""
        size = len(self)
        for declared in fields(self):
            grown = np.empty(size + count, np.int64)
            grown[:size] = getattr(self, declared.name)
            grown[size:] = columns.get(declared.name, 0)
            setattr(self, declared.name, grown)


def order_by(major: Column, minor: Column) -> Column:
    """Return the stable order by `major` (not negative), then by `minor` (0..65535).

    NumPy sorts 16-bit numbers in linear time, so longer ones are sorted by 16 bits after the other.
    """
    pieces = range(0, max(int(major.max(initial=0)).bit_length(), 1), 16)
    return np.lexsort([minor.astype(np.uint16), *((major >> shift).astype(np.uint16) for shift in pieces)])


def sum_by(index: Column, values: Column, size: int) -> Column:
    """Return the exact sum of `values` for each index 0..size-1, int64."""
    total = np.zeros(size, np.int64)
    np.add.at(total, index, values)
    return total


def turns(groups: Column) -> Column:
    """Return how many earlier entries are of the same group, for each entry."""
    order = np.argsort(groups, kind="stable")
    ordered = groups[order]
    turn = np.empty(len(groups), np.int64)
    turn[order] = np.arange(len(groups)) - np.searchsorted(ordered, ordered)
    return turn


def running(values: Column, starts: Column) -> Column:
    """Return the running total of `values` within each run; `starts` are the runs' first positions."""
    total = np.cumsum(values)
    before = total[starts] - values[starts]
    return total - np.repeat(before, np.diff(np.append(starts, len(values))))


def starts_of(sorted_keys: Column) -> Column:
    """Return the position of the first of each run of equal keys."""
    is_first = np.ones(len(sorted_keys), bool)
    is_first[1:] = sorted_keys[1:] != sorted_keys[:-1]
    return np.flatnonzero(is_first)


def spans(starts: Column, lengths: Column) -> Column:
    """Return all positions of the runs that start at `starts` and are `lengths` long, run after run."""
    ends = np.cumsum(lengths)
    return np.arange(ends[-1] if len(ends) else 0) + np.repeat(starts - ends + lengths, lengths)
