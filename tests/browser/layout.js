// What lies where on a dashboard: its tiles, and by name what is cut, reaches beyond its tile, or lies over another label of a chart.
async () => {
  for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame); // charts follow the window's size in one or two

  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const seen = (element) => element.getClientRects().length > 0 && !element.closest(".visually-hidden");
  const boxOf = (element) => element.getBoundingClientRect().toJSON();
  const isOutside = (box, around) => box.left < around.left - 1 || box.right > around.right + 1 || box.top < around.top - 1 || box.bottom > around.bottom + 1;
  const across = (one, other) => Math.min(one.right, other.right) - Math.max(one.left, other.left);
  const down = (one, other) => Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
  const pairs = (items) => items.flatMap((one, at) => items.slice(at + 1).map((other) => [one, other]));

  const tiles = all("#tiles > .tile");
  const titleOf = (tile) => tile.querySelector("h2")?.textContent ?? "";
  const labels = tiles.flatMap((tile) => all(".canvas svg", tile).map((svg) => ({ svg, texts: all("text", svg).filter((text) => text.textContent.trim()) })));

  return {
    tiles: tiles.map((tile) => ({
      title: titleOf(tile),
      text: tile.querySelector(".tile-body").innerText,
      error: tile.querySelector(".state.error")?.innerText ?? null,
      isEmpty: Boolean(tile.querySelector(".state:not(.error)")),
      isDrawn: Boolean(tile.querySelector(".canvas path, .gauge path, tbody tr, .big-value, dd, .text-tile")),
    })),
    overlapping: pairs(tiles)
      .filter(([one, other]) => across(boxOf(one), boxOf(other)) > 0.5 && down(boxOf(one), boxOf(other)) > 0.5)
      .map((pair) => pair.map(titleOf)),
    cut: all("#tiles h2, #tiles .big-value, #tiles .comparison, #tabs button, .filter, .legend .name")
      .filter((element) => seen(element) && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 4))
      .filter((element) => element.clientWidth)
      .map((element) => element.textContent),
    beyondTheirTile: tiles.flatMap((tile) =>
      all("h2, .big-value, .comparison, .canvas, .gauge, .legend", tile)
        .filter((element) => seen(element) && isOutside(boxOf(element), boxOf(tile)))
        .map((element) => `${titleOf(tile)}: ${element.className || element.tagName}`),
    ),
    cutLabels: labels.flatMap(({ svg, texts }) => texts.filter((text) => isOutside(boxOf(text), boxOf(svg))).map((text) => text.textContent)),
    overlappingLabels: labels.flatMap(({ texts }) =>
      pairs(texts)
        .filter(([one, other]) => across(boxOf(one), boxOf(other)) > 1 && down(boxOf(one), boxOf(other)) > 3)
        .map((pair) => pair.map((text) => text.textContent)),
    ),
    pixelsBeyondTheWindow: Math.max(0, document.documentElement.scrollWidth - innerWidth),
  };
}
