"""Intents to postings, in columns: one pass a month over all customers of a shard."""

from __future__ import annotations

from c360sim.bank import Dues
from c360sim.bank.postings import Postings
from c360sim.payments import bills, buffers, income, obligations, occasions, outside_cards, purchases, purse, transfers, trips
from c360sim.payments.context import Context
from c360sim.payments.plan import Plan
from c360sim.payments.purchases import Basket

__all__ = ["Context", "expand"]

_PAIRS = 1 << 32
"""Room for the pair numbers of one part of the month: parts never share a number."""


def expand(context: Context, dues: Dues, opened: Postings) -> Postings:
    """Return every payment that customers try to make or get this month, dated and priced, after those of accounts `opened`.

    Payments of nothing are among them: they fall out at the bank.
    """
    pay = income.expand(context)
    plan = Plan.of(context, pay)
    standing = bills.expand(plan)
    plan = plan.plus(standing)
    debts = obligations.expand(plan, dues, _PAIRS)
    plan = plan.plus(debts)
    uncovered = buffers.uncovered(plan)
    filled, swept = buffers.balancing(plan, uncovered, _PAIRS * 3)
    leaving = [filled, transfers.down_payments(context), transfers.leaving(context)]
    baskets = [purchases.everyday(context, purchases.mood(plan)), Basket.concat([*trips.baskets(context), occasions.basket(context)])]
    optional = [
        *purchases.pay(context, baskets[0], _PAIRS * 10),
        *purchases.pay(context, baskets[1], _PAIRS * 11),
        transfers.saving(plan, _PAIRS * 2),
        swept,
        buffers.elsewhere(plan, uncovered),
        transfers.investing(context, _PAIRS * 4),
        transfers.fintech(context),
        outside_cards.expand(context),
    ]
    wanted = Postings.concat([opened, pay, standing, debts, *leaving, *optional])
    done = wanted.since(len(wanted) - sum(len(part) for part in optional))
    done.cents[:] = purse.mind(plan.plus(Postings.concat(leaving)), done, plan.leaves_before_payday)
    return wanted
