"""Table calculations: columns worked out of a result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from c360sim.looker.compiler.scope import grammar
from c360sim.looker.expressions import ExpressionError, Node, Results, Type, checked, evaluate, parse
from c360sim.looker.fields import Category, Field
from c360sim.looker.query import Query
from c360sim.looker.source import LookmlError, Place


@dataclass(frozen=True, slots=True)
class Calculation:
    """A column and how it is worked out."""

    name: str
    label: str
    expression: str
    place: Place


TYPES = {"number": Type.NUMBER, "string": Type.TEXT, "date": Type.DATE, "yesno": Type.YES_NO}
"""Types of expressions by the grammars in which fields are filtered."""


def types(fields: Mapping[str, Field]) -> dict[str, Type]:
    """Return the types of fields, as expressions see them; of parameters and filters there are none."""
    there = (Category.DIMENSION, Category.MEASURE)
    return {name: TYPES[grammar(field)] for name, field in fields.items() if field.category in there}


def with_calculations(results: Results, calculations: Sequence[Calculation], query: Query) -> list[dict[str, Any]]:
    """Return the rows of a query's result with the calculations, each of which may use those before it. Raises LookmlError."""
    rows = [dict(row) for row in results.rows]
    known = dict(results.types)
    for calculation in calculations:
        try:
            node, kind = read(calculation, known, query)
            values = evaluate(node, replace(results, rows=rows, types=known))
        except ExpressionError as error:
            raise LookmlError(calculation.place, f"{calculation.name}: {error}") from None
        known[calculation.name] = kind
        for row, value in zip(rows, values, strict=True):
            row[calculation.name] = value
    return rows


def read(calculation: Calculation, known: Mapping[str, Type], query: Query) -> tuple[Node, Type]:
    """Return the tree and the type of a calculation on a query, whose fields and earlier calculations are known by type.

    Raises ExpressionError for what cannot be read or is not well typed.
    """
    node = parse(calculation.expression)
    return node, checked(node, known, query.has_totals, query.has_row_totals)
