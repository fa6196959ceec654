"""`preview`: show the dashboards of the LookML project in the browser, or write them as pages."""

from __future__ import annotations

import argparse
import contextlib
import socket
import webbrowser
from pathlib import Path

from c360sim.cli import checks, export
from c360sim.cli.errors import InputError
from c360sim.cli.opened import opened_path, project_folder
from c360sim.looker.source import LookmlError
from c360sim.preview.server import LOOPBACK, bound, names_of, serve


def run(arguments: argparse.Namespace) -> int:
    """Serve until interrupted, or write pages. Returns 0; raises InputError for what cannot be shown, served or written."""
    project = project_folder(arguments.project)
    with opened_path(arguments.data) as data:
        try:
            return export.run(arguments, data, project) if arguments.export is not None else _served(arguments, data, project)
        except LookmlError as error:
            raise InputError("--project", error, "LookML that docs/lookml.md says is supported") from None


def _served(arguments: argparse.Namespace, data: Path, project: Path) -> int:
    for flag, value in (("--dashboards", arguments.dashboards), ("--pictures", arguments.pictures)):
        if value is not None:
            raise InputError(flag, f"{value or 'empty'} without --export", "only with --export")
    listening = _listening(arguments)
    url = f"http://{_named(arguments.host)}:{listening.getsockname()[1]}/"

    def ready() -> None:
        print(f"dashboards at {url} (stop with Ctrl+C)", flush=True)
        if arguments.open:
            webbrowser.open(url)

    with listening, contextlib.suppress(KeyboardInterrupt):
        serve(data, project, listening, names_of(arguments.host), ready)
    return 0


def _listening(arguments: argparse.Namespace) -> socket.socket:
    host, port = arguments.host, checks.whole("--port", arguments.port, 0, 65_535)
    if host not in LOOPBACK and not arguments.allow_other_machines:
        raise InputError(
            "--host", host or "empty", f"{', '.join(LOOPBACK)}; with --allow-other-machines any, and whoever reaches it sees the data"
        )
    try:
        return bound(host, port)
    except OSError as error:
        raise InputError("--port", f"{port} on {host}: {error.strerror}", "a free port, or 0 for any") from None


def _named(host: str) -> str:
    return f"[{host}]" if ":" in host else host
