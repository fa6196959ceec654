"""A small data set that is fit to be loaded, and changed copies of it whose manifest agrees with the change."""

from __future__ import annotations

import atexit
import json
import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from c360sim.running.run import simulate
from c360sim.sinks import FORMATS, manifest
from c360sim.spec import RunSpec


@cache
def simulated(customers: int = 60) -> Path:
    """Return the folder of a data set of 60 customers, or more or fewer, and 6 months, in all formats; it is not to be changed."""
    folder = Path(mkdtemp(prefix="c360sim-load-"))
    atexit.register(shutil.rmtree, folder)
    return simulate(RunSpec(customers=customers, months=6), folder / "data", frozenset(FORMATS)).path


def copied(folder: Path, customers: int = 60) -> Path:
    """Return a copy of that data set."""
    return Path(shutil.copytree(simulated(customers), folder / "data"))


def restate(folder: Path) -> None:
    """Let the manifest say of the files what they are now."""
    path = folder / "manifest.json"
    said = json.loads(path.read_text())
    known = {name: entry for name, entry in said["files"].items() if not name.endswith(".parquet")}
    path.unlink()
    run = {name: value for name, value in said.items() if name not in ("files", "manifest_sha256")}
    path.write_text(manifest.text(run, manifest.entries(folder, known)))
