"""Integer cents, and the only rounding in the project.

Every amount inside the simulation is a signed 64-bit count of cents. Rates are integer basis points
(1 bp = 0.01%), shares are integer parts per thousand or per million, so that products of money and
rates are exact before the one rounding here.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Cents = NDArray[np.int64]

BASIS_POINTS = 10_000
"""Basis points in the whole (100%)."""


def divide(numerator: int, denominator: int) -> int:
    """Return numerator / denominator rounded half away from zero, both exact integers.

    Raises ZeroDivisionError for a zero denominator.
    """
    quotient, remainder = divmod(abs(numerator), abs(denominator))
    magnitude = quotient + (2 * remainder >= abs(denominator))
    return int(magnitude) if (numerator < 0) == (denominator < 0) else -int(magnitude)


def divide_columns(numerator: Cents, denominator: int | Cents) -> Cents:
    """Return numerator / denominator element by element, rounded half away from zero.

    Parameters are int64 of one shape (or a scalar denominator), denominators positive.
    """
    magnitude = (2 * np.abs(numerator) + denominator) // (2 * np.asarray(denominator))
    rounded: Cents = (np.sign(numerator) * magnitude).astype(np.int64)
    return rounded


def from_float(cents: NDArray[np.floating[Any]]) -> Cents:
    """Return float cents as int64 cents, rounded half to even (the one way in from floats)."""
    rounded: Cents = np.rint(cents).astype(np.int64)
    return rounded


def cents(amount: float) -> int:
    """Return one amount of float cents as whole cents, rounded half to even: `from_float` of a single number."""
    return round(amount)


def text(cents: int) -> str:
    """Return cents as people read them: -123456 -> '-$1,234.56'."""
    sign = "-" if cents < 0 else ""
    whole, part = divmod(abs(int(cents)), 100)
    return f"{sign}${whole:,}.{part:02d}"
