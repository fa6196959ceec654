"""One run's output on this machine: written out of sight, put in place whole or not at all."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from c360sim.sinks import DATABASE, manifest, target
from c360sim.sinks.part import Part


class Publication:
    """Context in which the shards of a run write their parts; on a clean exit the data set stands at `out`, otherwise nothing does.

    `head` is what the manifest says of the run (seed, months, ...): values that JSON knows.
    """

    def __init__(self, out: Path, formats: frozenset[str], head: Mapping[str, Any]) -> None:
        self.out = out.resolve()
        self.formats = formats
        self.rows: Counter[str] = Counter()
        """Rows written so far, by table; truth tables as `truth/<name>`."""
        self._head = dict(head)

    def __enter__(self) -> Self:
        """Begin. Raises `target.TargetError` when `out` cannot be used."""
        target.check(self.out)
        self._scratch = target.scratch(self.out)
        self.folder = self._scratch / self.out.name
        self.folder.mkdir()
        return self

    @property
    def part_formats(self) -> frozenset[str]:
        """The formats that parts are written in: the database is made of Parquet parts when all are there."""
        return frozenset("parquet" if name == "duckdb" else name for name in self.formats)

    def part(self, number: int = 0) -> Part:
        """Return the context in which a shard writes its part."""
        return Part(self.folder, number, self.part_formats)

    def add(self, rows: Mapping[str, int]) -> None:
        """Count the rows of a finished part."""
        self.rows.update(rows)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Publish, or after an exception remove everything written."""
        try:
            if kind is None:
                self._finish()
                target.put(self.folder, self.out)
        finally:
            shutil.rmtree(self._scratch, ignore_errors=True)

    def _finish(self) -> None:
        if "duckdb" in self.formats:
            from c360sim.sinks import duckdb

            duckdb.build(self.folder / DATABASE, self.folder / "parquet", self._scratch / "spill")
        if "csv" in self.formats:
            from c360sim.sinks import csv

            csv.join(self.folder / "csv")
        if "parquet" not in self.formats:
            shutil.rmtree(self.folder / "parquet", ignore_errors=True)
        manifest.write(self.folder, self._head, self.rows)
