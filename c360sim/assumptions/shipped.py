"""The assumptions that ship: read from the files beside this module."""

from __future__ import annotations

import json
import math
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import NamedTuple

from c360sim.assumptions.numbers import number
from c360sim.assumptions.parameter import Parameter, Rows
from c360sim.assumptions.reading import read
from c360sim.assumptions.register import Assumptions

COLUMNS = ("name", "segment", "value", "unit", "source", "note")
RECORD = "shipped.json"
"""The file that tells which assumptions were found right, kept by `python -m c360sim.derive --write`."""


class Record(NamedTuple):
    """What was found right: the fingerprint of all that ships, personas included, and the names of its parameters."""

    fingerprint: str
    parameters: frozenset[str]


def folder() -> Traversable:
    """Return the folder of the files."""
    return resources.files("c360sim.assumptions")


@lru_cache(maxsize=1)
def load() -> Assumptions:
    """Return what ships for everyone. What is wrong with the form of the files stands among its `faults`."""
    parameters: dict[tuple[str, str], Parameter] = {}
    tables: dict[str, Rows] = {}
    faults: list[str] = []
    for path in _files(folder() / "parameters"):
        rows, wrong = read(path, f"parameters/{path.name}", COLUMNS)
        faults += wrong
        for where, row in rows.items():
            key = (row["name"], row["segment"])
            if key in parameters:
                faults.append(f"{where}: {row['name']} stands twice, first in {parameters[key].where}")
            value = number(row["value"])
            if math.isnan(value):
                faults.append(f"{where}, value: {row['value']!r}; allowed: a number")
            parameters[key] = Parameter(*key, value, row["unit"], row["source"], row["note"], row.get("as_of", ""), where)
    for path in _files(folder()):
        found, wrong = read(path, path.name)
        faults += wrong
        tables[path.name.removesuffix(".csv")] = list(found.values())
    return Assumptions(parameters, tables, faults=tuple(faults))


@lru_cache(maxsize=1)
def record() -> Record:
    """Return what was found right when it shipped."""
    told = json.loads((folder() / RECORD).read_text(encoding="utf-8"))
    return Record(told["fingerprint"], frozenset(told["parameters"]))


def record_of(assumptions: Assumptions) -> str:
    """Return the text of the record of assumptions that are right."""
    told = {"fingerprint": assumptions.fingerprint(), "parameters": sorted({name for name, _ in assumptions.parameters})}
    return json.dumps(told, indent=1) + "\n"


def _files(folder: Traversable) -> list[Traversable]:
    return sorted((entry for entry in folder.iterdir() if entry.name.endswith(".csv")), key=lambda entry: entry.name)
