"""DuckDB: one file with the nine tables, with keys and a comment on every table and column."""

from __future__ import annotations

from pathlib import Path

import duckdb

from c360sim.derive import ddl
from c360sim.derive.ddl import pattern, quoted
from c360sim.schema import TABLES

STORAGE_VERSION = "v1.4.0"
"""The oldest DuckDB that can read the file."""

MEMORY_LIMIT = "256MB"
"""What DuckDB may hold while it writes; beyond that it uses the disk. More makes it no faster."""


def build(database: Path, parts: Path, spill: Path) -> None:
    """Write the tables of the Parquet parts into the file `database`; what memory cannot hold goes to the folder `spill` meanwhile."""
    with duckdb.connect(config={"memory_limit": MEMORY_LIMIT, "temp_directory": str(spill)}) as connection:
        connection.execute(f"ATTACH {quoted(str(database))} AS c360 (STORAGE_VERSION '{STORAGE_VERSION}')")
        connection.execute("USE c360")
        for table in TABLES.values():
            connection.execute(ddl.create_table(table))
            for comment in ddl.comments(table):
                connection.execute(comment)
            folder = parts / table.name
            files = ", ".join(quoted(pattern(folder / f"part-{number}.parquet")) for number in range(len(list(folder.iterdir()))))
            connection.execute(f"INSERT INTO {table.name} SELECT * FROM read_parquet([{files}])")
        connection.execute("CHECKPOINT")
