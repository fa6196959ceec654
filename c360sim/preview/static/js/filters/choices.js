// A search among the values of a field: one is chosen, or several as tags. Also finds a customer by name or number.

import { announce, debounced, h, newId } from "preview/dom.js";
import { icon } from "preview/icons.js";
import { expression, values } from "preview/expression.js";
import { suggestions } from "preview/server.js";
import { filterValues, setFilter } from "preview/state.js";

export function choices(filter, close) {
  const isSingle = !filter.multiple;
  let chosen = values(filterValues()[filter.name]);
  const listId = newId("choices");
  const tags = h("div", { class: "tags" });
  const list = h("ul", {
    class: "choices",
    id: listId,
    role: "listbox",
    "aria-label": filter.title,
    "aria-multiselectable": isSingle ? null : "true",
  });
  const input = h("input", {
    type: "text",
    role: "combobox",
    "aria-expanded": "true",
    "aria-controls": listId,
    "aria-autocomplete": "list",
    "aria-label": `Search ${filter.title}`,
    placeholder: isSingle ? "Name or number" : "Search",
    autocomplete: "off",
    spellcheck: "false",
  });
  const apply = debounced(200, () => setFilter(filter.name, expression(chosen)));

  function choose(value) {
    if (isSingle) {
      setFilter(filter.name, expression([value]));
      return close();
    }
    chosen = chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value];
    show();
    apply();
  }

  function show() {
    tags.replaceChildren(...(isSingle ? [] : chosen.map((value) => tag(value, () => choose(value)))));
    for (const option of list.children) option.setAttribute("aria-selected", String(chosen.includes(option.dataset.value)));
  }

  let asking;
  async function search() {
    asking?.abort();
    asking = new AbortController();
    try {
      const found = filter.options
        ? matching(filter.options, input.value)
        : await suggestions(filter.name, input.value.trim(), asking.signal);
      fill(found);
    } catch (error) {
      if (error.name !== "AbortError") list.replaceChildren(h("li", { class: "none" }, error.message));
    }
  }

  function fill(found) {
    list.replaceChildren(...found.map(({ value, label }) => option(value, label, isSingle, () => choose(value))));
    if (!found.length) list.append(h("li", { class: "none" }, "Nothing found"));
    announce(`${found.length} found`);
    activate(input, list, isSingle && input.value ? 0 : -1);
    show();
  }

  input.addEventListener("input", debounced(120, search));
  input.addEventListener("keydown", (event) => keyed(event, input, list));
  search();
  const any = filter.required
    ? null
    : h("button", { type: "button", class: "quiet", onclick: () => (setFilter(filter.name, ""), close()) }, "Any value");
  return h("div", { class: "choose" }, h("label", { class: "search" }, icon("search"), input), tags, list, any);
}

const matching = (options, typed) =>
  options.filter((value) => value.toLowerCase().includes(typed.toLowerCase())).map((value) => ({ value, label: value }));

function tag(value, remove) {
  return h("button", { type: "button", class: "tag", "aria-label": `Remove ${value}`, onclick: remove }, value, icon("close"));
}

function option(value, label, isSingle, choose) {
  const [name, number] = isSingle ? label.split(" · ") : [label];
  return h(
    "li",
    {
      role: "option",
      id: newId("choice"),
      "data-value": value,
      "aria-selected": "false",
      onclick: choose,
      onmousedown: (event) => event.preventDefault(),
    },
    h("span", { class: "tick" }, icon("check")),
    h("span", {}, name),
    number ? h("small", {}, number) : null,
  );
}

function activate(input, list, index) {
  const options = [...list.querySelectorAll("[role=option]")];
  options.forEach((one, at) => one.classList.toggle("is-active", at === index));
  if (options[index]) {
    input.setAttribute("aria-activedescendant", options[index].id);
    options[index].scrollIntoView({ block: "nearest" });
  } else input.removeAttribute("aria-activedescendant");
}

function keyed(event, input, list) {
  const options = [...list.querySelectorAll("[role=option]")];
  const at = options.findIndex((one) => one.classList.contains("is-active"));
  if (event.key === "ArrowDown") activate(input, list, Math.min(at + 1, options.length - 1));
  else if (event.key === "ArrowUp") activate(input, list, Math.max(at - 1, 0));
  else if (event.key === "Enter") options[at]?.click();
  else return;
  event.preventDefault();
}
