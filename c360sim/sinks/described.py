"""A manifest read back: taken for one only when everything in it is as a run writes it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from c360sim import months
from c360sim.schema import TABLES
from c360sim.sinks import DATABASE
from c360sim.spec import MOST_MONTHS

MANIFEST = "manifest.json"
DATASET = "c360sim"
"""What a manifest of ours says in its field `dataset`."""
MOST_BYTES = 100_000_000
"""A manifest of ten thousand shards has a third of that."""

Entries = dict[str, dict[str, Any]]
"""By path within the data set: a file's rows, bytes and SHA-256; of the database its rows, and the content of its tables."""

_TABLE = "|".join(TABLES)
_NAME = re.compile(rf"csv/({_TABLE})\.csv|(parquet/({_TABLE})|truth/[a-z][a-z_]*)/part-(?P<shard>0|[1-9][0-9]{{0,6}})\.parquet")
_LONGEST = 40
"""Characters of a value that a message shows."""


class Undescribed(ValueError):
    """What a text says is not what a run writes: the field, its value and what it must be."""


def read(folder: Path) -> dict[str, Any]:
    """Return the manifest of a folder. Raises OSError where it cannot be read, Undescribed where it is none or was edited."""
    path = folder / MANIFEST
    if path.exists() and not path.is_file():
        raise Undescribed("it is no file")
    if path.stat().st_size > MOST_BYTES:
        raise Undescribed(f"it has more than {MOST_BYTES:,} bytes")
    manifest = parsed(path.read_bytes())
    check_run(manifest)
    check_files(manifest.get("files"))
    said = {name: value for name, value in manifest.items() if name != "manifest_sha256"}
    if (said != manifest or "assumptions" in said) and manifest.get("manifest_sha256") != digest(said):  # earlier versions wrote none
        raise Undescribed("it has been edited (manifest_sha256 differs)")
    return manifest


def digest(said: Mapping[str, Any]) -> str:
    """Return the SHA-256 of what a manifest says, whatever the order and the spaces."""
    return hashlib.sha256(json.dumps(said, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def parsed(text: bytes) -> dict[str, Any]:
    """Return the object in a JSON text. Raises Undescribed where there is none."""
    try:
        found = json.loads(text.decode("utf-8"))
    except (ValueError, RecursionError):
        raise Undescribed("it is no JSON") from None
    if not isinstance(found, dict):
        raise Undescribed("it is no JSON object")
    return found


def check_run(run: Mapping[str, Any]) -> None:
    """Raise Undescribed for what no run says of itself."""
    versions = run.get("versions")
    _check("dataset", run.get("dataset"), run.get("dataset") == DATASET, f'"{DATASET}"')
    check_whole("months", run.get("months"), 1, MOST_MONTHS)
    check_whole("seed", run.get("seed"), 0)
    check_whole("customers", run.get("customers"), 1)
    _check("start_month", run.get("start_month"), _is_month(run.get("start_month")), "a month YYYY-MM of the years 1900 to 2199")
    _check("scenario", run.get("scenario"), isinstance(run.get("scenario"), str), "a name")
    _check("versions", versions, isinstance(versions, dict) and _all(versions.values(), str), "a version for each library")


def check_files(files: object, shard: int | None = None) -> None:
    """Raise Undescribed for entries of files that no run writes; of one shard for those of another, and for other formats."""
    if not isinstance(files, dict) or not _all(files.values(), dict):
        raise Undescribed("it names no files")
    for name, entry in files.items():
        found = _NAME.fullmatch(name)
        if name == DATABASE and shard is None:
            check_whole(f"rows of {name}", entry.get("rows"), 0)
            continue
        if found is None or (shard is not None and found["shard"] != str(shard)):
            raise Undescribed(f"it names {_shown(name)}, which no run writes")
        check_whole(f"rows of {name}", entry.get("rows"), 0)
        check_whole(f"bytes of {name}", entry.get("bytes"), 0)
        sha256 = entry.get("sha256")
        _check(f"sha256 of {name}", sha256, isinstance(sha256, str) and bool(re.fullmatch("[0-9a-f]{64}", sha256)), "64 hexadecimal digits")


def shard_of(name: str) -> int | None:
    """Return the shard that a Parquet file belongs to by its path within a data set; None for any other path."""
    found = _NAME.fullmatch(name)
    return None if found is None or found["shard"] is None else int(found["shard"])


def check_whole(field: str, value: object, least: int, most: int = 2**63 - 1) -> int:
    """Return a whole number within bounds. Raises Undescribed."""
    is_whole = isinstance(value, int) and not isinstance(value, bool) and least <= value <= most
    _check(field, value, is_whole, f"a whole number from {least} to {most}")
    assert isinstance(value, int)
    return value


def _check(field: str, value: object, is_good: bool, allowed: str) -> None:
    if not is_good:
        raise Undescribed(f"{field} is {'missing' if value is None else _shown(value)}, not {allowed}")


def _is_month(value: object) -> bool:
    try:
        return isinstance(value, str) and months.parse(value) > 0
    except ValueError:
        return False


def _all(values: Iterable[object], kind: type) -> bool:
    return all(isinstance(value, kind) for value in values)


def _shown(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}..."
