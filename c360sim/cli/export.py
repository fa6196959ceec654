"""`preview --export`: write dashboards as pages that open from a disk, and pictures of them."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from c360sim.cli.errors import InputError
from c360sim.dataset import SharedDataset
from c360sim.looker.dashboards import Dashboard
from c360sim.preview import exported, kept, pictures
from c360sim.preview.server import MEMORY
from c360sim.preview.workspace import Workspace


def run(arguments: argparse.Namespace, data: Path, project: Path) -> int:
    """Write the pages, and say where. Returns 0; raises InputError, and LookmlError for a project that cannot be shown."""
    if not arguments.export:
        raise InputError("--export", "empty", "a folder")
    to = Path(arguments.export)
    workspace = Workspace(project, SharedDataset(data, kept.folder(data), MEMORY))
    boards = _wanted(arguments.dashboards, workspace)
    try:
        to.mkdir(parents=True, exist_ok=True)
        pages = exported.write(workspace, boards, to)
        taken = pictures.take(pages, to / "pictures", arguments.pictures) if arguments.pictures else []
    except OSError as error:
        raise InputError("--export", f"{to}: {error.strerror or error}", "a folder that can be written to") from None
    except pictures.NoBrowser as error:
        raise InputError("--pictures", f"{arguments.pictures}, but {error}", "where Chromium is installed") from None
    print(*pages, sep="\n")
    if taken:
        print(f"{len(taken)} pictures in {to / 'pictures'}")
    return 0


def _wanted(names: str | None, workspace: Workspace) -> Sequence[Dashboard]:
    """Return the dashboards of a list separated by commas, without one all, in the order of the model."""
    if names is None:
        return list(workspace.boards.values())
    wanted = [name.strip() for name in names.split(",")]
    if not set(wanted) <= set(workspace.boards):
        raise InputError("--dashboards", names or "empty", f"one or more of {', '.join(workspace.boards)}, separated by commas")
    return [board for board in workspace.boards.values() if board.name in wanted]
