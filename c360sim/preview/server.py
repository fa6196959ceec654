"""The server as a process: where it listens, and what it opens first."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

import uvicorn

from c360sim.dataset import SharedDataset
from c360sim.preview import kept
from c360sim.preview.app import app
from c360sim.preview.live import Live
from c360sim.preview.workspace import Workspace

LOOPBACK = ("127.0.0.1", "localhost", "::1")


def serve(data: Path, project: Path, listening: socket.socket, hosts: tuple[str, ...], ready: Callable[[], None]) -> None:
    """Serve the dashboards of a project on a data set until interrupted; call `ready` when the first request may come.

    `listening` is a socket that is bound. Raises NotADataset, or LookmlError for a project that cannot be read.
    """
    dataset = SharedDataset(data, kept.folder(data))

    def opened() -> Workspace:
        return Workspace(project, dataset)

    application = app(Live(opened(), opened), hosts)
    listening.listen()
    ready()
    uvicorn.Server(uvicorn.Config(application, log_level="warning", timeout_graceful_shutdown=2)).run([listening])


def bound(host: str, port: int) -> socket.socket:
    """Return a socket bound to an address. Raises OSError where it is taken or not this machine's."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    found = socket.socket(family, socket.SOCK_STREAM)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    found.bind((host, port))
    return found
