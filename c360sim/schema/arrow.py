"""Arrow schemas: how each kind of column travels in memory and stands in a Parquet file."""

from __future__ import annotations

import pyarrow as pa

from c360sim.schema import Column, Kind, Table

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

CLOSED_LIST, OPEN_LIST = pa.dictionary(pa.int8(), pa.string()), pa.dictionary(pa.int16(), pa.string())
"""How words travel: as their places in a dictionary, one byte each where the list is closed, two where it is not."""


def memory_type(column: Column) -> pa.DataType:
    """Return the type of a column on its way to the files: categories keep their dictionary, which is written as it is."""
    if column.kind is Kind.CATEGORY:
        return CLOSED_LIST if column.values else OPEN_LIST
    return FILE_TYPES[column.kind]


def memory_schema(table: Table) -> pa.Schema:
    """Return the Arrow schema of the table's record batches."""
    return pa.schema([pa.field(column.name, memory_type(column), column.is_nullable) for column in table.columns])


def file_schema(table: Table) -> pa.Schema:
    """Return the Arrow schema of the table's files."""
    return pa.schema([pa.field(column.name, FILE_TYPES[column.kind], column.is_nullable) for column in table.columns])
