"""Columns of the simulation to Arrow record batches: cents to decimals, ordinals to dates, words to dictionaries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from c360sim.months import EPOCH
from c360sim.schema import Column, Kind, Table
from c360sim.schema.arrow import MONEY, RATE, memory_schema, memory_type

BASIS_POINT = 100
"""One basis point (0.01%) counted in the four decimals of a RATE."""


def record_batch(table: Table, columns: Mapping[str, Any]) -> pa.RecordBatch:
    """Return one batch of a table from arrays by column name.

    Each column is a NumPy array (masked where NULL), an Arrow array or a list, all of one length. MONEY is integer cents,
    RATE integer basis points, DATE an ordinal day, a datetime64 or a date32, CATEGORY an Arrow dictionary or text. The
    arrays belong to the batch from now on and must not be changed.

    Raises ValueError for a column missing or unknown, a NULL where none is allowed, or a word outside its closed list.
    """
    if set(columns) != set(table.column_names):
        raise ValueError(f"{table.name}: columns {sorted(set(columns) ^ set(table.column_names))} are missing or unknown")
    arrays = [_converted(table, column, columns[column.name]) for column in table.columns]
    return pa.RecordBatch.from_arrays(arrays, schema=memory_schema(table))


def cents_to_decimal(cents: NDArray[np.int64]) -> pa.Array:
    """Return int64 cents as decimal(18,2), by filling the 16-byte buffer."""
    return _decimal(cents, MONEY)


def _decimal(unscaled: NDArray[np.int64], type_: pa.Decimal128Type, is_valid: NDArray[np.bool_] | None = None) -> pa.Array:
    words = np.empty((len(unscaled), 2), "<i8")
    words[:, 0] = unscaled
    np.right_shift(words[:, 0], 63, out=words[:, 1])
    bitmap = None if is_valid is None else pa.py_buffer(np.packbits(is_valid, bitorder="little"))
    return pa.Array.from_buffers(type_, len(unscaled), [bitmap, pa.py_buffer(words)])


def _converted(table: Table, column: Column, values: Any) -> pa.Array:
    array = _arrow(values)
    match column.kind:
        case Kind.MONEY:
            array = _scaled(array, MONEY, 1)
        case Kind.RATE:
            array = _scaled(array, RATE, BASIS_POINT)
        case Kind.DATE:
            array = _dates(array)
        case Kind.CATEGORY:
            array = _dictionary(array).cast(memory_type(column))
            _check_words(table, column, array)
        case _:
            array = array.cast(memory_type(column))
    if array.null_count and not column.is_nullable:
        raise ValueError(f"{table.name}.{column.name}: {array.null_count} values are NULL")
    return array


def _arrow(values: Any) -> pa.Array:
    if isinstance(values, pa.ChunkedArray):
        return values.combine_chunks()
    if isinstance(values, pa.Array):
        return values
    if isinstance(values, np.ma.MaskedArray):
        return pa.array(values.data, mask=np.ma.getmaskarray(values))
    return pa.array(values)


def _scaled(array: pa.Array, type_: pa.Decimal128Type, scale: int) -> pa.Array:
    if pa.types.is_decimal(array.type):
        return array.cast(type_)
    whole = array.cast(pa.int64())
    unscaled = np.frombuffer(whole.buffers()[1], np.int64)[whole.offset : whole.offset + len(whole)]
    is_valid = whole.is_valid().to_numpy(zero_copy_only=False) if whole.null_count else None
    return _decimal(unscaled if scale == 1 else unscaled * scale, type_, is_valid)


def _dates(array: pa.Array) -> pa.Array:
    if pa.types.is_integer(array.type):
        array = pc.subtract(array, pa.scalar(EPOCH, array.type)).cast(pa.int32())
    return array.cast(pa.date32())


def _dictionary(array: pa.Array) -> pa.Array:
    return array if pa.types.is_dictionary(array.type) else array.cast(pa.string()).dictionary_encode()


def _check_words(table: Table, column: Column, array: pa.DictionaryArray) -> None:
    unknown = sorted(set(array.dictionary.to_pylist()) - set(column.values)) if column.values else []
    if unknown:
        raise ValueError(f"{table.name}.{column.name}: {unknown} are not among {list(column.values)}")
