"""`load`: check the files, say what would be done or do it, and say what stands in BigQuery."""

from __future__ import annotations

import argparse
import re
import sys

from c360sim.bigquery import loading, plan, preflight
from c360sim.bigquery.errors import Refused
from c360sim.bigquery.files import FORMATS, Unfit, files
from c360sim.bigquery.loading import Checked, Options, Watch
from c360sim.bigquery.place import Place
from c360sim.cli.console import console
from c360sim.cli.errors import INTERRUPTED, InputError
from c360sim.cli.load_progress import watching
from c360sim.cli.opened import opened
from c360sim.dataset import Dataset
from c360sim.schema import TABLES

MEMORY = "200MB"
"""What DuckDB may hold while it checks the files: the whole command stays below 500 MB on a data set of five million rows."""


def run(arguments: argparse.Namespace) -> int:
    """Load, or with `--plan` say what a load would do. Returns the exit code; raises InputError for what is not allowed."""
    place = _place(arguments)
    options = Options(
        location=_matching("--location", arguments.location, r"[A-Za-z0-9-]+", "a location of BigQuery, as US or europe-west3"),
        bucket=_matching("--bucket", arguments.bucket, r"gs://[a-z0-9][a-z0-9._-]+(/.*)?", "gs://BUCKET or gs://BUCKET/FOLDER"),
        may_create=arguments.create_dataset,
        may_recreate=arguments.recreate,
    )
    if arguments.format not in FORMATS:
        raise InputError("--format", arguments.format or "empty", " or ".join(FORMATS))
    try:
        return _run(arguments, place, options)
    except Unfit as error:
        raise InputError("DATA", f"{arguments.data}, a data set {error}", "an unchanged data set that simulate wrote") from None
    except Refused as error:
        raise InputError(error.field, error.value, error.allowed) from None
    except KeyboardInterrupt:
        print("error: interrupted; run the same command again: it continues where this load stopped", file=sys.stderr)
        return INTERRUPTED


def _run(arguments: argparse.Namespace, place: Place, options: Options) -> int:
    with opened(arguments.data, MEMORY) as dataset, watching(arguments.quiet) as watch:
        _check_format(dataset, arguments)
        if arguments.plan:
            planned = plan.plan(_checked(dataset, arguments, watch))
        else:
            loader = loading.Loader(place, options, watch)
            checked = _checked(dataset, arguments, watch)
            has_changed = loader.load(checked)
    if arguments.plan:
        plan.show(console(), planned, place, options)
    elif not arguments.quiet:
        _print_summary(checked, place, has_changed)
    return 0


def _check_format(dataset: Dataset, arguments: argparse.Namespace) -> None:
    if arguments.format not in dataset.formats:
        allowed = ", ".join(form for form in dataset.formats if form in FORMATS) or f"data sets with {' or '.join(FORMATS)}"
        raise InputError("--format", f"{arguments.format}, which {arguments.data} does not have", allowed)


def _checked(dataset: Dataset, arguments: argparse.Namespace, watch: Watch) -> Checked:
    watch.begin(f"checking the {arguments.format} files", len(TABLES), "tables")
    found = files(dataset, arguments.format)
    return Checked(dataset, arguments.format, found, preflight.check(dataset, arguments.format, found, watch.advance))


def _place(arguments: argparse.Namespace) -> Place:
    project = _matching("--project", arguments.project, r"([a-z0-9.-]+:)?[a-z][a-z0-9-]*[a-z0-9]", "the id of a Google Cloud project")
    dataset = _matching("--dataset", arguments.dataset, r"[A-Za-z0-9_]{1,1000}", "letters, digits and underscores")
    return Place(str(project), str(dataset))


def _matching(field: str, value: str | None, pattern: str, allowed: str) -> str | None:
    if value is not None and not re.fullmatch(pattern, value):
        raise InputError(field, value or "empty", allowed)
    return value


def _print_summary(checked: Checked, place: Place, has_changed: bool) -> None:
    rows = sum(print_.rows for print_ in checked.fingerprints.values())
    what = "loaded" if has_changed else "unchanged: it holds this data set"
    page = console()
    page.print(f"{place}: {len(TABLES)} tables, {rows:,} rows, content {checked.content}; {what}", highlight=False, soft_wrap=True)
