// Where a click on a value goes: along its row's link, to the rows behind it, or to a menu of both.

import { cell, dimensions, keysOfCell } from "preview/result.js";
import { openMenu } from "preview/menu.js";
import { showRows } from "preview/panel.js";
import { isExported } from "preview/server.js";
import { isChart } from "preview/kinds/kind.js";

export function openValue(tile, result, row, field, column, event, { canDrill = true } = {}) {
  if (isExported) return;
  const found = cell(row, field, column);
  const items = [
    ...linksOf(tile, result, row, found),
    ...(found.drill && canDrill ? [drill(tile, result, row, field, column, found)] : []),
  ];
  if (items.length === 1 && items[0].href) location.href = items[0].href;
  else if (items.length === 1) items[0].action();
  else if (items.length) openMenu(items, event.detail ? event : event.currentTarget, `${field.label}: ${found.t}`);
}

// A point of a chart also goes where its row's dimensions link to, as in Looker.
function linksOf(tile, result, row, found) {
  const cells = isChart(tile) ? dimensions(result).map((field) => cell(row, field)) : [];
  const links = [...(found.links ?? []), ...cells.flatMap((one) => one.links ?? [])];
  return links.map(({ label, url }) => ({ label, href: url, icon: "open" }));
}

function drill(tile, result, row, field, column, found) {
  return { label: `Rows behind ${found.t}`, icon: "rows", action: () => showRows(tile, field, keysOfCell(result, row, column), found.t) };
}
