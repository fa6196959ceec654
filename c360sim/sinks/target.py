"""The output folder: what may stand there, and how a finished data set takes its place."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

MANIFEST = "manifest.json"
DATASET = "c360sim"
"""What a manifest of ours says in its field `dataset`."""


class TargetError(ValueError):
    """The output folder cannot be used: what is wrong with it, and what is allowed instead."""

    def __init__(self, problem: str, allowed: str) -> None:
        super().__init__(f"{problem}; allowed: {allowed}")
        self.problem = problem
        self.allowed = allowed


def check(out: Path) -> None:
    """Raise TargetError unless a data set may be put at `out`: nothing there, an empty folder, or an earlier data set."""
    if out.exists() and not out.is_dir():
        raise TargetError("a file", "a folder")
    if out.is_mount():
        raise TargetError("a mount point, which cannot be replaced", "a folder inside it")
    if out.is_dir() and (stranger := _stranger(out)):
        raise TargetError(f"a folder that holds {stranger}", "a new or empty folder, or an unchanged earlier data set")
    ancestor = nearest_folder(out.parent)
    if not ancestor.is_dir() or not os.access(ancestor, os.W_OK | os.X_OK):
        raise TargetError(f"inside {ancestor}, where nothing can be created", "a place inside a writable folder")


def nearest_folder(folder: Path) -> Path:
    """Return the folder, or its nearest ancestor that exists."""
    return next(path for path in (folder, *folder.parents) if path.exists())


def scratch(out: Path) -> Path:
    """Create and return a working folder on the file system of `out`, beside it when its parent exists."""
    return Path(tempfile.mkdtemp(prefix=f".{out.name}.partial-", dir=nearest_folder(out.parent)))


def put(finished: Path, out: Path) -> None:
    """Move a finished data set to `out`, whose earlier data set disappears only once the new one stands.

    Raises TargetError when `out` has become unusable meanwhile.
    """
    check(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    earlier = finished.with_name("earlier")
    if out.exists():
        out.rename(earlier)
    try:
        finished.rename(out)
    except BaseException:
        if earlier.exists():
            earlier.rename(out)
        raise


def _stranger(out: Path) -> str:
    """Return the name of something in a folder that no data set of ours put there, or empty."""
    found = sorted(path.relative_to(out).as_posix() for path in out.rglob("*") if not path.is_dir())
    ours = _files_of_manifest(out / MANIFEST)
    return next((name for name in found if name not in ours), "")


def _files_of_manifest(manifest: Path) -> set[str]:
    try:
        content = json.loads(manifest.read_text(encoding="utf-8"))
        return {MANIFEST, *content["files"]} if content["dataset"] == DATASET else set()
    except (OSError, ValueError, KeyError, TypeError):
        return set()
