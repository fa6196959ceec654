"""Every dashboard and tab, seen: all tiles drawn, none over another, nothing cut."""

from __future__ import annotations

from pathlib import Path

import pytest

from browser.seen import LAPTOP, WIDE, Seen
from c360sim.looker.dashboards import dashboards
from c360sim.looker.project import load
from preview_kit import LOOKML

LAYOUT = (Path(__file__).parent / "layout.js").read_text(encoding="utf-8")
BOARDS = {board.name: board for board in dashboards(load(LOOKML).models["customer_360"], LOOKML)}
VIEWS = [(name, tab) for name, board in BOARDS.items() for tab in ([tab["name"].text() for tab in board.written["tabs"]] or [""])]
WHAT_IS_WRONG = ("overlapping", "cut", "beyondTheirTile", "cutLabels", "overlappingLabels", "pixelsBeyondTheWindow")


@pytest.mark.parametrize(("board", "tab"), VIEWS)
def test_every_tile_is_drawn_whole_and_beside_the_others(seen: Seen, board: str, tab: str) -> None:
    seen.open(board, **({"tab": tab} if tab else {}))
    for size in (WIDE, LAPTOP):
        seen.page.set_viewport_size(size)
        layout = seen.measured(LAYOUT)
        tiles = layout["tiles"]
        assert len(tiles) == sum(tile.written["tab_name"].text() == tab for tile in BOARDS[board].tiles)
        assert [tile for tile in tiles if tile["error"] or tile["isDrawn"] == tile["isEmpty"]] == []
        assert [tile["title"] for tile in tiles if "undefined" in tile["text"] or "NaN" in tile["text"]] == []
        assert {name: layout[name] for name in WHAT_IS_WRONG if layout[name]} == {}


def test_what_is_wrong_with_a_layout_is_found(seen: Seen) -> None:
    seen.open("executive")
    wrong = "#tiles .big-value { max-width: 60px; white-space: nowrap; overflow: hidden } .tile:nth-child(3) { margin-left: -80px }"
    seen.page.add_style_tag(
        content=f"{wrong} .tile:nth-child(2) .tile-body {{ margin-left: -50px }} .canvas text {{ font-size: 60px !important }}"
    )
    layout = seen.measured(LAYOUT)
    assert [name for name in WHAT_IS_WRONG if layout[name]] == list(WHAT_IS_WRONG[:-1])
