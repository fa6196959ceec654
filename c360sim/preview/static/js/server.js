// All that is asked of the server; in an exported page the answers are embedded, and nothing is asked.

import { embedded } from "preview/dom.js";
import { dashboard, filterValues } from "preview/state.js";

const results = embedded("results");

export const isExported = results !== null;

export class ServerError extends Error {
  constructor(message, place) {
    super(message);
    this.place = place;
  }
}

const base = `/api/dashboards/${encodeURIComponent(dashboard.name)}`;

async function ask(path, query, signal) {
  const parameters = new URLSearchParams(query);
  let answer;
  try {
    answer = await fetch(parameters.size ? `${path}?${parameters}` : path, { signal });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new ServerError("The preview's server does not answer. Is it still running?", null);
  }
  const body = await answer.json().catch(() => null);
  if (!answer.ok) throw new ServerError(body?.error?.message ?? `The server answers ${answer.status}.`, body?.error?.place);
  return body;
}

// The filters that a tile listens to, also the empty ones: an absent filter would take its default.
export function heardBy(tile) {
  const filters = filterValues();
  return Object.fromEntries(tile.listens.filter((name) => name in filters).map((name) => [name, filters[name]]));
}

const tilePath = (tile) => `${base}/tiles/${encodeURIComponent(tile.name)}`;

export async function tileResult(tile, signal) {
  return isExported ? results[tile.name] : ask(tilePath(tile), heardBy(tile), signal);
}

export async function tileSql(tile) {
  return isExported ? results[tile.name].sql : ask(`${tilePath(tile)}/sql`, heardBy(tile));
}

export async function tileLookml(tile) {
  return isExported ? results[tile.name].lookml : ask(`${tilePath(tile)}/lookml`, {});
}

export const csvAddress = (tile) => `${tilePath(tile)}/download.csv?${new URLSearchParams(heardBy(tile))}`;

// The rows behind one value: `keys` are the values of the row's dimensions (and of its pivot column), by field.
export function drillRows(tile, field, keys, signal) {
  const query = { ...heardBy(tile), field };
  for (const [name, value] of Object.entries(keys)) query[`key.${name}`] = value ?? "";
  return ask(`${tilePath(tile)}/drill`, query, signal);
}

export async function suggestions(filter, typed, signal) {
  if (isExported) return [];
  const others = Object.fromEntries(Object.entries(filterValues()).filter(([name]) => name !== filter));
  const { values } = await ask(`${base}/filters/${encodeURIComponent(filter)}/suggestions`, { ...others, q: typed }, signal);
  return values;
}

export const freshDashboard = () => ask(base, {});

// Calls `listener(error)` after every edit of the project. A tab that is not seen does not listen, since a browser has few connections to a
// server for all its tabs; when it is seen again, it hears whether it missed an edit.
export function onLookmlChange(listener) {
  if (isExported) return;
  let source = null;
  let known = null;
  const heard = ({ data }) => {
    const { error, version } = JSON.parse(data);
    if (known === null ? error : version !== known) listener(error);
    known = version;
  };
  const follow = () => {
    source?.close();
    source = document.hidden ? null : new EventSource("/events");
    for (const name of ["hello", "changed"]) source?.addEventListener(name, heard);
  };
  document.addEventListener("visibilitychange", follow);
  follow();
}
