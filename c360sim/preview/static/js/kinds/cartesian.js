// Columns, bars, lines and areas, also mixed; side by side, stacked, or as shares of all.

import { canvas, draw } from "preview/charts/canvas.js";
import { categoryAxis, valueAxes } from "preview/charts/axes.js";
import { described } from "preview/charts/description.js";
import { legend } from "preview/charts/legend.js";
import { look, rows } from "preview/charts/tooltip.js";
import { seriesOf } from "preview/charts/series.js";
import { contrast, isHex } from "preview/colors.js";
import { categories, isTime } from "preview/result.js";
import { token } from "preview/theme.js";

export function cartesian(body, tile, result, onValue) {
  const plan = planned(tile, result);
  const element = canvas(described(tile, plan.names, plan.all));
  body.append(element);
  const chart = draw(element, (width, height) => option(plan, width, height));
  if (plan.all.length > 1 && tile.style.hide_legend !== true) {
    body.append(legend(plan.all, chart));
    chart.resize();
  }
  chart.on("click", ({ seriesIndex, dataIndex, event }) =>
    onValue(result.rows[dataIndex], plan.all[seriesIndex].field, plan.all[seriesIndex].column, event.event),
  );
}

function planned(tile, result) {
  const all = seriesOf(tile, result);
  const isPercent = tile.style.stacking === "percent";
  const sums = result.rows.map((_, row) => all.reduce((sum, one) => sum + Math.abs(one.cells[row].v ?? 0), 0));
  return {
    tile,
    all,
    names: categories(result),
    isTime: isTime(result),
    isBar: tile.type === "looker_bar",
    isStacked: Boolean(tile.style.stacking),
    isPercent,
    sums,
    axes: valueAxes(tile, all),
  };
}

function option(plan, width, height) {
  const { tile, all, names, axes, isBar } = plan;
  const upright = Math.max(44, (width - 60) / Math.max(1, names.length) - 8);
  const category = categoryAxis(names, {
    isTime: plan.isTime && !isBar,
    isUpright: !isBar,
    room: isBar ? Math.min(200, width * 0.38, widest(names)) : upright,
  });
  const numbers = axes.map((axis) => axis.option);
  const hasName = numbers.some((axis) => axis.name) && !isBar;
  const hasRoomForLabels = tile.style.show_value_labels === true && isBar;
  return {
    grid: { left: 6, right: hasRoomForLabels ? 64 : isBar ? 22 : 12, top: hasName ? 30 : 10, bottom: 10, containLabel: true },
    xAxis: isBar ? numbers.map((axis) => ({ ...axis, name: "", splitNumber: Math.max(2, Math.floor(width / 130)) })) : category,
    yAxis: isBar ? category : numbers.map((axis) => ({ ...axis, splitNumber: Math.max(2, Math.min(5, Math.floor(height / 55))) })),
    legend: { show: false },
    tooltip: { ...look(), trigger: "axis", axisPointer: pointer(all), formatter: (found) => tooltip(plan, found) },
    series: all.map((one) => drawn(plan, one)),
  };
}

// Wrapped labels take all the room that they are given, so it is no more than the widest needs.
const measure = document.createElement("canvas").getContext("2d");

function widest(names) {
  measure.font = `12px ${getComputedStyle(document.body).fontFamily}`;
  return Math.ceil(Math.max(0, ...names.map((name) => measure.measureText(name).width))) + 2;
}

const pointer = (all) => ({
  type: all.every((one) => one.kind === "line" || one.kind === "area") ? "line" : "shadow",
  lineStyle: { color: token("line-strong"), type: "solid" },
  shadowStyle: { color: token("hover") },
});

function tooltip(plan, found) {
  const lines = found.map(({ seriesIndex, dataIndex }) => {
    const { color, name, cells } = plan.all[seriesIndex];
    const share =
      plan.isPercent && plan.sums[dataIndex] ? `${((100 * (cells[dataIndex].v ?? 0)) / plan.sums[dataIndex]).toFixed(1)}%` : undefined;
    return { color, name, text: cells[dataIndex].t, share };
  });
  const known = lines.filter(({ text }) => text !== "");
  return rows(plan.names[found[0].dataIndex], plan.isStacked ? known.reverse() : known);
}

function drawn(plan, one) {
  const { tile, axes, isBar, isPercent, isStacked, sums } = plan;
  const axisIndex = axes.findIndex((axis) => axis.members.includes(one));
  const values = one.cells.map(({ v }, row) => (isPercent && v !== null ? v / (sums[row] || 1) : v));
  return {
    name: one.name,
    data: values,
    [isBar ? "xAxisIndex" : "yAxisIndex"]: axisIndex,
    stack: isStacked && one.kind !== "line" ? `axis ${axisIndex}` : undefined,
    cursor: "pointer",
    itemStyle: { color: one.color },
    emphasis: { focus: plan.all.length > 1 ? "series" : "none", blurScope: "coordinateSystem" },
    blur: { itemStyle: { opacity: 0.35 }, lineStyle: { opacity: 0.35 }, areaStyle: { opacity: 0.2 } },
    label: valueLabels(tile, one, isStacked),
    labelLayout: { hideOverlap: true },
    ...SHAPES[one.kind](one, plan),
  };
}

const SHAPES = { column: columnShape, bar: columnShape, line: lineShape, area: areaShape };

function columnShape(one, { isBar, isStacked }) {
  const round = isStacked ? 0 : isBar ? [0, 4, 4, 0] : [4, 4, 0, 0];
  const edge = isStacked ? { borderColor: token("surface"), borderWidth: 0.5 } : {};
  return {
    type: "bar",
    barMaxWidth: isBar ? 24 : 44,
    barGap: "8%",
    barCategoryGap: "28%",
    itemStyle: { color: one.color, borderRadius: round, ...edge },
  };
}

function lineShape(one, { tile }) {
  const isSparse = one.cells.length <= 12;
  return {
    type: "line",
    z: 4,
    symbol: "circle",
    symbolSize: 6,
    showSymbol: isSparse || one.cells.filter(({ v }) => v !== null).length === 1,
    connectNulls: tile.style.discontinuous_nulls === false,
    smooth: tile.style.interpolation === "monotone" ? 0.3 : false,
    step: tile.style.interpolation === "step" ? "middle" : false,
    lineStyle: { color: one.color, width: 2.5 },
  };
}

function areaShape(one, plan) {
  return {
    ...lineShape(one, plan),
    z: 2,
    showSymbol: false,
    lineStyle: { color: one.color, width: 1.5 },
    areaStyle: { color: one.color, opacity: plan.isStacked ? 0.55 : 0.22 },
  };
}

function valueLabels(tile, one, isStacked) {
  if (tile.style.show_value_labels !== true) return { show: false };
  const inner = isHex(one.color) && contrast(one.color, "#ffffff") >= 4.5 ? "#ffffff" : "#14181f";
  const isBar = one.kind === "bar";
  return {
    show: true,
    position: isStacked ? "inside" : isBar ? "right" : "top",
    color: isStacked ? inner : token("text"),
    fontSize: 12,
    fontWeight: 500,
    formatter: ({ dataIndex }) => one.cells[dataIndex].t,
  };
}
