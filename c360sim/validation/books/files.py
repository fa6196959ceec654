"""The files of a data set: as the manifest has them, with the types of the schema, and the same in every format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from c360sim.dataset import Dataset
from c360sim.schema import TABLES, Kind, Table
from c360sim.schema.ddl import SQL_TYPES, pattern
from c360sim.sinks import DATABASE
from c360sim.sinks.described import MANIFEST
from c360sim.sinks.duckdb import read_entry
from c360sim.sinks.manifest import sha256
from c360sim.validation.findings import Check

_RULES = {
    "files: none is missing or strange": "The files are those of the manifest.",
    "files: bytes": "Every file has as many bytes as the manifest says.",
    "files: SHA-256": "Every file has the SHA-256 that the manifest says.",
    "files: rows": "Every file has as many rows as the manifest says.",
    "files: content of the database": "The database holds the tables and rows that the manifest says, and nothing else.",
    "files: types": "Every column is there, with the type of the schema.",
    "files: money is to the cent": "Sums of money have two decimals, in CSV as they are written there.",
    "files: formats agree": "CSV, Parquet and DuckDB hold the same values in every column.",
}


def check(dataset: Dataset) -> list[Check]:
    """Return the checks of the files. The database's bytes differ from run to run: of it the manifest says what the tables hold."""
    broken: Counter[str] = Counter()
    described = _described(dataset)
    there, strange = _there(dataset)
    broken["files: none is missing or strange"] = len((there.keys() ^ {MANIFEST, *described}) | strange)
    for name in sorted(there.keys() & described.keys()):
        broken["files: bytes"] += there[name].stat().st_size != described[name].get("bytes", there[name].stat().st_size)
        broken["files: SHA-256"] += "sha256" in described[name] and sha256(there[name]) != described[name]["sha256"]
    broken["files: content of the database"] = int(DATABASE in there and _is_other_content(dataset, described.get(DATABASE, {})))
    broken["files: types"] = sum(_wrong_types(dataset, table) for table in TABLES.values())
    sums = {table.name: {form: _sums(dataset, table, form) for form in dataset.formats} for table in TABLES.values()}
    broken["files: formats agree"] = sum(_differences(list(by_form.values())) for by_form in sums.values())
    rows = {name: {form: found[0] for form, found in by_form.items()} for name, by_form in sums.items()}
    broken["files: rows"] = sum(_rows(dataset, name, rows) != described[name].get("rows") for name in there.keys() & described.keys())
    broken["files: money is to the cent"] = sum(by_form["csv"][1] for by_form in sums.values() if "csv" in by_form)
    return [Check(name, rule, broken[name]) for name, rule in _RULES.items()]


def _there(dataset: Dataset) -> tuple[dict[str, Path], set[str]]:
    """Return the files by their path in the data set, and the paths of what is neither file nor folder, links among them."""
    found = {path.relative_to(dataset.folder).as_posix(): path for path in dataset.folder.rglob("*")}
    files = {name: path for name, path in found.items() if path.is_file() and not path.is_symlink()}
    return files, {name for name, path in found.items() if name not in files and (path.is_symlink() or not path.is_dir())}


def _is_other_content(dataset: Dataset, entry: Mapping[str, Any]) -> bool:
    """Return whether the database holds something else than its manifest says; one of an earlier version does not say."""
    try:
        return "tables" in entry and read_entry(dataset.folder / DATABASE) != entry
    except OSError:
        return True


def _described(dataset: Dataset) -> dict[str, dict[str, Any]]:
    """Return the files of the manifest; those of the truth only where it was handed on with the tables."""
    files: dict[str, dict[str, Any]] = dataset.manifest["files"]
    has_truth = (dataset.folder / "truth").is_dir()
    return {name: entry for name, entry in files.items() if has_truth or not name.startswith("truth/")}


def _wrong_types(dataset: Dataset, table: Table) -> int:
    """Return how many columns, over the formats with types, are not as the schema has them."""
    expected = {column.name: SQL_TYPES[column.kind] for column in table.columns}
    wrong = 0
    for form in dataset.formats:
        described = dataset.rows(f"DESCRIBE SELECT * FROM {dataset.source(table, form)}")
        found = {row["column_name"]: row["column_type"] for row in described}
        wrong += sum(found.get(name) != kind for name, kind in expected.items())
    return wrong


def _sums(dataset: Dataset, table: Table, form: str) -> list[int]:
    """Return a table's rows, its sums of money not written with two decimals, and by column the sum of its values' hashes.

    Only CSV, which is read once and as text where it is money, can have other decimals.
    """
    money = table.of_kind(Kind.MONEY)
    values = {name: f"{name}::{SQL_TYPES[Kind.MONEY]}" if form == "csv" and name in money else name for name in table.column_names}
    sums = ", ".join(f"sum(hash({value})) AS {name}" for name, value in values.items())
    loose = " + ".join(f"count(*) FILTER ({name} NOT LIKE '%.__')" for name in money) if form == "csv" and money else "0"
    source = dataset.csv(table, dict.fromkeys(money, "VARCHAR")) if form == "csv" else dataset.source(table, form)
    return list(dataset.rows(f"SELECT count(*) AS rows, {loose} AS loose, {sums} FROM {source}")[0].values())


def _differences(sums: list[list[int]]) -> int:
    """Return in how many columns, or in the number of rows, the formats differ."""
    compared = [[found[0], *found[2:]] for found in sums]
    return sum(len(set(values)) > 1 for values in zip(*compared, strict=True))


def _rows(dataset: Dataset, name: str, rows: dict[str, dict[str, int]]) -> int:
    """Return the number of rows of a file."""
    path = Path(name)
    if name == DATABASE:
        return sum(by_form["duckdb"] for by_form in rows.values())
    if path.suffix == ".csv":
        return rows[path.stem]["csv"]
    return int(dataset.rows("SELECT num_rows AS rows FROM parquet_file_metadata(?)", [pattern(dataset.folder / name)])[0]["rows"])
