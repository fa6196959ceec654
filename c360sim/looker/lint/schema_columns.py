"""Which column of the schema a dimension shows, where it shows one as it is."""

from __future__ import annotations

import re

from c360sim.looker.explores import REFERENCE
from c360sim.looker.fields import Field, View
from c360sim.schema import TABLES, Column

_COLUMN = re.compile(r"\$\{TABLE\}\.`?(\w+)`?")


def column(view: View, field: Field) -> Column | None:
    """Return the column of the schema that a field's SQL is, or None."""
    found = _COLUMN.fullmatch(field.sql)
    table = TABLES.get(view.table.strip("`").split(".")[-1]) if view.derived is None else None
    if found is None or table is None:
        return None
    return next((column for column in table.columns if column.name == found[1]), None)


def columns_within(view: View, field: Field) -> list[Column]:
    """Return the columns of the schema that a field's SQL reads, through the dimensions it refers to."""
    found: list[Column] = []
    waiting, seen = [field], {field.name}
    while waiting:
        current = waiting.pop()
        table = TABLES.get(view.table.strip("`").split(".")[-1]) if view.derived is None else None
        names = set(_COLUMN.findall(current.sql))
        found += [column for column in (table.columns if table else ()) if column.name in names]
        for reference in REFERENCE.findall(current.sql):
            name = reference.removeprefix(f"{view.name}.")
            if name in view.fields and name not in seen:
                seen.add(name)
                waiting.append(view.fields[name])
    return found
