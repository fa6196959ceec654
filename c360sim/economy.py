"""Rates, prices, unemployment and markets by month: the same for everyone."""

from __future__ import annotations

from functools import cache
from typing import Literal

import numpy as np

from c360sim import months
from c360sim.assumptions import Assumptions
from c360sim.distributions import normal
from c360sim.money import BASIS_POINTS
from c360sim.streams import Purpose, Streams

MILLION = 1_000_000
PRICE_BASE = months.parse("2024-01")
"""Month in which the price level is 1: the assumptions' amounts are in its dollars."""

Asset = Literal["equity", "bond"]


class Economy:
    """The economy of one run: price level, market returns, interest rates."""

    def __init__(self, assumptions: Assumptions, streams: Streams) -> None:
        self._assumptions = assumptions
        self._streams = streams
        self._published = {row["month"]: float(row["sp500_price_return"]) for row in assumptions.rows("sp500_month_end_returns")}

    @cache  # noqa: B019 (an economy lives as long as its run)
    def price_level(self, month: int) -> float:
        """Return consumer prices relative to `PRICE_BASE`, growing evenly through each year."""
        years, rest = divmod(month - PRICE_BASE, 12)
        growth = self._assumptions.value("price_growth_annual")
        level = 1.0
        for _ in range(abs(years)):
            level = level * (1 + growth) if years > 0 else level / (1 + growth)
        return level * (1 + growth * rest / 12)

    @cache  # noqa: B019 (an economy lives as long as its run)
    def market_return_ppm(self, month: int, asset: Asset) -> int:
        """Return the month's return in millionths: published for equity where known, else drawn from the seed."""
        equity_draw, bond_draw = normal(self._streams.units(np.zeros(1, np.int64), month, Purpose.MARKET, 2))[0]
        value = self._assumptions.value
        if asset == "equity":
            published = self._published.get(months.label(month))
            drawn = value("equity_return_mean") + value("equity_return_sd") * equity_draw
            return round(float(drawn if published is None else published) * MILLION)
        equity = self.market_return_ppm(month, "equity") / MILLION
        surprise = (equity - value("equity_return_mean")) / value("equity_return_sd")
        together = value("bond_equity_correlation")
        apart = float(np.sqrt(1 - together * together))
        bond = value("bond_return_mean") + value("bond_return_sd") * (together * surprise + apart * float(bond_draw))
        return round(bond * MILLION)

    def rate_bp(self, name: str) -> int:
        """Return an annual rate in basis points. `name` is a parameter such as 'mortgage_rate'."""
        return round(self._assumptions.value(name) * BASIS_POINTS)

    def job_market(self, month: int) -> float:
        """Return the multiplier of the hazard of losing a job in a month."""
        return self._assumptions.value("job_market")
