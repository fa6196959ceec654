"""Whole months of a bank: reconciliation from the outside, independence of the grouping, and errors that are found."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bank_kit import START, Branch, CloseFamily, Leave, OpenAccount, Posting, day
from c360sim import months
from c360sim.bank import BooksError, MonthBooks
from c360sim.bank.postings import Postings
from c360sim.bank.requests import Request
from c360sim.streams import Purpose, Streams, field
from c360sim.vocabulary import Family

MONTHS = 8


def eve(customer: int) -> list[OpenAccount]:
    opened = day("2022-03-03")
    return [
        OpenAccount(customer, "everyday_checking", opened, 900_00),
        OpenAccount(customer, "high_yield_savings", opened, 3_000_00, rate_bp=400),
        OpenAccount(customer, "cash_back_card", opened, 250_00, limit_cents=1_500_00, rate_bp=2300),
        OpenAccount(customer, "auto_loan", opened, rate_bp=700, principal_cents=15_000_00, term_months=48),
        OpenAccount(customer, "brokerage", opened, 4_000_00),
    ]


def requests(customer: int, month: int, dice: np.ndarray) -> list[Request]:
    first = months.first_ordinal(month)
    when = first + int(dice[1]) % 28
    if dice[0] < 2000:
        return [Leave(customer, int(dice[1]) % 28 + 1)]
    if dice[0] < 8000:
        return [CloseFamily(customer, int(dice[1]) % 17)]
    if dice[0] < 16000:
        code = ("personal_loan", "travel_card", "everyday_savings", "roth_ira", "certificate_12")[int(dice[2]) % 5]
        amount = 500_00 + int(dice[3])
        return [OpenAccount(customer, code, when, amount, term_months=24, limit_cents=500_00, funded_from_outside=bool(dice[2] % 2))]
    return []


def wanted(branch: Branch, seed: int, ids: np.ndarray) -> Postings:
    """Return a month of pay, bills, purchases, transfers and payments, drawn customer by customer."""
    bank, month = branch.bank, branch.month
    words = Streams(seed).words(ids[:, None], month, Purpose.PURCHASE, np.arange(30)[None, :])
    day_of, cents = 1 + field(words, 0) % months.days_in(month), 1 + field(words, 1) * field(words, 2) // 300_000
    checking, card = bank.primary_checking, bank.cards[:, 0]
    parts = []
    kinds = [Posting.SALARY] * 3 + [Posting.BILL_TRANSFER] * 4 + [Posting.PURCHASE_DEBIT] * 10 + [Posting.PURCHASE_CARD] * 10
    for number, kind in enumerate(kinds):
        account = card if kind == Posting.PURCHASE_CARD else checking
        held = np.flatnonzero(account >= 0)
        amount = cents[held, number] * (5 if kind == Posting.SALARY else -1)
        parts.append(Postings.of(account[held], day_of[held, number], amount, kind))
    for number, (source, target) in enumerate([(checking, bank.primary_savings), (bank.primary_savings, checking)], start=27):
        held = np.flatnonzero((source >= 0) & (target >= 0))
        pair, on = number * 1000 + held, day_of[held, number]
        parts.append(Postings.of(source[held], on, -cents[held, number], Posting.OWN_TRANSFER_OUT, pair=pair))
        parts.append(Postings.of(target[held], on, cents[held, number], Posting.OWN_TRANSFER_IN, pair=pair))
    dues = bank.dues(month)
    pays = np.flatnonzero((field(words[dues.customer, 29], 0) % 4 > 0) & (checking[dues.customer] >= 0))
    is_card, pair = dues.family[pays] == Family.CARD, 10**6 + dues.account[pays]
    on = np.minimum(dues.due_day[pays] + field(words[dues.customer[pays], 29], 1) % 18, months.days_in(month))
    out = np.where(is_card, Posting.CARD_PAYMENT_OUT, Posting.LOAN_PAYMENT_OUT)
    parts.append(Postings.of(checking[dues.customer[pays]], on, -dues.full_cents[pays], out, pair=pair))
    into = np.where(is_card, Posting.CARD_PAYMENT_IN, Posting.LOAN_PAYMENT_IN)
    parts.append(Postings.of(dues.account[pays], on, dues.full_cents[pays], into, pair=pair))
    return Postings.concat(parts)


def run(seed: int, customers: int, first: int = 1) -> tuple[Branch, list[MonthBooks]]:
    ids = np.arange(first, first + customers)
    branch = Branch(*(request for row in range(customers) for request in eve(row)), customers=customers, first=first)
    books, gone = [], set()
    for month in range(START, START + MONTHS):
        dice = field(Streams(seed).words(ids[:, None], month, Purpose.LIFE, np.arange(4)[None, :]), 0)
        asked = [request for row in range(customers) if row not in gone for request in requests(row, month, dice[row])]
        gone |= {request.customer for request in asked if isinstance(request, Leave)}
        opened = branch.bank.execute(asked, month)
        books.append(branch.bank.run(Postings.concat([opened, wanted(branch, seed, ids)]), month))
        branch.month += 1
    return branch, books


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 10**6))
def test_every_snapshot_follows_from_the_one_before(seed: int) -> None:
    branch, months_books = run(seed, customers=12)
    ledger = branch.bank.ledger
    is_owed = ledger.principal_cents > 0
    is_owed |= ledger.family == Family.CARD
    before = dict(enumerate(eve_balances(12)))
    for books in months_books:
        now = dict.fromkeys([*before, *books.postings.account.tolist()], 0)
        now |= dict(zip(books.snapshots.account.tolist(), books.snapshots.balance_cents.tolist(), strict=True))
        for row, cents in zip(*(column.tolist() for column in books.revaluation), strict=True):
            before[row] += cents
        for row, cents in zip(books.postings.account.tolist(), books.postings.cents.tolist(), strict=True):
            before[row] = before.get(row, 0) + (-cents if is_owed[row] else cents)
        assert {row: before[row] for row in now if before.get(row)} == {row: cents for row, cents in now.items() if cents}
        before = now
    rows = branch.bank.schedule_rows()
    assert len(set(zip(rows.account.tolist(), rows.due_on.tolist(), strict=True))) == len(rows.account)


def eve_balances(customers: int) -> list[int]:
    branch = Branch(*(request for row in range(customers) for request in eve(row)), customers=customers)
    balances: list[int] = branch.bank.eve_snapshots().balance_cents.tolist()
    return balances


def test_a_customer_fares_the_same_in_any_company() -> None:
    def story(customers: int, first: int) -> list[tuple[int, ...]]:
        branch, months_books = run(11, customers, first)
        told = []
        for number, books in enumerate(months_books):
            rows = books.postings
            account_id = branch.bank.ledger.account_id[rows.account]
            mine = account_id // 1000 == 5
            columns = (account_id[mine], rows.day[mine], rows.cents[mine], rows.kind[mine])
            told += [(number, *row) for row in zip(*(column.tolist() for column in columns), strict=True)]
        return told

    alone = story(1, 5)
    assert len(alone) > 100 and story(9, 1) == alone == story(4, 4)


def test_books_that_do_not_balance_stop_the_run() -> None:
    branch = Branch(OpenAccount(0, "auto_loan", day("2022-03-03"), rate_bp=700, principal_cents=9_000_00, term_months=48))
    branch.live()
    branch.bank.ledger.balance_cents[0] += 1
    with pytest.raises(BooksError, match=r"account 1001, 2024-02: loan is off by \$0.01"):
        branch.live()


def test_a_transfer_with_one_leg_is_found() -> None:
    branch = Branch(OpenAccount(0, "everyday_checking", day("2022-03-03"), 900_00))
    with pytest.raises(BooksError, match="own transfer"):
        branch.live((0, 3, -100, Posting.OWN_TRANSFER_OUT))


def test_a_posting_on_no_account_is_refused() -> None:
    with pytest.raises(ValueError, match="does not exist"):
        Branch().live((0, 3, -100, Posting.PURCHASE_DEBIT))
