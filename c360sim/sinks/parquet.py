"""Parquet: one file a table and part, in row groups of about a million rows, tuned for size and for BigQuery's loader."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from c360sim.sinks.gathering import ROW_GROUP, Gathering


class ParquetSink:
    """Writes `<folder>/<table>/part-<number>.parquet` for each table; a file begins with its table's first batch."""

    def __init__(self, folder: Path, number: int = 0) -> None:
        self._folder = folder
        self._number = number
        self._files: dict[str, _TableFile] = {}

    def write(self, table: str, batch: pa.RecordBatch) -> None:
        """Append a batch to a table."""
        if table not in self._files:
            path = self._folder / table / f"part-{self._number}.parquet"
            path.parent.mkdir(parents=True, exist_ok=True)
            self._files[table] = _TableFile(path, batch.schema)
        self._files[table].write(batch)

    def close(self) -> None:
        """Write what is left and finish the files."""
        for file in self._files.values():
            file.close()


class _TableFile:
    def __init__(self, path: Path, schema: pa.Schema) -> None:
        # Without Arrow's own schema in the file, dictionaries are read back as the plain strings they stand for.
        self._writer = pq.ParquetWriter(
            path,
            schema,
            compression="zstd",
            store_schema=False,
            store_decimal_as_integer=True,
            use_dictionary=[field.name for field in schema if _repeats(field)],
            column_encoding={field.name: "DELTA_BINARY_PACKED" for field in schema if _is_number(field) and not _repeats(field)},
        )
        self._gathering = Gathering()

    def write(self, batch: pa.RecordBatch) -> None:
        self._write_group(self._gathering.add(batch))

    def close(self) -> None:
        self._write_group(self._gathering.rest())
        self._writer.close()

    def _write_group(self, rows: pa.Table | None) -> None:
        if rows is not None:
            # One dictionary for the row group: with several the writer would fall back to plain strings.
            self._writer.write_table(rows.unify_dictionaries(), row_group_size=2 * ROW_GROUP)


def _repeats(field: pa.Field) -> bool:
    """Return whether a column has few distinct values: categories, text of the truth, and days."""
    is_repetitive_type = pa.types.is_dictionary(field.type) or pa.types.is_string(field.type) or pa.types.is_date(field.type)
    return bool(is_repetitive_type) or field.name == "date_key"


def _is_number(field: pa.Field) -> bool:
    return bool(field.type in (pa.int32(), pa.int64()))
