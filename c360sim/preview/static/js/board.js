// The grid of tiles: those of the tab that is shown, each loaded when it is first seen and when a filter that it hears changes.

import { announce, byId } from "preview/dom.js";
import { dashboard, onChange, tab } from "preview/state.js";
import { onThemeChange } from "preview/theme.js";
import { Tile } from "preview/tile.js";

let tiles = dashboard.tiles.map((told) => new Tile(told));

export function showBoard() {
  place();
  load();
  onChange((_, isOtherTab) => {
    if (isOtherTab) place();
    load();
  });
  onThemeChange(() => shown().forEach((tile) => tile.draw()));
}

// Takes the tiles of a dashboard that was edited; those that are still there keep what they show until they are loaded anew.
export function replaceBoard(told) {
  const before = new Map(tiles.map((tile) => [tile.told.name, tile]));
  tiles = told.map((one) => {
    const tile = new Tile(one);
    tile.result = before.get(one.name)?.told.type === one.type ? before.get(one.name).result : null;
    return tile;
  });
  place();
  load({ isAnew: true });
}

function shown() {
  const first = dashboard.tabs[0]?.name;
  return tiles.filter(({ told }) => tab() === null || (told.tab ?? first) === tab());
}

function place() {
  const inOrder = shown().sort(({ told: one }, { told: other }) => one.row - other.row || one.col - other.col);
  byId("tiles").replaceChildren(...inOrder.map((tile) => tile.element));
  inOrder.forEach((tile) => tile.draw());
}

async function load(options) {
  const now = shown();
  announce(`Loading ${now.length} tiles`);
  await Promise.all(now.map((tile) => tile.load(options)));
  if (now.every((tile) => !tile.element.hasAttribute("aria-busy"))) announce("All tiles are loaded");
}
