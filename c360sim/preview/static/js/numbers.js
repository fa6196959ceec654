// Numbers on axes: compact in the unit of the field, or as a value format of Looker (those of a spreadsheet) says.
// The numbers of cells come from the server as text.

const STEPS = [
  [1e12, "T"],
  [1e9, "B"],
  [1e6, "M"],
  [1e3, "K"],
];

// 1234567 as $1.2M, 0.35 as 35%.
export function compact(value, unit) {
  if (unit === "percent") return `${trimmed(value * 100, 1)}%`;
  const sign = value < 0 ? "-" : "";
  return `${sign}${unit === "usd" ? "$" : ""}${shortened(Math.abs(value))}`;
}

function shortened(size) {
  const step = STEPS.find(([least]) => size >= least * 0.99995);
  if (step) return `${trimmed(size / step[0], size / step[0] < 100 ? 2 : 0)}${step[1]}`;
  return trimmed(size, size < 10 ? 2 : size < 100 ? 1 : 0);
}

const trimmed = (value, digits) => value.toLocaleString("en-US", { maximumFractionDigits: digits });

// A function that formats numbers as `$0.0,,"M"`, `0.0%` or `#,##0` say.
export function formatter(format) {
  const [positive] = format.split(";");
  const literals = [];
  const bare = positive.replace(/"([^"]*)"|\\(.)/g, (_, quoted, single) => {
    literals.push(quoted ?? single);
    return "\u0001";
  });
  const pattern = /[#0][#0,]*(?:\.[0#]+)?,*/.exec(bare);
  if (!pattern) return (value) => String(value);
  const restored = (text) => text.replace(/\u0001/g, () => literals.shift());
  const before = restored(bare.slice(0, pattern.index));
  const after = restored(bare.slice(pattern.index + pattern[0].length));
  const scale = 1000 ** /,*$/.exec(pattern[0])[0].length;
  const digits = (/\.([0#]+)/.exec(pattern[0])?.[1] ?? "").length;
  const isGrouped = /[#0],[#0]/.test(pattern[0]);
  const factor = (after + before).includes("%") ? 100 : 1;
  return (value) => {
    const number = Math.abs((value * factor) / scale);
    const text = number.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: isGrouped });
    return `${value < 0 && Number(number.toFixed(digits)) !== 0 ? "-" : ""}${before}${text}${after}`;
  };
}
