"""`lookml`: compile the LookML project, and run its queries on a data set."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence

from rich.table import Table

from c360sim.cli.console import console
from c360sim.cli.errors import InputError
from c360sim.cli.opened import opened, project_folder
from c360sim.looker.compiler import compiled
from c360sim.looker.dashboards import Dashboard, Tile, dashboards
from c360sim.looker.findings import Finding
from c360sim.looker.lint import lint
from c360sim.looker.project import Model, Project, load
from c360sim.looker.query import Query
from c360sim.looker.running import Result, Runner
from c360sim.looker.source import LookmlError
from c360sim.looker.testing import data_tests, failures
from c360sim.looker.translation import TranslationError


def run(arguments: argparse.Namespace) -> int:
    """Do what `lookml ACTION` asks for. Returns 0 when all is well and 1 with findings; raises InputError for what cannot be read."""
    try:
        return _ACTIONS[arguments.action](arguments)
    except (LookmlError, TranslationError) as error:
        raise InputError(f"lookml {arguments.action}", error, "LookML that docs/lookml.md says is supported") from None


def _sql(arguments: argparse.Namespace) -> int:
    print(compiled(_model(arguments), _query(arguments)).sql)
    return 0


def _query_data(arguments: argparse.Namespace) -> int:
    model, query = _model(arguments), _query(arguments)
    with opened(arguments.data) as dataset:
        _show(Runner(model, dataset).run(query))
    return 0


def _lint(arguments: argparse.Namespace) -> int:
    found = lint(project_folder(arguments.project))
    return _report(found, "no problems found")


def _validate(arguments: argparse.Namespace) -> int:
    from c360sim.looker.validation import validate
    from c360sim.looker.zeta import SqlAnalyzer

    project = _project(arguments)
    result = validate(project, SqlAnalyzer(project.table_prefix))
    counted = f"{result.fields} fields, {result.derived_tables} derived tables, {result.tiles} tiles and {result.tests} tests"
    return _report(result.findings, f"{counted} compile to valid BigQuery SQL")


def _test(arguments: argparse.Namespace) -> int:
    found: list[Finding] = []
    count = 0
    with opened(arguments.data) as dataset:
        for model in _project(arguments).models.values():
            runner = Runner(model, dataset)
            for test in data_tests(model):
                count += 1
                found += failures(runner, test)
    return _report(found, f"{count} tests passed")


def _dashboards(arguments: argparse.Namespace) -> int:
    table = Table("dashboard", "tile", "rows", "seconds", "before: derived tables", box=None, header_style="bold")
    project, total, keeping = _project(arguments), 0.0, 0.0
    with opened(arguments.data) as dataset:
        for model in project.models.values():
            runner = Runner(model, dataset)
            for board in dashboards(model, project.root):
                for tile in board.tiles:
                    if tile.query is not None:
                        result = _answered(runner, board, tile)
                        total, keeping = total + result.seconds, keeping + result.seconds_keeping
                        took = [f"{result.seconds - result.seconds_keeping:.2f}", f"{result.seconds_keeping:.2f}"]
                        table.add_row(board.name, tile.name, str(len(result.rows)), *took)
    page = console()
    page.print(table)
    page.print(f"{table.row_count} tiles in {total:.1f} s, {keeping:.1f} s of it for derived tables that are kept", highlight=False)
    return 0


def _answered(runner: Runner, board: Dashboard, tile: Tile) -> Result:
    try:
        return runner.run(tile.asked(board.defaults), tile.calculations, tile.calculated_sorts)
    except TranslationError as error:
        raise LookmlError(tile.written.place, f"tile {tile.name}: {error}") from None


def _report(found: Sequence[Finding], clean: str) -> int:
    for finding in found:
        print(finding)
    print(f"{len(found)} finding{'s' * (len(found) > 1)}" if found else clean)
    return 1 if found else 0


def _project(arguments: argparse.Namespace) -> Project:
    return load(project_folder(arguments.project))


def _model(arguments: argparse.Namespace) -> Model:
    """Return the model that has the explore."""
    models = _project(arguments).models.values()
    found = [model for model in models if arguments.explore in model.explores]
    if not found:
        explores = sorted({name for model in models for name in model.explores})
        raise InputError("EXPLORE", arguments.explore or "empty", ", ".join(explores) or "none: the project has no explores")
    return found[0]


def _query(arguments: argparse.Namespace) -> Query:
    filters = {}
    for sort in arguments.sort:
        if sort.split(" ")[0] not in arguments.fields:
            raise InputError("--sort", sort or "empty", f"one of the fields asked for: {', '.join(arguments.fields)}")
    for word in arguments.filter:
        name, sign, expression = word.partition("=")
        if not sign:
            raise InputError("--filter", word or "empty", "view.field=EXPRESSION")
        filters[name] = expression
    limit = None if arguments.limit == "none" else int(arguments.limit) if re.fullmatch("[0-9]{1,9}", arguments.limit) else -1
    if limit == -1:
        raise InputError("--limit", arguments.limit or "empty", "a whole number, or none")
    return Query(arguments.explore, tuple(dict.fromkeys(arguments.fields)), filters, tuple(arguments.sort), (), limit)


def _show(result: Result) -> None:
    table = Table(*result.fields, box=None, header_style="bold")
    for row in result.rows:
        table.add_row(*("" if value is None else str(value) for value in row.values()))
    page = console()
    page.print(table)
    page.print(f"{len(result.rows)} rows in {result.seconds:.2f} s", highlight=False)


_ACTIONS = {"lint": _lint, "validate": _validate, "test": _test, "sql": _sql, "query": _query_data, "dashboards": _dashboards}
