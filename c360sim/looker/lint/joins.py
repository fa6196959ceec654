"""Rules on joins: of the keys they are on, and of the relationship that follows from those."""

from __future__ import annotations

import re
from collections.abc import Iterator

from c360sim.looker.explores import Explore, Join, explore
from c360sim.looker.fields import Field
from c360sim.looker.findings import Finding
from c360sim.looker.lint.schema_columns import column
from c360sim.looker.project import Model
from c360sim.schema import TABLES, Kind, Role

_EQUAL = re.compile(r"\$\{([\w.]+)\}\s*=\s*\$\{([\w.]+)\}")


def findings(model: Model) -> Iterator[Finding]:
    """Yield what is wrong with the joins of a model."""
    for name in model.explores:
        of = explore(model, name)
        for join in of.joins.values():
            if join.type != "cross":
                yield from _join(of, join)


def _join(of: Explore, join: Join) -> Iterator[Finding]:
    sql, place = join.block.text("sql_on"), join.block.at("sql_on")
    if "${TABLE}" in sql:
        yield Finding(place, "join", f"join {join.name} refers to ${{TABLE}}; joins are on fields")
    if join.block.has("foreign_key"):
        return
    pairs = [(_full(left, of), _full(right, of)) for left, right in _EQUAL.findall(sql)]
    for left, right in pairs:
        if _meaning(of, left) != _meaning(of, right):
            yield Finding(place, "join-key", f"join {join.name} sets {left} equal to {right}, which is another key")
    named = {name for pair in pairs for name in pair}
    if not join.multiplies_parents:
        yield from _one(of, join, join.name, named)
    if not join.is_multiplied and join.parents:
        yield from _one(of, join, join.parents[-1], named)


def _one(of: Explore, join: Join, name: str, named: set[str]) -> Iterator[Finding]:
    """Yield a finding unless a join that meets one row of a view is on that view's key."""
    key = of.views[name].primary_key
    if key is None or f"{name}.{key.name}" not in named:
        problem = f"join {join.name} is {join.relationship} and not on the primary key of {name}"
        yield Finding(join.block.at("relationship"), "relationship", problem)


def _full(name: str, of: Explore) -> str:
    return name if "." in name else f"{of.base}.{name}"


def _meaning(of: Explore, name: str) -> str:
    """Return what a field holds: the table whose key it is, a date, or else its name."""
    alias, _, short = name.partition(".")
    field = of.views[alias].fields.get(short) if alias in of.views else None
    if field is None:
        return name
    shown = column(of.views[alias], field)
    if field.type in ("time", "date") or (shown and shown.kind is Kind.DATE):
        return f"a date by {field.part or 'date'}".replace("raw", "date")
    return _KEYS.get(_named(field), _named(field))


def _named(field: Field) -> str:
    return re.sub(r"^\$\{TABLE\}\.", "", field.sql) if field.sql.startswith("${TABLE}.") else field.name


_KEYS = {table.primary_key: table.name for table in TABLES.values() if table.role is Role.DIMENSION}
"""Tables by the names of their keys, which facts and derived tables share."""
