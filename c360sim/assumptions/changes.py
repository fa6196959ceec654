"""Changes of assumptions from a month on, and what cannot change within a run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from c360sim.assumptions.figures import Cell, Figure
from c360sim.assumptions.parameter import Parameter, Rows

FIXED = frozenset(
    {
        *("area_codes", "countries", "first_name_eras", "industries", "mcc", "merchant_mix", "merchants_abroad", "merchants_local"),
        *("merchants_national", "name_words", "pay_frequencies", "payers", "places"),
        *("employer_size_offset", "employers", "era_mismatch_ratio", "local_popularity_offset"),
    }
)
"""Tables and parameters that say which merchants, employers, places and names there are: rows of the data set are numbered by them."""


@dataclass(frozen=True)
class Change:
    """What is otherwise from a month on (its number): parameters, whole tables, figures by persona."""

    month: int
    parameters: Mapping[tuple[str, str], Parameter]
    tables: Mapping[str, Rows]
    figures: Mapping[str, Mapping[Cell, Figure]]


def check_fixed(change: Change, tables: Mapping[str, Rows]) -> None:
    """Raise ValueError for a change of what has to stay, KeyError for a table that there is not."""
    for name in (*change.tables, *(name for name, _ in change.parameters)):
        if name in FIXED:
            raise ValueError(f"{name} cannot change within a run: rows of the data set are numbered by it")
    for name, rows in change.tables.items():
        if name not in tables:
            raise KeyError(f"no table {name!r}")
        if name == "products" and _identity(rows) != _identity(tables[name]):
            raise ValueError("products cannot come, go or change their family within a run, only their terms")


def _identity(products: Rows) -> list[tuple[str | None, ...]]:
    return [tuple(row.get(name) for name in ("code", "name", "family")) for row in products]
