"""Small helpers from NumPy columns to Arrow columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from c360sim import months

CUSTOMER_SHIFT, MONTH_SHIFT = 24, 12
"""transaction_id = customer_id << 24 | month of the run << 12 | number in the month (likewise interaction_id)."""


def words(codes: NDArray[np.integer], vocabulary: Sequence[str]) -> pa.DictionaryArray:
    """Return text by code of a short list as an Arrow dictionary column; negative codes become NULL."""
    return words_of(np.asarray(codes, np.int8), pa.array(list(vocabulary), pa.string()))


def words_of(codes: NDArray[np.integer], vocabulary: pa.StringArray) -> pa.DictionaryArray:
    """Return text by code, as `words` does, of a list of any length that Arrow holds already."""
    return pa.DictionaryArray.from_arrays(_column(pa.from_numpy_dtype(codes.dtype), codes, codes < 0), vocabulary)


def numbered_ids(customer_ids: NDArray[np.int64], counts: NDArray[np.int64], month_of_run: int) -> NDArray[np.int64]:
    """Return the ids of a month's rows, `counts` of each customer after another: customer, month of the run, number in the month."""
    before = np.cumsum(counts) - counts
    first = customer_ids << CUSTOMER_SHIFT | month_of_run << MONTH_SHIFT
    return np.repeat(first - before, counts) + np.arange(counts.sum())


def ids(numbers: NDArray[np.integer], is_null: NDArray[np.bool_] | None = None) -> pa.Array:
    """Return whole numbers as an Arrow int64 column, NULL where `is_null`."""
    return _column(pa.int64(), np.asarray(numbers, np.int64), is_null)


def dates(ordinals: NDArray[np.integer], is_null: NDArray[np.bool_] | None = None) -> pa.Array:
    """Return ordinal days as an Arrow date32 column, NULL where `is_null`."""
    return _column(pa.date32(), (np.asarray(ordinals) - months.EPOCH).astype(np.int32), is_null)


def _column(type_: pa.DataType, values: NDArray[Any], is_null: NDArray[np.bool_] | None) -> pa.Array:
    """Return the values' own memory as an Arrow column of a type laid out alike (with a mask `pa.array` would copy it row by row)."""
    is_valid = None if is_null is None or not is_null.any() else pa.py_buffer(np.packbits(~is_null, bitorder="little"))
    return pa.Array.from_buffers(type_, len(values), [is_valid, pa.py_buffer(np.ascontiguousarray(values))])


def date_keys(ordinals: NDArray[np.integer]) -> NDArray[np.int64]:
    """Return ordinal days as integers yyyymmdd, int64 of the same shape."""
    day = (np.asarray(ordinals) - months.EPOCH).astype("datetime64[D]")
    month = day.astype("datetime64[M]")
    year = month.astype("datetime64[Y]")
    in_year = (month - year.astype("datetime64[M]")).astype(np.int64) + 1
    in_month = (day - month.astype("datetime64[D]")).astype(np.int64) + 1
    keys: NDArray[np.int64] = (year.astype(np.int64) + 1970) * 10_000 + in_year * 100 + in_month
    return keys
