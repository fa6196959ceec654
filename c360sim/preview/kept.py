"""Where derived tables are kept between two starts: in the user's cache, by data set, never more than a bound."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
import time
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from c360sim import cache
from c360sim.dataset import PASSING, SPILL, NotADataset
from c360sim.scratch import scratch
from c360sim.sinks.described import MANIFEST

MOST_BYTES = 1_000_000_000
"""What all data sets together may take; what was used longest ago goes first."""
A_DAY = 86_400


@contextlib.contextmanager
def folder(data: Path) -> Iterator[Path]:
    """Yield the folder of a data set's kept tables, having made it and room in it; the data set itself is never written to.

    Without a cache it is a folder for this once. Raises NotADataset for a folder without a manifest.
    """
    try:
        digest = hashlib.sha256((data / MANIFEST).read_bytes())
    except OSError:
        raise NotADataset(f"without a {MANIFEST}") from None
    digest.update(os.fsencode(data.resolve()) + f" {version('duckdb')}".encode())
    try:
        found = cache.folder("kept", digest.hexdigest()[:16])
    except cache.NoCache as error:
        error.tell("derived tables are worked out anew at every start")
        with scratch(Path(tempfile.gettempdir()), "c360sim-") as passing:
            yield passing
        return
    make_room(found.parent, MOST_BYTES)
    yield found


def make_room(root: Path, most: int) -> None:
    """Remove the files used longest ago until the rest is within a bound, and what an interrupted run left a day ago."""
    total, now = 0, time.time()
    for used, size, path in sorted(_files(root), reverse=True):
        if path.suffix == PASSING or path.parent.name.startswith(SPILL):
            is_wanted = now - used <= A_DAY
        else:
            total += size
            is_wanted = total <= most
        if not is_wanted:
            with contextlib.suppress(OSError):  # another process may have been quicker, or hold it open
                path.unlink()


def _files(root: Path) -> Iterator[tuple[float, int, Path]]:
    for path in root.rglob("*.*"):
        with contextlib.suppress(OSError):
            found = path.stat()
            yield found.st_mtime, found.st_size, path
