"""What people buy because of an event of their lives, in the months around it: for a baby, a wedding, a move."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from c360sim.assumptions import rows
from c360sim.catalog import load_catalog
from c360sim.catalog.kinds import KIND_STEPS, shops_of_kind
from c360sim.catalog.popularity import Rows
from c360sim.distributions import exp, normal_quantiles
from c360sim.money import from_float
from c360sim.payments.context import Context
from c360sim.payments.purchases import Basket, day_table
from c360sim.streams import Purpose, field
from c360sim.vocabulary import Occasion, Spend

MOST_PURCHASES = 64
"""Room for the purchases of one kind, by one person in one month: kinds never share a draw."""


@dataclass(frozen=True, slots=True)
class Custom:
    """One thing bought around an occasion: what, in which months from that of the event, how often a month, how dear.

    `ticket_cents[0..4095]` are the quantiles of the price for someone of usual tickets; `shops` as in `shops_of_kind`.
    """

    occasion: Occasion
    spend: Spend
    first_month: int
    last_month: int
    purchases_monthly: float
    ticket_cents: NDArray[np.float64]
    shops: Rows


@lru_cache(maxsize=1)
def customs() -> tuple[Custom, ...]:
    """Return the shipped table of what is bought around events. Raises KeyError for an unknown occasion or category."""
    merchants = load_catalog().merchants
    return tuple(
        Custom(
            occasion=Occasion[row["occasion"]],
            spend=Spend[row["spend"]],
            first_month=int(row["first_month"]),
            last_month=int(row["last_month"]),
            purchases_monthly=float(row["purchases_monthly"]),
            ticket_cents=100 * float(row["median_usd"]) * exp(float(row["sigma"]) * normal_quantiles()),
            shops=shops_of_kind(merchants, Spend[row["spend"]], row["mcc"]),
        )
        for row in rows("event_spending")
    )


def basket(context: Context) -> Basket:
    """Return what is bought this month because of events past or expected, at shops of the kind that sells it."""
    days = day_table(context)
    parts = [_bought(context, custom, number, days) for number, custom in enumerate(customs())]
    return Basket(*(np.concatenate([getattr(part, column.name) for part in parts]) for column in fields(Basket)))


def _bought(context: Context, custom: Custom, number: int, days: NDArray[np.int64]) -> Basket:
    """Return the purchases of one thing this month."""
    intents = context.intents
    is_any_time = custom.occasion == Occasion.ANY_TIME
    event = np.full(intents.count, context.month) if is_any_time else intents.occasion_month[:, custom.occasion]
    since = context.month - event
    is_near = intents.is_active & (event > 0) & (since >= custom.first_month) & (since <= custom.last_month)
    near = np.flatnonzero(is_near)
    keys = context.streams.keys(context.ids[near], context.month, Purpose.OCCASION)
    means = custom.purchases_monthly * intents.activity_ratio[near] * intents.bought_here_ratio[near]
    counts = context.shapes.poisson.counts(means, field(context.streams.nth(keys, number * MOST_PURCHASES), 0))
    who = np.repeat(near, counts)
    turn = np.arange(len(who)) - np.repeat(np.cumsum(counts) - counts, counts)
    word = context.streams.nth(np.repeat(keys, counts), number * MOST_PURCHASES + 1 + turn)
    spend = np.full(len(who), custom.spend, np.int64)
    merchant = custom.shops[intents.region[who], field(word, 1) * KIND_STEPS // 65536].astype(np.int64)
    level = intents.ticket_ratio[who, custom.spend] * context.economy.price_level(context.month)
    cents = from_float(custom.ticket_cents[field(word, 2) >> 4] * level)
    return Basket(who, spend, word, days[spend, field(word, 0) >> 4], merchant, cents, np.zeros(len(who), bool))
