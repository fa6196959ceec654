"""Intents to postings, in columns: one pass a month over all customers of a shard."""

from __future__ import annotations

import numpy as np

from c360sim.bank import Dues
from c360sim.bank.postings import Postings
from c360sim.payments import bills, buffers, income, obligations, occasions, outside_cards, purchases, purse, transfers, trips
from c360sim.payments.context import Context

__all__ = ["Context", "expand"]

_PAIRS = 1 << 32
"""Room for the pair numbers of one part of the month: parts never share a number."""


def expand(context: Context, dues: Dues) -> Postings:
    """Return every payment that customers try to make or get this month, dated and priced."""
    pay = income.expand(context)
    standing = bills.expand(context, pay)
    debts = obligations.expand(context, dues, pay, standing, _PAIRS)
    planned = Postings.concat([standing, debts])
    moods = purchases.mood(context, pay, planned)
    baskets = [purchases.everyday(context, moods), *trips.baskets(context), occasions.basket(context)]
    filled, swept = buffers.balancing(context, pay, planned, _PAIRS * 3)
    optional = [
        *(purchases.pay(context, basket, _PAIRS * (10 + number)) for number, basket in enumerate(baskets)),
        transfers.saving(context, pay, _PAIRS * 2),
        swept,
        buffers.elsewhere(context, pay, planned),
        transfers.investing(context, _PAIRS * 4),
        transfers.fintech(context),
        outside_cards.expand(context),
    ]
    others = Postings.concat(
        [
            pay,
            planned,
            filled,
            transfers.down_payments(context),
            transfers.leaving(context),
        ]
    )
    kept = transfers.before_payday(context, pay, planned)
    wanted = Postings.concat([others, purse.mind(context, Postings.concat(optional), others, kept)])
    return wanted.take(np.flatnonzero(wanted.cents != 0))
