// Elements made in one call: h("button", {class: "x", onclick: f, "aria-pressed": true}, "text", child).

export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) set(element, name, value);
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

function set(element, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
  else if (name === "style") Object.entries(value).forEach(([property, of]) => element.style.setProperty(property, of));
  else if (name === "html") element.innerHTML = value;
  else element.setAttribute(name, value === true && !name.startsWith("aria-") ? "" : String(value));
}

export const byId = (id) => document.getElementById(id);

// The JSON that the page was served with, or null.
export function embedded(id) {
  const script = byId(id);
  return script && JSON.parse(script.textContent);
}

export const escaped = (text) => String(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

let ids = 0;
export const newId = (stem) => `${stem}-${(ids += 1)}`;

// What a screen reader should say, once it has said all else.
export function announce(text) {
  byId("status").textContent = text;
}

export function debounced(milliseconds, action) {
  let timer;
  return (...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => action(...given), milliseconds);
  };
}
