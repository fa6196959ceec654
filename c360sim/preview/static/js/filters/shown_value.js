// A filter's value in words: the list of what is chosen, or a customer's name for a number.

import { values } from "preview/expression.js";
import { suggestions } from "preview/server.js";

const known = new Map();

export async function shownValue(filter, expression) {
  if (!expression) return "any value";
  if (filter.kind === "date" || filter.kind === "yesno") return expression;
  if (filter.kind === "number" && filter.suggest && !filter.multiple) return named(filter, expression);
  const chosen = values(expression);
  return chosen.length > 3 ? `${chosen.slice(0, 2).join(", ")} and ${chosen.length - 2} more` : chosen.join(", ");
}

async function named(filter, number) {
  const key = `${filter.name} ${number}`;
  if (!known.has(key)) {
    const found = await suggestions(filter.name, number).catch(() => []);
    known.set(key, found.find(({ value }) => value === number)?.label ?? number);
  }
  return known.get(key);
}
