"""The calendar on columns of days and months."""

from __future__ import annotations

import numpy as np

from c360sim import months
from c360sim.bank.table import Column

_EPOCH_MONTH = 1970 * 12


def first_day_of(month: Column) -> Column:
    """Return the ordinal of the first day of each month."""
    return (month - _EPOCH_MONTH).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64) + months.EPOCH


def later(ordinals: Column, by_months: Column) -> Column:
    """Return the same day of the month (or the month's last) some months later."""
    month = months.of_ordinals(ordinals)
    target = first_day_of(month + by_months)
    days = first_day_of(month + by_months + 1) - target
    return target + np.minimum(ordinals - first_day_of(month), days - 1)
