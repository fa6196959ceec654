"""Where derived tables are kept between two starts: in the user's cache, by data set, never more than a bound."""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from c360sim.dataset import NotADataset
from c360sim.sinks.described import MANIFEST

MOST_BYTES = 1_000_000_000
"""What all data sets together may take; what was used longest ago goes first."""
A_DAY = 86_400


def folder(data: Path) -> Path:
    """Return the folder of a data set's kept tables, having made it and room in it; the data set itself is never written to.

    Raises NotADataset for a folder without a manifest.
    """
    root = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "c360sim" / "kept"
    try:
        digest = hashlib.sha256((data / MANIFEST).read_bytes())
    except OSError:
        raise NotADataset(f"without a {MANIFEST}") from None
    digest.update(f"{data.resolve()} {version('duckdb')}".encode())
    found = root / digest.hexdigest()[:16]
    found.mkdir(parents=True, exist_ok=True)
    make_room(root, MOST_BYTES)
    return found


def make_room(root: Path, most: int) -> None:
    """Remove the files used longest ago until the rest is within a bound, and what an interrupted run left a day ago."""
    total, now = 0, time.time()
    for used, size, path in sorted(_files(root), reverse=True):
        total += size
        if total > most or (path.suffix == ".passing" and now - used > A_DAY):
            with contextlib.suppress(OSError):  # another process may have been quicker, or hold it open
                path.unlink()


def _files(root: Path) -> Iterator[tuple[float, int, Path]]:
    for path in root.rglob("*.duckdb*"):
        with contextlib.suppress(OSError):
            found = path.stat()
            yield found.st_mtime, found.st_size, path
