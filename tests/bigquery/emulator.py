"""BigQuery and its buckets as the tests have them: emulators on loopback, in a process and a Python of their own."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from google.api_core.client_options import ClientOptions
from google.auth.credentials import AnonymousCredentials
from google.cloud import bigquery

HERE = Path(__file__).parent
VARIABLE = "C360SIM_BIGQUERY_EMULATOR"
PROJECT = "local"


@dataclass(frozen=True, slots=True)
class Urls:
    """Where the emulators listen."""

    bigquery: str
    storage: str


def interpreter() -> Path | None:
    """Return the Python that has the emulator, or None."""
    if named := os.environ.get(VARIABLE):
        return Path(named)
    made = HERE.parents[1] / ".venv-emulator" / "bin" / "python"
    return made if (made.parents[1] / "installed").is_file() else None


@contextmanager
def running(python: Path, folder: Path) -> Iterator[Urls]:
    """Run the emulators on an empty folder."""
    command = [str(python), str(HERE / "emulator_process.py"), str(folder)]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True)
    try:
        assert process.stdout
        urls = process.stdout.readline().split()
        assert urls, f"the emulators did not start: {(folder / 'log').read_text()}"
        yield Urls(*urls)
    finally:
        process.terminate()
        process.communicate()


def connected(url: str) -> bigquery.Client:
    """Return a client of the emulator at a URL."""
    credentials = AnonymousCredentials()  # type: ignore[no-untyped-call]
    return bigquery.Client(project=PROJECT, credentials=credentials, client_options=ClientOptions(api_endpoint=url), location="US")
