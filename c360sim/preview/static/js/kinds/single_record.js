// One row, told field by field.

import { h } from "preview/dom.js";
import { shown } from "preview/cells.js";
import { cell, visible } from "preview/result.js";

export function singleRecord(body, tile, result, onValue) {
  const [row] = result.rows;
  const pairs = visible(result).map((field) => {
    const found = cell(row, field);
    const isLong = found.t.length > 60;
    return h("div", { class: isLong ? "long" : "" }, h("dt", { title: field.description || null }, tile.style.series_labels?.[field.name] ?? field.label), h("dd", {}, shown(found, (event) => onValue(row, field, null, event))));
  });
  body.append(h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": tile.title }, h("dl", { class: `record${tile.width >= 16 ? " wide" : ""}${pairs.length > 12 ? " dense" : ""}` }, ...pairs)));
}
