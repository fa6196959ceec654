"""Jobs done one after another here, or several at a time in processes of their own, all ended when one fails."""

from __future__ import annotations

import gc
import multiprocessing as mp
import signal
import sys
import traceback
from collections import deque
from collections.abc import Callable, Generator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

Result = TypeVar("Result")
OnProgress = Callable[[int], None]
"""Called with the steps done so far."""
Job = Callable[[OnProgress], Result]
"""What can be pickled, and called with what to call as its steps are done."""


class WorkerError(RuntimeError):
    """A job failed in its process, or the process died."""


def run_here(jobs: Sequence[Job[Result]], on_progress: OnProgress) -> Generator[Result, None, None]:
    """Do jobs one after another in this process, each in the memory that the last one has left; yield their results."""
    progress = _Progress(len(jobs), on_progress)
    for number, job in enumerate(jobs):
        if number:
            gc.collect()
        yield job(progress.of(number))


def run(jobs: Sequence[Job[Result]], workers: int, on_progress: OnProgress, preload: str) -> Generator[Result, None, None]:
    """Do jobs, `workers` at a time, each in a process of its own; yield their results in the order of the jobs.

    A process of its own gives back all its memory. Where the system can fork, processes are forked from one that has imported
    the module `preload`.

    Raises WorkerError when a job fails or its process dies; once it has raised or is closed, no process is left behind.
    """
    crew = _Crew(jobs, on_progress, _context(preload))
    try:
        for number in range(len(jobs)):
            while number not in crew.results:
                crew.start(workers)
                crew.listen()
            yield crew.results.pop(number)
    finally:
        crew.end()


class _Progress:
    """The steps done in all, over jobs that each tell their own."""

    def __init__(self, jobs: int, on_progress: OnProgress) -> None:
        self._steps = [0] * jobs
        self._on_progress = on_progress

    def of(self, number: int) -> OnProgress:
        """Return what a job calls."""

        def on_progress(steps: int) -> None:
            self._steps[number] = steps
            self._on_progress(sum(self._steps))

        return on_progress


@dataclass(frozen=True, slots=True)
class _Worker:
    number: int
    process: BaseProcess


class _Crew:
    """The processes that run, the jobs that wait, and the results so far."""

    def __init__(self, jobs: Sequence[Job[Any]], on_progress: OnProgress, context: BaseContext) -> None:
        self.results: dict[int, Any] = {}
        self._count = len(jobs)
        self._waiting = deque(enumerate(jobs))
        self._running: dict[Connection, _Worker] = {}
        self._progress = _Progress(len(jobs), on_progress)
        self._context = context

    def start(self, workers: int) -> None:
        """Start processes until `workers` run or no job waits."""
        while self._waiting and len(self._running) < workers:
            number, job = self._waiting.popleft()
            ours, theirs = self._context.Pipe(duplex=False)
            process = self._context.Process(target=_do, args=(job, theirs), daemon=True)  # type: ignore[attr-defined]
            process.start()
            theirs.close()
            self._running[ours] = _Worker(number, process)

    def listen(self) -> None:
        """Wait until a process says something, and take it in."""
        for connection in wait(list(self._running)):
            assert isinstance(connection, Connection)
            worker = self._running[connection]
            kind, value = self._heard(connection, worker)
            if kind == "failed":
                raise WorkerError(f"{self._name(worker)} failed: {value}")
            if kind == "progress":
                self._progress.of(worker.number)(value)
            else:
                self.results[worker.number] = value
                del self._running[connection]
                worker.process.join()

    def end(self) -> None:
        """End the processes that still run."""
        for worker in self._running.values():
            worker.process.terminate()
        for worker in self._running.values():
            worker.process.join()

    def _heard(self, connection: Connection, worker: _Worker) -> tuple[str, Any]:
        try:
            heard: tuple[str, Any] = connection.recv()
        except EOFError:
            worker.process.join()
            code = worker.process.exitcode
            hint = ", as when the system ends it for want of memory" if code == -signal.SIGKILL else ""
            raise WorkerError(f"{self._name(worker)} died with exit code {code}{hint}") from None
        return heard

    def _name(self, worker: _Worker) -> str:
        return f"process {worker.number + 1} of {self._count}"


def _context(preload: str) -> BaseContext:
    if "forkserver" not in mp.get_all_start_methods():
        return mp.get_context("spawn")
    context = mp.get_context("forkserver")
    context.set_forkserver_preload([preload])
    return context


def _do(job: Job[Any], connection: Connection) -> None:
    """Do a job in this process and tell its progress, and how it ended."""
    for number in (signal.SIGINT, getattr(signal, "SIGHUP", signal.SIGINT)):
        signal.signal(number, signal.SIG_IGN)  # they reach all processes of the terminal: the first one ends the others
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))  # so that a job clears away what it made
    with suppress(BrokenPipeError):  # nobody listens any more: the run is over
        try:
            said = "done", job(lambda steps: connection.send(("progress", steps)))
        except BrokenPipeError:
            raise
        except (OSError, MemoryError) as error:  # the machine is at its end, not the code
            said = "failed", str(error) or "out of memory"
        except Exception:
            said = "failed", f"\n{traceback.format_exc()}"
        connection.send(said)
