"""The shape of the house: its floors, from the import contracts, and what each room says of itself."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

_INTRODUCTION = """# The house

Generated from the import contracts in `pyproject.toml` and the first sentence of each package by `make docs`; do not edit.

Each floor imports only what is below it, and rooms on one floor do not import each other; `make lint` checks it. The simulating
wing (from `agents` down to `crm`, `payments`, `customer` and `bank`) and the reading wing (`dataset`, `looker`, `preview`, `validation`,
`bigquery`) meet only at `schema`, the tables, and at what stands below it.
"""
_WALKS = """## Where do I find ...

| question | answer |
|---|---|
| what a customer is made of | `c360sim/customer/people/person.py` declares every field once; `table.py` keeps them all in columns |
| what may happen in a life | `c360sim/customer/life/`: a machine a file (`work`, `family`, `home`, `loyalty`), `guards.py`, and what events change in `events.py` |
| what makes a graduate get a job | the exit `first_job` in `life/work.py`; its chance is `first_job` in `assumptions/parameters/life.csv`; its effect `first_job` in `life/events.py` |
| how the churn hazard is built | the exits in `life/loyalty.py`, scaled by `displeasure` and `readiness_to_leave` in `life/guards.py`; numbers in `parameters/life.csv` |
| where the overdraft fee is decided | `c360sim/bank/fees.py` and `settle.py`; its amount and limits in `assumptions/parameters/bank.csv` |
| what a persona is | one file in `agents/`, with its figures in a CSV file of the same name |
| what they want each month | `c360sim/customer/budget/`; what they ask of the bank: `decisions/`; what they begin with: `birth/` |
| how a month runs | `Simulation.live_month` in `c360sim/simulation.py` |
| how wishes become postings | `c360sim/payments/`; how they are booked: `c360sim/bank/bank.py` |
| what the bank knows of its customers | `c360sim/crm/` |
| where a new product goes | a row in `c360sim/assumptions/products.csv`; on which terms: `customer/decisions/terms.py` |
| what a column means | `c360sim/schema/`, of which the dictionary, DDL and base LookML are derived |
"""


def markdown(root: Path) -> str:
    """Return the document: the picture, the rooms from top to bottom, and where to find what."""
    floors = list(_floors(root))
    rows = [f"| `{room}` | {_said(root, room)} |" for floor in floors for room in floor]
    return "\n".join([_INTRODUCTION, *_picture(floors), "", "| room | what it is |", "|---|---|", *rows, "", _WALKS])


def _floors(root: Path) -> Iterator[list[str]]:
    """Yield the rooms of each floor, from the top."""
    contracts = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    for layer in next(contract for contract in contracts if contract["type"] == "layers")["layers"]:
        yield [room.strip() for room in layer.split("|")]


def _picture(floors: list[list[str]]) -> Iterator[str]:
    yield "```mermaid"
    yield "flowchart TB"
    for number, rooms in enumerate(floors):
        yield f'    subgraph floor{number}[" "]'
        yield "        direction LR"
        yield from (f"        {_node(room)}[{room.removeprefix('c360sim.')}]" for room in rooms)
        yield "    end"
    yield from (f"    floor{number} --> floor{number + 1}" for number in range(len(floors) - 1))
    yield "```"


def _node(room: str) -> str:
    return room.replace(".", "_")


def _said(root: Path, room: str) -> str:
    """Return the first line of what a package or a module says of itself."""
    path = root / room.replace(".", "/")
    source = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    return (ast.get_docstring(ast.parse(source.read_text(encoding="utf-8"))) or "").splitlines()[0]
