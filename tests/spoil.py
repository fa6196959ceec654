"""How a data set is spoiled, for tests that see whether it is noticed."""

from __future__ import annotations

from pathlib import Path

import duckdb


def rewrite(folder: Path, table: str, query: str) -> None:
    """Write a table anew as what a query finds in it, which is there under the name `there`."""
    part = folder / (table if table.startswith("truth") else f"parquet/{table}") / "part-0.parquet"
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE there AS FROM '{part}'")
        connection.execute(f"CREATE VIEW dim_account AS FROM '{folder}/parquet/dim_account/*.parquet'")
        connection.execute(f"COPY ({query}) TO '{part}' (FORMAT parquet)")
