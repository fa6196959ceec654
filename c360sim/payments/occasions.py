"""What people buy because of an event of their lives, in the months around it: for a baby, a wedding, a move."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from c360sim.assumptions import Assumptions, derived
from c360sim.catalog import load_catalog
from c360sim.catalog.kinds import KIND_STEPS, shops_of_kind
from c360sim.catalog.popularity import Rows
from c360sim.distributions import cells, exp, look_up, normal_quantiles, numbered
from c360sim.money import from_float
from c360sim.payments.context import Context
from c360sim.payments.purchases import Basket
from c360sim.streams import Purpose, field, twelve_bits
from c360sim.vocabulary import Occasion, Spend

MOST_PURCHASES = 64
"""Room for the purchases of one kind, by one person in one month: kinds never share a draw."""


_LONG_AGO = 99_999
"""Months since an event that never was, or that is none of this bank's business."""


@dataclass(frozen=True, slots=True)
class Customs:
    """What is bought around occasions, a row each: what, in which months from that of the event, how often a month, how dear.

    `ticket_cents[row, 0..4095]` are the quantiles of the price for someone of usual tickets; `shops[row]` as in `shops_of_kind`.
    """

    occasion: NDArray[np.int64]
    spend: NDArray[np.int64]
    first_month: NDArray[np.int64]
    last_month: NDArray[np.int64]
    purchases_monthly: NDArray[np.float64]
    ticket_cents: NDArray[np.float64]
    shops: Rows


@derived
def customs(assumptions: Assumptions) -> Customs:
    """Return the table of what is bought around events. Raises KeyError for an unknown occasion or category."""
    merchants, table = load_catalog(assumptions).merchants, assumptions.rows("event_spending")
    kinds = [(Spend[row["spend"]], row["mcc"]) for row in table]
    shops = {kind: shops_of_kind(merchants, *kind) for kind in dict.fromkeys(kinds)}
    return Customs(
        occasion=np.array([Occasion[row["occasion"]] for row in table]),
        spend=np.array([spend for spend, _ in kinds]),
        first_month=np.array([int(row["first_month"]) for row in table]),
        last_month=np.array([int(row["last_month"]) for row in table]),
        purchases_monthly=np.array([float(row["purchases_monthly"]) for row in table]),
        ticket_cents=np.stack([100 * float(row["median_usd"]) * exp(float(row["sigma"]) * normal_quantiles()) for row in table]),
        shops=np.stack([shops[kind] for kind in kinds]),
    )


def basket(context: Context) -> Basket:
    """Return what is bought this month because of events past or expected, at shops of the kind that sells it."""
    intents, found = context.intents, customs(context.shapes.assumptions)
    custom, who = cells(_is_near(context, found))
    keys = context.streams.keys(context.ids, context.month, Purpose.OCCASION).take(who)
    means = found.purchases_monthly.take(custom) * intents.activity_ratio.take(who) * intents.bought_here_ratio.take(who)
    counts = context.shapes.poisson.counts(means, field(context.streams.nth(keys, custom * MOST_PURCHASES), 0))
    each, turn = numbered(counts)
    custom, who, keys = custom[each], who[each], keys[each]
    word = context.streams.nth(keys, custom * MOST_PURCHASES + 1 + turn)
    spend = found.spend[custom]
    merchant = found.shops[custom, intents.region[who], field(word, 1) * KIND_STEPS // 65536].astype(np.int64)
    level = intents.ticket_ratio[who, spend] * context.economy.price_level(context.month)
    cents = from_float(found.ticket_cents[custom, twelve_bits(word, 2)] * level)
    day = look_up(context.purchase_days, spend, twelve_bits(word, 0))
    return Basket(who, spend, word, day, merchant, cents, np.zeros(len(who), bool))


def _is_near(context: Context, customs: Customs) -> NDArray[np.bool_]:
    """Say for whom each of the customs applies this month, shape (customs, customers)."""
    event = context.intents.occasion_month.T.copy()
    event[Occasion.ANY_TIME] = context.month
    since = np.where((event > 0) & context.intents.is_active, context.month - event, _LONG_AGO).astype(np.int32)[customs.occasion]
    is_near: NDArray[np.bool_] = (since >= customs.first_month[:, None]) & (since <= customs.last_month[:, None])
    return is_near
