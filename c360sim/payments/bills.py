"""Standing payments: household bills, premiums, tuition, child care, and subscriptions."""

from __future__ import annotations

import numpy as np

from c360sim import months
from c360sim.bank.postings import Posting, Postings
from c360sim.money import from_float
from c360sim.payments.context import Context
from c360sim.streams import Purpose, field
from c360sim.vocabulary import SUBSCRIPTIONS, Bill

IS_SUBSCRIPTION = np.array([bill in SUBSCRIPTIONS for bill in Bill])


def expand(context: Context) -> Postings:
    """Return the month's standing payments, each by card or from checking as the customer arranged it.

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
    return Postings.of(account[real], day[real], -cents[real], kind[real], intents.bill_merchant[who, bill][real])
