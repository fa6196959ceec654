"""Standing payments: household bills, premiums, tuition, child care, and subscriptions."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from c360sim import months
from c360sim.bank.postings import Posting, Postings
from c360sim.money import from_float
from c360sim.payments import income, purchases
from c360sim.payments.context import Context
from c360sim.streams import Purpose, field
from c360sim.vocabulary import SUBSCRIPTIONS, Bill

IS_SUBSCRIPTION = np.array([bill in SUBSCRIPTIONS for bill in Bill])


def expand(context: Context, pay: Postings) -> Postings:
    """Return the month's standing payments, each by card or from checking as the customer arranged it.

    Who minds the purse puts off what checking could not bear until `pay` has come (`_put_off`).

    A subscription costs what its plan costs this month: a rise reaches every subscriber at once.

    Household bills are drawn from checking whatever its balance (and may overdraw it); subscriptions charge
    the debit card and can be declined. Who has neither account here pays elsewhere.
    """
    intents = context.intents
    who, bill = np.nonzero(intents.bill_cents * intents.is_active[:, None])
    card, checking = context.bank.cards[who, 0], context.checking[who]
    on_card = intents.bill_on_card[who, bill] & (card >= 0)
    account = np.where(on_card, card, checking)
    kind = np.where(
        on_card, Posting.BILL_CARD, np.where(IS_SUBSCRIPTION[bill] & intents.uses_debit[who], Posting.BILL_DEBIT, Posting.BILL_TRANSFER)
    )
    keys = context.streams.keys(context.ids, context.month, Purpose.BILL)[who]
    word = context.streams.nth(keys, bill)
    kept = np.flatnonzero(account >= 0)
    who, bill, account, kind, word = who[kept], bill[kept], account[kept], kind[kept], word[kept]
    season = context.shapes.bill_season[bill, months.of_year(context.month) - 1]
    usage = context.shapes.bill_spread[bill] * context.shapes.normal[field(word, 0) >> 4]
    plan = context.catalog.merchants.plan_price_cents(context.month)[intents.bill_merchant[who, bill]]
    agreed = np.where(IS_SUBSCRIPTION[bill] & (plan > 0), plan, intents.bill_cents[who, bill])
    cents = from_float(agreed * season * (1 + np.clip(usage, -0.6, 0.6)))
    nominal = np.minimum(intents.bill_day[who, bill], context.days)
    day = np.where(kind == Posting.BILL_TRANSFER, context.business_days[1][nominal], nominal)
    real = cents > 0
    due = Postings.of(account[real], day[real], -cents[real], kind[real], intents.bill_merchant[who, bill][real])
    return replace(due, day=_put_off(context, pay, due, who[real]))


def _put_off(context: Context, pay: Postings, due: Postings, who: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the day of each bill: of a bill drawn on checking that has too little by then, the day after enough pay has come.

    Counts the bills of the month up to that day and the purchases of everyday life at their usual pace; only those who
    mind their purse do so. `who` are the customers' rows.
    """
    is_drawn = due.kind == Posting.BILL_TRANSFER
    order = np.lexsort((due.day, who))
    cents = np.where(is_drawn, -due.cents, 0)[order]
    before = np.cumsum(cents) - cents
    first = np.searchsorted(who[order], who[order])
    needed = np.empty_like(cents)
    needed[order] = before - before[first] + cents
    pace = purchases.usual_from_checking(context)[who] * (due.day - 1) / context.days
    short = needed + from_float(pace) - context.balance(context.checking)[who]
    payday = income.day_earned(context, pay, who, short)
    waits = is_drawn & (short > 0) & ~context.intents.is_heedless[who] & (payday < income.NO_PAYDAY)
    return np.where(waits, np.maximum(due.day, np.minimum(payday + 1, context.days)), due.day)
