// A button for each value, pressed where it is wanted; none pressed means any value.

import { h, newId } from "preview/dom.js";
import { expression, values } from "preview/expression.js";
import { filterValues, onChange, setFilter } from "preview/state.js";

export function toggles(filter) {
  const labelId = newId("filter");
  const buttons = filter.options.map((value) => h("button", { type: "button", onclick: () => press(filter, value) }, value));
  const show = () => {
    const chosen = values(filterValues()[filter.name]);
    buttons.forEach((button, index) => button.setAttribute("aria-pressed", String(chosen.includes(filter.options[index]))));
  };
  onChange((changed) => changed.includes(filter.name) && show());
  show();
  return h(
    "div",
    { class: "filter toggles", role: "group", "aria-labelledby": labelId },
    h("span", { id: labelId }, filter.title),
    h("div", { class: "segments" }, ...buttons),
  );
}

function press(filter, value) {
  const chosen = values(filterValues()[filter.name]);
  const isChosen = chosen.includes(value);
  if (isChosen && chosen.length === 1 && filter.required) return;
  const kept = filter.multiple ? chosen.filter((one) => one !== value) : [];
  setFilter(filter.name, expression(isChosen ? kept : inOrder(filter, [...kept, value])));
}

const inOrder = (filter, chosen) => [...chosen].sort((one, other) => filter.options.indexOf(one) - filter.options.indexOf(other));
