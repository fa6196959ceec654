"""Figures: the numbers that make a persona what it is, in a file that stands beside the persona's own.

A file has a row a figure: `table,item,name,value,unit,source,note`, and `as_of` where that matters. Rows of the table `parameters` are
scalars, others cells of the tables that say how its lives begin, and what each buys, pays, holds and does:
`bills,RENT,share,0.4,share,assumption,`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from c360sim.assumptions.numbers import number
from c360sim.assumptions.reading import read

PARAMETERS = "parameters"
"""Name of the table whose rows are scalar parameters; their item is empty."""
COLUMNS = ("table", "item", "name", "value", "unit", "source", "note")


class Cell(NamedTuple):
    """Where a figure belongs: the table, whose row of it, and which column, or the name of a parameter."""

    table: str
    item: str
    name: str

    def __str__(self) -> str:
        return " ".join(filter(None, self))


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as it is written: the value, how to read it, where it comes from, and of when it is."""

    value: str
    unit: str
    source: str
    note: str = ""
    as_of: str = ""
    where: str = field(default="", compare=False)
    """The file and row it was read from."""


class Figures(dict[Cell, Figure]):
    """A persona's figures, and what was found wrong with the form of their files."""

    def __init__(self, figures: Mapping[Cell, Figure] | None = None, faults: tuple[str, ...] = ()) -> None:
        super().__init__(figures or {})
        self.faults = faults

    def __reduce__(self) -> tuple[type[Figures], tuple[dict[Cell, Figure], tuple[str, ...]]]:
        """Travel to other processes whole."""
        return Figures, (dict(self), self.faults)

    def but(self, others: Mapping[Cell, Figure]) -> Figures:
        """Return these figures with others in place of, or beside, those there are."""
        return Figures({**self, **others}, self.faults + getattr(others, "faults", ()))


def read_figures(path: Path) -> Figures:
    """Return the figures of a file. What is wrong with its form stands among their `faults`, to be told with all else."""
    rows, faults = read(path, f"{path.parent.name}/{path.name}", COLUMNS)
    found: dict[Cell, Figure] = {}
    for where, row in rows.items():
        cell = Cell(row["table"], row["item"], row["name"])
        if cell in found:
            faults.append(f"{where}: {cell} stands twice, first in {found[cell].where}")
        if cell.table == PARAMETERS and math.isnan(number(row["value"])):
            faults.append(f"{where}, value: {row['value']!r}; allowed: a number")
        found[cell] = Figure(row["value"], row["unit"], row["source"], row["note"], row.get("as_of", ""), where)
    return Figures(found, tuple(faults))


def figures_beside(module: str) -> Figures:
    """Return the figures in the CSV file beside a module, `__file__`, that goes by its name."""
    return read_figures(Path(module).with_suffix(".csv"))
