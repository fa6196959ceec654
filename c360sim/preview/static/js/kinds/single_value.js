// One big number or word, compared with another where the tile says so.

import { h } from "preview/dom.js";
import { icon } from "preview/icons.js";
import { shown } from "preview/cells.js";
import { conditions } from "preview/conditional.js";
import { cell, isMeasure, visible } from "preview/result.js";

export function singleValue(body, tile, result, onValue) {
  const [main, other] = fieldsOf(result);
  const [first] = result.rows;
  const valueOf = (field) => (field.pivoted ? cell(first, field, result.columns[0]) : cell(first, field));
  const found = valueOf(main);
  const value = h(
    "p",
    { class: "big-value", style: { "--length": Math.max(6, found.t.length) } },
    shown(found, (event) => onValue(first, main, null, event)),
  );
  paint(value, conditions(tile.style, () => [found])(main, found));
  const compared = tile.style.show_comparison && other ? comparison(tile.style, found, valueOf(other), other) : null;
  const title = tile.style.single_value_title ? h("p", { class: "value-title" }, tile.style.single_value_title) : null;
  const nothing = h("p", { class: "comparison", "aria-hidden": "true" }, "\u00a0");
  body.append(h("div", { class: "single-value" }, value, title, compared ?? nothing));
}

// The first measure and what follows it; without measures, the first dimension.
function fieldsOf(result) {
  const fields = visible(result);
  const measured = fields.filter(isMeasure);
  return measured.some((field) => field.kind === "measure") ? measured : fields;
}

function paint(value, found) {
  if (!found) return;
  value.classList.add("painted");
  if (found.background) value.style.setProperty("--cell", found.background);
  if (found.color) value.style.setProperty("--cell-text", found.color);
}

function comparison(style, found, compared, field) {
  const label = style.show_comparison_label === false ? "" : (style.comparison_label ?? field.label);
  if (style.comparison_type === "change") return change(compared, label, style.comparison_reverse_colors === true);
  if (style.comparison_type?.startsWith("progress"))
    return progress(found, compared, label, style.comparison_type === "progress_percentage");
  return h("p", { class: "comparison" }, h("b", {}, compared.t || "–"), label ? ` ${label}` : "");
}

function change({ v, t }, label, isReversed) {
  if (v === null) return h("p", { class: "comparison" }, h("b", {}, "–"), ` ${label}`);
  const isGood = isReversed ? v < 0 : v > 0;
  const tone = v === 0 ? "even" : isGood ? "good" : "bad";
  const arrow = v === 0 ? null : icon(v > 0 ? "up_arrow" : "down_arrow");
  const words = v === 0 ? "unchanged" : v > 0 ? "up" : "down";
  return h(
    "p",
    { class: "comparison" },
    h("span", { class: `change ${tone}` }, arrow, h("span", { class: "visually-hidden" }, words), h("b", {}, t.replace(/^-/, ""))),
    label ? ` ${label}` : "",
  );
}

function progress(found, compared, label, isPercentage) {
  const share = compared.v ? (found.v ?? 0) / compared.v : 0;
  const text = isPercentage
    ? `${(100 * share).toLocaleString("en-US", { maximumFractionDigits: 1 })}% of ${compared.t || "–"}`
    : `of ${compared.t || "–"}`;
  const bar = h(
    "div",
    {
      class: "progress",
      role: "progressbar",
      "aria-valuemin": "0",
      "aria-valuemax": "100",
      "aria-valuenow": Math.round(100 * share),
      "aria-label": `${text} ${label}`,
    },
    h("i", { style: { width: `${Math.max(0, Math.min(100, 100 * share))}%` } }),
  );
  return h("div", { class: "compared" }, bar, h("p", { class: "comparison" }, h("b", {}, text), label ? ` ${label}` : ""));
}
