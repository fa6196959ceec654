"""Dashboards as files: each a page that holds all it shows, opens from a disk and asks for nothing."""

from __future__ import annotations

import base64
import mimetypes
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from c360sim import filenames
from c360sim.looker.dashboards import Dashboard
from c360sim.looker.source import LookmlError
from c360sim.looker.translation import TranslationError
from c360sim.preview import assets, pages, written
from c360sim.preview.workspace import Workspace
from c360sim.scratch import write_whole


def write(workspace: Workspace, boards: Sequence[Dashboard], to: Path) -> list[Path]:
    """Write dashboards as they start, each to a page of its own in an existing folder, and return the pages' paths.

    Raises LookmlError where the project is at fault, OSError where the folder cannot be written to.
    """
    names = [name for name in workspace.names() if name["name"] in {board.name for board in boards}]
    files = {name: f"{file}.html" for name, file in filenames.distinct(workspace.boards).items()}
    paths = []
    for board in boards:
        page = pages.html(workspace.board(board), names, asset=_embedded, addresses=files, results=_results(workspace, board))
        paths.append(to / files[board.name])
        write_whole(paths[-1], page)
    return paths


def _results(workspace: Workspace, board: Dashboard) -> dict[str, Any]:
    found = {}
    for tile in (tile for tile in board.tiles if tile.query is not None):
        try:
            rows, sql = workspace.result(board, tile, board.defaults), workspace.sql(tile.asked(board.defaults))
        except TranslationError as error:
            raise LookmlError(tile.written.place, str(error)) from None
        found[tile.name] = {**rows, "sql": sql, "lookml": written.element(workspace.project, tile)}
    return found


@cache
def _embedded(path: str) -> str:
    """Return a file under `static/` as a URL that holds it."""
    kind = "text/javascript" if path.endswith(".js") else mimetypes.guess_type(path)[0] or "application/octet-stream"
    return f"data:{kind};base64,{base64.b64encode((assets.FOLDER / path).read_bytes()).decode()}"
