"""No number of behavior stands in code: a fraction in what simulates is an assumption, or is told here why not."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SIMULATING = ["agents", *(f"c360sim/{name}" for name in ("bank", "catalog", "crm", "customer", "economy.py", "payments", "simulation.py"))]
PLAIN = {0.0, 1.0}
ALLOWED = {
    ("c360sim/customer/birth/holdings.py", 0.37): "a step between the draws of a person's cards",
    ("c360sim/customer/birth/holdings.py", 0.29): "a step between the draws of a person's cards",
    ("c360sim/customer/birth/holdings.py", 0.41): "a step between the draws of a person's cards",
    ("c360sim/customer/birth/outside.py", 0.01): "keeps a divisor from zero",
    ("c360sim/customer/birth/upbringing.py", 0.5): "the middle between two assumptions",
    ("c360sim/customer/budget/bills.py", 0.6180339887498949): "a step between the draws of a person's landlords",
    ("c360sim/customer/budget/spending.py", 1e-09): "keeps a divisor from zero",
    ("c360sim/customer/life/machine.py", 8.0): "a bound for dice, which no scale reaches",
    ("c360sim/customer/people/tables.py", 0.05): "the grid of a table that is read between its points",
    ("c360sim/customer/people/ranks.py", 0.5): "arithmetic of ranks",
}
"""The fractions in code that say nothing about people or banks, by file, and what they are."""


def fractions(source: str) -> Iterator[float]:
    """Yield the fractions written in a module, but for 0.0 and 1.0."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, float) and node.value not in PLAIN:
            yield node.value


def test_every_fraction_in_what_simulates_is_told() -> None:
    paths = [path for name in SIMULATING for path in ([ROOT / name] if name.endswith(".py") else sorted((ROOT / name).rglob("*.py")))]
    found = {(path.relative_to(ROOT).as_posix(), value) for path in paths for value in fractions(path.read_text(encoding="utf-8"))}
    assert len(paths) > 100
    assert found == ALLOWED.keys()


@pytest.mark.parametrize("line", ["share = 0.3", "chance = age * -0.25", "def f(weight: float = 1e-3): ...", "starts = (0.5, 1)"])
def test_a_fraction_is_found_wherever_it_stands(line: str) -> None:
    assert len(list(fractions(line))) == 1
