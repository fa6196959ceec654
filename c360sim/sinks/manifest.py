"""The manifest: what a run was, and the rows, bytes and SHA-256 of every file it left."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from importlib import metadata
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

import c360sim
from c360sim.schema import TABLES
from c360sim.sinks import DATABASE, target

LIBRARIES = ("duckdb", "faker", "mesa", "numpy", "pandas", "polars", "pyarrow")
"""Libraries whose version can change the bytes of a data set."""

Entries = dict[str, dict[str, Any]]
"""By path within the data set: a file's rows, bytes and SHA-256."""


def run(head: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a manifest says of a run: `head`, values that JSON knows, and the versions of all that can change its bytes."""
    versions = {"c360sim": c360sim.__version__} | {name: metadata.version(name) for name in LIBRARIES}
    return {"dataset": target.DATASET, **head, "versions": versions}


def text(run: Mapping[str, Any], files: Entries) -> str:
    """Return the text of a manifest."""
    in_order = dict(sorted(files.items(), key=lambda file: Path(file[0])))
    return json.dumps({**run, "files": in_order}, indent=2) + "\n"


def write(folder: Path, head: Mapping[str, Any], rows: Mapping[str, int]) -> None:
    """Write the manifest of the data set in a folder; `rows` by table tell what CSV and the database hold."""
    (folder / target.MANIFEST).write_text(text(run(head), entries(folder, rows)), encoding="utf-8")


def entries(folder: Path, rows: Mapping[str, int]) -> Entries:
    """Return what the manifest says of each file in a folder."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    with ThreadPoolExecutor() as pool:  # hashing leaves Python's lock alone
        found = pool.map(lambda path: _entry(path, rows), files)
        return {path.relative_to(folder).as_posix(): entry for path, entry in zip(files, found, strict=True)}


def _entry(path: Path, rows: Mapping[str, int]) -> dict[str, Any]:
    """Return a file's rows, bytes and SHA-256; of the database only its rows, as its bytes differ from run to run."""
    if path.name == DATABASE:
        return {"rows": sum(rows[table] for table in TABLES)}
    count = rows[path.stem] if path.suffix == ".csv" else pq.read_metadata(path).num_rows
    return {"rows": count, "bytes": path.stat().st_size, "sha256": sha256(path)}


def sha256(path: Path) -> str:
    """Return a file's SHA-256 as the manifest writes it."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
