// Numbers on axes: compact in the unit of the field, or as a value format of Looker (those of a spreadsheet) says, which the server has
// read into its sections. The numbers of cells come from the server as text.

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

// A function that formats numbers by the sections of a value format, as the server has read them.
export function formatter(sections) {
  return (value) => {
    const section = sections.find(({ condition }) => !condition || holds(condition, value));
    const size = Math.abs(value);
    const digits = section.kind === "number" ? rounded(size, section.scale, section.decimals) : "";
    const text = section.kind === "number" ? laidOut(digits, section) : section.tokens.map(([token]) => token).join("");
    const isNothing = section.kind === "number" ? !/[1-9]/.test(digits) : !text;
    return value < 0 && section.keeps_sign && !isNothing ? `-${text}` : text;
  };
}

const holds = ([sign, bound], value) =>
  ({ "<": value < bound, "<=": value <= bound, ">": value > bound, ">=": value >= bound, "=": value === bound, "<>": value !== bound })[sign];

// The digits of a number times a power of ten, rounded with halves up: in decimals, where 1.005 is not a little less.
function rounded(size, scale, decimals) {
  const [mantissa, power = "0"] = String(size).split("e");
  const [whole, part = ""] = mantissa.split(".");
  const shift = Number(power) + scale + decimals - part.length;
  const divisor = 10n ** BigInt(Math.max(0, -shift));
  const units = (2n * BigInt(whole + part) * 10n ** BigInt(Math.max(0, shift)) + divisor) / (2n * divisor);
  const text = String(units).padStart(decimals + 1, "0");
  return decimals ? `${text.slice(0, -decimals)}.${text.slice(-decimals)}` : text;
}

const MISSING = { 0: "0", "#": "", "?": " " };
const isDigit = ([text, isLiteral]) => !isLiteral && text in MISSING;

function laidOut(digits, { tokens, point, is_grouped: isGrouped }) {
  const [whole, part = ""] = digits.split(".");
  return wholePart(tokens.slice(0, point), whole.replace(/^0+/, ""), isGrouped) + decimalPart(tokens.slice(point), part);
}

// Tokens before the point with digits from the right; the first place takes all that are left.
function wholePart(tokens, digits, isGrouped) {
  const first = tokens.findIndex(isDigit);
  const left = [...digits];
  const found = first < 0 ? left.splice(0).reverse() : [];
  let shown = 0;
  for (let place = tokens.length - 1; place >= 0; place -= 1) {
    if (!isDigit(tokens[place])) {
      found.push(tokens[place][0]);
      continue;
    }
    const taken = [left.pop() ?? MISSING[tokens[place][0]]];
    while (place === first && left.length) taken.push(left.pop());
    for (const digit of taken) {
      const isShown = /\d/.test(digit);
      found.push(isGrouped && isShown && shown && shown % 3 === 0 ? `${digit},` : digit);
      shown += isShown;
    }
  }
  return found.reverse().join("");
}

// The point and what follows it, with digits from the left; zeros at the end, and the point, only where a place asks for them.
function decimalPart(tokens, digits) {
  const places = tokens.filter(isDigit).map(([text]) => text);
  const needed = places.reduce((most, place, index) => (place === "0" || digits[index] !== "0" ? index + 1 : most), 0);
  const shown = places.map((place, index) => (index < needed ? digits[index] : MISSING[place]));
  const hasPoint = needed > 0 || places.includes("?") || !places.length;
  return tokens
    .map((token) => (isDigit(token) ? shown.shift() : token[0] === "." && !token[1] && !hasPoint ? "" : token[0]))
    .join("");
}
