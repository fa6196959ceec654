// What a chart shows, in a sentence or two: for those who hear it.

const KINDS = {
  looker_column: "Column chart",
  looker_bar: "Bar chart",
  looker_line: "Line chart",
  looker_area: "Area chart",
  looker_pie: "Pie chart",
};
const MOST = 6;

export function described(tile, names, all) {
  const span = names.length > 1 ? `${names.length} values from ${names[0]} to ${names.at(-1)}` : (names[0] ?? "no values");
  const told = all.slice(0, MOST).map(ofOne).join(". ");
  const rest = all.length > MOST ? `. And ${all.length - MOST} more series` : "";
  return `${KINDS[tile.type] ?? "Chart"} of ${tile.title}: ${span}. ${told}${rest}. All numbers: Show as table.`;
}

function ofOne({ name, cells }) {
  const known = cells.filter((cell) => typeof cell.v === "number");
  if (!known.length) return `${name}: no values`;
  const sorted = [...known].sort((one, other) => one.v - other.v);
  return known.length === 1
    ? `${name}: ${known[0].t}`
    : `${name}: lowest ${sorted[0].t}, highest ${sorted.at(-1).t}, last ${known.at(-1).t}`;
}
