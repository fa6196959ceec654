"""Arrow schemas: how each kind of column travels in memory and stands in a Parquet file."""

from __future__ import annotations

import pyarrow as pa

from c360sim.schema import Kind, Table

MONEY = pa.decimal128(18, 2)
RATE = pa.decimal128(9, 4)

FILE_TYPES: dict[Kind, pa.DataType] = {
    Kind.ID: pa.int64(),
    Kind.DATE_KEY: pa.int64(),
    Kind.DATE: pa.date32(),
    Kind.INTEGER: pa.int64(),
    Kind.MONEY: MONEY,
    Kind.RATE: RATE,
    Kind.SCORE: pa.float64(),
    Kind.FLAG: pa.bool_(),
    Kind.CATEGORY: pa.string(),
    Kind.TEXT: pa.string(),
}
"""The type a reader of the files meets."""

MEMORY_TYPES = FILE_TYPES | {Kind.CATEGORY: pa.dictionary(pa.int32(), pa.string())}
"""The type of a column on its way to the files: categories keep their dictionary, which is written as it is."""


def memory_schema(table: Table) -> pa.Schema:
    """Return the Arrow schema of the table's record batches."""
    return _schema(table, MEMORY_TYPES)


def file_schema(table: Table) -> pa.Schema:
    """Return the Arrow schema of the table's files."""
    return _schema(table, FILE_TYPES)


def _schema(table: Table, types: dict[Kind, pa.DataType]) -> pa.Schema:
    return pa.schema([pa.field(column.name, types[column.kind], column.is_nullable) for column in table.columns])
