"""The tiles worked out before anyone asks: first what will be seen first, and of that first what needs no derived table."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator

from c360sim.dataset import NotADataset
from c360sim.looker.compiler import compiled
from c360sim.looker.dashboards import Dashboard, Tile
from c360sim.looker.source import LookmlError
from c360sim.looker.translation import TranslationError
from c360sim.preview.workspace import Workspace

SECONDS_TO_DRAW = 2
"""Left to the browser, which draws the first dashboard meanwhile and would wait for the processor."""


def warm(workspace: Workspace, is_wanted: Callable[[], bool]) -> None:
    """Work out every tile as its dashboard starts, one after another, as long as that is wanted. Errors are told to whoever asks."""
    for number, board in enumerate(workspace.boards.values()):
        if number == 1:
            time.sleep(SECONDS_TO_DRAW)
        for tile in sorted(_tiles(board), key=lambda tile: _tables(workspace, board, tile)):
            if not is_wanted():
                return
            with contextlib.suppress(LookmlError, TranslationError, NotADataset):
                workspace.result(board, tile, board.defaults)


def _tiles(board: Dashboard) -> Iterator[Tile]:
    return (tile for tile in board.tiles if tile.query is not None)


def _tables(workspace: Workspace, board: Dashboard, tile: Tile) -> int:
    """Return how many derived tables a tile needs."""
    with contextlib.suppress(LookmlError):
        return len(compiled(workspace.model, tile.asked(board.defaults)).tables)
    return 0
