"""Every dashboard and tab, seen: all tiles drawn, none over another, nothing cut."""

from __future__ import annotations

import pytest

from browser.seen import LAPTOP, Seen
from c360sim.looker.dashboards import dashboards
from c360sim.looker.project import load
from preview_kit import LOOKML

MODEL = load(LOOKML).models["customer_360"]
VIEWS = [
    (board.name, tab) for board in dashboards(MODEL, LOOKML) for tab in ([tab["name"].text() for tab in board.written["tabs"]] or [""])
]

TILES = """() => [...document.querySelectorAll("#tiles > .tile")].map((tile) => {
  const { left, top, right, bottom } = tile.getBoundingClientRect();
  return { name: tile.querySelector("h2")?.textContent ?? "", text: tile.querySelector(".tile-body").innerText, left, top, right, bottom,
    error: tile.querySelector(".state.error")?.innerText ?? null, isEmpty: Boolean(tile.querySelector(".state:not(.error)")),
    isDrawn: Boolean(tile.querySelector(".canvas path, .gauge path, tbody tr, .big-value, dl dd, .record, .text-tile")) };
})"""
CUT = """() => [...document.querySelectorAll("#tiles h2, #tiles .big-value, #tiles .comparison, #tabs button, .filter, .legend .name")]
  .filter((element) => element.clientWidth && !element.matches(".visually-hidden"))
  .filter((element) => element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 4)
  .map((element) => element.textContent)"""
BEYOND = """() => [...document.querySelectorAll("#tiles > .tile")].flatMap((tile) => {
  const { left, top, right, bottom } = tile.getBoundingClientRect();
  const inside = [...tile.querySelectorAll("h2, .big-value, .comparison, .canvas, .gauge, .legend")];
  return inside.filter((one) => !one.matches(".visually-hidden, .visually-hidden *")).filter((one) => {
    const box = one.getBoundingClientRect();
    return box.width && (box.left < left - 1 || box.right > right + 1 || box.top < top - 1 || box.bottom > bottom + 1);
  }).map((one) => `${tile.querySelector("h2")?.textContent}: ${one.className || one.tagName}`);
})"""


@pytest.mark.parametrize(("board", "tab"), VIEWS)
def test_every_tile_is_drawn_whole_and_beside_the_others(seen: Seen, board: str, tab: str) -> None:
    wanted = [tile for found in dashboards(MODEL, LOOKML) if found.name == board for tile in found.tiles]
    wanted = [tile for tile in wanted if tile.written["tab_name"].text() == tab]
    seen.open(board, **({"tab": tab} if tab else {}))
    for size in (None, LAPTOP):
        if size:
            seen.page.set_viewport_size(size)
        tiles = seen.measured(TILES)
        assert len(tiles) == len(wanted)
        assert [tile for tile in tiles if tile["error"] or tile["isDrawn"] == tile["isEmpty"]] == []
        assert [tile["name"] for tile in tiles if "undefined" in tile["text"] or "NaN" in tile["text"]] == []
        assert [(one["name"], other["name"]) for one in tiles for other in tiles if one is not other and overlap(one, other)] == []
        assert seen.measured(CUT) == []
        assert seen.measured(BEYOND) == []
        assert seen.measured("() => document.documentElement.scrollWidth - innerWidth") <= 0


def overlap(one: dict[str, float], other: dict[str, float]) -> bool:
    across = min(one["right"], other["right"]) - max(one["left"], other["left"])
    return across > 0.5 and min(one["bottom"], other["bottom"]) - max(one["top"], other["top"]) > 0.5
