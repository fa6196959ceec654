"""From a cell to the rows behind it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from c360sim.looker.compiler.scope import grammar
from c360sim.looker.dashboards import Tile
from c360sim.looker.explores import Explore, explore
from c360sim.looker.fields import Category, Field
from c360sim.looker.project import Model
from c360sim.looker.query import Query
from c360sim.preview.requested import LONGEST_VALUE, BadRequest

MOST_ROWS = 500


def behind(model: Model, tile: Tile, query: Query, name: str, keys: Mapping[str, str]) -> Query:
    """Return the query for the rows behind a cell of a tile's query: the field's `drill_fields` where the row's dimensions are `keys`.

    An empty key means nothing. Raises BadRequest for a field that the tile does not have or that has no rows behind it.
    """
    of = explore(model, query.explore)
    if name not in query.fields:
        raise BadRequest(f"tile {tile.name} has no field {name[:80]!r}; fields: {', '.join(query.fields)}")
    field = of.field(name, of.block.place)
    shown = _drill_fields(of, name.partition(".")[0], field)
    if not shown:
        raise BadRequest(f"{name} has no drill_fields")
    filters = {**query.filters, **_of_measure(name.partition(".")[0], field), **_of_row(of, query, keys)}
    return replace(query, fields=shown, filters=filters, sorts=(), pivots=(), limit=MOST_ROWS, has_totals=False, has_row_totals=False)


def exactly(field: Field, value: str) -> str:
    """Return the filter expression that only a value meets, and for the empty text only nothing. Raises BadRequest for no such value."""
    kind = grammar(field)
    if len(value) > LONGEST_VALUE:
        raise BadRequest(f"key {field.full_name} is longer than {LONGEST_VALUE:,} characters")
    if value == "":
        return "EMPTY" if kind == "string" else "No" if kind == "yesno" else "NULL"
    if kind == "string":
        return '"' + re.sub(r'(["\\])', r"\\\1", value) + '"'
    pattern, expression = _EXACT[kind if kind != "date" or field.type != "time" else field.part]
    if not re.fullmatch(pattern, value):
        raise BadRequest(f"key {field.full_name} is {value[:40]!r}; allowed: a {kind}")
    return expression.format(value)


_DAY = r"\d{4}-\d\d-\d\d"
_EXACT = {
    "number": (r"-?\d+(\.\d+)?([eE][-+]?\d+)?", "{}"),
    "yesno": ("Yes|No", "{}"),
    "date": (_DAY, "{}"),
    "raw": (_DAY, "{}"),
    "week": (_DAY, "{} for 7 days"),
    "month": (r"\d{4}-\d\d", "{}"),
    "quarter": (r"\d{4}-\d\d", "{} for 3 months"),
    "year": (r"\d{4}", "{}"),
}
"""By grammar, or by timeframe of a date: what a value looks like, and the filter expression of it alone."""


def _drill_fields(of: Explore, alias: str, field: Field) -> tuple[str, ...]:
    words: list[str] = []
    for item in field.block.items("drill_fields"):
        view, _, short = item.value.rpartition(".")
        if (view or alias) not in of.views:
            continue
        names = of.views[view or alias].set_fields(short[:-1], item.place) if short.endswith("*") else (short,)
        words += [inner if "." in inner else f"{view or alias}.{inner}" for inner in names]
    return tuple(dict.fromkeys(name for name in words if name.partition(".")[0] in of.views and of.offers(name)))


def _of_measure(alias: str, field: Field) -> dict[str, str]:
    """Return the filters of a measure, by their full names: they hold for the rows that it counts."""
    return {item.key if "." in item.key else f"{alias}.{item.key}": item.value for item in field.block.items("filters")}


def _of_row(of: Explore, query: Query, keys: Mapping[str, str]) -> dict[str, str]:
    filters = {}
    for name, value in keys.items():
        field = of.field(name, of.block.place) if name in query.fields else None
        if field is None or field.category is not Category.DIMENSION:
            raise BadRequest(f"key {name[:80]!r} is not a dimension of the tile")
        filters[name] = exactly(field, value)
    return filters
