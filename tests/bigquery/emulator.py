"""BigQuery as the tests have it: an emulator on loopback, in a process and a Python of its own."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from google.api_core.client_options import ClientOptions
from google.auth.credentials import AnonymousCredentials
from google.cloud import bigquery

HERE = Path(__file__).parent
VARIABLE = "C360SIM_BIGQUERY_EMULATOR"
PROJECT = "local"


def interpreter() -> Path | None:
    """Return the Python that has the emulator, or None."""
    if named := os.environ.get(VARIABLE):
        return Path(named)
    made = HERE.parents[1] / ".venv-emulator" / "bin" / "python"
    return made if (made.parents[1] / "installed").is_file() else None


@contextmanager
def running(python: Path, folder: Path) -> Iterator[str]:
    """Run the emulator on an empty folder; the context is its URL."""
    command = [str(python), str(HERE / "emulator_process.py"), str(folder)]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True)
    try:
        assert process.stdout
        url = process.stdout.readline().strip()
        assert url, f"the emulator did not start: {(folder / 'log').read_text()}"
        yield url
    finally:
        process.terminate()
        process.communicate()


def connected(url: str) -> bigquery.Client:
    """Return a client of the emulator at a URL."""
    credentials = AnonymousCredentials()  # type: ignore[no-untyped-call]
    return bigquery.Client(project=PROJECT, credentials=credentials, client_options=ClientOptions(api_endpoint=url), location="US")
