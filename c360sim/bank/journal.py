"""The journal of one month: all that really posts, with each account's position as it builds up."""

from __future__ import annotations

import numpy as np

from c360sim import months
from c360sim.bank.ledger import Ledger
from c360sim.bank.postings import Postings
from c360sim.bank.table import Column, Mask


class Journal:
    """Accepted postings of a month.

    `position_cents` is each account's balance from the holder's side as the postings so far leave it.
    """

    def __init__(self, ledger: Ledger, month: int) -> None:
        self.month = month
        self.first = months.first_ordinal(month)
        self.days = months.days_in(month)
        self.last = self.first + self.days - 1
        self.position_cents = ledger.side * ledger.balance_cents
        self._day_cents = self.position_cents * self.days
        self._parts: list[tuple[Postings, Column]] = []

    def __len__(self) -> int:
        return sum(len(rows) for _, rows in self._parts)

    def post(self, postings: Postings, rows: Column | None = None) -> None:
        """Add postings, or some rows of them (which stay where they are until the month is told)."""
        rows = np.arange(len(postings)) if rows is None else rows
        self._parts.append((postings, rows))
        account, cents = postings.account.take(rows), postings.cents.take(rows)
        np.add.at(self.position_cents, account, cents)
        np.add.at(self._day_cents, account, cents * (self.days - postings.day.take(rows) + 1))

    def day_cents(self, accounts: Column, until: Column) -> Column:
        """Return the sum of end-of-day positions from the 1st to day `until`, after which nothing posted yet."""
        return self._day_cents[accounts] - self.position_cents[accounts] * (self.days - until)

    def day_of(self, ordinals: Column) -> Column:
        """Return ordinal days as days of the month."""
        return ordinals - self.first + 1

    def received(self, is_wanted: Mask) -> Column:
        """Return the sum of some kinds of posting (a table by kind) so far, by ledger row."""
        total = np.zeros(len(self.position_cents), np.int64)
        for part, rows in self._parts:
            those = rows[is_wanted[part.kind.take(rows)]]
            np.add.at(total, part.account[those], part.cents[those])
        return total

    def postings(self) -> Postings:
        """Return all postings so far."""
        return Postings.gather(self._parts)
