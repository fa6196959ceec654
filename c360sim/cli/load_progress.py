"""How a load shows that it moves: bars on a terminal, lines elsewhere, nothing but warnings when quiet."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TaskProgressColumn, TextColumn, TimeElapsedColumn

from c360sim.bigquery.loading import Watch

LINES = 4
"""Lines that tell how far a long step is, where there is no terminal."""


@contextmanager
def watching(is_quiet: bool) -> Iterator[Watch]:
    """Yield who is told how a load moves, and shows it on stderr."""
    if is_quiet or not sys.stderr.isatty():
        yield _Lines(is_quiet)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        bars = _Bars(progress)
        yield bars
        bars.end()


class _Lines:
    def __init__(self, is_quiet: bool) -> None:
        self._is_quiet = is_quiet
        self._lock = Lock()
        self._doing, self._total, self._done = "", 1, 0

    def begin(self, doing: str, total: int = 1, unit: str = "") -> None:
        self._doing, self._total, self._done = doing, max(total, 1), 0
        size = f" ({total / 1e6:,.1f} MB)" if unit == "bytes" else f" ({total} {unit})" if unit else ""
        self._print(doing + size)

    def advance(self, amount: int = 1) -> None:
        with self._lock:
            before, self._done = self._done, min(self._done + amount, self._total)
            if self._total > 1 and before * LINES // self._total < self._done * LINES // self._total:
                self._print(f"{self._doing}: {self._done * 100 // self._total}%")

    def tell(self, text: str) -> None:
        print(f"warning: {text}", file=sys.stderr, flush=True)

    def _print(self, text: str) -> None:
        if not self._is_quiet:
            print(text, file=sys.stderr, flush=True)


class _Bars:
    """One bar a step; a step is done when the next begins."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._task: TaskID | None = None

    def begin(self, doing: str, total: int = 1, unit: str = "") -> None:
        self.end()
        self._task = self._progress.add_task(doing, total=total)

    def advance(self, amount: int = 1) -> None:
        if self._task is not None:
            self._progress.advance(self._task, amount)

    def end(self) -> None:
        """Show the step that is under way as done."""
        if self._task is not None:
            total = self._progress.tasks[-1].total
            self._progress.update(self._task, completed=total)

    def tell(self, text: str) -> None:
        self._progress.console.print(f"warning: {text}", highlight=False)
