"""DuckDB: one file with the nine tables, with keys and a comment on every table and column."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa

from c360sim.derive import ddl
from c360sim.schema import TABLES
from c360sim.sinks.gathering import Gathering

STORAGE_VERSION = "v1.4.0"
"""The oldest DuckDB that can read the file."""


class DuckdbSink:
    """Writes the tables into the file `database`; what DuckDB cannot hold in memory goes to the folder `spill` meanwhile."""

    def __init__(self, database: Path, spill: Path) -> None:
        # One thread, as the simulation computes the next month on another.
        self._connection = duckdb.connect(config={"threads": 1, "temp_directory": str(spill)})
        path = str(database).replace("'", "''")
        self._connection.execute(f"ATTACH '{path}' AS c360 (STORAGE_VERSION '{STORAGE_VERSION}')")
        self._connection.execute("USE c360")
        self._gatherings = {name: Gathering() for name in TABLES}
        for table in TABLES.values():
            self._connection.execute(ddl.create_table(table))
            for comment in ddl.comments(table):
                self._connection.execute(comment)

    def write(self, table: str, batch: pa.RecordBatch) -> None:
        """Append a batch to a table."""
        self._insert(table, self._gatherings[table].add(batch))

    def close(self) -> None:
        """Finish the file."""
        for table, gathering in self._gatherings.items():
            self._insert(table, gathering.rest())
        self._connection.execute("CHECKPOINT")
        self._connection.close()

    def _insert(self, table: str, rows: pa.Table | None) -> None:
        if rows is not None:
            self._connection.register("batch", rows)
            self._connection.execute(f"INSERT INTO {table} SELECT * FROM batch")
            self._connection.unregister("batch")
