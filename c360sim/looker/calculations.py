"""Table calculations: columns worked out of a result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from c360sim.looker.expressions import ExpressionError, Results, evaluate, parse
from c360sim.looker.source import LookmlError, Place


@dataclass(frozen=True, slots=True)
class Calculation:
    """A column and how it is worked out."""

    name: str
    label: str
    expression: str
    place: Place


def with_calculations(results: Results, calculations: Sequence[Calculation]) -> list[dict[str, Any]]:
    """Return the rows of a result with the calculations, each of which may use those before it. Raises LookmlError."""
    rows = [dict(row) for row in results.rows]
    for calculation in calculations:
        try:
            values = evaluate(parse(calculation.expression), replace(results, rows=rows))
        except ExpressionError as error:
            raise LookmlError(calculation.place, f"{calculation.name}: {error}") from None
        for row, value in zip(rows, values, strict=True):
            row[calculation.name] = value
    return rows
