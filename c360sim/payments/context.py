"""What every payment module needs of the month: who, when, and the tables that shape payments."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from c360sim import months
from c360sim.assumptions import Assumptions, derived
from c360sim.bank import Bank
from c360sim.bank.holdings import CARDS_SHOWN
from c360sim.catalog import Catalog, load_catalog
from c360sim.distributions import PoissonTable, exp, normal_quantiles, sum_rows, weighted_table, weighted_tables
from c360sim.economy import Economy
from c360sim.intents import Intents
from c360sim.money import Cents
from c360sim.streams import Purpose, Streams, Words
from c360sim.vocabulary import Bill, Fintech, Spend

FAVORITES = 4
"""Shops of a category a person goes back to."""

MONTH_COLUMNS = tuple(f"m{month}" for month in range(1, 13))


class Shapes:
    """Shapes of payments, read once from the assumptions' tables: amounts, seasons, weekdays."""

    def __init__(self, assumptions: Assumptions, catalog: Catalog) -> None:
        self.assumptions = assumptions
        self._shops = catalog.merchants.pick
        self.fintechs = np.stack([catalog.merchants.fintechs[kind] for kind in Fintech]).astype(np.int64)
        abroad, countries = catalog.merchants.abroad, catalog.merchants.foreign_weights
        self.is_sold_abroad = np.array([spend in abroad for spend in Spend])
        nowhere = np.full_like(next(iter(abroad.values())), -1)
        self.shops_abroad = np.stack([abroad.get(spend, nowhere) for spend in Spend])
        """A merchant by category, country and 10-bit draw, -1 for what is not sold abroad."""
        self.countries = weighted_table(countries)
        """A country by a 12-bit draw."""
        self.poisson = PoissonTable()
        self.normal = normal_quantiles()
        amounts = {row["spend"]: row for row in assumptions.rows("amounts")}
        in_order = [amounts[spend.name] for spend in Spend]
        self.median_cents = np.array([float(row["median_usd"]) * 100 for row in in_order])
        self.least_cents = np.array([round(float(row["least_usd"]) * 100) for row in in_order], np.int64)
        self.spread = np.array([exp(float(row["sigma"]) * normal_quantiles()) for row in in_order])
        self.mean_cents = self.median_cents * (sum_rows(self.spread) / self.spread.shape[1])
        self.endings = np.stack([_endings(assumptions, row) for row in in_order])
        self.season = _by_member(assumptions, "seasons", "spend", [spend.name for spend in Spend], MONTH_COLUMNS)
        self.weekday = _by_member(
            assumptions, "weekdays", "spend", [spend.name for spend in Spend], ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
        )
        self.bill_season = _by_member(assumptions, "bill_variation", "bill", [bill.name for bill in Bill], MONTH_COLUMNS)
        self.bill_spread = _by_member(assumptions, "bill_variation", "bill", [bill.name for bill in Bill], ("sigma",))[:, 0]

        favorites = [assumptions.value(f"favorite_{number}_share") for number in range(1, FAVORITES + 1)]
        self.shop_habit = weighted_table(np.array([*favorites, assumptions.value("explore_share")]))
        """Which of a person's favorites by a 12-bit draw, `FAVORITES` for any shop."""
        self.card_habit = weighted_table(np.array([assumptions.value(f"card_{number}_share") for number in range(1, CARDS_SHOWN + 1)]))
        """Which of a person's cards, the highest limit first, by a 12-bit draw."""
        self._lognormals: dict[str, NDArray[np.float64]] = {}

    def shops(self, spend: NDArray[np.int64], region: NDArray[np.int64], draw: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return a merchant of each category in each region by a 12-bit draw: by popularity."""
        _, regions, steps = self._shops.shape
        return self._shops.reshape(-1).take((spend * regions + region) * steps + draw).astype(np.int64)

    def lognormal(self, name: str) -> NDArray[np.float64]:
        """Return the quantile table exp(sigma z), shape (4096,), with sigma the parameter `name`."""
        if name not in self._lognormals:
            self._lognormals[name] = exp(self.assumptions.value(name) * normal_quantiles())
        return self._lognormals[name]


@derived
def shapes(assumptions: Assumptions) -> Shapes:
    """Return the shapes of payments."""
    return Shapes(assumptions, load_catalog(assumptions))


def _endings(assumptions: Assumptions, amounts: dict[str, str]) -> NDArray[np.int8]:
    """Return the last two digits to which a 16-bit draw sets a price of a category, -1 for none, shape (65536,)."""
    endings = np.full(65536, -1, np.int8)
    left, first = np.arange(65536) / 65536, 0
    for share, last_two in (
        (float(amounts["round_share"]), 0),
        (float(amounts["ninety_nine_share"]), 99),
        (assumptions.value("half_dollar_share"), 50),
        (assumptions.value("ninety_five_share"), 95),
    ):
        count = int(np.searchsorted(left, share))
        endings[first : first + count] = last_two
        left, first = left[count:] - share, first + count
    return endings


def _by_member(assumptions: Assumptions, table: str, key: str, members: list[str], columns: tuple[str, ...]) -> NDArray[np.float64]:
    """Return a table as a matrix with a row per member of an enumeration."""
    by_name = {row[key]: [float(row[column]) for column in columns] for row in assumptions.rows(table)}
    return np.array([by_name[member] for member in members])


@dataclass
class Context:
    """One month of one shard. Customers are rows 0..len(ids)-1."""

    month: int
    ids: NDArray[np.int64]
    birth_day: NDArray[np.int64]
    streams: Streams
    catalog: Catalog
    economy: Economy
    intents: Intents
    bank: Bank
    shapes: Shapes

    def words(self, purpose: Purpose, index: int = 0) -> Words:
        """Return one random word per customer for this month."""
        return self.streams.words(self.ids, self.month, purpose, index)

    @property
    def assumptions(self) -> Assumptions:
        """What is assumed in this month."""
        return self.shapes.assumptions

    def value(self, name: str) -> float:
        """Return a payment parameter that holds for everyone."""
        return self.shapes.assumptions.value(name)

    @cached_property
    def days(self) -> int:
        """Days of this month."""
        return months.days_in(self.month)

    @cached_property
    def checking(self) -> NDArray[np.int64]:
        """Ledger row of each active customer's main checking account, -1 for none."""
        return np.where(self.intents.is_active, self.bank.primary_checking, -1)

    @cached_property
    def paying(self) -> NDArray[np.int64]:
        """Ledger row from which each customer pays debts here; -1 for the account at another bank of who lies dormant or moves there."""
        goes_on = (self.intents.drain_ratio == 0) & (self.intents.activity_ratio >= self.value("pays_from_here_activity_least"))
        return np.where(goes_on, self.checking, -1)

    @cached_property
    def savings(self) -> NDArray[np.int64]:
        """Ledger row of each active customer's main savings account, -1 for none."""
        return np.where(self.intents.is_active, self.bank.primary_savings, -1)

    @cached_property
    def liquid_cents(self) -> Cents:
        """What each customer has in checking and savings at the start of the month."""
        return self.bank.liquid_cents()

    @cached_property
    def usual_tickets(self) -> NDArray[np.float64]:
        """What each customer typically pays for a purchase this month, in cents, shape (customers, categories)."""
        tickets: NDArray[np.float64] = self.shapes.median_cents * self.intents.ticket_ratio * self.economy.price_level(self.month)
        return tickets

    @cached_property
    def usual_from_checking(self) -> NDArray[np.float64]:
        """What each customer's everyday purchases of a usual month take from checking, in cents."""
        intents = self.intents
        usual = sum_rows(intents.purchases_monthly * intents.ticket_ratio * self.shapes.mean_cents)
        paid: NDArray[np.float64] = usual * (1 - intents.credit_ratio) * self.economy.price_level(self.month)
        return paid

    @cached_property
    def purchase_days(self) -> NDArray[np.int64]:
        """Day of the month by category and 12-bit draw, shape (categories, 4096), weighted by weekday."""
        weights = self.shapes.weekday[:, months.weekdays(self.month)]
        return weighted_tables(weights) + 1

    def balance(self, account: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the balance of ledger rows at the start of the month, 0 where the row is -1."""
        return np.where(account >= 0, self.bank.ledger.balance_cents[account], 0)

    @cached_property
    def business_days(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Map each day of the month (index 1..31) to the business day before or on it, and after or on it, in the month."""
        first = months.first_ordinal(self.month)
        before, after = np.zeros(32, np.int64), np.zeros(32, np.int64)
        for day in range(1, 32):
            ordinal = first + min(day, self.days) - 1
            earlier, later = months.business_day_on_or_before(ordinal), months.business_day_on_or_after(ordinal)
            before[day] = earlier - first + 1 if earlier >= first else later - first + 1
            after[day] = later - first + 1 if later < first + self.days else earlier - first + 1
        return before, after
