"""Level-payment amortization in exact integer arithmetic."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from c360sim.bank.table import Column
from c360sim.money import BASIS_POINTS, Cents, divide, divide_columns

MONTHLY = 12 * BASIS_POINTS
"""principal * rate_bp / this is a month's interest."""


@lru_cache(maxsize=4096)
def _growth(rate_bp: int, term_months: int) -> tuple[int, int]:
    """Return (1 + rate/12) ** term as an exact fraction."""
    return (MONTHLY + rate_bp) ** term_months, MONTHLY**term_months


def installment(principal_cents: int, rate_bp: int, term_months: int) -> int:
    """Return the level monthly payment, rounded to the cent: principal * r / (1 - (1 + r) ** -term)."""
    if rate_bp == 0:
        return divide(principal_cents, term_months)
    grown, unit = _growth(rate_bp, term_months)
    return divide(principal_cents * rate_bp * grown, MONTHLY * (grown - unit))


def monthly_interest(principal_cents: Cents, rate_bp: Column) -> Cents:
    """Return a month's interest on each principal, rounded to the cent."""
    return divide_columns(principal_cents * rate_bp, MONTHLY)


def remaining(principal_cents: Cents, rate_bp: Column, installment_cents: Cents, count: Column) -> Cents:
    """Return the principal left after `count` installments of each loan."""
    left = principal_cents.copy()
    for number in range(int(count.max(initial=0))):
        paid = np.minimum(installment_cents - monthly_interest(left, rate_bp), left)
        left = np.where(number < count, left - paid, left)
    return left
