// A number or text without suggestions: an expression as Looker takes it.

import { h } from "preview/dom.js";
import { filterValues, setFilter } from "preview/state.js";

export function numbers(filter, close) {
  const input = h("input", {
    type: "text",
    value: filterValues()[filter.name],
    "aria-label": filter.title,
    placeholder: filter.kind === "number" ? "for example >=10 or [1,5]" : "",
  });
  const apply = (event) => {
    event.preventDefault();
    if (filter.required && !input.value.trim()) return;
    setFilter(filter.name, input.value.trim());
    close();
  };
  return h("form", { class: "choose", onsubmit: apply }, h("div", { class: "span" }, input, h("button", { type: "submit" }, "Apply")));
}
