"""How a run shows that it moves: a bar on a terminal, lines elsewhere, nothing when quiet."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from c360sim import months
from c360sim.run import OnMonth


@contextmanager
def shown(start_month: int, total: int, is_quiet: bool) -> Iterator[OnMonth]:
    """Yield what to call after each month; what is shown goes to stderr."""
    if is_quiet:
        yield lambda done, total: None
    elif sys.stderr.isatty():
        with _bar(start_month, total) as on_month:
            yield on_month
    else:
        yield lambda done, total: print(f"{_doing(start_month, done, total)} ({done} of {total} months done)", file=sys.stderr, flush=True)


@contextmanager
def _bar(start_month: int, total: int) -> Iterator[OnMonth]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("months"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task(_doing(start_month, 0, total), total=total)
        yield lambda done, total: progress.update(task, completed=done, description=_doing(start_month, done, total))


def _doing(start_month: int, done: int, total: int) -> str:
    return f"simulating {months.label(start_month + done)}" if done < total else "finishing the files"
