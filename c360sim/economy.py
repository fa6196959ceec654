"""Rates, prices, unemployment and markets by month: the same for everyone."""

from __future__ import annotations

from functools import cache
from typing import Literal

import numpy as np

from c360sim import months
from c360sim.assumptions import Assumptions, derived
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

    @cache  # noqa: B019 (an economy lives as long as its run)
    def price_level(self, month: int) -> float:
        """Return consumer prices relative to `PRICE_BASE`, growing evenly through each year; another growth goes on where one ended."""
        level, since, growth = 1.0, PRICE_BASE, self._assumptions.at(0).value("price_growth_annual")
        for changed, held in self._assumptions.periods():
            other = held.value("price_growth_annual")
            if changed <= month and other != growth:
                level, since, growth = level * _grown(growth, changed - since), changed, other
        return level * _grown(growth, month - since)

    @cache  # noqa: B019 (an economy lives as long as its run)
    def market_return_ppm(self, month: int, asset: Asset) -> int:
        """Return the month's return in millionths: published for equity where known, else drawn from the seed."""
        equity_draw, bond_draw = normal(self._streams.units(np.zeros(1, np.int64), month, Purpose.MARKET, 2))[0]
        held = self._assumptions.at(month)
        value = held.value
        if asset == "equity":
            published = _published(held).get(months.label(month))
            drawn = value("equity_return_mean") + value("equity_return_sd") * equity_draw
            return round(float(drawn if published is None else published) * MILLION)
        equity = self.market_return_ppm(month, "equity") / MILLION
        surprise = (equity - value("equity_return_mean")) / value("equity_return_sd")
        together = value("bond_equity_correlation")
        apart = float(np.sqrt(1 - together * together))
        bond = value("bond_return_mean") + value("bond_return_sd") * (together * surprise + apart * float(bond_draw))
        return round(bond * MILLION)

    def job_market(self, month: int) -> float:
        """Return the multiplier of the hazard of losing a job in a month."""
        return self._assumptions.at(month).value("job_market")


def rate_bp(assumptions: Assumptions, name: str) -> int:
    """Return an annual rate in basis points. `name` is a parameter such as 'mortgage_rate'."""
    return round(assumptions.value(name) * BASIS_POINTS)


@derived
def _published(assumptions: Assumptions) -> dict[str, float]:
    """Return the published returns of equity, by month."""
    return {row["month"]: float(row["sp500_price_return"]) for row in assumptions.rows("sp500_month_end_returns")}


def _grown(growth_annual: float, count: int) -> float:
    """Return by how much prices grow in a number of months: by whole years, and evenly through the last one."""
    years, rest = divmod(count, 12)
    level = 1.0
    for _ in range(abs(years)):
        level = level * (1 + growth_annual) if years > 0 else level / (1 + growth_annual)
    return level * (1 + growth_annual * rest / 12)
