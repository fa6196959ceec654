"""Values that a filter may take, found in the data by what has been typed."""

from __future__ import annotations

from collections.abc import Mapping

from c360sim.looker.compiler import compiled
from c360sim.looker.compiler.scope import grammar
from c360sim.looker.dashboards import Filter
from c360sim.looker.explores import explore
from c360sim.looker.query import Query
from c360sim.looker.running import Runner
from c360sim.preview.shapes import Suggestion

MOST = 100
NAME = "name"
"""A dimension of this name, beside a number that is filtered, is what people call the row: both are searched."""


def values_of(runner: Runner, found: Filter, typed: str, filters: Mapping[str, str]) -> list[Suggestion]:
    """Return values of a filter's field that contain what was typed, whole matches and beginnings first.

    `filters` are expressions by field that the rows must meet. Raises LookmlError or TranslationError.
    """
    of = explore(runner.model, found.written["explore"].text())
    field = of.field(found.field, found.written["field"].place)
    suggested = field.block.words("suggestions")
    if suggested:
        return [Suggestion(value=value, label=value) for value in suggested if typed.lower() in value.lower()][:MOST]
    alias = found.field.partition(".")[0]
    has_name = grammar(field) == "number" and NAME in of.views[alias].fields
    fields = (found.field, f"{alias}.{NAME}") if has_name else (found.field,)
    statement = compiled(runner.model, Query(of.name, fields, filters, (found.field,), limit=None))
    value, label = statement.columns[0], statement.columns[-1]
    rows = runner.dataset.rows(_SEARCH.format(sql=runner.translated(statement), value=value, label=label), [typed.lower()])
    return [Suggestion(value=row["value"], label=f"{row['label']} · {row['value']}" if has_name else row["value"]) for row in rows]


_SEARCH = f"""
WITH
found AS (SELECT CAST({{value}} AS VARCHAR) AS value, CAST({{label}} AS VARCHAR) AS label, row_number() OVER () AS place FROM ({{sql}})),
typed AS (SELECT $1 AS text)
SELECT value, label FROM found, typed
WHERE value IS NOT NULL AND (contains(lower(value), text) OR contains(lower(label), text))
ORDER BY
  CASE WHEN text = '' THEN 0 WHEN lower(value) = text THEN 1
       WHEN starts_with(lower(value), text) OR starts_with(lower(label), text) THEN 2 ELSE 3 END,
  place
LIMIT {MOST}
"""
"""Looks without regard to capital letters; what was typed is a parameter, never part of the SQL."""
