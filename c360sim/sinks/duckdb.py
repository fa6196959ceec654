"""DuckDB: one file with the nine tables, built from the Parquet files, with keys and comments."""

from __future__ import annotations

from pathlib import Path

import duckdb

from c360sim.derive import ddl
from c360sim.schema import TABLES

STORAGE_VERSION = "v1.4.0"
"""The oldest DuckDB that can read the file."""


def build(database: Path, parquet: Path) -> None:
    """Create `database` from the folders of Parquet files `parquet/<table>/`."""
    with duckdb.connect(config={"temp_directory": str(parquet.parent / "spill")}) as connection:
        connection.execute(f"ATTACH '{_escaped(database)}' AS c360 (STORAGE_VERSION '{STORAGE_VERSION}')")
        connection.execute("USE c360")
        for table in TABLES.values():
            connection.execute(ddl.create_table(table))
            connection.execute(f"INSERT INTO {table.name} SELECT * FROM read_parquet('{_escaped(parquet / table.name)}/*.parquet')")
            for comment in ddl.comments(table):
                connection.execute(comment)
        connection.execute("CHECKPOINT")


def _escaped(path: Path) -> str:
    return str(path).replace("'", "''")
