"""A bank with few customers and fixed prices, for worked examples."""

from __future__ import annotations

import numpy as np

from agents import shipped
from c360sim import months
from c360sim.assumptions import Assumptions, Parameter
from c360sim.bank import Bank, MonthBooks
from c360sim.bank.postings import Posting, Postings
from c360sim.bank.requests import CloseFamily, Leave, OpenAccount, Request
from c360sim.catalog import load_catalog
from c360sim.economy import Economy
from c360sim.streams import Streams

START = months.parse("2024-01")
PRICES = {
    "overdraft_fee_cents": 3500,
    "overdraft_cushion_cents": 5000,
    "overdraft_limit_cents": 50000,
    "overdraft_fees_daily_count": 3,
    "overdraft_fee_stop_days": 60,
    "overdraft_charge_off_days": 120,
    "declines_until_giving_up_count": 4,
    "card_due_days": 25,
    "card_minimum_bp": 100,
    "card_minimum_floor_cents": 3500,
    "card_late_fee_first_cents": 3000,
    "card_late_fee_repeat_cents": 4100,
    "card_late_fee_repeat_months": 6,
    "card_block_days": 60,
    "card_charge_off_days": 180,
    "loan_late_grace_days": 15,
    "loan_late_fee_cents": 2500,
    "loan_charge_off_days": 120,
}

Row = tuple[int, int, int, Posting] | tuple[int, int, int, Posting, int]


def prices() -> Assumptions:
    """Return the shipped assumptions with the bank's prices fixed."""
    fixed = {(name, "all"): Parameter(name, "all", value, "test", "test", "") for name, value in PRICES.items()}
    return shipped().with_parameters(fixed)


def bank(customers: int = 1, first: int = 1) -> Bank:
    """Return a bank of `customers` customers with ids from `first`."""
    parameters, streams = prices(), Streams(42)
    return Bank(np.arange(first, first + customers), load_catalog(parameters), parameters, Economy(parameters, streams), streams, START)


def day(text: str) -> int:
    """Return the ordinal of a day written 'YYYY-MM-DD'."""
    return months.first_ordinal(months.parse(text[:7])) + int(text[8:]) - 1


def postings(*rows: Row) -> Postings:
    """Return postings from (account, day, cents, kind) or (account, day, cents, kind, pair)."""
    columns = np.array([row if len(row) == 5 else (*row, -1) for row in rows], np.int64).reshape(-1, 5).T
    return Postings.of(columns[0], columns[1], columns[2], columns[3], pair=columns[4])


class Branch:
    """A bank lived month by month."""

    def __init__(self, *eve: OpenAccount, customers: int = 1, first: int = 1) -> None:
        self.bank = bank(customers, first)
        self.bank.execute(eve, START - 1)
        self.month = START

    def live(self, *rows: Row, requests: tuple[Request, ...] = ()) -> MonthBooks:
        """Live a month with these wanted postings and requests, and return its books."""
        opened = self.bank.execute(requests, self.month)
        self.bank.dues(self.month)
        books = self.bank.run(Postings.concat([opened, postings(*rows)]), self.month)
        self.month += 1
        return books

    def balance(self, account: int) -> int:
        """Return an account's balance in cents."""
        return int(self.bank.ledger.balance_cents[account])


def cents_of(books: MonthBooks, kind: Posting, account: int | None = None) -> list[tuple[int, int]]:
    """Return (day, cents) of a month's postings of a kind, optionally of one account."""
    rows = books.postings
    chosen = (rows.kind == kind) & ((rows.account == account) if account is not None else True)
    return list(zip(rows.day[chosen].tolist(), rows.cents[chosen].tolist(), strict=True))


__all__ = ["START", "Branch", "CloseFamily", "Leave", "OpenAccount", "Posting", "bank", "cents_of", "day", "postings"]
