"""One shard's part of every table, written on a thread while the next month is computed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

import pyarrow as pa

from c360sim.derive.arrow import memory_schema
from c360sim.schema import TABLES
from c360sim.sinks.batches import record_batch
from c360sim.sinks.parquet import ParquetSink
from c360sim.sinks.writer import Writer


class Sink(Protocol):
    """What the format of a part does."""

    def write(self, table: str, batch: pa.RecordBatch) -> None:
        """Append a batch to a table."""

    def close(self) -> None:
        """Finish the files."""


class Part:
    """Context in which a shard writes `<folder>/<format>/<table>/part-<number>` and `<folder>/truth/<name>/part-<number>`.

    The files are whole after a clean exit only. The first part, number 0, has a file of every table, if without rows.
    """

    def __init__(self, folder: Path, number: int, formats: frozenset[str]) -> None:
        self.rows: Counter[str] = Counter()
        """Rows written so far, by table; truth tables as `truth/<name>`."""
        self._is_first = number == 0
        self._sinks = [_sink(name, folder / name, number) for name in sorted(formats)]
        self._truth_sink = ParquetSink(folder / "truth", number)

    def __enter__(self) -> Self:
        """Begin."""
        self._writer = Writer()
        for table in TABLES.values() if self._is_first else ():
            self._append(table.name, _no_rows(memory_schema(table)))
        return self

    def write(self, table: str, columns: Mapping[str, Any]) -> None:
        """Append rows to a table of the schema; see `record_batch` for the columns. Raises what an earlier write raised."""
        self._append(table, record_batch(TABLES[table], columns))

    def write_truth(self, name: str, rows: pa.Table) -> None:
        """Append rows to truth/<name>; every call for one name must bring the same schema."""
        self.rows[f"truth/{name}"] += rows.num_rows
        for batch in rows.combine_chunks().to_batches() or [_no_rows(rows.schema)]:
            self._writer.submit(partial(self._truth_sink.write, name, batch))

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Finish the files, or after an exception leave them as they are."""
        try:
            if kind is None:
                for sink in (*self._sinks, self._truth_sink):
                    self._writer.submit(sink.close)
                self._writer.finish()
        finally:
            self._writer.cancel()

    def _append(self, table: str, batch: pa.RecordBatch) -> None:
        self.rows[table] += batch.num_rows
        self._writer.submit(partial(self._write_batch, table, batch))

    def _write_batch(self, table: str, batch: pa.RecordBatch) -> None:
        for sink in self._sinks:
            sink.write(table, batch)


def _sink(name: str, folder: Path, number: int) -> Sink:
    """Return the sink of a format, whose library is imported only when it is wanted."""
    if name == "csv":
        from c360sim.sinks.csv import CsvSink

        return CsvSink(folder, number)
    return ParquetSink(folder, number)


def _no_rows(schema: pa.Schema) -> pa.RecordBatch:
    return pa.RecordBatch.from_pylist([], schema=schema)
