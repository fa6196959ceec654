// One row, told field by field.

import { h } from "preview/dom.js";
import { shown } from "preview/cells.js";
import { cell, visible } from "preview/result.js";

// Whether the fields fit only when they stand closer: a line takes 33 px, the head of a tile 50.
const isDense = (tile, fields) => tile.width < 16 && fields * 33 > tile.height * 50 - 62;

export function singleRecord(body, tile, result, onValue) {
  const [row] = result.rows;
  const pairs = visible(result).map((field) => {
    const found = cell(row, field);
    const isLong = found.t.length > 60;
    return h(
      "div",
      { class: isLong ? "long" : "" },
      h("dt", { title: field.description || null }, tile.style.series_labels?.[field.name] ?? field.label),
      h(
        "dd",
        {},
        shown(found, (event) => onValue(row, field, null, event)),
      ),
    );
  });
  body.append(
    h(
      "div",
      { class: "scroll", tabindex: "0", role: "region", "aria-label": `Record: ${tile.title}` },
      h("dl", { class: `record${tile.width >= 16 ? " wide" : ""}${isDense(tile, pairs.length) ? " dense" : ""}` }, ...pairs),
    ),
  );
}
