"""The run beside the floor and beside a peer: start-up, runs, floors and tpchgen-cli in alternated rounds."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from benchmarks import commands
from benchmarks.commands import Size
from benchmarks.cost import ROOT, CommandFailed, measured

FORMATS = ("parquet", "csv", "duckdb")


def study(size: Size, rounds: int, peer: str | None) -> dict[str, Any]:
    """Return the rows of the run and of the peer, and a list of rounds: the cost of each measure by its name."""
    done = [_round(size, peer) for _ in range(rounds)]
    rows, peer_rows, _ = done[0]
    return {"size": asdict(size), "rows": rows, "peer_rows": peer_rows, "rounds": [costs for _, _, costs in done]}


def rows_in(folder: Path) -> int:
    """Return the rows of all Parquet files in a folder and below."""
    return sum(pq.read_metadata(path).num_rows for path in folder.rglob("*.parquet"))


def _round(size: Size, peer: str | None) -> tuple[int, int, dict[str, Any]]:
    costs: dict[str, Any] = {"start_up": asdict(measured(commands.start_up()))}
    with _folder() as scratch:
        data = scratch / "data"
        costs["parquet"] = asdict(measured(commands.simulate(size, data)))
        rows = rows_in(data / "parquet")
        for form in FORMATS:
            costs[f"floor_{form}"] = _floor(data, scratch / "floor", form)
    with _folder() as scratch:
        costs["all_formats"] = asdict(measured(commands.simulate(size, scratch / "data", ",".join(FORMATS))))
    with _folder() as scratch:
        if peer:
            costs["peer"] = asdict(measured(commands.peer(peer, rows, scratch)))
        return rows, rows_in(scratch), costs


def _floor(data: Path, out: Path, form: str) -> dict[str, float]:
    """Return the seconds of writing, which the process says itself: it reads the rows first."""
    done = subprocess.run(commands.floor(data, out, form), cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise CommandFailed(done.stderr[-2000:])
    shutil.rmtree(out)
    said = json.loads(done.stdout)
    return {"cpu": said["cpu"], "wall": said["wall"]}


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)
