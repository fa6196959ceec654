// What the page shows, kept in its address: the filters by name (only those that differ from their defaults) and the tab.

import { embedded } from "preview/dom.js";

export const dashboard = embedded("dashboard");
export const dashboards = embedded("dashboards");

const heard = new Set();

// Calls `listener(names of filters that changed, whether the tab changed)` after every change, also by back and forward.
export const onChange = (listener) => heard.add(listener);

let current = read();

function read() {
  const query = new URLSearchParams(location.search);
  const filters = {};
  for (const { name, default: usual } of dashboard.filters) filters[name] = query.has(name) ? query.get(name) : usual || "";
  const tabs = dashboard.tabs.map((tab) => tab.name);
  return { filters, tab: tabs.includes(query.get("tab")) ? query.get("tab") : (tabs[0] ?? null) };
}

export const filterValues = () => current.filters;
export const tab = () => current.tab;

export const setFilter = (name, value) => change({ ...current, filters: { ...current.filters, [name]: value } });
export const setFilters = (filters) => change({ ...current, filters: { ...current.filters, ...filters } });
export const setTab = (name) => change({ ...current, tab: name });

function change(next) {
  const before = current;
  current = next;
  const address = `${location.pathname}${search(next)}`;
  if (address !== `${location.pathname}${location.search}`) history.pushState(null, "", address);
  tell(before);
}

function search({ filters, tab: shown }) {
  const query = new URLSearchParams();
  for (const { name, default: usual } of dashboard.filters) if (filters[name] !== (usual || "")) query.set(name, filters[name]);
  if (shown && shown !== dashboard.tabs[0].name) query.set("tab", shown);
  return query.size ? `?${query}` : "";
}

function tell(before) {
  const changed = Object.keys(current.filters).filter((name) => current.filters[name] !== before.filters[name]);
  const isOtherTab = current.tab !== before.tab;
  if (changed.length || isOtherTab) for (const listener of heard) listener(changed, isOtherTab);
}

addEventListener("popstate", () => {
  const before = current;
  current = read();
  tell(before);
});

// The address of another dashboard, with the filters carried that it has too.
export function addressOf({ name, carries }) {
  const query = new URLSearchParams();
  for (const filter of carries ?? []) if (current.filters[filter]) query.set(filter, current.filters[filter]);
  return `/dashboards/${encodeURIComponent(name)}${query.size ? `?${query}` : ""}`;
}
