"""Minding the purse: who does spends nothing from checking that bills and debts need before money comes in again.

This is what makes spending sink before pay day where there is little, and keeps most people from overdrawing: the heedless
buy as long as there is anything, and the bill finds nothing.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from c360sim.bank.postings import Posting, Postings
from c360sim.bank.settle import LEAST_PART
from c360sim.money import Cents
from c360sim.payments.context import Context

_DAYS = 32

OPTIONAL = (
    *(Posting.PURCHASE_DEBIT, Posting.CASH_WITHDRAWAL, Posting.FINTECH_OUT),
    *(Posting.OWN_TRANSFER_OUT, Posting.OUTSIDE_TRANSFER_OUT, Posting.CONTRIBUTION_OUT),
    Posting.OUTSIDE_CARD_PAYMENT,
)
"""What one can do without when money is short."""


def mind(context: Context, optional: Postings, others: Postings, kept: Cents) -> Postings:
    """Return what is done of `optional`, given all `others` of the month and what is `kept` for the next: that for which no money is left is not done.

    On each day no more is spent than the lowest that checking will come to until the month ends, were nothing spent.
    A payment to another bank's card is made in part. Returns, fees and the other legs of transfers go with what is not done.
    """
    owner = context.bank.ledger.customer[optional.account]
    is_from_checking = (optional.account == context.checking[owner]) & np.isin(optional.kind, OPTIONAL)
    rows = np.flatnonzero(is_from_checking & ~context.intents.is_heedless[owner])
    rows = rows[np.lexsort((optional.day[rows], owner[rows]))]
    cents = -optional.cents[rows]
    allowed = _allowed(context, _by_day(context, owner[rows], optional.day[rows], cents), others, kept)
    cell = owner[rows] * _DAYS + optional.day[rows]
    total = np.cumsum(cents)
    so_far = total - (total - cents)[np.searchsorted(cell, cell)]
    left = cents - (so_far - allowed.ravel()[cell])
    is_cut = (optional.kind[rows] == Posting.OUTSIDE_CARD_PAYMENT) & (left >= LEAST_PART) & (left < cents)
    dropped = rows[(left < cents) & ~is_cut]
    done = optional.cents.copy()
    done[rows[is_cut]] = -left[is_cut]
    is_kept = np.ones(len(optional), bool)
    is_kept[dropped] = False
    pairs = optional.pair[dropped]
    is_kept[np.isin(optional.pair, pairs[pairs >= 0])] = False
    return replace(optional, cents=done).take(np.flatnonzero(is_kept))


def lowest_level(context: Context, others: Postings, kept: Cents) -> Cents:
    """Return the lowest that each checking account will come to from each day on, shape (customers, 32).

    Counts `others` alone, and at the end of the month what is `kept` of each for the next.
    """
    levels = level(context, others)
    levels[:, -1] -= kept
    return np.minimum.accumulate(levels[:, ::-1], axis=1)[:, ::-1]


def level(context: Context, others: Postings) -> Cents:
    """Return where each checking account stands at the end of each day if `others` alone are posted, shape (customers, 32)."""
    owner = context.bank.ledger.customer[others.account]
    mine = others.account == context.checking[owner]
    moved = _by_day(context, owner[mine], others.day[mine], others.cents[mine])
    return context.balance(context.checking)[:, None] + np.cumsum(moved, axis=1)


def _by_day(context: Context, who: NDArray[np.int64], day: NDArray[np.int64], cents: Cents) -> Cents:
    """Return sums by customer and day, shape (customers, 32)."""
    table = np.zeros((len(context.ids), _DAYS), np.int64)
    np.add.at(table, (who, day), cents)
    return table


def _allowed(context: Context, wanted: Cents, others: Postings, kept: Cents) -> Cents:
    """Return what each customer may spend on each day, shape (customers, 32): all that is `wanted` where there is enough.

    Without purchases checking would stand at some level each day; purchases up to a day must fit under the lowest level
    from that day on. What did not fit earlier is gone: it does not come back when there is money again.
    """
    total = np.cumsum(wanted, axis=1)
    gone = np.maximum.accumulate(np.maximum(total - np.maximum(lowest_level(context, others, kept), 0), 0), axis=1)
    spent = total - gone
    return np.diff(spent, axis=1, prepend=0)
