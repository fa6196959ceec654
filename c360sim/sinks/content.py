"""What a table holds, as one number that is the same for the same rows in any order, from any format.

Each value becomes a word of 64 bits: numbers, dates and flags as they are (money in cents, rates in basis points of a percent), text
as the first 8 bytes of its BLAKE2b hash. A row is the mixed sum of its mixed words, a table the sum of its rows, modulo 2**64.
"""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

Words = NDArray[np.uint64]

_GOLDEN = 0x9E3779B97F4A7C15
"""What is added from column to column, so that each mixes another way: 2**64 divided by the golden ratio, as in SplitMix64."""
_ALL = 2**64 - 1


class Content:
    """The rows and the checksum of a table, batch by batch."""

    def __init__(self) -> None:
        self.rows = 0
        self._sum = 0

    def add(self, batch: pa.RecordBatch) -> None:
        """Add rows; every batch has the same columns in the same order."""
        total = np.zeros(batch.num_rows, np.uint64)
        for number, column in enumerate(batch.columns, start=1):
            words = _words(column)
            words += np.uint64(number * _GOLDEN & _ALL)
            total += _mixed(words)
        self.rows += batch.num_rows
        self._sum = (self._sum + int(_mixed(total).sum(dtype=np.uint64))) & _ALL

    def entry(self) -> dict[str, Any]:
        """Return what the manifest says of the table."""
        return {"rows": self.rows, "checksum": f"{self._sum:016x}"}


def _words(column: pa.Array) -> Words:
    """Return a word for each value, that of a missing value all ones."""
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        column = column.dictionary_encode()
    if pa.types.is_dictionary(column.type):
        found = np.array([_of_text(word) for word in column.dictionary.to_pylist()] or [0], np.uint64)
        words = found[_numbers(column.indices)]
    else:
        words = _numbers(column).view(np.uint64).copy()
    if column.null_count:
        words[np.asarray(column.is_null())] = _ALL
    return words


def _numbers(column: pa.Array) -> NDArray[np.int64]:
    """Return fixed-width values as int64; those that are missing are any."""
    if pa.types.is_decimal128(column.type):  # 18 digits at most: the lower half of its 16 bytes
        return np.frombuffer(column.buffers()[1], np.int64)[2 * column.offset : 2 * (column.offset + len(column)) : 2]
    if pa.types.is_date32(column.type):
        column = column.view(pa.int32())
    filled = column.fill_null(False if pa.types.is_boolean(column.type) else 0) if column.null_count else column
    numbers = np.asarray(filled)
    return numbers.view(np.int64) if numbers.dtype == np.float64 else numbers.astype(np.int64)


def _mixed(words: Words) -> Words:
    """Return words mixed in place as SplitMix64 does: each bit of the result hangs on all bits of a word."""
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        words ^= words >> np.uint64(shift)
        words *= np.uint64(factor)
    words ^= words >> np.uint64(31)
    return words


def _of_text(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little")
