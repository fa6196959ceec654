// One value as the page shows it: text, HTML of LookML's, a link, or a button that opens what is behind it.

import { h } from "preview/dom.js";
import { isExported } from "preview/server.js";

// `onValue(event)` is called for values with several ways to go.
export function shown(cell, onValue) {
  const text = cell.h ? h("span", { html: cell.h }) : cell.t;
  if (cell.t === "" && !cell.h) return h("span", { class: "nothing", "aria-label": "no value" }, "–");
  if (isExported) return text;
  const links = cell.links ?? [];
  if (links.length === 1 && !cell.drill) return h("a", { href: links[0].url, title: links[0].label }, text);
  if (links.length || cell.drill) return h("button", { type: "button", class: links.length ? "value linked" : "value", onclick: onValue }, text);
  return text;
}
