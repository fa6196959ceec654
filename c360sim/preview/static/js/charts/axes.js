// The axes of charts: names of rows on one, numbers on the other; a second one of numbers where the tile has `y_axes` for it.

import { token } from "preview/theme.js";
import { compact, formatter } from "preview/numbers.js";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

export function categoryAxis(names, { isTime, isUpright, room }) {
  const label = { color: token("muted"), fontSize: 12, hideOverlap: true, margin: 10 };
  if (isTime) return { ...base(), data: names, axisLabel: { ...label, formatter: shortDay, showMinLabel: true } };
  if (isUpright) return { ...base(), data: names, axisLabel: { ...label, interval: 0, width: room, overflow: "break", lineHeight: 15 } };
  return {
    ...base(),
    data: names,
    inverse: true,
    axisLabel: { ...label, color: token("text"), interval: 0, width: room, overflow: "break", lineHeight: 15 },
  };
}

const base = () => ({ type: "category", axisTick: { show: false }, axisLine: { lineStyle: { color: token("line-strong") } } });

// 2025-03 as Mar 2025; other days as they are.
export function shortDay(text) {
  const month = /^(\d{4})-(\d\d)$/.exec(text);
  if (month) return `${MONTHS[month[2] - 1]} ’${month[1].slice(2)}`;
  const day = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  return day ? `${MONTHS[day[2] - 1]} ${Number(day[3])}` : text;
}

// One axis for all series, or those that the tile's `y_axes` give, each with the indexes of its series.
export function valueAxes(tile, all) {
  const groups = grouped(tile.style.y_axes ?? [], all);
  return groups.map((group, index) => axis(tile, group, index));
}

function grouped(wanted, all) {
  const taken = new Set();
  const groups = wanted.map((one) => {
    const ids = (one.series ?? []).flatMap((member) => [member.id, member.axisId]);
    const members = all.filter((found) => !taken.has(found) && found.keys.some((key) => ids.includes(key)));
    members.forEach((found) => taken.add(found));
    return { options: one, members };
  });
  const rest = all.filter((found) => !taken.has(found));
  if (!groups.length) return [{ options: {}, members: rest }];
  groups[0].members.push(...rest);
  return groups.filter((group) => group.members.length);
}

function axis(tile, { options, members }, index) {
  const isPercentOfAll = tile.style.stacking === "percent";
  const unit = isPercentOfAll ? "percent" : members[0].field.unit;
  const format = options.tickFormat ?? options.valueFormat ?? (index === 0 && !isPercentOfAll ? tile.style.y_axis_value_format : null);
  return {
    members,
    option: {
      type: "value",
      position: options.orientation,
      name: options.label ?? tile.style.y_axis_labels?.[index] ?? "",
      nameTextStyle: {
        color: token("muted"),
        fontSize: 11,
        align: options.orientation === "right" ? "right" : "left",
        padding: [0, 0, 2, 0],
      },
      min: tile.style.y_axis_min?.[index] ?? options.minValue ?? undefined,
      max: isPercentOfAll ? 1 : (tile.style.y_axis_max?.[index] ?? options.maxValue ?? undefined),
      scale: isAllLines(members) && !tile.style.stacking && tile.style.y_axis_scale_mode !== "linear_from_zero",
      splitNumber: 4,
      interval: isPercentOfAll ? 0.25 : undefined,
      alignTicks: index > 0,
      minInterval: unit === "number" && members.every((one) => one.field.decimals === 0) ? 1 : undefined,
      axisLabel: { color: token("muted"), fontSize: 12, formatter: format ? formatter(format) : (value) => compact(value, unit) },
      splitLine: { show: index === 0 && tile.style.y_axis_gridlines !== false, lineStyle: { color: token("grid-line") } },
      axisLine: { show: false },
      axisTick: { show: false },
    },
  };
}

const isAllLines = (members) => members.every((one) => one.kind === "line");
