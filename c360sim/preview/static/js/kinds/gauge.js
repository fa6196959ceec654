// A gauge: a column chart whose `advanced_vis_config` makes it Highcharts' solid gauge, with `min`, `max` and `stops` of its axis.

import { h } from "preview/dom.js";
import { isHex, mixed, seriesColor } from "preview/colors.js";
import { cell, measures } from "preview/result.js";

const CENTER = 100;
const RADIUS = 80;

// The configuration of a gauge, or null for a tile that is none.
export function gaugeConfig(tile) {
  let config;
  try {
    config = JSON.parse(tile.style.advanced_vis_config ?? "null");
  } catch {
    return null;
  }
  return ["solidgauge", "gauge"].includes(config?.chart?.type) ? config : null;
}

export function gauge(body, tile, result, onValue) {
  const { yAxis = {}, pane = {} } = gaugeConfig(tile);
  const [field] = measures(result);
  const found = cell(result.rows[0], field);
  const { min = 0, max = 100, stops = [] } = yAxis;
  const [from, to] = [pane.startAngle ?? -90, pane.endAngle ?? 90];
  const share = Math.min(1, Math.max(0, ((found.v ?? min) - min) / (max - min || 1)));
  const at = (part) => from + (to - from) * part;
  const words = `${field.label}: ${found.t || "not known"}, on a scale from ${min} to ${max}`;
  const ticks = stops
    .slice(0, -1)
    .map(([part]) => `<path d="${arc(at(part) - 0.4, at(part) + 0.4)}" class="gauge-tick"/>`)
    .join("");
  const drawing = h("div", {
    class: "gauge",
    role: "img",
    "aria-label": words,
    html:
      `<svg viewBox="0 0 200 128" aria-hidden="true"><path d="${arc(from, to)}" class="gauge-track"/>` +
      (share > 0 ? `<path d="${arc(from, at(share))}" class="gauge-value" style="stroke:${colorAt(stops, share)}"/>` : "") +
      `${ticks}<text x="20" y="118" class="gauge-end">${Number(min)}</text><text x="180" y="118" class="gauge-end">${Number(max)}</text></svg>`,
  });
  const value = h(
    "button",
    { type: "button", class: "gauge-number", disabled: !found.drill, onclick: (event) => onValue(result.rows[0], field, null, event) },
    found.t || "–",
  );
  body.append(h("div", { class: "gauge-layout" }, drawing, h("p", { class: "gauge-text" }, value, h("span", {}, field.label))));
}

function arc(from, to) {
  const point = (degrees) => {
    const radians = ((degrees - 90) * Math.PI) / 180;
    return `${(CENTER + RADIUS * Math.cos(radians)).toFixed(2)} ${(CENTER + RADIUS * Math.sin(radians)).toFixed(2)}`;
  };
  return `M ${point(from)} A ${RADIUS} ${RADIUS} 0 ${to - from > 180 ? 1 : 0} 1 ${point(to)}`;
}

// Between two stops the color is a mixture, as Highcharts has it.
function colorAt(stops, share) {
  const known = stops.filter(([, color]) => isHex(color)).map(([part, color]) => [part, seriesColor(color)]);
  if (!known.length) return "var(--accent)";
  const next = known.findIndex(([part]) => part >= share);
  if (next === 0) return known[0][1];
  if (next === -1) return known.at(-1)[1];
  const [[low, first], [high, second]] = [known[next - 1], known[next]];
  return mixed(first, second, (share - low) / (high - low || 1));
}
