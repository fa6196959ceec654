// What a tile shows in place of its result: that it is loading, has nothing to show, or failed.

import { h } from "preview/dom.js";
import { icon } from "preview/icons.js";

const LINES = { value: 2, chart: 9, table: 6 };

export function skeleton(shape) {
  return h(
    "div",
    { class: `skeleton ${shape}`, "aria-hidden": "true" },
    ...Array.from({ length: LINES[shape] }, (_, index) => h("i", { style: { "--nth": index } })),
  );
}

export const emptyState = () =>
  h("div", { class: "state" }, icon("empty"), h("p", {}, "Nothing to show"), h("p", { class: "hint" }, "No rows for these filters."));

export function errorState({ message, place }) {
  return h(
    "div",
    { class: "state error", role: "alert" },
    icon("warning"),
    h("p", {}, message),
    place ? h("p", { class: "hint" }, h("code", {}, place)) : null,
  );
}
