"""The command lines that are measured."""

from __future__ import annotations

import os
import shutil
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

IMPORTS = "import c360sim.cli.simulate, c360sim.running.run, c360sim.sinks.parquet"
"""What every run has imported before it simulates."""
PEER_ROWS_PER_SCALE = 8_661_245
"""Rows of the eight TPC-H tables at scale factor 1."""
PEER_CODEC = "ZSTD(1)"
"""The compression of this simulator's Parquet, in the words of tpchgen-cli."""


@dataclass(frozen=True, slots=True)
class Size:
    """How large a run is."""

    customers: int
    months: int
    workers: int = 1


def start_up() -> list[str]:
    """Return the command that only starts the interpreter and imports."""
    return [sys.executable, "-c", IMPORTS]


def simulate(size: Size, out: Path, formats: str = "parquet") -> list[str]:
    """Return the command of a run."""
    flags = {"customers": size.customers, "months": size.months, "workers": size.workers, "formats": formats, "out": out}
    return [sys.executable, "run_sim.py", "--quiet", *(word for name, value in flags.items() for word in (f"--{name}", str(value)))]


def floor(data: Path, out: Path, form: str) -> list[str]:
    """Return the command that writes the rows of a data set again, from memory."""
    return [sys.executable, "-m", "benchmarks.floor", str(data), str(out), form]


def peer_program() -> str | None:
    """Return tpchgen-cli where it is installed, in this environment or on the path."""
    return shutil.which("tpchgen-cli", path=os.pathsep.join([sysconfig.get_path("scripts"), os.environ.get("PATH", "")]))


def peer(program: str, rows: int, out: Path) -> list[str]:
    """Return the command of tpchgen-cli that writes about so many rows, in one thread."""
    scale = f"{rows / PEER_ROWS_PER_SCALE:.6f}"
    return [program, "parquet", "--scale-factor", scale, "--num-threads", "1", "--compression", PEER_CODEC, "--output-dir", str(out)]
