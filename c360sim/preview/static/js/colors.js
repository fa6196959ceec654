// Colors: the palette of series, and LookML's colors in the form that the theme needs (OKLCH, after Björn Ottosson).

import { isDark } from "preview/theme.js";

const LIGHT = [
  "#2f6bd8",
  "#12a594",
  "#e5932c",
  "#8b5cf6",
  "#e0567a",
  "#3ba3d8",
  "#7a9a2e",
  "#b8663b",
  "#64748b",
  "#c04bb0",
  "#1f7a4d",
  "#a3871f",
];
const DARK = [
  "#6ea1ff",
  "#3fc9b5",
  "#f2b155",
  "#ab8bff",
  "#f48aa5",
  "#6cc4f0",
  "#a9c75a",
  "#dd936b",
  "#94a3b8",
  "#df85d3",
  "#5fbf8e",
  "#d3b64b",
];

export const palette = () => (isDark() ? DARK : LIGHT);

// A color that LookML gives for a line, a bar or a slice: in the dark theme it is lifted until it stands out from the surface.
export function seriesColor(written) {
  if (!isDark()) return written;
  const { lightness, chroma, hue } = toOklch(written);
  return fromOklch({ lightness: Math.max(lightness, 0.7), chroma: chroma * 0.85, hue });
}

// A background that LookML gives for a cell: in the dark theme tints become dark ones, the paler the darker; strong colors stay.
export function backgroundColor(written) {
  if (!isDark()) return written;
  const { lightness, chroma, hue } = toOklch(written);
  const tint = lightness < 0.6 ? 0 : Math.min(1, Math.max(0, (0.16 - chroma) / 0.05));
  const [strong, dark] = [lightness * 0.86, 0.52 - ((lightness - 0.6) / 0.4) * 0.285];
  return fromOklch({ lightness: strong + (dark - strong) * tint, chroma: tint ? Math.min(chroma * 1.6, 0.12) : chroma * 0.85, hue });
}

// `written` moved toward black or white until it is readable on the background: a contrast of 4.5 (WCAG AA).
export function readableOn(background, written) {
  const target = luminance(background) > 0.18 ? 0 : 1;
  const color = toOklch(written ?? (target ? "#ffffff" : "#1b1f27"));
  for (let step = 0; step <= 20; step += 1) {
    const lightness = color.lightness + (target - color.lightness) * (step / 20);
    const tried = fromOklch({ ...color, lightness, chroma: color.chroma * (1 - step / 20) });
    if (contrast(tried, background) >= 4.6) return tried;
  }
  return contrast("#ffffff", background) > contrast("#000000", background) ? "#ffffff" : "#000000";
}

export function mixed(from, to, share) {
  const [first, second] = [channels(from), channels(to)];
  return hex(first.map((channel, index) => channel + (second[index] - channel) * share));
}

export function contrast(one, other) {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

// Whether a browser can read it as a color of six digits, which is what LookML has.
export const isHex = (text) => /^#[0-9a-f]{6}$/i.test(text ?? "");

// rgb(1, 2, 3), as a browser gives it, in six digits.
export const ofBrowser = (color) =>
  isHex(color) ? color : hex((/\d+, \d+, \d+/.exec(color)?.[0] ?? "0, 0, 0").split(", ").map((channel) => Number(channel) / 255));

const channels = (color) => [1, 3, 5].map((start) => parseInt(color.slice(start, start + 2), 16) / 255);
const linear = (channel) => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4);
const gamma = (channel) => (channel <= 0.0031308 ? channel * 12.92 : 1.055 * channel ** (1 / 2.4) - 0.055);
const hex = (rgb) =>
  `#${rgb
    .map((channel) =>
      Math.round(Math.min(1, Math.max(0, channel)) * 255)
        .toString(16)
        .padStart(2, "0"),
    )
    .join("")}`;

function luminance(color) {
  const [red, green, blue] = channels(color).map(linear);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function toOklch(color) {
  const [red, green, blue] = channels(color).map(linear);
  const long = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const middle = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const short = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  const a = 1.9779984951 * long - 2.428592205 * middle + 0.4505937099 * short;
  const b = 0.0259040371 * long + 0.7827717662 * middle - 0.808675766 * short;
  const lightness = 0.2104542553 * long + 0.793617785 * middle - 0.0040720468 * short;
  return { lightness, chroma: Math.hypot(a, b), hue: Math.atan2(b, a) };
}

function fromOklch({ lightness, chroma, hue }) {
  const [a, b] = [chroma * Math.cos(hue), chroma * Math.sin(hue)];
  const long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return hex(
    [
      4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
      -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
      -0.0041960863 * long - 0.7034186147 * middle + 1.707614701 * short,
    ].map(gamma),
  );
}
