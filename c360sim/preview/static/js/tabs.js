// The tabs of a dashboard.

import { byId, h } from "preview/dom.js";
import { dashboard, onChange, setTab, tab } from "preview/state.js";

export function showTabs() {
  if (!dashboard.tabs.length) return;
  const tabs = dashboard.tabs.map(({ name, label }) =>
    h(
      "button",
      { type: "button", role: "tab", id: `tab-${name}`, "aria-controls": "tiles", "data-name": name, onclick: () => setTab(name) },
      label,
    ),
  );
  const list = h("div", { class: "tablist", role: "tablist", "aria-label": "Tabs", onkeydown: (event) => move(event, tabs) }, ...tabs);
  const mark = () => {
    for (const one of tabs) {
      const isShown = one.dataset.name === tab();
      one.setAttribute("aria-selected", String(isShown));
      one.tabIndex = isShown ? 0 : -1;
    }
    byId("tiles").setAttribute("role", "tabpanel");
    byId("tiles").setAttribute("aria-labelledby", `tab-${tab()}`);
  };
  byId("tabs").replaceChildren(list);
  onChange((_, isOtherTab) => isOtherTab && mark());
  mark();
}

function move(event, tabs) {
  const at = tabs.indexOf(document.activeElement);
  const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  const one = tabs.at(next % tabs.length);
  one.focus();
  setTab(one.dataset.name);
}
