"""One shard's part of every table, written on a thread while the next month is computed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyarrow as pa

from c360sim.schema import TABLES
from c360sim.schema.arrow import memory_schema
from c360sim.sinks.batches import record_batch
from c360sim.sinks.parquet import ParquetSink
from c360sim.sinks.writer import Writer

OnBatch = Callable[[str, pa.RecordBatch], None]
"""Called with a table's name and its next batch."""


class Part:
    """Context in which shard number `shard` writes its files, `<folder>/parquet/<table>/part-<shard>.parquet` and those of `truth/`.

    The files are whole after a clean exit only. The first shard, number 0, has a file of every table, if without rows. `on_batch` is
    called with each batch of a table.
    """

    def __init__(self, folder: Path, shard: int, on_batch: OnBatch = lambda table, batch: None) -> None:
        self.rows: Counter[str] = Counter()
        """Rows written so far, by table; truth tables as `truth/<name>`."""
        self._is_first = shard == 0
        self._on_batch = on_batch
        self._tables = ParquetSink(folder / "parquet", shard)
        self._truth = ParquetSink(folder / "truth", shard)

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
            self._writer.submit(partial(self._truth.write, name, batch))

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Finish the files, or after an exception leave them as they are."""
        try:
            if kind is None:
                for sink in (self._tables, self._truth):
                    self._writer.submit(sink.close)
                self._writer.finish()
        finally:
            self._writer.cancel()

    def _append(self, table: str, batch: pa.RecordBatch) -> None:
        self.rows[table] += batch.num_rows
        self._writer.submit(partial(self._tables.write, table, batch))
        self._on_batch(table, batch)


def _no_rows(schema: pa.Schema) -> pa.RecordBatch:
    return pa.RecordBatch.from_pylist([], schema=schema)
