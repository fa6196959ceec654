// Pies, and donuts by `inner_radius`: a slice for each row, its name and share in a legend or at the slice.

import { canvas, draw } from "preview/charts/canvas.js";
import { described } from "preview/charts/description.js";
import { legend } from "preview/charts/legend.js";
import { look, rows } from "preview/charts/tooltip.js";
import { colorOf } from "preview/charts/series.js";
import { categories, cell, dimensions, measures } from "preview/result.js";
import { token } from "preview/theme.js";

export function pie(body, tile, result, onValue) {
  const slices = slicesOf(tile, result);
  const layout = body.appendChild(document.createElement("div"));
  layout.className = "pie-layout";
  const [field] = measures(result);
  const element = canvas(
    described(
      tile,
      slices.map((slice) => slice.name),
      [{ name: field.label, cells: slices.map((slice) => slice.cell) }],
    ),
  );
  layout.append(element);
  const hasLegend = tile.style.value_labels !== "labels" && tile.style.value_labels !== "none";
  const chart = draw(element, () => option(tile, slices, field, !hasLegend));
  if (hasLegend) {
    layout.append(
      legend(
        slices.map((slice) => ({ ...slice, text: labelText(tile, slice) })),
        chart,
        {
          isBeside: true,
          title: dimensions(result)
            .map((one) => one.label)
            .join(" – "),
        },
      ),
    );
    chart.resize();
  }
  chart.on("click", ({ dataIndex, event }) => onValue(slices[dataIndex].row, field, null, event.event));
}

function slicesOf(tile, result) {
  const [field] = measures(result);
  const names = categories(result);
  const values = result.rows.map((row) => Math.max(0, cell(row, field).v ?? 0));
  const sum = values.reduce((one, other) => one + other, 0) || 1;
  return result.rows.map((row, index) => ({
    row,
    name: tile.style.series_labels?.[names[index]] ?? names[index],
    value: values[index],
    cell: cell(row, field),
    share: `${((100 * values[index]) / sum).toFixed(1)}%`,
    color: colorOf(tile, [names[index]], index),
  }));
}

function labelText(tile, { cell: { t }, share }) {
  return (tile.style.label_type ?? "labPer").toLowerCase().includes("val") ? t : share;
}

function option(tile, slices, field, hasLabels) {
  const inner = Number(tile.style.inner_radius ?? 0);
  return {
    tooltip: { ...look(), trigger: "item", formatter: ({ dataIndex }) => tooltip(slices[dataIndex], field) },
    legend: { show: false },
    series: [
      {
        type: "pie",
        radius: [`${inner ? Math.min(85, inner * 1.2) : 0}%`, hasLabels ? "72%" : "96%"],
        center: ["50%", "50%"],
        cursor: "pointer",
        itemStyle: { borderColor: token("surface"), borderWidth: 2, borderRadius: inner ? 4 : 2 },
        label: {
          show: hasLabels,
          color: token("text"),
          formatter: ({ dataIndex }) => `${slices[dataIndex].name} ${labelText(tile, slices[dataIndex])}`,
        },
        labelLine: { show: hasLabels },
        emphasis: { scale: false, focus: "self" },
        blur: { itemStyle: { opacity: 0.4 } },
        data: slices.map(({ name, value, color }) => ({ name, value, itemStyle: { color } })),
      },
    ],
  };
}

const tooltip = ({ name, color, cell: { t }, share }, field) => rows(name, [{ color, name: field.label, text: t, share }]);
