"""Figures: the numbers that make a persona what it is, in a file that stands beside the persona's own.

A file has a row a figure: `table,item,name,value,unit,source,note`. Rows of the table `parameters` are scalars, others cells of
the tables that say what each persona buys, pays, holds and does: `bills,RENT,share,0.4,share,assumption,`.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

PARAMETERS = "parameters"
"""Name of the table whose rows are scalar parameters; their item is empty."""
_COLUMNS = ["table", "item", "name", "value", "unit", "source", "note"]


class Cell(NamedTuple):
    """Where a figure belongs: the table, whose row of it, and which column, or the name of a parameter."""

    table: str
    item: str
    name: str


class Figure(NamedTuple):
    """A figure as it is written: the value, how to read it, and where it comes from."""

    value: str
    unit: str
    source: str
    note: str = ""


Figures = Mapping[Cell, Figure]


def read_figures(path: Path) -> dict[Cell, Figure]:
    """Return the figures of a file. Raises ValueError, with all that is wrong in it, for one that cannot be read as figures."""
    rows = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    if rows.fieldnames != _COLUMNS:
        raise ValueError(f"{path.name}: the columns are {rows.fieldnames}, allowed {_COLUMNS}")
    found: dict[Cell, Figure] = {}
    wrong: list[str] = []
    for number, row in enumerate(rows, start=2):
        cell = Cell(row["table"], row["item"], row["name"])
        if cell in found:
            wrong.append(f"row {number}: {' '.join(cell)} stands twice")
        wrong += [f"row {number}: {' '.join(cell)} has no {name}" for name in ("value", "unit", "source") if not row[name]]
        found[cell] = Figure(row["value"], row["unit"], row["source"], row["note"])
    if wrong:
        raise ValueError(f"{path.name}: {'; '.join(wrong)}")
    return found


def figures_beside(module: str) -> dict[Cell, Figure]:
    """Return the figures in the CSV file beside a module, `__file__`, that goes by its name."""
    return read_figures(Path(module).with_suffix(".csv"))
