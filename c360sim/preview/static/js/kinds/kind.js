// Which drawing a tile gets. Types of Looker that are not drawn here are shown as a table, and say so.

import { h } from "preview/dom.js";
import { cartesian } from "preview/kinds/cartesian.js";
import { gauge, gaugeConfig } from "preview/kinds/gauge.js";
import { grid } from "preview/kinds/grid.js";
import { pie } from "preview/kinds/pie.js";
import { singleRecord } from "preview/kinds/single_record.js";
import { singleValue } from "preview/kinds/single_value.js";
import { measures } from "preview/result.js";

const DRAWN = {
  looker_area: cartesian,
  looker_bar: cartesian,
  looker_column: cartesian,
  looker_line: cartesian,
  looker_grid: grid,
  looker_pie: pie,
  looker_single_record: singleRecord,
  single_value: singleValue,
  table: grid,
};

const CHARTS = new Set([cartesian, gauge, pie]);

export const drawingOf = (tile) => (gaugeConfig(tile) ? gauge : (DRAWN[tile.type] ?? undrawn));

export const isChart = (tile) => CHARTS.has(drawingOf(tile));

// Whether a chart has anything to draw: a row, and a number in it.
export function hasNothing(tile, result) {
  if (!result.rows.length) return true;
  return isChart(tile) && measures(result).length === 0;
}

function undrawn(body, tile, result, onValue) {
  const name = tile.type.replace(/^looker_/, "").replaceAll("_", " ");
  body.append(h("p", { class: "undrawn" }, `Looker draws this tile as ${name}, which is not drawn here. Its rows:`));
  grid(body, tile, result, onValue);
}
