"""Every field, tile and test compiled, and analysed as BigQuery SQL against the schema."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from c360sim.looker.compiler import compiled
from c360sim.looker.dashboards import dashboards
from c360sim.looker.explores import explore
from c360sim.looker.fields import Category
from c360sim.looker.findings import Finding
from c360sim.looker.project import Model, Project
from c360sim.looker.query import Query
from c360sim.looker.source import LookmlError, Place
from c360sim.looker.testing import data_tests
from c360sim.looker.zeta import SqlAnalyzer

TOGETHER = 40
"""Fields analysed in one statement; when it is refused, each is analysed alone."""


@dataclass(slots=True)
class Validation:
    """How many fields, derived tables, tiles and tests were analysed, and what was found."""

    fields: int = 0
    derived_tables: int = 0
    tiles: int = 0
    tests: int = 0
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Part:
    """What is analysed: its name and place in a message, and its query."""

    name: str
    place: Place
    query: Query


def validate(project: Project, analyzer: SqlAnalyzer) -> Validation:
    """Return what the analyzer says of a project. Raises LookmlError for dashboards or tests that cannot be read."""
    result = Validation()
    for model in project.models.values():
        for name in model.explores:
            parts = list(_fields(model, name))
            result.fields += len(parts)
            result.findings += _together(model, parts, analyzer)
        tiles, asserted = list(_tiles(project, model)), list(_tests(model))
        result.tiles += len(tiles)
        result.tests += len(asserted)
        result.derived_tables += sum(block.has("derived_table") for block in model.views.values())
        result.findings += [found for part in (*tiles, *asserted) for found in _problem(model, part, analyzer)]
    result.findings = sorted(set(result.findings))
    return result


def _fields(model: Model, name: str) -> Iterator[_Part]:
    of = explore(model, name)
    for alias, view in of.views.items():
        for found in view.fields.values():
            full = f"{alias}.{found.name}"
            if found.category in (Category.DIMENSION, Category.MEASURE) and of.offers(full):
                yield _Part(f"{full} in explore {name}", found.place, Query(name, (full,), limit=None))


def _tiles(project: Project, model: Model) -> Iterator[_Part]:
    for board in dashboards(model, project.root):
        for tile in board.tiles:
            if tile.query is not None:
                yield _Part(f"tile {tile.name} of {board.name}", tile.written.place, tile.asked(board.defaults))


def _tests(model: Model) -> Iterator[_Part]:
    return (_Part(f"test {test.name}", test.block.place, test.query) for test in data_tests(model))


def _together(model: Model, parts: Sequence[_Part], analyzer: SqlAnalyzer) -> Iterator[Finding]:
    for first in range(0, len(parts), TOGETHER):
        some = parts[first : first + TOGETHER]
        whole = Query(some[0].query.explore, tuple(part.query.fields[0] for part in some), limit=None)
        if list(_problem(model, _Part("", some[0].place, whole), analyzer)):
            yield from (found for part in some for found in _problem(model, part, analyzer))


def _problem(model: Model, part: _Part, analyzer: SqlAnalyzer) -> Iterator[Finding]:
    try:
        problem = analyzer.problem(compiled(model, part.query))
    except LookmlError as error:
        yield Finding(error.place, "compile", error.problem)
        return
    if problem and problem.table:
        derived = model.views[problem.table].block("derived_table")
        yield Finding(derived.place if derived else part.place, "sql", f"derived table {problem.table}: {problem.message}")
    elif problem:
        yield Finding(part.place, "sql", f"{part.name}: {problem.message}")
