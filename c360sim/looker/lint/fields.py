"""Rules on fields: described, keys hidden, measures of dimensions, balances never summed over time, formats and values that exist."""

from __future__ import annotations

import re
from collections.abc import Iterator

from c360sim.looker.compiler.scope import grammar
from c360sim.looker.fields import Category, Field, View, view
from c360sim.looker.filters import strings
from c360sim.looker.findings import Finding
from c360sim.looker.lint.schema_columns import column, columns_within
from c360sim.looker.project import Model
from c360sim.schema import Additivity, Kind

SUMS = ("sum", "sum_distinct")


def findings(model: Model) -> Iterator[Finding]:
    """Yield what is wrong with the fields of a model, each once though a group has many."""
    for block in model.views.values():
        of = view(block)
        for field in of.fields.values():
            yield from _described(field)
            yield from _keys_hidden(field)
            if field.category is Category.MEASURE:
                yield from _of_dimensions(field)
                yield from _additive(of, field)
                yield from _literals(model, of, field)


def _described(field: Field) -> Iterator[Finding]:
    if not field.is_hidden and not field.description:
        yield Finding(field.place, "description", f"{field.view}.{field.block.name} is visible and has no description")


def _keys_hidden(field: Field) -> Iterator[Finding]:
    if field.category is Category.DIMENSION and re.search(r"_(id|key)$", field.block.name) and not field.is_hidden:
        yield Finding(field.place, "hidden-key", f"{field.full_name} is a key and must be hidden")


def _of_dimensions(field: Field) -> Iterator[Finding]:
    if "${TABLE}" in field.block.text("sql"):
        yield Finding(field.block.at("sql"), "measure-of-table", f"{field.full_name} refers to ${{TABLE}}; measures are of dimensions")


def _additive(of: View, field: Field) -> Iterator[Finding]:
    if field.type not in SUMS:
        return
    for found in columns_within(of, field):
        if found.additivity is Additivity.NON_ADDITIVE:
            yield Finding(field.place, "additivity", f"{field.full_name} sums {found.name}, which is non-additive")
        elif found.additivity is Additivity.SEMI_ADDITIVE and not _chooses_a_date(of, field):
            yield Finding(field.place, "additivity", f"{field.full_name} sums {found.name} over time; a filter on the date must choose one")


def _chooses_a_date(of: View, field: Field) -> bool:
    """Say whether a measure is filtered by what is made of a date of its view."""
    names = [item.key.removeprefix(f"{of.name}.") for item in field.block.items("filters")]
    return any(found.kind is Kind.DATE for name in names if name in of.fields for found in columns_within(of, of.fields[name]))


def _literals(model: Model, of: View, field: Field) -> Iterator[Finding]:
    """Yield the values that a measure filters on and that its dimension's column never has."""
    for item in field.block.items("filters"):
        name, _, short = item.key.rpartition(".")
        other = view(model.views[name]) if name in model.views else of
        filtered = other.fields.get(short)
        if filtered is not None:
            yield from (Finding(item.place, "value", problem) for problem in unknown_values(other, filtered, item.value))


def unknown_values(of: View, field: Field, expression: str) -> Iterator[str]:
    """Yield what is wrong with the values that a filter expression names of a closed list."""
    shown = column(of, field)
    if shown is None or not shown.values or grammar(field) != "string":
        return
    for term in strings.parse(expression) if expression.strip() else ():
        if term.match is strings.Match.IS and term.value.strip() not in shown.values:
            yield f"{of.name}.{field.name} is never {term.value!r}; it is one of {', '.join(shown.values)}"
