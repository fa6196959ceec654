"""What subscriptions cost by month: published prices, then a rise every so often, each plan in a month of its own."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

from c360sim import months
from c360sim.assumptions import Assumptions


class PlanPrices:
    """Monthly prices of the plans sold by merchants, given the template of each merchant's name."""

    def __init__(self, assumptions: Assumptions, templates: list[str]) -> None:
        self._rise_months = assumptions.whole("plan_rise_months")
        self._rise_percent = round(assumptions.value("plan_rise_ratio") * 100)
        self._published: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for row in assumptions.rows("plan_prices"):
            self._published[row["merchant"]].append((months.parse(row["month"]), int(row["price_cents"])))
        places = {merchant: place for place, merchant in enumerate(self._published)}
        self._plan = np.array([places.get(template, len(places)) for template in templates])
        self._last_published = max(since for steps in self._published.values() for since, _ in steps)

    def in_month(self, month: int) -> NDArray[np.int64]:
        """Return the price in cents of each merchant's plan in a month, 0 where it sells none; int64 (merchants,)."""
        plans = [self._price(number, merchant, month) for number, merchant in enumerate(self._published)]
        prices = np.array([*plans, 0], np.int64)[self._plan]
        prices.flags.writeable = False
        return prices

    def _price(self, number: int, merchant: str, month: int) -> int:
        """Return one plan's price: the last published by then (the first before all), and rises after the last of all."""
        published = self._published[merchant]
        since, price = max((step for step in published if step[0] <= month), default=min(published))
        counted_from = max(since, self._last_published - number % self._rise_months)
        for _ in range(max(0, month - counted_from) // self._rise_months):
            price = self._raised(price)
        return price

    def _raised(self, price: int) -> int:
        """Return a price after its rise, ending in 9 cents as prices do."""
        return (price * (100 + self._rise_percent) // 100) // 10 * 10 + 9
