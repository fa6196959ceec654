// The filters of a dashboard: those that Looker shows inline as they are, the others as a button that opens them.

import { byId, h, newId } from "preview/dom.js";
import { icon } from "preview/icons.js";
import { dates } from "preview/filters/dates.js";
import { choices } from "preview/filters/choices.js";
import { numbers } from "preview/filters/numbers.js";
import { toggles } from "preview/filters/toggles.js";
import { shownValue } from "preview/filters/shown_value.js";
import { place } from "preview/menu.js";
import { isExported } from "preview/server.js";
import { dashboard, filterValues, onChange, setFilters } from "preview/state.js";

const TOGGLES = ["button_toggles", "button_group", "radio_buttons", "checkboxes"];

export function showFilters() {
  const bar = byId("filters");
  if (!dashboard.filters.length) return bar.remove();
  bar.append(...dashboard.filters.map(isExported ? fixed : control), isExported ? "" : clearButton());
}

function control(filter) {
  if (TOGGLES.includes(filter.control) && filter.options) return toggles(filter);
  return opener(filter);
}

// In an exported page filters only tell what was asked.
function fixed(filter) {
  const value = h("b", {});
  shownValue(filter, filterValues()[filter.name]).then((text) => value.replaceChildren(text));
  return h("span", { class: "filter fixed" }, h("span", {}, filter.title), value);
}

function opener(filter) {
  const value = h("b", {});
  const button = h(
    "button",
    { type: "button", class: "filter opener", "aria-haspopup": "dialog", "aria-expanded": "false" },
    h("span", {}, filter.title),
    value,
    icon("down"),
  );
  button.addEventListener("click", () => open(filter, button));
  const show = async () => {
    const wanted = filterValues()[filter.name];
    button.classList.toggle("is-set", Boolean(wanted));
    const text = await shownValue(filter, wanted);
    if (wanted === filterValues()[filter.name]) value.textContent = text;
  };
  onChange((changed) => changed.includes(filter.name) && show());
  show();
  return button;
}

function open(filter, button) {
  const titleId = newId("filter");
  const popover = h(
    "div",
    { class: "popover", popover: "auto", role: "dialog", "aria-labelledby": titleId },
    h("h2", { id: titleId }, filter.title),
  );
  const close = () => popover.hidePopover();
  popover.append(panel(filter, close));
  popover.addEventListener("toggle", ({ newState }) => {
    button.setAttribute("aria-expanded", String(newState === "open"));
    if (newState !== "closed") return;
    if (popover.contains(document.activeElement)) button.focus();
    popover.remove();
  });
  button.after(popover);
  popover.showPopover();
  place(popover, button);
  popover.querySelector("input, button")?.focus();
}

function panel(filter, close) {
  if (filter.kind === "date") return dates(filter, close);
  if (filter.kind === "yesno") return choices({ ...filter, options: ["Yes", "No"], multiple: false }, close);
  return filter.suggest ? choices(filter, close) : numbers(filter, close);
}

function clearButton() {
  const clear = () => setFilters(Object.fromEntries(dashboard.filters.map((filter) => [filter.name, filter.default])));
  const button = h("button", { type: "button", class: "quiet", onclick: clear }, "Reset filters");
  const show = () => (button.hidden = dashboard.filters.every((filter) => filterValues()[filter.name] === filter.default));
  onChange(show);
  show();
  return button;
}
