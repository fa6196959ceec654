// Tables: pivots, totals, bars and colors in cells, sorted by a click on a column's head. Also behind "Show as table".

import { h } from "preview/dom.js";
import { shown } from "preview/cells.js";
import { conditions } from "preview/conditional.js";
import { colorOf } from "preview/charts/series.js";
import { cell, isMeasure, isNumeric, labelOf, visible } from "preview/result.js";

export function grid(body, tile, result, onValue) {
  const columns = columnsOf(tile, result);
  const paint = conditions(tile.style, (name) => cellsOf(result, name));
  const bars = barsOf(tile, result);
  const rows = (order) => order.map((index) => row(columns, result, index, paint, bars, onValue));
  const tbody = h("tbody", {}, ...rows(result.rows.map((_, index) => index)));
  const resort = (order) => tbody.replaceChildren(...rows(order));
  const table = h(
    "table",
    { class: "grid" },
    h("caption", { class: "visually-hidden" }, tile.title),
    head(result, columns, resort),
    tbody,
    foot(result, columns),
  );
  body.append(h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": `Table: ${tile.title}` }, table));
}

// A column of the table: a field, and for a pivoted one a column of the pivot or "total" for the row's.
function columnsOf(tile, result) {
  const fields = visible(result).filter((field) => !result.pivots.includes(field.name));
  const plain = fields.filter((field) => !field.pivoted);
  const pivoted = fields.filter((field) => field.pivoted);
  const order = [
    ...plain.filter((field) => !isMeasure(field)).map((field) => ({ field })),
    ...result.columns.flatMap((column) => pivoted.map((field) => ({ field, column }))),
    ...(result.row_totals.length ? pivoted.map((field) => ({ field, isRowTotal: true })) : []),
    ...plain.filter(isMeasure).map((field) => ({ field })),
  ];
  return order.map((column) => ({ ...column, label: tile.style.series_labels?.[column.field.name] ?? column.field.label }));
}

const cellAt = (result, index, { field, column, isRowTotal }) =>
  isRowTotal ? cell(result.row_totals[index], field) : cell(result.rows[index], field, column);

function cellsOf(result, name) {
  const field = result.fields.find((one) => one.name === name);
  return result.rows.flatMap((row) => (field.pivoted ? result.columns.map((column) => cell(row, field, column)) : [cell(row, field)]));
}

function head(result, columns, resort) {
  const isOneMeasure = result.pivots.length === 1 && new Set(columns.filter(({ column }) => column).map(({ field }) => field)).size === 1;
  const levels = isOneMeasure ? [] : result.pivots.map((_, level) => pivotHead(columns, level));
  const names = columns.map((column) => headCell(column, textOfHead(column, isOneMeasure), resort, result));
  return h("thead", {}, ...levels, h("tr", {}, ...names));
}

// A single measure is named by the tile: its columns only say which of the pivot they are.
function textOfHead({ label, column, isRowTotal }, isOneMeasure) {
  if (!isOneMeasure) return label;
  return column ? labelOf(column) : isRowTotal ? "Total" : label;
}

// A line of the head with the values of one pivoted field, each as wide as the columns below it.
function pivotHead(columns, level) {
  const groups = [];
  for (const { column, isRowTotal } of columns) {
    const key = column ? JSON.stringify(column.labels.slice(0, level + 1)) : isRowTotal ? "total" : "";
    if (groups.at(-1)?.key === key) groups.at(-1).span += 1;
    else groups.push({ key, span: 1, text: column ? column.labels[level] || "None" : isRowTotal ? "Total" : "" });
  }
  return h(
    "tr",
    { class: "pivot" },
    ...groups.map(({ span, text }) => (text ? h("th", { scope: "colgroup", colspan: span }, text) : h("td", { colspan: span }))),
  );
}

function headCell(column, text, resort, result) {
  const name = column.column ? `${column.label}, ${labelOf(column.column)}` : column.label;
  const button = h(
    "button",
    { type: "button", title: column.field.description || name, "aria-label": `${name}: sort`, onclick: sort },
    text,
  );
  const cellOfHead = h("th", { scope: "col", class: isNumeric(column.field) ? "number" : "", "aria-sort": "none" }, button);
  function sort() {
    const before = cellOfHead.getAttribute("aria-sort");
    const isDown = isNumeric(column.field) ? before !== "descending" : before === "ascending";
    cellOfHead
      .closest("tr")
      .querySelectorAll("[aria-sort]")
      .forEach((other) => other.setAttribute("aria-sort", "none"));
    cellOfHead.setAttribute("aria-sort", isDown ? "descending" : "ascending");
    resort(ordered(result, column, isDown));
  }
  return cellOfHead;
}

// The places of the rows in the order of a column, those without a value last.
function ordered(result, column, isDown) {
  const sign = isDown ? -1 : 1;
  const value = (index) => cellAt(result, index, column).v;
  const compare = (one, other) => (typeof one === "string" ? one.localeCompare(other, "en-US") : Number(one) - Number(other));
  return result.rows
    .map((_, index) => index)
    .sort((one, other) => {
      const [first, second] = [value(one), value(other)];
      if (first === null || second === null) return (first === null) - (second === null);
      return sign * compare(first, second);
    });
}

function row(columns, result, index, paint, bars, onValue) {
  const cells = columns.map((column, place) => {
    const found = cellAt(result, index, column);
    const open = (event) => onValue(result.rows[index], column.field, column.column, event);
    const tag = place === 0 && !isMeasure(column.field) ? "th" : "td";
    return dressed(
      h(tag, { class: classes(column.field, found), scope: tag === "th" ? "row" : null }, content(bars, column.field, found, open)),
      paint(column.field, found),
    );
  });
  return h("tr", {}, ...cells);
}

function classes(field, found) {
  if (isNumeric(field)) return "number";
  if (field.type === "date") return "date";
  return found.t.length > 32 ? "long" : found.t.length > 16 ? "text" : "short";
}

function content(bars, field, found, open) {
  const bar = bars.get(field.name);
  if (!bar || found.v === null) return shown(found, open);
  const width = `${Math.max(0, Math.min(100, (100 * found.v) / bar.most))}%`;
  return h(
    "span",
    { class: "cell-bar" },
    h("span", { class: "cell-track", "aria-hidden": "true" }, h("i", { style: { width, background: bar.color } })),
    h("span", {}, shown(found, open)),
  );
}

// Fields with bars, by name, with the number that fills a bar: everything for shares, else the largest.
function barsOf(tile, result) {
  const wanted = Object.entries(tile.style.series_cell_visualizations ?? {}).filter(([, options]) => options.is_active);
  return new Map(
    wanted.flatMap(([name], index) => {
      const field = visible(result).find((one) => one.name === name);
      if (!field) return [];
      const largest = Math.max(...cellsOf(result, name).map(({ v }) => v ?? 0));
      return [[name, { most: field.unit === "percent" && largest <= 1 ? 1 : largest || 1, color: colorOf(tile, [name], index) }]];
    }),
  );
}

function dressed(element, paint) {
  if (!paint) return element;
  element.classList.add(paint.isScale ? "painted" : "marked");
  if (!paint.isScale) element.replaceChildren(h("span", {}, ...element.childNodes));
  if (paint.background) element.style.setProperty("--cell", paint.background);
  if (paint.color) element.style.setProperty("--cell-text", paint.color);
  if (paint.bold) element.style.fontWeight = 600;
  if (paint.italic) element.style.fontStyle = "italic";
  if (paint.strike) element.style.textDecoration = "line-through";
  return element;
}

function foot(result, columns) {
  if (!Object.keys(result.totals).length) return null;
  const cells = columns.map(({ field, column, isRowTotal }, place) => {
    if (place === 0 && !isMeasure(field)) return h("th", { scope: "row" }, "Total");
    const found = isRowTotal ? { t: "" } : cell(result.totals, field, column);
    return h("td", { class: isNumeric(field) ? "number" : "" }, isMeasure(field) && found.t ? found.t : "");
  });
  return h("tfoot", {}, h("tr", {}, ...cells));
}
