// One value as the page shows it: text, HTML of LookML's, a link, or a button that opens what is behind it.

import { backgroundColor, ofBrowser, readableOn } from "preview/colors.js";
import { h } from "preview/dom.js";
import { isExported } from "preview/server.js";

// `onValue(event)` is called for values with several ways to go.
export function shown(cell, onValue) {
  const text = cell.h ? written(cell.h) : cell.t;
  if (cell.t === "" && !cell.h) return h("span", { class: "nothing", "aria-label": "no value" }, "–");
  if (isExported) return text;
  const links = cell.links ?? [];
  if (links.length === 1 && !cell.drill) return h("a", { href: links[0].url, title: links[0].label }, text);
  if (links.length || cell.drill)
    return h("button", { type: "button", class: links.length ? "value linked" : "value", onclick: onValue }, text);
  return text;
}

// HTML of LookML's, its colors in the form that the theme needs.
function written(html) {
  const holder = h("span", { class: "written", html });
  for (const element of holder.querySelectorAll("[style]")) {
    const { backgroundColor: background, color } = element.style;
    if (!background) continue;
    const adjusted = backgroundColor(ofBrowser(background));
    element.style.backgroundColor = adjusted;
    element.style.color = readableOn(adjusted, color ? ofBrowser(color) : null);
  }
  return holder;
}
