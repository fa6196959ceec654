"""The files of a data set that a load sends, unchanged since they were written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from c360sim.dataset import Dataset
from c360sim.schema import TABLES, Table
from c360sim.sinks.described import MANIFEST
from c360sim.sinks.manifest import sha256

FORMATS = ("parquet", "csv")


class Unfit(ValueError):
    """The data set cannot be loaded: what is wrong with it, after "a data set"."""


@dataclass(frozen=True, slots=True)
class File:
    """One file of a table, as the manifest describes it."""

    table: Table
    path: Path
    name: str
    """The path within the data set."""
    rows: int
    bytes: int
    sha256: str


def files(dataset: Dataset, form: str) -> list[File]:
    """Return the files of the nine tables in a format, dimensions first.

    Raises Unfit when the files are not those of the manifest, byte by byte.
    """
    found = [file for table in TABLES.values() for file in _of_table(dataset, form, table)]
    for file in found:
        if sha256(file.path) != file.sha256:
            raise Unfit(f"whose {file.name} is not as {MANIFEST} describes it (SHA-256 differs)")
    return found


def _of_table(dataset: Dataset, form: str, table: Table) -> Iterator[File]:
    pattern = f"csv/{table.name}.csv" if form == "csv" else f"parquet/{table.name}/*.parquet"
    there = {path.relative_to(dataset.folder).as_posix(): path for path in sorted(dataset.folder.glob(pattern))}
    listed: dict[str, dict[str, Any]] = {name: entry for name, entry in dataset.manifest["files"].items() if Path(name).match(pattern)}
    if stray := sorted(set(there) ^ set(listed)):
        raise Unfit(f"whose {stray[0]} is {'not on disk' if stray[0] in listed else f'not in its {MANIFEST}'}")
    if not there:
        raise Unfit(f"without {form} files of {table.name}")
    for name, entry in listed.items():
        yield File(table, there[name], name, entry["rows"], entry["bytes"], entry["sha256"])
