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

LABELS = """() => [...document.querySelectorAll("#tiles .canvas svg")].flatMap((svg) => {
  const around = svg.getBoundingClientRect();
  const texts = [...svg.querySelectorAll("text")].filter((text) => text.textContent.trim());
  const boxes = texts.map((text) => ({ name: text.textContent, box: text.getBoundingClientRect() }));
  const isOut = ({ box }) => box.left < around.left - 1 || box.right > around.right + 1 || box.top < around.top - 1 || box.bottom > around.bottom + 1;
  const across = (one, other) => Math.min(one.right, other.right) - Math.max(one.left, other.left);
  const down = (one, other) => Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
  const over = boxes.flatMap((one, at) => boxes.slice(at + 1).filter((other) => across(one.box, other.box) > 1 && down(one.box, other.box) > 3));
  return [...boxes.filter(isOut), ...over].map(({ name }) => `${svg.closest(".tile").querySelector("h2").textContent}: ${name}`);
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
        assert seen.measured(LABELS) == []
        assert seen.measured("() => document.documentElement.scrollWidth - innerWidth") <= 0


def overlap(one: dict[str, float], other: dict[str, float]) -> bool:
    across = min(one["right"], other["right"]) - max(one["left"], other["left"])
    return across > 0.5 and min(one["bottom"], other["bottom"]) - max(one["top"], other["top"]) > 0.5
