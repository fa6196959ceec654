"""`simulate`: check the input, run, and say what was written."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from c360sim.cli import checks
from c360sim.cli.errors import InputError
from c360sim.cli.progress import shown
from c360sim.run import OnMonth, Summary, simulate
from c360sim.simulation import RunSpec
from c360sim.sinks import DATABASE
from c360sim.sinks.target import TargetError


def run(arguments: argparse.Namespace) -> int:
    """Simulate as the command line says. Returns the exit code; raises InputError before anything is written."""
    began = time.perf_counter()
    checks.supported(arguments)
    spec = RunSpec(
        months=checks.whole("--months", arguments.months, 1, checks.MOST_MONTHS),
        seed=checks.whole("--seed", arguments.seed, 0, checks.MOST_SEED),
        customers=checks.whole("--customers", arguments.customers, 1, checks.MOST_CUSTOMERS),
        start_month=checks.month("--start", arguments.start),
    )
    formats = checks.formats(arguments.formats)
    out = checks.out(arguments.out, spec.customers * spec.months, formats)
    workers = checks.whole("--workers", arguments.workers, 1, checks.MOST_WORKERS)
    with shown(spec, arguments.quiet) as on_month:
        summary = _simulated(spec, out, formats, on_month, workers, arguments.out)
    if not arguments.quiet:
        _print_summary(summary, formats, time.perf_counter() - began)
    return 0


def _simulated(spec: RunSpec, out: Path, formats: frozenset[str], on_month: OnMonth, workers: int, value: str) -> Summary:
    try:
        return simulate(spec, out, formats, on_month, workers=workers)
    except TargetError as error:
        raise InputError("--out", f"{value}, {error.problem}", error.allowed) from None


def _print_summary(summary: Summary, formats: frozenset[str], seconds: float) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(title=f"{summary.path} in {seconds:.0f} s", title_justify="left", box=None, pad_edge=False)
    table.add_column("table")
    table.add_column("rows", justify="right")
    for name, rows in summary.rows.items():
        table.add_row(name, f"{rows:,}")
    console = Console()
    console.print(table)
    console.print(f"\nNext:\n  python -m c360sim inspect {summary.path} 1", highlight=False)
    console.print(f"  python -m c360sim validate {summary.path}", highlight=False)
    if "duckdb" in formats:
        console.print(f"  duckdb {summary.path / DATABASE}", highlight=False)
