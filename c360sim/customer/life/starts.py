"""How lives begin here: the starts that a persona's figures name, with what is drawn from in each.

Rows of the table `starts` say of each start the stage, its weight, the ages open to it, and by name the mixes of states of work, of
family, and of numbers of children; rows of the table `mixes` say what is in each mix, and how often.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from c360sim.assumptions import Assumptions, derived
from c360sim.assumptions.figures import Cell, Figure
from c360sim.customer.people.states import Household, Work

STARTS, MIXES = "starts", "mixes"
"""Names of the two tables among a persona's figures."""
_NO_CHILDREN = {0: 1.0}


@dataclass(frozen=True, slots=True)
class Start:
    """One way in which such a life may stand when it is first met.

    `weight` is its frequency among the starts open to the person's age (`ages`, both ends included).
    `children` are weights of the number of children at home, the youngest of an age in `youngest` (years).
    `years_to_graduation` counts the years of study after the present one, for those who study.
    """

    stage: str
    weight: float
    ages: tuple[int, int]
    work: Mapping[Work, float]
    family: Mapping[Household, float]
    children: Mapping[int, float]
    youngest: tuple[float, float]
    years_to_graduation: int


@derived
def starts(assumptions: Assumptions, persona: str) -> tuple[Start, ...]:
    """Return the starts of a persona, by its tag. Raises KeyError or ValueError for figures that name no start."""
    return starts_in(assumptions.personas[persona])


def starts_in(figures: Mapping[Cell, Figure]) -> tuple[Start, ...]:
    """Return the starts that figures name, in their order. Raises KeyError or ValueError where they name none."""
    found = _by_item(figures, STARTS)
    mixes = {mix: {word: float(value) for word, value in entries.items()} for mix, entries in _by_item(figures, MIXES).items()}
    return tuple(_start(columns, mixes) for columns in found.values())


def _start(columns: Mapping[str, str], mixes: Mapping[str, Mapping[str, float]]) -> Start:
    children = mixes[columns["children"]] if "children" in columns else {}
    return Start(
        stage=columns["stage"],
        weight=float(columns["weight"]),
        ages=(int(columns["age_from"]), int(columns["age_to"])),
        work={Work(state): weight for state, weight in mixes[columns["work"]].items()},
        family={Household(state): weight for state, weight in mixes[columns["family"]].items()},
        children={int(count): weight for count, weight in children.items()} or _NO_CHILDREN,
        youngest=(float(columns.get("youngest_from", 0)), float(columns.get("youngest_to", 0))),
        years_to_graduation=int(columns.get("years_to_graduation", 0)),
    )


def _by_item(figures: Mapping[Cell, Figure], table: str) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for cell, figure in figures.items():
        if cell.table == table:
            found[cell.item][cell.name] = figure.value
    return found


@derived
def ages(assumptions: Assumptions, persona: str) -> tuple[int, int]:
    """Return the ages of a persona's customers in the window's first two years, both ends included."""
    return assumptions.whole("age_from", persona), assumptions.whole("age_to", persona)
