"""Minding the purse: who does spends nothing from checking that bills and debts need before money comes in again.

This is what makes spending sink before pay day where there is little, and keeps most people from overdrawing: the heedless
buy as long as there is anything, and the bill finds nothing.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from c360sim.bank.postings import Posting, Postings, one_of
from c360sim.bank.table import order_by, running, starts_of, sum_by
from c360sim.money import Cents
from c360sim.payments.plan import DAYS, Plan, up_to_each_day

_IS_OPTIONAL = one_of(
    *(Posting.PURCHASE_DEBIT, Posting.CASH_WITHDRAWAL, Posting.FINTECH_OUT),
    *(Posting.OWN_TRANSFER_OUT, Posting.OUTSIDE_TRANSFER_OUT, Posting.CONTRIBUTION_OUT),
    Posting.OUTSIDE_CARD_PAYMENT,
)
"""What one can do without when money is short."""


def mind(plan: Plan, optional: Postings, kept: Cents) -> None:
    """Set to 0 cents what is not done of `optional`, given the month's plan and what is `kept` for the next.

    On each day no more is spent than the lowest that checking will come to until the month ends, were nothing spent;
    that for which no money is left is not done. A payment to another bank's card is made in part. Returns, fees and
    the other legs of transfers go with what is not done.
    """
    rows, cell, allowed = _in_doubt(plan, optional, np.maximum(plan.lowest_level(kept), 0))
    cents = -optional.cents[rows]
    left = cents - (running(cents, starts_of(cell)) - allowed[cell])
    least = plan.context.value("partial_payment_least_cents")
    is_cut = (optional.kind[rows] == Posting.OUTSIDE_CARD_PAYMENT) & (left >= least) & (left < cents)
    dropped = rows[(left < cents) & ~is_cut]
    optional.cents[rows[is_cut]] = -left[is_cut]
    optional.cents[dropped] = 0
    linked, pairs = np.flatnonzero(optional.pair >= 0), np.sort(optional.pair[dropped])
    pair = optional.pair[linked]
    optional.cents[linked[np.searchsorted(pairs, pair, "left") < np.searchsorted(pairs, pair, "right")]] = 0


def _in_doubt(plan: Plan, optional: Postings, lowest: Cents) -> tuple[NDArray[np.int64], NDArray[np.int64], Cents]:
    """Return the rows for which there may not be enough: those of people who mind their purse and want more than its lowest level.

    They are sorted by person and day. With them comes the cell of each in the last array: what may be spent, by person and day.
    """
    context = plan.context
    rows = np.flatnonzero(_IS_OPTIONAL.take(optional.kind))
    account = optional.account.take(rows)
    owner = context.bank.ledger.customer.take(account)
    from_checking = np.flatnonzero(account == context.checking.take(owner))
    rows, owner = rows.take(from_checking), owner.take(from_checking)
    wants_more = sum_by(owner, -optional.cents.take(rows), len(context.ids)) > lowest[0]
    is_in_doubt = wants_more & ~context.intents.is_heedless
    who, in_doubt = np.flatnonzero(is_in_doubt), np.flatnonzero(is_in_doubt.take(owner))
    rows, owner = rows.take(in_doubt), owner.take(in_doubt)
    day = optional.day.take(rows)
    order = order_by(owner, day)
    rows, owner, day = rows.take(order), owner.take(order), day.take(order)
    cell = (np.cumsum(is_in_doubt) - 1).take(owner) * DAYS + day
    wanted = sum_by(cell, -optional.cents[rows], len(who) * DAYS).reshape(-1, DAYS)
    return rows, cell, _allowed(wanted.T, lowest[:, who]).T.reshape(-1)


def _allowed(wanted: Cents, lowest: Cents) -> Cents:
    """Return what may be spent on each day, all of shape (32, people): all that is `wanted` where there is enough.

    Without purchases checking would stand at some level each day; purchases up to a day must fit under the `lowest` level
    from that day on. What did not fit earlier is gone: it does not come back when there is money again.
    """
    total = up_to_each_day(wanted)
    spent = total - up_to_each_day(np.maximum(total - lowest, 0), np.maximum)
    return np.diff(spent, axis=0, prepend=0)
