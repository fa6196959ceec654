"""Texts as numbers."""

from __future__ import annotations

import math


def number(text: str) -> float:
    """Return what a text says as a number, NaN where it says none that is finite."""
    try:
        value = float(text)
    except ValueError:
        return math.nan
    return value if math.isfinite(value) else math.nan
