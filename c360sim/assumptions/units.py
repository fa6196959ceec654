"""The units of parameters and figures: a closed list, with the numbers that each allows."""

from __future__ import annotations

import math
from typing import NamedTuple


class Range(NamedTuple):
    """The numbers that a unit allows, both ends included."""

    least: float
    most: float
    is_whole: bool = False

    def __str__(self) -> str:
        kind = "a whole number" if self.is_whole else "a number"
        if self.most == math.inf:
            return kind if self.least == -math.inf else f"{kind} from {self.least:g} on"
        return f"{kind} from {self.least:g} to {self.most:g}"

    def holds(self, value: float) -> bool:
        """Say whether a number is among those allowed; NaN never is."""
        return self.least <= value <= self.most and (not self.is_whole or value == int(value))


_PART = Range(0, 1)
_AMOUNT = Range(0, math.inf)
_WHOLE = Range(0, math.inf, is_whole=True)

_SHARES = (
    *("activity", "auto loans", "balance", "certificates", "customers", "employees", "holders", "home value per month"),
    *("home value per year", "idle money", "job losses", "leavers", "limit", "means", "months", "net income", "net pay", "new parents"),
    *("non-owners", "owners", "partner income", "pay", "pensions", "personal loans", "purchases", "retired", "savers", "taxpayers"),
    *("term", "the pay lost", "the way", "those with three", "those with two", "transfers", "trips", "usual activity", "value per year"),
)
"""What shares are of."""

UNITS: dict[str, Range] = {
    "USD": _AMOUNT,
    "USD gross per year": _AMOUNT,
    "USD net per month": _AMOUNT,
    "USD net per year": _AMOUNT,
    "USD per month": _AMOUNT,
    "USD per year": _AMOUNT,
    "basis points": Range(0, 10_000, is_whole=True),
    "cents": _WHOLE,
    "chance per month": _PART,
    "chance per payment": _PART,
    "chance per spell": _PART,
    "contacts per month": _AMOUNT,
    "count": _WHOLE,
    "count per month": _AMOUNT,
    "day of month": Range(1, 28, is_whole=True),
    "days": _WHOLE,
    "mean count": _AMOUNT,
    "months": _WHOLE,
    "months of net income": _AMOUNT,
    "months of outflow": _AMOUNT,
    "months of pay": _AMOUNT,
    "nights": _AMOUNT,
    "per month": _PART,
    "per year": _PART,
    "places": _AMOUNT,
    "points of 100": Range(0, 100),
    "purchases per month": _AMOUNT,
    "rank": _PART,
    "ratio": Range(-1, math.inf),
    "ratio of comfort": _AMOUNT,
    "ratio per month": Range(-1, 1),
    "ratio per year": Range(-1, 1),
    "score": Range(-1, 1),
    "score 0 to 1": _PART,
    "share": _PART,
    **{f"share of {whole}": _PART for whole in _SHARES},
    "share per month": _PART,
    "sigma of log": Range(0, 10),
    "trips per month": _AMOUNT,
    "trips per year": _AMOUNT,
    "weight": _AMOUNT,
    "whole years": _WHOLE,
    "year": Range(1900, 2199, is_whole=True),
    "years": _AMOUNT,
    "years of net income": _AMOUNT,
}
"""The numbers that each unit allows."""

WORDS = frozenset({"mix", "persona", "stage"})
"""Units of figures that are words: the names of a mix, a persona, a stage."""
