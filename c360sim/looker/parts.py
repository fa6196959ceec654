"""All that a project can be asked: every field of every explore, every tile, every test, each as a query."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from c360sim.looker.dashboards import dashboards
from c360sim.looker.explores import explore
from c360sim.looker.fields import Category
from c360sim.looker.findings import Finding
from c360sim.looker.project import Model, Project
from c360sim.looker.query import Query
from c360sim.looker.source import Place
from c360sim.looker.testing import data_tests

TOGETHER = 40
"""Fields checked in one query."""


@dataclass(frozen=True, slots=True)
class Part:
    """One of them: what it is called and where it is written, for a message, and its query."""

    name: str
    place: Place
    query: Query


Check = Callable[[Part], Iterable[Finding]]


def fields(model: Model) -> Iterator[Part]:
    """Yield every dimension and measure that each explore offers."""
    for name in model.explores:
        of = explore(model, name)
        for alias, view in of.views.items():
            for found in view.fields.values():
                full = f"{alias}.{found.name}"
                if found.category in (Category.DIMENSION, Category.MEASURE) and of.offers(full):
                    yield Part(f"{full} in explore {name}", found.place, Query(name, (full,)))


def tiles(project: Project, model: Model) -> Iterator[Part]:
    """Yield every tile, with what its dashboard's filters start with."""
    for board in dashboards(model, project.root):
        for tile in board.tiles:
            if tile.query is not None:
                yield Part(f"tile {tile.name} of {board.name}", tile.written.place, tile.asked(board.defaults))


def tests_of(model: Model) -> Iterator[Part]:
    """Yield the query of every test."""
    return (Part(f"test {test.name}", test.block.place, test.query) for test in data_tests(model))


def checked_together(parts: Sequence[Part], check: Check) -> Iterator[Finding]:
    """Yield what a check finds in fields, many of an explore at a time, and which of them it is when there is something."""
    for name in dict.fromkeys(part.query.explore for part in parts):
        waiting = iter([part for part in parts if part.query.explore == name])
        while some := list(islice(waiting, TOGETHER)):
            yield from _narrowed(some, check)


def _narrowed(parts: Sequence[Part], check: Check) -> Iterator[Finding]:
    """Yield what a check finds in the fields that have it, looking for them by halves."""
    if len(parts) == 1:
        yield from check(parts[0])
        return
    first = parts[0]
    if list(check(Part(first.name, first.place, Query(first.query.explore, tuple(part.query.fields[0] for part in parts))))):
        half = len(parts) // 2
        yield from _narrowed(parts[:half], check)
        yield from _narrowed(parts[half:], check)
