// A span of days: usual ones, from one day to another, or any of Looker's expressions.

import { h } from "preview/dom.js";
import { filterValues, setFilter } from "preview/state.js";

const USUAL = [
  "7 days",
  "30 days",
  "90 days",
  "3 months",
  "6 months",
  "12 months",
  "24 months",
  "this month",
  "this quarter",
  "this year",
  "last month",
  "last quarter",
  "last year",
];

export function dates(filter, close) {
  const take = (expression) => {
    setFilter(filter.name, expression);
    close();
  };
  const own = h("input", {
    type: "text",
    value: filterValues()[filter.name],
    "aria-label": "Expression",
    placeholder: "for example 6 months ago for 3 months",
  });
  const [from, to] = ["From", "To"].map((label) => h("input", { type: "date", "aria-label": label }));
  const span = () => from.value && to.value && from.value <= to.value && take(`${from.value} to ${dayAfter(to.value)}`);
  const any = filter.required ? [] : [h("button", { type: "button", class: "quiet", onclick: () => take("") }, "Any time")];
  return h(
    "div",
    { class: "choose" },
    h(
      "div",
      { class: "presets" },
      ...USUAL.map((text) => h("button", { type: "button", "aria-pressed": String(text === own.value), onclick: () => take(text) }, text)),
    ),
    h("form", { class: "span", onsubmit: (event) => (event.preventDefault(), span()) }, from, to, h("button", { type: "submit" }, "Apply")),
    h(
      "form",
      { class: "span", onsubmit: (event) => (event.preventDefault(), take(own.value.trim())) },
      own,
      h("button", { type: "submit" }, "Apply"),
    ),
    ...any,
  );
}

// A span of Looker's ends before its last day, a person's with it.
function dayAfter(day) {
  const next = new Date(`${day}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return next.toISOString().slice(0, 10);
}
