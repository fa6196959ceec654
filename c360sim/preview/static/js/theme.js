// Light and dark: the system's, or the one chosen with the button. Charts take their colors from the style sheet's tokens.

import { h } from "preview/dom.js";
import { icon } from "preview/icons.js";

const system = matchMedia("(prefers-color-scheme: dark)");
const page = document.documentElement;
const heard = new Set();

export const onThemeChange = (listener) => heard.add(listener);

export const isDark = () => (page.dataset.theme ?? (system.matches ? "dark" : "light")) === "dark";

export const isStill = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

// The color of a token as the theme has it, as the charts need it.
export function token(name) {
  const probe = h("i", { style: { color: `var(--${name})`, display: "none" } });
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

export function themeButton() {
  const button = h("button", { class: "icon-button", onclick: toggle });
  const show = () => {
    button.replaceChildren(icon(isDark() ? "sun" : "moon"));
    button.setAttribute("aria-label", isDark() ? "Use the light theme" : "Use the dark theme");
    button.title = button.getAttribute("aria-label");
  };
  onThemeChange(show);
  show();
  return button;
}

function toggle() {
  page.dataset.theme = isDark() ? "light" : "dark";
  try {
    localStorage.setItem("theme", page.dataset.theme);
  } catch {
    // Storage is closed: the choice holds until the page is left.
  }
  tell();
}

const tell = () => heard.forEach((listener) => listener());

system.addEventListener("change", () => page.dataset.theme || tell());
