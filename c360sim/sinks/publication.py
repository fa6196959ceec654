"""One run's output on this machine: written out of sight, put in place whole or not at all."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Mapping
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

import pyarrow as pa

from c360sim.interruption import ignored
from c360sim.schema import TABLES
from c360sim.scratch import scratch
from c360sim.sinks import DATABASE, manifest, target
from c360sim.sinks.described import Entries
from c360sim.sinks.parquet import batches, part
from c360sim.sinks.part import Part
from c360sim.sinks.target import Standing
from c360sim.sinks.writer import Writer


class Follower(Protocol):
    """A format that is written beside Parquet, in one piece for all shards."""

    def append(self, table: str, batch: pa.RecordBatch) -> None:
        """Append a batch to a table."""

    def close(self) -> None:
        """Finish the files."""

    def entries(self) -> Entries:
        """Return what the manifest is told of the finished files; see `manifest.entries`."""


class Publication:
    """Context in which the shards of a run write their parts; on a clean exit the data set stands at `out`, otherwise nothing does.

    Shards write Parquet. The other formats follow, each on a thread of its own, batch by batch in the order of the shards. `head` is
    what the manifest says of the run (seed, months, ...): values that JSON knows. `standing` is what `target.check` found at `out`, where
    that has been asked before.
    """

    def __init__(self, out: Path, formats: frozenset[str], head: Mapping[str, Any], standing: Standing | None = None) -> None:
        self.out = out.resolve()
        self.formats = formats
        self.rows: Counter[str] = Counter()
        """Rows of the shards added so far, by table; truth tables as `truth/<name>`."""
        self._head = dict(head)
        self._standing = standing

    def __enter__(self) -> Self:
        """Begin. Raises `target.TargetError` when `out` cannot be used."""
        self._standing = self._standing or target.check(self.out)
        with ExitStack() as stack:
            self._scratch = stack.enter_context(scratch(*target.working(self.out)))
            self.folder = self._scratch / self.out.name
            self.folder.mkdir()
            self._followers: list[tuple[Follower, Writer]] = []
            stack.callback(self._cancel)
            for name in ("csv", "duckdb"):
                if name in self.formats:
                    self._followers.append((self._follower(name), Writer()))
            self._stack = stack.pop_all()
        return self

    def part(self, shard: int = 0) -> Part:
        """Return the context in which the next shard writes its part, and other formats follow."""
        return Part(self.folder, shard, self.follow)

    def follow(self, table: str, batch: pa.RecordBatch) -> None:
        """Let the other formats follow with the next batch of a table. Raises what following with earlier ones raised."""
        for follower, writer in self._followers:
            writer.submit(partial(follower.append, table, batch))

    def follow_part(self, shard: int) -> None:
        """Let the other formats follow with the part of the next shard, which another process has written. Raises as `follow`."""
        files = {name: part(self.folder / "parquet", name, shard) for name in TABLES}
        for name, file in files.items():
            if self._followers and file.exists():  # a part other than the first lacks what belongs to no customer
                for batch in batches(file, TABLES[name]):
                    self.follow(name, batch)

    def add(self, rows: Mapping[str, int]) -> None:
        """Count the rows of a finished part."""
        self.rows.update(rows)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Publish, or after an exception remove everything written."""
        with self._stack:
            if kind is None:
                self._finish()
                self._put()

    def _put(self) -> None:
        assert self._standing is not None
        with ignored():  # once the data set stands nothing is left to interrupt
            target.put(self.folder, self.out, self._standing)
            self._stack.close()

    def _cancel(self) -> None:
        for _, writer in self._followers:
            writer.cancel()

    def _follower(self, name: str) -> Follower:
        """Return what makes a format, whose library is imported only when it is wanted."""
        if name == "csv":
            from c360sim.sinks.csv import CsvFiles

            return CsvFiles(self.folder / "csv")
        from c360sim.sinks.duckdb import Database

        return Database(self.folder / DATABASE, self._scratch / "spill")

    def _finish(self) -> None:
        for follower, writer in self._followers:
            writer.submit(follower.close)
        for _, writer in self._followers:
            writer.finish()
        if "parquet" not in self.formats:
            shutil.rmtree(self.folder / "parquet")
        known: Entries = {}
        for follower, _ in self._followers:
            known |= follower.entries()
        manifest.write(self.folder, self._head, known)
