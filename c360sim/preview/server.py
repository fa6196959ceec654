"""The server as a process: where it listens, and what it opens first."""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType

import uvicorn

from c360sim.dataset import SharedDataset
from c360sim.preview import kept
from c360sim.preview.app import app
from c360sim.preview.live import Live
from c360sim.preview.workspace import Workspace

LOOPBACK = ("127.0.0.1", "localhost", "::1")
"""Addresses that only this machine reaches."""
MEMORY = "600MB"
"""What queries may take; with Python and its libraries less than a gigabyte."""


def serve(data: Path, project: Path, listening: socket.socket, names: Sequence[str], ready: Callable[[], None]) -> None:
    """Serve the dashboards of a project on a data set until interrupted; call `ready` when the first request may come.

    `listening` is a socket that is bound, `names` those under which it may be called. Raises NotADataset, or LookmlError for a project
    that cannot be read.
    """
    with kept.folder(data) as folder:
        dataset = SharedDataset(data, folder, MEMORY)

        def opened() -> Workspace:
            return Workspace(project, dataset)

        live = Live(opened(), opened)
        listening.listen()
        ready()
        _Server(live, uvicorn.Config(app(live, names), log_level="warning", timeout_graceful_shutdown=2)).run([listening])


class _Server(uvicorn.Server):
    """Ends the waiting of pages for changes when told to stop, which would otherwise hold it up."""

    def __init__(self, live: Live, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._live = live

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Stop at a signal."""
        self._live.stop()
        super().handle_exit(sig, frame)


def names_of(host: str) -> Sequence[str]:
    """Return the names under which a server at an address may be called: one that other machines reach, by any."""
    return ("127.0.0.1", "localhost", "[::1]") if host in LOOPBACK else ("*",)


def bound(host: str, port: int) -> socket.socket:
    """Return a socket bound to an address.

    Raises OSError where it is taken or not this machine's, TypeError or ValueError where it is no address.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    found = socket.socket(family, socket.SOCK_STREAM)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((host, port))
    except BaseException:
        found.close()
        raise
    return found
