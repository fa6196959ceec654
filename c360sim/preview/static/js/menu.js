// A menu that opens below a button or at a click: arrow keys move, Escape closes, focus goes back to where it was.

import { h } from "preview/dom.js";
import { icon } from "preview/icons.js";

// `items` are {label, icon, href} or {label, icon, action}; `at` is an element or a mouse event.
export function openMenu(items, at, label) {
  const before = document.activeElement;
  const menu = h("div", { class: "menu", role: "menu", "aria-label": label, popover: "auto", onkeydown: (event) => move(event, menu) });
  for (const item of items) menu.append(entry(item, menu));
  menu.addEventListener("toggle", ({ newState }) => {
    if (newState !== "closed") return;
    const hadFocus = menu.contains(document.activeElement) || document.activeElement === document.body;
    menu.remove();
    if (hadFocus && !document.querySelector("dialog[open]")) before?.focus?.();
  });
  document.body.append(menu);
  menu.showPopover();
  place(menu, at);
  menu.querySelector("[role=menuitem]").focus();
}

function entry(item, menu) {
  const content = [item.icon ? icon(item.icon) : null, h("span", {}, item.label)];
  if (item.href)
    return h(
      "a",
      { role: "menuitem", tabindex: "-1", href: item.href, download: item.isDownload, onclick: () => menu.hidePopover() },
      ...content,
    );
  const act = () => {
    menu.hidePopover();
    item.action();
  };
  return h("button", { type: "button", role: "menuitem", tabindex: "-1", onclick: act }, ...content);
}

// Puts a floating element below `at`, within the window.
export function place(floating, at) {
  const anchor =
    at instanceof Element ? at.getBoundingClientRect() : { left: at.clientX, right: at.clientX, bottom: at.clientY, top: at.clientY };
  const { width, height } = floating.getBoundingClientRect();
  const isAtRight = at instanceof Element && anchor.left + width > innerWidth - 8;
  const left = Math.max(8, Math.min(isAtRight ? anchor.right - width : anchor.left, innerWidth - width - 8));
  const fitsBelow = anchor.bottom + height + 6 < innerHeight;
  const top = fitsBelow ? anchor.bottom + 4 : Math.max(8, Math.min(anchor.top - height - 4, innerHeight - height - 8));
  floating.style.left = `${left}px`;
  floating.style.top = `${top}px`;
}

function move(event, menu) {
  const entries = [...menu.querySelectorAll("[role=menuitem]")];
  const at = entries.indexOf(document.activeElement);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: entries.length - 1 }[event.key];
  if (event.key === "Tab") menu.hidePopover();
  if (next === undefined) return;
  event.preventDefault();
  entries.at(next % entries.length).focus();
}
