"""Every field, tile and test compiled, and analyzed as BigQuery SQL against the schema; or run on a data set."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

from c360sim.looker.compiler import compiled
from c360sim.looker.findings import Finding
from c360sim.looker.parts import Part, checked_together, fields, tests_of, tiles
from c360sim.looker.project import Model, Project
from c360sim.looker.running import Runner
from c360sim.looker.source import LookmlError
from c360sim.looker.translation import TranslationError
from c360sim.looker.zeta import SqlAnalyzer


@dataclass(slots=True)
class Validation:
    """How many fields, derived tables, tiles and tests were analyzed, and what was found."""

    fields: int = 0
    derived_tables: int = 0
    tiles: int = 0
    tests: int = 0
    findings: list[Finding] = field(default_factory=list)


def validate(project: Project, analyzer: SqlAnalyzer) -> Validation:
    """Return what the analyzer says of a project. Raises LookmlError for dashboards or tests that cannot be read."""
    result = Validation()
    for model in project.models.values():
        columns, boards, asserted = list(fields(model)), list(tiles(project, model)), list(tests_of(model))
        result.fields += len(columns)
        result.tiles += len(boards)
        result.tests += len(asserted)
        result.derived_tables += sum(block.has("derived_table") for block in model.views.values())
        check = partial(_analyzed, model, analyzer)
        result.findings += [*checked_together(columns, check), *(found for part in (*boards, *asserted) for found in check(part))]
    result.findings = sorted(set(result.findings))
    return result


def run_fields(runner: Runner) -> tuple[int, list[Finding]]:
    """Run every field of every explore on a data set, best a small one; return how many, and those that fail."""
    columns = list(fields(runner.model))
    return len(columns), list(checked_together(columns, partial(_run, runner)))


def _analyzed(model: Model, analyzer: SqlAnalyzer, part: Part) -> Iterator[Finding]:
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


def _run(runner: Runner, part: Part) -> Iterator[Finding]:
    try:
        runner.run(part.query)
    except LookmlError as error:
        yield Finding(error.place, "compile", error.problem)
    except TranslationError as error:
        yield Finding(part.place, "run", f"{part.name}: {error}")
