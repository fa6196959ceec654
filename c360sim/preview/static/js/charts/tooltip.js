// What floats over a chart: the row's name, and each series with the server's text for its number.

import { escaped } from "preview/dom.js";
import { token } from "preview/theme.js";
import { shortDay } from "preview/charts/axes.js";

export const look = () => ({
  confine: true,
  backgroundColor: token("raised"),
  borderColor: token("line-strong"),
  borderWidth: 1,
  padding: [10, 12],
  extraCssText: "border-radius:10px;box-shadow:var(--shadow-high);max-width:min(380px,90vw);white-space:normal;",
  textStyle: { color: token("text"), fontSize: 13 },
  transitionDuration: 0.1,
});

export function rows(title, lines) {
  const body = lines.map(
    ({ color, name, text, share }) =>
      `<tr><td><i style="display:inline-block;width:9px;height:9px;border-radius:3px;margin-right:8px;background:${color}"></i>${escaped(name)}</td>` +
      `<td style="text-align:right;padding-left:18px;font-weight:600;font-variant-numeric:tabular-nums;white-space:nowrap">${escaped(text)}</td>` +
      (share === undefined
        ? ""
        : `<td style="text-align:right;padding-left:10px;color:var(--muted);font-variant-numeric:tabular-nums">${share}</td>`) +
      "</tr>",
  );
  return `<div style="color:var(--muted);font-size:12px;margin-bottom:5px">${escaped(shortDay(title))}</div><table style="border-spacing:0 3px;margin:-3px 0">${body.join("")}</table>`;
}
