"""What a data set knows of one customer: profile, life, accounts, and a month's statement."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from c360sim import months
from c360sim.dataset import Dataset, Row
from c360sim.vocabulary import AccountType

OWED = (AccountType.CREDIT_CARD, AccountType.LOAN)
"""Accounts whose balance is what the customer owes: a positive amount lowers it."""

_ACCOUNTS = """
    SELECT account.*, snapshot.balance, snapshot.snapshot_date
    FROM dim_account AS account
    LEFT JOIN fact_account_snapshot AS snapshot
        ON snapshot.account_id = account.account_id
        AND snapshot.snapshot_date = (SELECT max(snapshot_date) FROM fact_account_snapshot)
    WHERE account.customer_id = ?
    ORDER BY account.status = 'Closed', account.open_date, account.account_id
"""
_POSTINGS = """
    SELECT posting.*, coalesce(merchant_name, counterparty_name) AS counterparty
    FROM fact_transaction AS posting
    LEFT JOIN dim_merchant USING (merchant_id)
    WHERE customer_id = ? AND transaction_date BETWEEN ? AND ?
    ORDER BY account_id, transaction_id
"""
_BALANCES = "SELECT account_id, balance FROM fact_account_snapshot WHERE customer_id = ? AND snapshot_date = ?"


@dataclass(frozen=True, slots=True)
class Line:
    """One posting on a statement, with the balance after it."""

    posting: Row
    balance: Decimal


@dataclass(frozen=True, slots=True)
class Statement:
    """One account's month, from the balance of the month-end before to the balance of this one."""

    account: Row
    opening: Decimal
    lines: tuple[Line, ...]
    closing: Decimal

    @property
    def revaluation(self) -> Decimal:
        """What no posting explains: the market's move, zero for all but Securities."""
        return self.closing - (self.lines[-1].balance if self.lines else self.opening)


def profile(dataset: Dataset, customer_id: int) -> Row | None:
    """Return the customer's row of dim_customer, or None."""
    found = dataset.rows("SELECT * FROM dim_customer WHERE customer_id = ?", [customer_id])
    return found[0] if found else None


def life(dataset: Dataset, customer_id: int) -> list[Row]:
    """Return the customer's life events (date, event) in order, none where the truth is not there."""
    if not dataset.has_truth("life_event"):
        return []
    return dataset.rows("SELECT * FROM truth_life_event WHERE customer_id = ? ORDER BY date", [customer_id])


def accounts(dataset: Dataset, customer_id: int) -> list[Row]:
    """Return the customer's accounts with their last balance, open ones first."""
    return dataset.rows(_ACCOUNTS, [customer_id])


def last_month(dataset: Dataset, customer_id: int) -> int | None:
    """Return the last month in which the customer has postings, or None."""
    found = dataset.rows("SELECT max(transaction_date) AS day FROM fact_transaction WHERE customer_id = ?", [customer_id])
    day: dt.date | None = found[0]["day"]
    return None if day is None else months.of_ordinal(day.toordinal())


def statements(dataset: Dataset, customer_id: int, month: int) -> list[Statement]:
    """Return a statement for each account with postings in the month."""
    first, last = (dt.date.fromordinal(day(month)) for day in (months.first_ordinal, months.last_ordinal))
    before = _balances(dataset, customer_id, first - dt.timedelta(days=1))
    after = _balances(dataset, customer_id, last)
    by_id = {account["account_id"]: account for account in accounts(dataset, customer_id)}
    postings = dataset.rows(_POSTINGS, [customer_id, first, last])
    return [
        _statement(by_id[account_id], list(rows), before.get(account_id, Decimal(0)), after.get(account_id, Decimal(0)))
        for account_id, rows in groupby(postings, key=lambda row: row["account_id"])
    ]


def _balances(dataset: Dataset, customer_id: int, day: dt.date) -> dict[int, Decimal]:
    return {row["account_id"]: row["balance"] for row in dataset.rows(_BALANCES, [customer_id, day])}


def _statement(account: Row, postings: list[Row], opening: Decimal, closing: Decimal) -> Statement:
    sign = -1 if account["account_type"] in OWED else 1
    balance, lines = opening, []
    for posting in postings:
        balance += sign * posting["amount"]
        lines.append(Line(posting, balance))
    return Statement(account, opening, tuple(lines), closing)
