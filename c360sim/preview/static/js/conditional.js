// Conditional formatting of LookML: what color a cell's background and text get.

import { backgroundColor, isHex, mixed, readableOn } from "preview/colors.js";

const TESTS = {
  "equal to": (v, value) => same(v, value),
  "not equal to": (v, value) => !same(v, value),
  "greater than": (v, value) => v !== null && v > Number(value),
  "less than": (v, value) => v !== null && v < Number(value),
  between: (v, value) => v !== null && v >= Number(value[0]) && v <= Number(value[1]),
  "not between": (v, value) => v !== null && (v < Number(value[0]) || v > Number(value[1])),
  null: (v) => v === null,
  "not null": (v) => v !== null,
};

const same = (v, value) => (typeof v === "number" ? v === Number(value) : String(v ?? "") === String(value ?? ""));

// A function from (field, cell) to {background, color, bold, italic, strike} or null. `cellsOf(field name)` gives all cells of a field.
export function conditions(style, cellsOf) {
  const rules = style.enable_conditional_formatting ? (style.conditional_formatting ?? []).map((rule) => compiled(rule, cellsOf)) : [];
  return (field, cell) => {
    for (const rule of rules) {
      const found = rule(field, cell);
      if (found) return found;
    }
    return null;
  };
}

function compiled(rule, cellsOf) {
  const applies = (field) => (rule.fields?.length ? rule.fields.includes(field.name) : field.type === "number");
  if (rule.type === "along a scale...") return scaled(rule, applies, cellsOf);
  const test = TESTS[rule.type] ?? (() => false);
  return (field, { v }) => (applies(field) && test(v, rule.value) ? painted(rule, rule.background_color) : null);
}

function painted(rule, written) {
  const background = isHex(written) ? backgroundColor(written) : null;
  const wanted = isHex(rule.font_color) ? rule.font_color : null;
  return {
    background,
    color: background ? readableOn(background, wanted) : wanted,
    bold: rule.bold,
    italic: rule.italic,
    strike: rule.strikethrough,
  };
}

function scaled(rule, applies, cellsOf) {
  const { custom, options = {} } = rule.color_application ?? {};
  const stops = (
    custom?.stops ?? [
      { color: "#ffffff", offset: 0 },
      { color: rule.background_color, offset: 100 },
    ]
  ).filter(({ color }) => isHex(color));
  const scales = new Map();
  return (field, { v }) => {
    if (!applies(field) || typeof v !== "number") return null;
    if (!scales.has(field.name)) scales.set(field.name, scale(cellsOf(field.name), options.constraints));
    const place = scales.get(field.name)(v);
    return { ...painted(rule, colorAt(stops, options.reverse ? 1 - place : place, options.steps)), isScale: true };
  };
}

// Where a number stands between the smallest, the middle and the largest: from 0 to 1.
function scale(cells, constraints = {}) {
  const numbers = cells
    .map(({ v }) => v)
    .filter((v) => typeof v === "number")
    .sort((one, other) => one - other);
  const low = bound(constraints.min, numbers, numbers[0]);
  const high = bound(constraints.max, numbers, numbers.at(-1));
  const middle = bound(constraints.mid, numbers, (low + high) / 2);
  const part = (v, from, to) => (to === from ? 0.5 : (v - from) / (to - from));
  return (v) => Math.min(1, Math.max(0, v <= middle ? 0.5 * part(v, low, middle) : 0.5 + 0.5 * part(v, middle, high)));
}

function bound(constraint, numbers, usual) {
  if (constraint?.type === "number") return Number(constraint.value);
  if (constraint?.type === "average") return numbers.reduce((sum, v) => sum + v, 0) / numbers.length;
  if (constraint?.type === "median") return numbers[Math.floor(numbers.length / 2)];
  return usual;
}

function colorAt(stops, place, steps) {
  const stepped = steps ? Math.round(place * (steps - 1)) / (steps - 1) : place;
  const at = stepped * 100;
  const next = stops.findIndex(({ offset }) => offset >= at);
  if (next <= 0) return stops[Math.max(0, next)].color;
  const [low, high] = [stops[next - 1], stops[next]];
  return mixed(low.color, high.color, (at - low.offset) / (high.offset - low.offset));
}
