"""The command `load` as a process of its own, which can be killed at any moment; forked from one that has imported everything."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path

from emulator import PROJECT

PATIENCE = 120
"""How long a load of the tests may take, in seconds: only one that hangs takes so long."""
KILLED = -signal.SIGKILL
_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["c360sim.cli.load"])


@dataclass(frozen=True, slots=True)
class Done:
    """A load that came to its end: exit code and what it said."""

    code: int
    out: str
    error: str


class Loader:
    """A load that was started, with the environment that the test has at that time."""

    def __init__(self, url: str, folder: Path, *arguments: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._out, self._error = folder / "out", folder / "error"
        environment = {**os.environ, "BIGQUERY_EMULATOR_HOST": url} if url else dict(os.environ)
        self._process: BaseProcess = _CONTEXT.Process(target=_main, args=(environment, self._out, self._error, arguments), daemon=True)
        self._process.start()

    def kill(self) -> None:
        """End it at once, as `kill -9` does."""
        self._process.kill()

    def done(self) -> Done:
        """Wait for its end."""
        self._process.join(PATIENCE)
        assert self._process.exitcode is not None, f"the loader hangs: {self._error.read_text()}"
        return Done(self._process.exitcode, self._out.read_text(), self._error.read_text())


def flags(data: Path, dataset: str, *more: str, project: str = PROJECT) -> tuple[str, ...]:
    """Return the arguments of the command for a data set and where it goes."""
    return (str(data), "--project", project, "--dataset", dataset, "--create-dataset", *more)


def _main(environment: dict[str, str], out: Path, error: Path, arguments: tuple[str, ...]) -> None:
    for stream, path in ((1, out), (2, error)):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), stream)
    os.environ.update(environment)
    from c360sim import cli

    sys.exit(cli.main(["load", *arguments]))
