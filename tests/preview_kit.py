"""The preview's server for tests: as a process, and asked in this one."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starlette.testclient import TestClient

from c360sim.dataset import SharedDataset
from c360sim.preview.app import app
from c360sim.preview.live import Live
from c360sim.preview.server import MEMORY, names_of
from c360sim.preview.workspace import Workspace

LOOKML = Path(__file__).parent.parent / "lookml"


def copied(to: Path) -> Path:
    """Copy the repository's LookML project, to be edited, and return its folder."""
    return Path(shutil.copytree(LOOKML, to / "lookml"))


@contextmanager
def running(data: Path, project: Path, cache: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """Run the command and yield it with its port, once it answers."""
    command = [sys.executable, "-m", "c360sim", "preview", str(data), "--project", str(project), "--port", "0"]
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        told = process.stdout.readline()
        found = re.fullmatch(r"dashboards at http://127\.0\.0\.1:(\d+)/ .*\n", told)
        assert found is not None, told
        try:
            yield process, int(found[1])
        finally:
            process.kill()


class Preview:
    """A server, and what a page asks it."""

    def __init__(self, project: Path, data: Path, cache: Path) -> None:
        cache.mkdir(exist_ok=True)
        self.workspace = Workspace(project, SharedDataset(data, cache, MEMORY))
        live = Live(self.workspace, lambda: self.workspace)
        self.client = TestClient(app(live, names_of("127.0.0.1")), "http://127.0.0.1", raise_server_exceptions=False)

    def get(self, path: str, **values: str) -> Any:
        """Return the JSON of an answer."""
        return self._asked(path, values, 200)

    def refused(self, path: str, status: int, **values: str) -> Any:
        """Return the error of an answer."""
        return self._asked(path, values, status)["error"]

    def tile(self, board: str, name: str, more: str = "", **values: str) -> Any:
        """Return what is told of a tile."""
        return self.get(f"/api/dashboards/{board}/tiles/{quote(name)}{more}", **values)

    def _asked(self, path: str, values: dict[str, str], status: int) -> Any:
        answer = self.client.get(path, params=values)
        assert answer.status_code == status, answer.text
        return answer.json()
