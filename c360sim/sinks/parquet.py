"""Parquet: one file a table and shard, in row groups of about a million rows, tuned for size and for BigQuery's loader."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from c360sim.schema import Kind, Table

ROW_GROUP = 1_000_000
"""Rows of a row group: several months of transactions, and at least the 16 MiB that BigQuery asks for."""

BATCH_ROWS = 1 << 17
"""Rows read at a time."""


class ParquetSink:
    """Writes `<folder>/<table>/part-<shard>.parquet` for each table; a file begins with its table's first batch.

    Rows wait in memory until there are enough for a row group.
    """

    def __init__(self, folder: Path, shard: int, row_group: int = ROW_GROUP) -> None:
        self._folder = folder
        self._shard = shard
        self._row_group = row_group
        self._files: dict[str, _File] = {}

    def write(self, table: str, batch: pa.RecordBatch) -> None:
        """Append a batch to a table."""
        if table not in self._files:
            path = part(self._folder, table, self._shard)
            path.parent.mkdir(parents=True, exist_ok=True)
            self._files[table] = _File(path, batch.schema, self._row_group)
        self._files[table].write(batch)

    def close(self) -> None:
        """Write what waits and finish the files."""
        for file in self._files.values():
            file.close()


def part(folder: Path, table: str, shard: int) -> Path:
    """Return the file of a table that a shard, counted from 0, writes."""
    return folder / table / f"part-{shard}.parquet"


def batches(file: Path, table: Table) -> Iterator[pa.RecordBatch]:
    """Yield the rows of a table's file in batches, categories as dictionaries; of a file without rows one batch without rows."""
    categories = [column.name for column in table.columns if column.kind is Kind.CATEGORY]
    source = pq.ParquetFile(file, read_dictionary=categories, pre_buffer=False)
    if not source.metadata.num_rows:
        yield pa.RecordBatch.from_pylist([], schema=source.schema_arrow)
    yield from source.iter_batches(BATCH_ROWS)


class _File:
    def __init__(self, path: Path, schema: pa.Schema, row_group: int) -> None:
        self._writer = _writer(path, schema)
        self._row_group = row_group
        self._waiting: list[pa.RecordBatch] = []

    def write(self, batch: pa.RecordBatch) -> None:
        self._waiting.append(batch)
        if sum(waiting.num_rows for waiting in self._waiting) >= self._row_group:
            self._write_group()

    def close(self) -> None:
        if self._waiting:
            self._write_group()
        self._writer.close()

    def _write_group(self) -> None:
        rows = pa.Table.from_batches(self._waiting)
        self._waiting = []
        if rows.num_rows:
            # One dictionary for the row group: with several the writer would fall back to plain strings.
            self._writer.write_table(rows.unify_dictionaries(), row_group_size=rows.num_rows)


def _writer(path: Path, schema: pa.Schema) -> pq.ParquetWriter:
    # Without Arrow's own schema in the file, dictionaries are read back as the plain strings they stand for.
    return pq.ParquetWriter(
        path,
        schema,
        compression="zstd",
        store_schema=False,
        store_decimal_as_integer=True,
        write_statistics=[field.name for field in schema if _is_ordered(field)],
        use_dictionary=[field.name for field in schema if _repeats(field)],
        column_encoding={field.name: "DELTA_BINARY_PACKED" for field in schema if _is_number(field) and not _repeats(field)},
    )


def _repeats(field: pa.Field) -> bool:
    """Return whether a column has few distinct values: categories, text of the truth, and days."""
    is_repetitive_type = pa.types.is_dictionary(field.type) or pa.types.is_string(field.type) or pa.types.is_date(field.type)
    return bool(is_repetitive_type) or field.name == "date_key"


def _is_ordered(field: pa.Field) -> bool:
    """Return whether a reader may skip row groups by a column's least and greatest value: not by text, of which each group has all."""
    return bool(_is_number(field) or pa.types.is_date(field.type) or pa.types.is_decimal(field.type))


def _is_number(field: pa.Field) -> bool:
    return bool(field.type in (pa.int32(), pa.int64()))
