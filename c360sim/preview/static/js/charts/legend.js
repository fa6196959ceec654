// The legend beside or below a chart: a button for each series, which hides it or shows it again.

import { h } from "preview/dom.js";

// `items` are {name, color, text}; `chart` is ECharts' and knows the series by their names.
export function legend(items, chart, { isBeside = false, title = null } = {}) {
  const list = h("ul", { class: `legend${isBeside ? " beside" : ""}`, "aria-label": "Legend" });
  if (title) list.append(h("li", { class: "title" }, title));
  for (const { name, color, text } of items) {
    const button = h(
      "button",
      {
        type: "button",
        "aria-pressed": "true",
        title: `Hide or show ${name}`,
        onclick: () => toggle(button, chart, name),
        onmouseenter: () => chart.dispatchAction({ type: "highlight", ...which(isBeside, name) }),
        onmouseleave: () => chart.dispatchAction({ type: "downplay", ...which(isBeside, name) }),
      },
      h("i", { class: "swatch", style: { background: color } }),
      h("span", { class: "name" }, name),
      text ? h("span", { class: "share" }, text) : null,
    );
    list.append(h("li", {}, button));
  }
  return list;
}

const which = (isBeside, name) => (isBeside ? { seriesIndex: 0, name } : { seriesName: name });

function toggle(button, chart, name) {
  const isShown = button.getAttribute("aria-pressed") === "true";
  button.setAttribute("aria-pressed", String(!isShown));
  chart.dispatchAction({ type: "downplay" });
  chart.dispatchAction({ type: isShown ? "legendUnSelect" : "legendSelect", name });
}
