"""All merchants in columns, and the tables by which payments choose among them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from c360sim.assumptions import Assumptions
from c360sim.catalog.merchants import BANK_INSURANCE, Merchant, all_merchants
from c360sim.catalog.places import Places
from c360sim.catalog.plans import PlanPrices
from c360sim.catalog.popularity import Rows, pick_table, share
from c360sim.catalog.wording import Wording
from c360sim.distributions import STEPS
from c360sim.vocabulary import Bill, Fintech, MerchantType, Spend

ABROAD_STEPS = 1024
PAYEE_STEPS = 256

ABROAD = (
    Spend.RESTAURANT,
    Spend.FAST_FOOD,
    Spend.COFFEE,
    Spend.BAR_LIQUOR,
    Spend.HOTEL,
    Spend.TRANSIT,
    Spend.RIDESHARE,
    Spend.ENTERTAINMENT,
    Spend.GENERAL_MERCHANDISE,
    Spend.CLOTHING,
    Spend.CASH,
)
"""What travelers buy from merchants abroad; the rest they buy from merchants at home."""


@dataclass(frozen=True, slots=True)
class Merchants:
    """Merchants, a row each: merchant_id is row + 1. Lists are columns of dim_merchant.

    `pick[spend, place, 0..4095]` is a merchant row for a uniform index, by popularity in that place;
    `abroad[spend][country, 0..1023]` the same for `foreign_countries` (ISO 3166 codes, visited in proportion to
    `foreign_weights`); `payees[bill, place, 0..255]` the provider of a bill; `fintechs[kind][0..255]` a fintech.
    `bank_insurance` is the row of this bank's own insurance arm.
    """

    name: list[str]
    mcc_code: list[str]
    mcc_category: list[str]
    merchant_type: list[MerchantType]
    city: list[str]
    state: list[str]
    country: list[str]
    group: list[str]
    is_abroad: NDArray[np.bool_]
    pick: Rows
    abroad: dict[Spend, Rows]
    foreign_countries: tuple[str, ...]
    foreign_weights: NDArray[np.float64]
    payees: Rows
    fintechs: dict[Fintech, Rows]
    bank_insurance: int
    plan_price_cents: Callable[[int], NDArray[np.int64]]
    """Monthly price of each merchant's plan in a month (0: sells no plan), int64 (merchants,)."""

    def __len__(self) -> int:
        return len(self.name)


def load_merchants(assumptions: Assumptions, places: Places, wording: Wording) -> Merchants:
    """Return the merchants of the tables, with the local ones of every place worded."""
    merchants = all_merchants(assumptions, places, wording)
    category = {row["mcc"]: row["category"] for row in assumptions.rows("mcc")}
    countries = assumptions.rows("countries")
    codes = tuple(row["code"] for row in countries)
    shelf = _Shelf(assumptions, merchants, places)
    return Merchants(
        name=[merchant.name for merchant in merchants],
        mcc_code=[merchant.mcc_code for merchant in merchants],
        mcc_category=[category[merchant.mcc_code] for merchant in merchants],
        merchant_type=[merchant.merchant_type for merchant in merchants],
        city=[merchant.city for merchant in merchants],
        state=[merchant.state for merchant in merchants],
        country=[merchant.country for merchant in merchants],
        group=[merchant.group for merchant in merchants],
        is_abroad=np.array([merchant.is_abroad for merchant in merchants], np.bool_),
        pick=_stack((shelf.by_place(spend.name, STEPS) for spend in Spend), (len(Spend), len(places), STEPS)),
        abroad={spend: shelf.by_country(spend.name, codes) for spend in ABROAD},
        foreign_countries=codes,
        foreign_weights=np.array([float(row["weight"]) for row in countries], np.float64),
        payees=np.stack([shelf.by_place(bill.name, PAYEE_STEPS) for bill in Bill]),
        fintechs={kind: shelf.everywhere(kind.name, PAYEE_STEPS) for kind in Fintech},
        bank_insurance=next(row for row, merchant in enumerate(merchants) if merchant.group == BANK_INSURANCE),
        plan_price_cents=lru_cache(maxsize=None)(PlanPrices(assumptions, [merchant.template for merchant in merchants]).in_month),
    )


def _stack(tables: Iterable[Rows], shape: tuple[int, ...]) -> Rows:
    """Return tables as one of this shape, taken in one by one: `np.stack` would hold all of them twice."""
    stacked = np.empty(shape, np.int16)
    for place, table in enumerate(tables):
        stacked[place] = table
    return stacked


class _Found(NamedTuple):
    """Merchants and their popularity in each place, both of shape (places, merchants); weights are 0 for those not found there."""

    merchants: NDArray[np.int64]
    weights: NDArray[np.float64]


class _Shelf:
    """Merchants by group, and the tables that choose among those of a group."""

    def __init__(self, assumptions: Assumptions, merchants: list[Merchant], places: Places) -> None:
        self._merchants = merchants
        self._places = places
        self._local_share = {row["group"]: int(row["local_share_ppt"]) / 1000 for row in assumptions.rows("merchant_mix")}
        self._national: dict[str, list[int]] = defaultdict(list)
        self._local: dict[tuple[str, str, str], list[int]] = defaultdict(list)
        self._abroad: dict[tuple[str, str], list[int]] = defaultdict(list)
        for row, merchant in enumerate(merchants):
            if merchant.is_abroad:
                self._abroad[merchant.group, merchant.country].append(row)
            elif merchant.is_local:
                self._local[merchant.group, merchant.city, merchant.state].append(row)
            else:
                self._national[merchant.group].append(row)

    def everywhere(self, group: str, steps: int) -> Rows:
        """Return the table of a group's brands, shape (steps,)."""
        return self._table(self._national[group], steps)

    def by_place(self, group: str, steps: int) -> Rows:
        """Return the tables of what is found in each place, shape (places, steps); one shared row if all alike.

        A place's own merchants take the group's local share, brands the rest.
        """
        brands = self._national[group]
        if group not in self._local_share and not any(self._merchants[row].only_states for row in brands):
            return np.broadcast_to(self.everywhere(group, steps), (len(self._places), steps))
        national, local = self._found_brands(brands), self._found_local(group)
        part = np.where(national.weights.any(axis=1), self._local_share.get(group, 0.0), 1.0)[:, None]
        weights = np.concatenate([share(national.weights) * (1 - part), share(local.weights) * part], axis=1)
        return pick_table(np.concatenate([national.merchants, local.merchants], axis=1), weights, steps)

    def by_country(self, group: str, countries: tuple[str, ...]) -> Rows:
        """Return the tables of a group's merchants in each country, shape (countries, ABROAD_STEPS)."""
        return np.stack([self._table(self._abroad[group, country], ABROAD_STEPS) for country in countries])

    def _table(self, chosen: list[int], steps: int) -> Rows:
        return pick_table(np.array(chosen, np.int64), self._weights(chosen), steps)

    def _found_brands(self, brands: list[int]) -> _Found:
        """Return a group's brands in each place: not all are found in every state."""
        only = [self._merchants[row].only_states for row in brands]
        is_found = np.array([[not states or state in states for states in only] for state in self._places.state], bool)
        weights = self._weights(brands) * is_found
        return _Found(np.broadcast_to(np.array(brands, np.int64), weights.shape), weights)

    def _found_local(self, group: str) -> _Found:
        """Return a group's merchants of each place alone."""
        local = [self._local[group, city, state] for city, state in zip(self._places.city, self._places.state, strict=True)]
        merchants = np.zeros((len(local), max(map(len, local))), np.int64)
        weights = np.zeros(merchants.shape)
        for place, chosen in enumerate(local):
            merchants[place, : len(chosen)], weights[place, : len(chosen)] = chosen, self._weights(chosen)
        return _Found(merchants, weights)

    def _weights(self, chosen: list[int]) -> NDArray[np.float64]:
        return np.array([self._merchants[row].weight for row in chosen], np.float64)
