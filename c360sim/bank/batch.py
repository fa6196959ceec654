"""The month's wanted postings on their way through settlement."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from c360sim import months
from c360sim.bank.ledger import Ledger
from c360sim.bank.postings import Posting, Postings
from c360sim.bank.settle import NO_FLOOR, Overdraft, Settlement
from c360sim.bank.table import Column, Mask
from c360sim.vocabulary import Family

_DAY_BITS, _KIND_BITS, _ROW_BITS = 5, 7, 24


PAID_IN_PART = (Posting.CARD_PAYMENT_OUT, Posting.OUTSIDE_CARD_PAYMENT)
"""Payments of which people pay what they can when there is not enough."""


@dataclass(slots=True)
class Batch:
    """Wanted postings, sorted by account, day and kind. `partner` is the row of the linked posting, or -1."""

    postings: Postings
    family: Column
    partner: Column
    is_alive: Mask
    is_declined: Mask

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

    def accepted(self) -> Postings:
        """Return what posts."""
        return self.postings.take(np.flatnonzero(self.is_alive & (self.postings.cents != 0)))

    def declined(self) -> Postings:
        """Return what was tried and refused."""
        return self.postings.take(np.flatnonzero(self.is_declined))


def admit(wanted: Postings, ledger: Ledger, month: int) -> Batch:
    """Return the postings that fall on days on which their account is open, sorted.

    Raises ValueError for a posting on no account or on a day that the month does not have.
    """
    is_account = (wanted.account >= 0) & (wanted.account < len(ledger))
    if not (is_account & (wanted.day >= 1) & (wanted.day <= months.days_in(month))).all():
        raise ValueError(f"postings of {months.label(month)} name an account or a day that does not exist")
    postings = wanted.take(_order(wanted.account, wanted.day, wanted.kind))
    account, on = postings.account, months.first_ordinal(month) - 1 + postings.day
    closing = ledger.closing_on[account]
    is_open = (ledger.closed_on[account] == 0) & (on >= ledger.opened_on[account]) & ((closing == 0) | (on <= closing))
    count = len(postings)
    batch = Batch(postings, ledger.family[account], _partners(postings.pair), np.ones(count, bool), np.zeros(count, bool))
    # a refund after the account closed is lost, but its purchase stands
    batch.drop(np.flatnonzero(~is_open & (postings.kind != Posting.REFUND)))
    batch.is_alive &= is_open
    return batch


def settle(
    batch: Batch,
    rows: Column,
    charges: Postings,
    opening_cents: Column,
    floor_cents: Column,
    patience: int,
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
    is_partial = (cents < 0) & np.isin(kind, PAID_IN_PART)
    places = _places(batch, row)
    settled = Settlement(account, cents, opening_cents[account], floor, is_discretionary, places, patience, is_partial, overdraft).run()
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
    """Return the stable order by account, day and kind (the row's number makes keys distinct, which sorts faster)."""
    key = ((account << _DAY_BITS | day) << _KIND_BITS | kind) << _ROW_BITS | np.arange(len(account))
    key.sort()
    return key & ((1 << _ROW_BITS) - 1)


def _partners(pair: Column) -> Column:
    """Return for each row the other row with the same pair number, or -1."""
    partner = np.full(len(pair), -1)
    linked = np.flatnonzero(pair >= 0)
    linked = linked[np.argsort(pair[linked], kind="stable")]
    same = np.flatnonzero(pair[linked[1:]] == pair[linked[:-1]])
    partner[linked[same]] = linked[same + 1]
    partner[linked[same + 1]] = linked[same]
    return partner
