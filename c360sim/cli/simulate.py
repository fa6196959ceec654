"""`simulate`: check the input, run, and say what was written."""

from __future__ import annotations

import argparse
import time
from collections.abc import Mapping
from pathlib import Path

from agents import PERSONAS, shipped
from c360sim import shown as told
from c360sim.cli import checks, next_steps, stored
from c360sim.cli.errors import InputError
from c360sim.cli.next_steps import NextSteps
from c360sim.cli.progress import shown
from c360sim.customer.life.persona import check
from c360sim.interruption import noted
from c360sim.running import shards
from c360sim.running.processes import WorkerError
from c360sim.running.run import OnMonth, Summary, simulate
from c360sim.sinks import FORMATS
from c360sim.sinks.target import Standing, TargetError
from c360sim.spec import MOST_MONTHS, RunSpec


def run(arguments: argparse.Namespace) -> int:
    """Simulate as the command line says. Returns the exit code; raises InputError or WrongAssumptions before anything is written."""
    began = time.perf_counter()
    check(PERSONAS, shipped())
    spec = RunSpec(
        months=checks.whole("--months", arguments.months, 1, MOST_MONTHS),
        seed=checks.whole("--seed", arguments.seed, 0, checks.MOST_SEED),
        customers=checks.whole("--customers", arguments.customers, 1, checks.MOST_CUSTOMERS),
        start_month=checks.month("--start", arguments.start),
    )
    workers = checks.whole("--workers", arguments.workers, 1, checks.MOST_WORKERS)
    plan = stored.plan(arguments)
    with noted("no data set was written"):
        if plan is not None:
            rows, following = plan.run(spec, workers, arguments.quiet), plan.next_steps
        else:
            rows, following = _simulated(arguments, spec, workers)
    if not arguments.quiet:
        _print_summary(arguments.out, rows, time.perf_counter() - began)
        following.print()
    return 0


def _simulated(arguments: argparse.Namespace, spec: RunSpec, workers: int) -> tuple[Mapping[str, int], NextSteps]:
    """Simulate into a folder of this machine; return the rows by table and what to do next."""
    formats = checks.formats(",".join(FORMATS) if arguments.formats is None else arguments.formats)
    out, standing = checks.out(arguments.out, spec.customers * spec.months, formats, arguments.quiet)
    with shown(spec, len(shards.of_run(spec)), arguments.quiet) as on_month:
        summary = _published(spec, out, formats, on_month, workers, standing)
    return summary.rows, next_steps.of_data_set(summary.path, formats)


def _published(spec: RunSpec, out: Path, formats: frozenset[str], on_month: OnMonth, workers: int, standing: Standing) -> Summary:
    try:
        return simulate(spec, out, formats, on_month, workers=workers, standing=standing)
    except TargetError as error:
        raise InputError("--out", f"{out}, {error.problem}", error.allowed) from None
    except OSError as error:
        raise OSError(f"{out}: {error.strerror or error}") from error
    except WorkerError as error:
        raise WorkerError(f"{out}: {error}") from error


def _print_summary(out: str, rows: Mapping[str, int], seconds: float) -> None:
    from rich.console import Console
    from rich.table import Table

    print(f"{told.line(out)} in {seconds:.0f} s")
    table = Table(box=None, pad_edge=False)
    table.add_column("table")
    table.add_column("rows", justify="right")
    for name, count in rows.items():
        table.add_row(name, f"{count:,}")
    Console().print(table)
