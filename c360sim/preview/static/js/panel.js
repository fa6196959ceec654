// The panel at the right: the rows behind a value, or the SQL and LookML of a tile.

import { announce, h, newId } from "preview/dom.js";
import { icon } from "preview/icons.js";
import { drillRows, tileLookml, tileSql } from "preview/server.js";
import { errorState, skeleton } from "preview/states.js";
import { grid } from "preview/kinds/grid.js";
import { openValue } from "preview/value.js";

export function showRows(tile, field, keys, text) {
  const { body, subtitle } = open(field.label, text ? `${text}, in ${tile.title}` : tile.title);
  const drill = { ...tile, style: {}, title: `Rows behind ${field.label}` };
  fill(body, drillRows(tile, field.name, keys), (found) => {
    const count = `${found.row_count.toLocaleString("en-US")}${found.truncated ? " first" : ""} row${found.row_count === 1 ? "" : "s"}`;
    subtitle.append(` · ${count}`);
    announce(count);
    if (found.rows.length) grid(body, drill, found, (...given) => openValue(drill, found, ...given, { canDrill: false }));
    else body.append(h("p", { class: "state" }, "No rows are behind this value."));
  });
}

export function showSql(tile) {
  const { body } = open("SQL", tile.title);
  fill(body, tileSql(tile), ({ bigquery, duckdb }) =>
    body.append(code("BigQuery, as Looker sends it", bigquery), code("DuckDB, as it is run here", duckdb)),
  );
}

export function showLookml(tile) {
  const { body } = open("LookML", tile.title);
  fill(body, tileLookml(tile), ({ file, line, text }) => body.append(code(`${file}:${line}`, text)));
}

function open(title, about) {
  const titleId = newId("panel");
  const body = h("div", { class: "panel-body" }, skeleton("table"));
  const subtitle = h("p", {}, about);
  const close = h("button", { type: "button", class: "icon-button", "aria-label": "Close", onclick: () => dialog.close() }, icon("close"));
  const dialog = h(
    "dialog",
    { class: "panel", "aria-labelledby": titleId },
    h("header", {}, h("div", {}, h("h2", { id: titleId }, title), subtitle), close),
    body,
  );
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
  dialog.showModal();
  return { body, subtitle };
}

async function fill(body, promise, draw) {
  try {
    const found = await promise;
    body.replaceChildren();
    draw(found);
  } catch (error) {
    body.replaceChildren(errorState(error));
  }
}

function code(title, text) {
  const copied = h("button", { type: "button", class: "quiet", onclick: copy }, "Copy");
  async function copy() {
    await navigator.clipboard.writeText(text);
    copied.textContent = "Copied";
    announce("Copied");
  }
  return h("section", { class: "code" }, h("div", {}, h("h3", {}, title), copied), h("pre", { tabindex: "0", "aria-label": title }, text));
}
