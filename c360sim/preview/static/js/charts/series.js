// The series of a chart as its tile wants them: their colors, names and types.

import { isHex, palette, seriesColor } from "preview/colors.js";
import { series } from "preview/result.js";

const KINDS = {
  looker_column: "column",
  looker_bar: "bar",
  looker_line: "line",
  looker_area: "area",
  column: "column",
  bar: "bar",
  line: "line",
  area: "area",
};

export function seriesOf(tile, result) {
  return series(result).map((one, index) => ({
    ...one,
    index,
    name: written(tile.style.series_labels, one.keys) ?? one.name,
    color: colorOf(tile, one.keys, index),
    kind: KINDS[written(tile.style.series_types, one.keys)] ?? KINDS[tile.type],
  }));
}

export function colorOf(tile, keys, index) {
  const own = written(tile.style.series_colors, keys) ?? (Array.isArray(tile.style.colors) ? tile.style.colors[index] : null);
  const colors = palette();
  return isHex(own) ? seriesColor(own) : colors[index % colors.length];
}

const written = (options, keys) => options?.[keys.find((key) => options[key] !== undefined)];
