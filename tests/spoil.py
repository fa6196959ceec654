"""How a data set is spoiled, for tests that see whether it is noticed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb

from c360sim.sinks.manifest import text


def state(folder: Path, **changed: Any) -> None:
    """Let the manifest say something else, as a run would have written it."""
    path = folder / "manifest.json"
    said: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8")) | changed
    path.unlink()  # it may be a link
    path.write_text(text({name: value for name, value in said.items() if name not in ("files", "manifest_sha256")}, said["files"]))


def rewrite(folder: Path, table: str, query: str) -> None:
    """Write a table anew as what a query finds in it, which is there under the name `there`."""
    part = folder / (table if table.startswith("truth") else f"parquet/{table}") / "part-0.parquet"
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE there AS FROM '{part}'")
        connection.execute(f"CREATE VIEW dim_account AS FROM '{folder}/parquet/dim_account/*.parquet'")
        connection.execute(f"COPY ({query}) TO '{part}' (FORMAT parquet)")
