"""The month's wanted postings on their way through settlement."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from c360sim import months
from c360sim.bank.ledger import Ledger
from c360sim.bank.postings import Posting, Postings, one_of
from c360sim.bank.rules import Rules
from c360sim.bank.settle import NO_FLOOR, Overdraft, Settlement
from c360sim.bank.table import Column, Mask, order_by, starts_of
from c360sim.vocabulary import Family

_KIND_BITS = 7

_IS_PAID_IN_PART = one_of(Posting.CARD_PAYMENT_OUT, Posting.OUTSIDE_CARD_PAYMENT)
"""By kind, the payments of which people pay what they can when there is not enough."""


@dataclass(slots=True)
class Batch:
    """Wanted postings, sorted by account, day and kind. `partner` is the row of the linked posting, or -1."""

    postings: Postings
    family: NDArray[np.int8]
    partner: Column
    is_alive: Mask
    is_declined: Mask
    lowest_cents: Column = field(init=False)
    """By ledger row how far below its opening balance the month could bring it at most: who can bear this needs no settling."""

    def on(self, accounts: Mask) -> Column:
        """Return the rows still alive on some accounts (a mask by ledger row)."""
        return np.flatnonzero(self.is_alive & accounts[self.postings.account])

    def of(self, first: Family, last: Family | None = None) -> Column:
        """Return the rows still alive on accounts of the families first..last."""
        return np.flatnonzero(self.is_alive & (self.family >= first) & (self.family <= (first if last is None else last)))

    def drop(self, rows: Column) -> None:
        """Take rows out, and what is linked with them."""
        partners = self.partner[rows]
        self.is_alive[rows] = False
        self.is_alive[partners[partners >= 0]] = False

    def cut(self, rows: Column, cents: Column) -> None:
        """Lower rows to these amounts, and what is linked with them."""
        self.postings.cents[rows] = cents
        partners = self.partner[rows]
        self.postings.cents[partners[partners >= 0]] = -cents[partners >= 0]

    def accepted(self) -> Column:
        """Return the rows that post."""
        return np.flatnonzero(self.is_alive & (self.postings.cents != 0))

    def declined(self) -> Postings:
        """Return what was tried and refused."""
        return self.postings.take(np.flatnonzero(self.is_declined))


def admit(wanted: Postings, ledger: Ledger, month: int) -> Batch:
    """Return the postings that move money on days on which their account is open, sorted.

    Raises ValueError for one on no account or on a day that the month does not have.
    """
    order = _order(wanted.account, wanted.day, wanted.kind)
    postings = wanted.take(order[wanted.cents.take(order) != 0])
    if not (_is_within(postings.account, 0, len(ledger) - 1) and _is_within(postings.day, 1, months.days_in(month))):
        raise ValueError(f"postings of {months.label(month)} name an account or a day that does not exist")
    count = len(postings)
    family = ledger.family.astype(np.int8)[postings.account]
    batch = Batch(postings, family, _partners(postings.pair), np.ones(count, bool), np.zeros(count, bool))
    closed = _on_closed_days(postings, ledger, months.first_ordinal(month))
    # a refund after the account closed is lost, but its purchase stands
    batch.drop(closed[postings.kind[closed] != Posting.REFUND])
    batch.is_alive[closed] = False
    batch.lowest_cents = _lowest(batch, len(ledger))
    return batch


def _lowest(batch: Batch, size: int) -> Column:
    """Return `Batch.lowest_cents`: money that comes from another account may not come after all, and counts as none."""
    account, cents = batch.postings.account, batch.postings.cents
    total = np.cumsum(np.where(batch.is_alive & ((cents < 0) | (batch.partner < 0)), cents, 0))
    starts = starts_of(account)
    lowest = np.zeros(size, np.int64)
    if len(starts):
        before = np.append(0, total[starts[1:] - 1])
        lowest[account[starts]] = np.minimum(np.minimum.reduceat(total, starts) - before, 0)
    return lowest


def _is_within(values: Column, least: int, most: int) -> bool:
    return not len(values) or bool(values.min() >= least and values.max() <= most)


def _on_closed_days(postings: Postings, ledger: Ledger, first_day: int) -> Column:
    """Return the rows on days on which their account is not open; only accounts that open or close can have any."""
    is_in_question = (ledger.opened_on > first_day) | (ledger.closing_on > 0) | ~ledger.is_open
    rows = np.flatnonzero(is_in_question[postings.account])
    account, on = postings.account[rows], first_day - 1 + postings.day[rows]
    closing = ledger.closing_on[account]
    is_open = ledger.is_open[account] & (on >= ledger.opened_on[account]) & ((closing == 0) | (on <= closing))
    return rows[~is_open]


def settle(
    batch: Batch,
    rows: Column,
    charges: Postings,
    opening_cents: Column,
    floor_cents: Column,
    rules: Rules,
    overdraft: Overdraft | None = None,
) -> Column:
    """Settle rows of a batch together with charges that nothing stops, and return which rows cost an overdraft fee.

    `opening_cents` is per ledger row, from the account holder's side; `floor_cents` and `overdraft` per row of `rows`
    (an overdraft goes with no charges).
    """
    wanted = batch.postings
    account, day, kind, cents, floor, row = (
        np.concatenate([ours, others])
        for ours, others in (
            (wanted.account[rows], charges.account),
            (wanted.day[rows], charges.day),
            (wanted.kind[rows], charges.kind),
            (wanted.cents[rows], charges.cents),
            (floor_cents, np.full(len(charges), NO_FLOOR)),
            (rows, np.full(len(charges), -1)),
        )
    )
    if len(charges):
        order = _order(account, day, kind)
        account, kind, cents, floor, row = account[order], kind[order], cents[order], floor[order], row[order]
    is_discretionary = (kind >= Posting.CASH_WITHDRAWAL) & (kind <= Posting.PURCHASE_CARD)
    is_partial = (cents < 0) & _IS_PAID_IN_PART[kind]
    places = _places(batch, row)
    limits = rules.declines_until_giving_up_count, rules.partial_payment_least_cents
    settled = Settlement(account, cents, opening_cents[account], floor, is_discretionary, places, *limits, is_partial, overdraft).run()
    batch.cut(row[settled.settled_cents != cents], settled.settled_cents[settled.settled_cents != cents])
    batch.is_declined[row[settled.is_declined]] = True
    batch.drop(row[~settled.is_alive])
    return row[settled.fees]


def _places(batch: Batch, rows: Column) -> Column:
    """Return the position among `rows` of each one's linked posting, -1 for none (rows of -1 are no rows of the batch)."""
    place = np.full(len(batch.is_alive) + 1, -1)
    place[rows] = np.arange(len(rows))
    place[-1] = -1
    return place[np.where(rows >= 0, batch.partner[rows], -1)] if len(batch.is_alive) else np.full(len(rows), -1)


def _order(account: Column, day: Column, kind: Column) -> Column:
    """Return the stable order by account, day and kind."""
    return order_by(account, day << _KIND_BITS | kind)


def _partners(pair: Column) -> Column:
    """Return for each row the other row with the same pair number, or -1."""
    partner = np.full(len(pair), -1)
    linked = np.flatnonzero(pair >= 0)
    linked = linked[np.argsort(pair[linked], kind="stable")]
    same = np.flatnonzero(pair[linked[1:]] == pair[linked[:-1]])
    partner[linked[same]] = linked[same + 1]
    partner[linked[same + 1]] = linked[same]
    return partner
