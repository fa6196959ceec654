"""Arithmetic of loans with equal installments, using only operations that are the same on every processor."""

from __future__ import annotations

from functools import cache

MONTHLY = 120_000
"""Basis points a year in one month's whole: rate_bp / MONTHLY is the monthly rate."""


def power(base: float, exponent: int) -> float:
    """Return base ** exponent for a whole exponent >= 0, by squaring."""
    result = 1.0
    while exponent:
        if exponent & 1:
            result *= base
        base *= base
        exponent >>= 1
    return result


@cache
def installment_ratio(rate_bp: int, term_months: int) -> float:
    """Return the monthly installment for each unit of principal."""
    if rate_bp == 0:
        return 1 / term_months
    rate = rate_bp / MONTHLY
    growth = power(1 + rate, term_months)
    return rate * growth / (growth - 1)


def remaining_ratio(rate_bp: int, term_months: int, paid_months: int) -> float:
    """Return the share of the principal still owed after so many installments."""
    if rate_bp == 0:
        return 1 - paid_months / term_months
    rate = rate_bp / MONTHLY
    whole, paid = power(1 + rate, term_months), power(1 + rate, paid_months)
    return (whole - paid) / (whole - 1)
