"""Intents to postings, in columns: one pass a month over all customers of a shard."""

from __future__ import annotations

from c360sim.bank import Dues
from c360sim.bank.postings import Postings
from c360sim.money import Cents
from c360sim.payments import bills, buffers, income, obligations, occasions, outside_cards, purchases, purse, transfers, trips
from c360sim.payments.context import Context
from c360sim.payments.plan import Plan
from c360sim.payments.purchases import Basket

__all__ = ["Context", "expand"]

_PAIRS = 1 << 32
"""Room for the pair numbers of one part of the month: parts never share a number."""


def expand(context: Context, dues: Dues, opened: Postings) -> Postings:
    """Return every payment that customers try to make or get this month, dated and priced, after those of accounts `opened`.

    First what is bound to come and go, then what one can do without: of this, only what the purse bears is done, and what is
    not comes to 0 cents. Payments of nothing are among them: they fall out at the bank.
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
    bound = [opened, pay, standing, debts, *leaving]
    wanted = Postings.concat([*bound, *_purchases(plan), *_put_by(plan, swept, uncovered)])
    purse.mind(plan.plus(Postings.concat(leaving)), wanted.since(sum(map(len, bound))), plan.leaves_before_payday)
    return wanted


def _purchases(plan: Plan) -> list[Postings]:
    """Return what pays for everyday purchases, and for those of trips and occasions."""
    context = plan.context
    everyday = purchases.everyday(context, purchases.mood(plan))
    special = Basket.concat([*trips.baskets(context), occasions.basket(context)])
    return [*purchases.pay(context, everyday, _PAIRS * 10), *purchases.pay(context, special, _PAIRS * 11)]


def _put_by(plan: Plan, swept: Postings, uncovered: Cents) -> list[Postings]:
    """Return what is saved, invested, sent to fintechs and paid to cards of other banks."""
    context = plan.context
    return [
        transfers.saving(plan, _PAIRS * 2),
        swept,
        buffers.elsewhere(plan, uncovered),
        transfers.investing(context, _PAIRS * 4),
        transfers.fintech(context),
        outside_cards.expand(context),
    ]
