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
from c360sim.sinks.described import DATASET, MANIFEST, Entries, digest

LIBRARIES = ("duckdb", "faker", "mesa", "numpy", "pandas", "polars", "pyarrow")
"""Libraries whose version can change the bytes of a data set."""


def run(head: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a manifest says of a run: `head`, values that JSON knows, and the versions of all that can change its bytes."""
    versions = {"c360sim": c360sim.__version__} | {name: metadata.version(name) for name in LIBRARIES}
    return {"dataset": DATASET, **head, "versions": versions}


def text(run: Mapping[str, Any], files: Entries) -> str:
    """Return the text of a manifest."""
    in_order = dict(sorted(files.items(), key=lambda file: Path(file[0])))
    said = {**run, "files": in_order}
    return json.dumps({**said, "manifest_sha256": digest(said)}, indent=2) + "\n"


def write(folder: Path, head: Mapping[str, Any], known: Entries) -> None:
    """Write the manifest of the data set in a folder; see `entries`."""
    (folder / MANIFEST).write_text(text(run(head), entries(folder, known)), encoding="utf-8")


def entries(folder: Path, known: Entries) -> Entries:
    """Return what the manifest says of each file in a folder.

    `known` is what a file does not tell quickly itself, by its path within the folder: the rows of CSV files, and all of the database.
    """
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    names = [path.relative_to(folder).as_posix() for path in files]
    with ThreadPoolExecutor() as pool:  # hashing leaves Python's lock alone
        found = pool.map(_entry, files, [known.get(name, {}) for name in names])
        return dict(zip(names, found, strict=True))


def _entry(path: Path, known: dict[str, Any]) -> dict[str, Any]:
    if path.suffix == ".duckdb":  # its bytes differ from run to run
        return known
    rows = known["rows"] if known else pq.read_metadata(path).num_rows
    return {"rows": rows, "bytes": path.stat().st_size, "sha256": sha256(path)}


def sha256(path: Path) -> str:
    """Return a file's SHA-256 as the manifest writes it."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
