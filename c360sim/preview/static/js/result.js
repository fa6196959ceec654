// A tile's result, read: its visible fields, its cells, and the series that a chart makes of it.

export const isMeasure = (field) => field.kind !== "dimension";
export const isNumeric = (field) => field.type === "number";

export const visible = (result) => result.fields.filter((field) => !field.hidden);
export const dimensions = (result) => visible(result).filter((field) => !isMeasure(field) && !result.pivots.includes(field.name));
export const measures = (result) => visible(result).filter(isMeasure);

export const NOTHING = { v: null, t: "" };

// The cell of a row; of a pivoted field, that in a column of the pivot.
export function cell(row, field, column) {
  const found = row?.[field.name];
  return (field.pivoted && column ? found?.[column.key] : found) ?? NOTHING;
}

// The names by which LookML gives a color, label or type to a series of a measure, the most exact first.
export function keysOf(field, column) {
  if (!column) return [field.name, field.label];
  const label = labelOf(column);
  return [`${label} - ${field.name}`, `${column.key} - ${field.name}`, label, column.key];
}

export const labelOf = (column) => column.labels.map((label) => label || "None").join(" - ");

// What is drawn: for each visible measure, and each column of the pivot, its name and a cell for each row.
export function series(result) {
  const fields = measures(result);
  const columns = (field) => (field.pivoted ? result.columns : [null]);
  const name = (field, column) => (!column ? field.label : fields.length > 1 ? `${labelOf(column)} - ${field.label}` : labelOf(column));
  // Looker puts the measures of one column of the pivot beside each other.
  const pairs = fields.some((field) => field.pivoted)
    ? [
        ...result.columns.flatMap((column) => fields.filter((field) => field.pivoted).map((field) => [field, column])),
        ...fields.filter((field) => !field.pivoted).map((field) => [field, null]),
      ]
    : fields.flatMap((field) => columns(field).map((column) => [field, column]));
  return pairs.map(([field, column]) => ({
    field,
    column,
    keys: keysOf(field, column),
    name: name(field, column),
    cells: result.rows.map((row) => cell(row, field, column)),
  }));
}

// The names of the rows on the axis of a chart.
export function categories(result) {
  const fields = dimensions(result);
  return result.rows.map((row) => fields.map((field) => cell(row, field).t || "None").join(" – "));
}

export const isTime = (result) => dimensions(result).length === 1 && dimensions(result)[0].type === "date";

// The values that say which row and column a cell is of, by field: what a drill needs.
export function keysOfCell(result, row, column) {
  const own = result.fields.filter((field) => field.kind === "dimension" && !result.pivots.includes(field.name));
  const keys = Object.fromEntries(own.map((field) => [field.name, cell(row, field).v]));
  if (column) result.pivots.forEach((name, index) => (keys[name] = column.values[index]));
  return keys;
}

const plain = (value) => (typeof value === "boolean" ? (value ? "Yes" : "No") : value);
