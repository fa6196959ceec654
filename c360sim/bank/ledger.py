"""The ledger: one row per account, and the only place where a balance changes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from c360sim.bank.postings import Postings
from c360sim.bank.table import Column, Mask, Table, column, sum_by
from c360sim.vocabulary import AccountStatus, Family

ACCOUNTS_PER_CUSTOMER = 1000
"""account_id = customer_id * this + the account's number among the customer's own, from 1."""

_SIDE = np.array([-1 if Family.CARD <= family <= Family.STUDENT_LOAN else 1 for family in Family], np.int64)


class Status(IntEnum):
    """Codes of `Ledger.status`: positions in `STATUS_NAMES`."""

    ACTIVE = 0
    DORMANT = 1
    CLOSED = 2


STATUS_NAMES = tuple(AccountStatus)
"""The word of each status code."""


@dataclass(slots=True)
class Ledger(Table):
    """Accounts in columns. Days are ordinals, 0 for never; money is cents.

    `customer` and `product` are rows of the shard's customers and of the product catalog. `balance_cents`
    is what the bank holds for the customer, or for cards and loans what is owed. `closing_on` is a closing
    decided but not yet booked; `closed_on` one that is.
    """

    account_id: Column = column()
    customer: Column = column()
    product: Column = column()
    family: Column = column()
    status: Column = column()
    opened_on: Column = column()
    closing_on: Column = column()
    closed_on: Column = column()
    balance_cents: Column = column()
    limit_cents: Column = column()
    rate_bp: Column = column()
    principal_cents: Column = column()
    principal_remaining_cents: Column = column()
    term_months: Column = column()
    installment_cents: Column = column()
    maturity_on: Column = column()
    coverage_cents: Column = column()
    beneficiaries: Column = column()
    foreign_fee_bp: Column = column()
    last_activity_on: Column = column()
    days_past_due: Column = column()
    overdrawn_since: Column = column()

    @property
    def count(self) -> int:
        """Number of accounts ever opened."""
        return len(self.account_id)

    @property
    def side(self) -> Column:
        """+1 where money into the account raises its balance, -1 where it lowers what is owed."""
        return _SIDE[self.family]

    @property
    def is_open(self) -> Mask:
        """Accounts not closed."""
        is_open: Mask = self.closed_on == 0
        return is_open

    def of(self, first: Family, last: Family | None = None) -> Column:
        """Return the rows of open accounts of the families first..last."""
        is_family = (self.family >= first) & (self.family <= (first if last is None else last))
        return np.flatnonzero(is_family & self.is_open)

    def post(self, postings: Postings) -> None:
        """Change balances by postings."""
        self.balance_cents += self.side * sum_by(postings.account, postings.cents, len(self))

    def revalue(self, accounts: Column, cents: Column) -> None:
        """Change the balances of distinct securities accounts by market moves, which are no postings."""
        self.balance_cents[accounts] += cents

    def close(self, accounts: Column, on: Column | int) -> None:
        """Close accounts on ordinal days."""
        self.closed_on[accounts] = on
        self.status[accounts] = Status.CLOSED
        self.days_past_due[accounts] = 0
