"""DuckDB: one file with the nine tables, with keys and a comment on every table and column."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import duckdb
import pyarrow as pa

from c360sim.schema import TABLES, ddl
from c360sim.schema.ddl import quoted

STORAGE_VERSION = "v1.4.0"
"""The oldest DuckDB that can read the file."""

MEMORY_LIMIT = "96MB"
"""What DuckDB may hold while it writes; beyond that it uses the disk. More makes it no faster."""

ROWS_TO_INSERT = 500_000
"""Rows worth inserting together."""


class Database:
    """The file `path`, being written; what memory cannot hold goes to the folder `spill` meanwhile."""

    def __init__(self, path: Path, spill: Path) -> None:
        # One thread: the simulation computes the next month on another, and two would wait for each other busily.
        self._connection = duckdb.connect(config={"threads": 1, "memory_limit": MEMORY_LIMIT, "temp_directory": str(spill)})
        self._connection.execute(f"ATTACH {quoted(str(path))} AS c360 (STORAGE_VERSION '{STORAGE_VERSION}')")
        self._connection.execute("USE c360")
        self._waiting: defaultdict[str, list[pa.RecordBatch]] = defaultdict(list)
        for table in TABLES.values():
            self._connection.execute(ddl.create_table(table))
            for comment in ddl.comments(table):
                self._connection.execute(comment)

    def append(self, table: str, batch: pa.RecordBatch) -> None:
        """Append a batch to a table."""
        waiting = self._waiting[table]
        waiting.append(batch)
        if sum(each.num_rows for each in waiting) >= ROWS_TO_INSERT:
            self._insert(table)

    def close(self) -> None:
        """Insert what waits, and finish the file."""
        for table in TABLES:
            self._insert(table)
        self._connection.execute("CHECKPOINT")
        self._connection.close()

    def _insert(self, table: str) -> None:
        if waiting := self._waiting.pop(table, None):
            self._connection.register("rows_to_insert", pa.Table.from_batches(waiting))
            self._connection.execute(f"INSERT INTO {table} SELECT * FROM rows_to_insert")
            self._connection.unregister("rows_to_insert")
