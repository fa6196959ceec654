"""One run's output: written out of sight, put in place whole or not at all."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections import Counter
from collections.abc import Mapping
from functools import partial
from importlib import metadata
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

import pyarrow as pa
import pyarrow.parquet as pq

import c360sim
from c360sim.derive.arrow import memory_schema
from c360sim.schema import TABLES
from c360sim.sinks import DATABASE, FORMATS, target
from c360sim.sinks.batches import record_batch
from c360sim.sinks.parquet import ParquetSink
from c360sim.sinks.writer import Writer

LIBRARIES = ("duckdb", "faker", "mesa", "numpy", "pandas", "polars", "pyarrow")
"""Libraries whose version can change the bytes of a data set."""


class Sink(Protocol):
    """What every format does."""

    def write(self, table: str, batch: pa.RecordBatch) -> None:
        """Append a batch to a table."""

    def close(self) -> None:
        """Finish the files."""


class Publication:
    """Context in which a run writes its tables; on a clean exit the data set stands at `out`, otherwise nothing does.

    `head` is what the manifest says of the run (seed, months, ...): values that JSON knows.
    """

    def __init__(self, out: Path, formats: frozenset[str], head: Mapping[str, Any]) -> None:
        self.out = out.resolve()
        self.formats = formats
        self.rows: Counter[str] = Counter()
        """Rows written so far, by table; truth tables as `truth/<name>`."""
        self._head = dict(head)
        self._files: dict[str, dict[str, Any]] = {}

    def __enter__(self) -> Self:
        """Begin. Raises `target.TargetError` when `out` cannot be used."""
        target.check(self.out)
        self._scratch = target.scratch(self.out)
        self._folder = self._scratch / self.out.name
        self._folder.mkdir()
        self._sinks = [self._sink(name) for name in FORMATS if name in self.formats]
        self._truth_sink = ParquetSink(self._folder / "truth")
        self._writer = Writer()
        for table in TABLES.values():
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
        """Publish, or after an exception remove everything written."""
        try:
            if kind is None:
                self._finish()
                target.put(self._folder, self.out)
        finally:
            self._writer.cancel()
            shutil.rmtree(self._scratch, ignore_errors=True)

    def _sink(self, name: str) -> Sink:
        """Return the sink of a format, whose library is imported only when it is wanted."""
        match name:
            case "csv":
                from c360sim.sinks.csv import CsvSink

                return CsvSink(self._folder / "csv")
            case "duckdb":
                from c360sim.sinks.duckdb import DuckdbSink

                return DuckdbSink(self._folder / DATABASE, self._scratch / "spill")
        return ParquetSink(self._folder / "parquet")

    def _append(self, table: str, batch: pa.RecordBatch) -> None:
        self.rows[table] += batch.num_rows
        self._writer.submit(partial(self._write_batch, table, batch))

    def _write_batch(self, table: str, batch: pa.RecordBatch) -> None:
        for sink in self._sinks:
            sink.write(table, batch)

    def _finish(self) -> None:
        for sink in (*self._sinks, self._truth_sink):
            self._writer.submit(sink.close)
        self._writer.finish()
        self._write_manifest()

    def _write_manifest(self) -> None:
        files = sorted(path for path in self._folder.rglob("*") if path.is_file())
        content = {
            "dataset": target.DATASET,
            **self._head,
            "versions": {"c360sim": c360sim.__version__} | {name: metadata.version(name) for name in LIBRARIES},
            "files": {path.relative_to(self._folder).as_posix(): self._entry(path) for path in files},
        }
        text = json.dumps(content, indent=2) + "\n"
        (self._folder / target.MANIFEST).write_text(text, encoding="utf-8")

    def _entry(self, path: Path) -> dict[str, Any]:
        """Return a file's rows, bytes and SHA-256; of the database only its rows, as its bytes differ from run to run."""
        if path.name == DATABASE:
            return {"rows": sum(self.rows[table] for table in TABLES)}
        rows = self.rows[path.stem] if path.suffix == ".csv" else pq.read_metadata(path).num_rows
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        return {"rows": rows, "bytes": path.stat().st_size, "sha256": digest}


def _no_rows(schema: pa.Schema) -> pa.RecordBatch:
    return pa.RecordBatch.from_pylist([], schema=schema)
