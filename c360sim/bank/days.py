"""The calendar on columns of days and months."""

from __future__ import annotations

import numpy as np

from c360sim import months
from c360sim.bank.table import Column

_EPOCH_MONTH = 1970 * 12


def month_of(ordinals: Column) -> Column:
    """Return the month (as in `months`) that holds each ordinal day."""
    return (ordinals - months.EPOCH).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) + _EPOCH_MONTH


def first_day_of(month: Column) -> Column:
    """Return the ordinal of the first day of each month."""
    return (month - _EPOCH_MONTH).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64) + months.EPOCH
