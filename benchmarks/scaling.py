"""What more customers, more months and more workers cost."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks import commands
from benchmarks.commands import Size
from benchmarks.comparison import rows_in
from benchmarks.cost import Cost, measured

LARGE = 1_000_000
"""Customer-months from which on a run is long enough to be measured once."""


def study(sizes: Sequence[Size], rounds: int) -> list[dict[str, Any]]:
    """Return each size with its rows and the costs of its rounds, which alternate over the sizes; large ones run once."""
    found: list[dict[str, Any]] = [{"size": asdict(size), "rows": 0, "rounds": []} for size in sizes]
    for turn in range(rounds):
        start_up = measured(commands.start_up()).cpu
        for size, cell in zip(sizes, found, strict=True):
            if turn == 0 or size.customers * size.months < LARGE:
                cell["rows"], cost = _run(size)
                cell["rounds"].append(asdict(cost) | {"start_up": start_up})
    return found


def _run(size: Size) -> tuple[int, Cost]:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        cost = measured(commands.simulate(size, data))
        return rows_in(data / "parquet"), cost
