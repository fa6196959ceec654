"""How a run shows that it moves: a bar on a terminal, lines elsewhere, nothing when quiet."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from c360sim import months
from c360sim.running.run import OnMonth
from c360sim.spec import RunSpec


@contextmanager
def shown(spec: RunSpec, shards: int, is_quiet: bool) -> Iterator[OnMonth]:
    """Yield what to call after each month of each of so many shards; what is shown goes to stderr."""
    if is_quiet:
        yield lambda done, total: None
    elif sys.stderr.isatty():
        with _bar(spec, shards) as on_month:
            yield on_month
    else:
        yield _lines(spec, shards)


def _lines(spec: RunSpec, shards: int) -> OnMonth:
    def on_month(done: int, total: int) -> None:
        if done % shards == 0:  # as many lines as a run of one shard has
            print(f"{_doing(spec, done, total)} ({done} of {total} {_unit(shards)} done)", file=sys.stderr, flush=True)

    return on_month


@contextmanager
def _bar(spec: RunSpec, shards: int) -> Iterator[OnMonth]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    total = spec.months * shards
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn(_unit(shards)), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task(_doing(spec, 0, total), total=total)
        yield lambda done, total: progress.update(task, completed=done, description=_doing(spec, done, total))


def _doing(spec: RunSpec, done: int, total: int) -> str:
    if done == total:
        return "finishing the files"
    return f"simulating {months.label(spec.start_month + done)}" if total == spec.months else f"simulating {spec.customers:,} customers"


def _unit(shards: int) -> str:
    return "months" if shards == 1 else f"months of {shards} shards"
