// Looker's filter expressions on text, as far as lists of values go: Retail,"New York, NY",^%plain.

const SPECIAL = /[%_^]/g;

// The values that an expression lists, each as it stands in the data. Terms that are more than a value stay as written.
export function values(expression) {
  const found = [];
  const term = /\s*(?:"((?:\\.|[^"\\])*)"\s*|((?:\^.|[^,^])*))(?:,|$)/gy;
  while (term.lastIndex < expression.length) {
    const match = term.exec(expression);
    if (!match) break;
    if (match[1] !== undefined) found.push(match[1].replace(/\\(.)/g, "$1"));
    else if (match[2].trim()) found.push(match[2].trim().replace(/\^(.)/g, "$1"));
  }
  return found;
}

export const expression = (list) => list.map(term).join(",");

function term(value) {
  if (/[,"]|^\s|\s$|^-/.test(value) || /^(null|empty)$/i.test(value)) return `"${value.replace(/["\\]/g, "\\$&")}"`;
  return value.replace(SPECIAL, "^$&");
}
