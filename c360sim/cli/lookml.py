"""`lookml`: compile the LookML project, and run its queries on a data set."""

from __future__ import annotations

import argparse
from pathlib import Path

from rich.table import Table

from c360sim.cli.console import console
from c360sim.cli.errors import InputError
from c360sim.cli.opened import opened
from c360sim.looker.compiler import compiled
from c360sim.looker.execution import TranslationError
from c360sim.looker.project import Model, Project, load
from c360sim.looker.query import Query
from c360sim.looker.running import Result, Runner
from c360sim.looker.source import LookmlError


def run(arguments: argparse.Namespace) -> int:
    """Do what `lookml ACTION` asks for. Returns 0 when all is well and 1 with findings; raises InputError for what cannot be read."""
    try:
        return _ACTIONS[arguments.action](arguments)
    except (LookmlError, TranslationError) as error:
        raise InputError(f"lookml {arguments.action}", error, "LookML that docs/lookml.md lists") from None


def _sql(arguments: argparse.Namespace) -> int:
    print(compiled(_model(arguments), _query(arguments)).sql)
    return 0


def _query_data(arguments: argparse.Namespace) -> int:
    model, query = _model(arguments), _query(arguments)
    with opened(arguments.data) as dataset:
        _show(Runner(model, dataset).run(query))
    return 0


def _project(arguments: argparse.Namespace) -> Project:
    folder = Path(arguments.project)
    if not folder.is_dir():
        raise InputError("--project", f"{arguments.project or 'empty'}, not a folder", "the folder of a LookML project")
    return load(folder)


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
    for word in arguments.filter:
        name, sign, expression = word.partition("=")
        if not sign:
            raise InputError("--filter", word or "empty", "view.field=EXPRESSION")
        filters[name] = expression
    limit = None if arguments.limit == "none" else int(arguments.limit) if arguments.limit.isdecimal() else -1
    if limit == -1:
        raise InputError("--limit", arguments.limit or "empty", "a whole number, or none")
    return Query(arguments.explore, tuple(arguments.fields), filters, tuple(arguments.sort), (), limit)


def _show(result: Result) -> None:
    table = Table(*result.fields, box=None, header_style="bold")
    for row in result.rows:
        table.add_row(*("" if value is None else str(value) for value in row.values()))
    page = console()
    page.print(table)
    page.print(f"{len(result.rows)} rows in {result.seconds:.2f} s", highlight=False)


_ACTIONS = {"sql": _sql, "query": _query_data}
