"""Standing payments: household bills, premiums, tuition, child care, and subscriptions."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from c360sim import months
from c360sim.bank.postings import Posting, Postings
from c360sim.distributions import cells, either, look_up
from c360sim.money import Cents, from_float
from c360sim.payments import income
from c360sim.payments.context import Context
from c360sim.payments.plan import NO_PAYDAY, Plan, spent_before
from c360sim.streams import Purpose, twelve_bits
from c360sim.vocabulary import SUBSCRIPTIONS, Bill

IS_SUBSCRIPTION = np.array([bill in SUBSCRIPTIONS for bill in Bill])


def expand(plan: Plan) -> Postings:
    """Return the month's standing payments, each by card or from checking as the customer arranged it.

    Who minds the purse puts off what checking could not bear until pay has come (`_put_off`).

    A subscription costs what its plan costs this month: a rise reaches every subscriber at once.

    Household bills are drawn from checking whatever its balance (and may overdraw it); subscriptions charge
    the debit card and can be declined. Who has neither account here pays elsewhere.
    """
    context, intents = plan.context, plan.context.intents
    pays = intents.is_active & ((context.checking >= 0) | (context.bank.cards[:, 0] >= 0))
    who, bill = cells((intents.bill_cents > 0) & pays[:, None])
    card = context.bank.cards[:, 0].take(who)
    on_card = look_up(intents.bill_on_card, who, bill) & (card >= 0)
    account = either(on_card, card, context.checking.take(who))
    kept = np.flatnonzero(account >= 0)
    who, bill, account = (column.take(kept) for column in (who, bill, account))
    on_card = on_card.take(kept)
    by_debit = IS_SUBSCRIPTION.take(bill) & intents.uses_debit.take(who)
    kind = either(on_card, Posting.BILL_CARD, either(by_debit, Posting.BILL_DEBIT, Posting.BILL_TRANSFER))
    merchant = look_up(intents.bill_merchant, who, bill)
    cents = _price(context, who, bill, merchant)
    nominal = np.minimum(look_up(intents.bill_day, who, bill), context.days)
    day = either(kind == Posting.BILL_TRANSFER, context.business_days[1].take(nominal), nominal)
    due = Postings.of(account, _put_off(plan, who, kind, day, cents), -cents, kind, merchant)
    return due.take(np.flatnonzero(cents > 0))


def _price(context: Context, who: NDArray[np.int64], bill: NDArray[np.int64], merchant: NDArray[np.int64]) -> Cents:
    """Return what each bill comes to this month."""
    word = context.streams.nth(context.streams.keys(context.ids, context.month, Purpose.BILL).take(who), bill)
    season = context.shapes.bill_season[:, months.of_year(context.month) - 1].take(bill)
    usage = context.shapes.bill_spread.take(bill) * context.shapes.normal.take(twelve_bits(word, 0))
    swing = context.value("bill_usage_swing_most")
    plan = context.catalog.merchants.plan_price_cents(context.month).take(merchant)
    agreed = either(IS_SUBSCRIPTION.take(bill) & (plan > 0), plan, look_up(context.intents.bill_cents, who, bill))
    return from_float(agreed * season * (1 + np.clip(usage, -swing, swing)))


def _put_off(plan: Plan, who: NDArray[np.int64], kind: NDArray[np.int64], day: NDArray[np.int64], cents: Cents) -> NDArray[np.int64]:
    """Return the day of each bill: of a bill drawn on checking that has too little by then, the day after enough pay has come.

    Counts the bills of the month up to that day and the purchases of everyday life at their usual pace; only those who
    mind their purse do so. `who` are the customers' rows.
    """
    context = plan.context
    minds = ~context.intents.is_heedless & (plan.payday < NO_PAYDAY)
    rows = np.flatnonzero((kind == Posting.BILL_TRANSFER) & minds.take(who))
    needed = spent_before(who[rows], day[rows], cents[rows]) + cents[rows]
    pace = context.usual_from_checking[who[rows]] * (day[rows] - 1) / context.days
    short = needed + from_float(pace) - context.balance(context.checking)[who[rows]]
    waits = np.flatnonzero(short > 0)
    rows = rows[waits]
    put_off = day.copy()
    put_off[rows] = np.maximum(day[rows], np.minimum(income.day_earned(plan, who[rows], short[waits]) + 1, context.days))
    return put_off
