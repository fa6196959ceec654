"""Worked examples of loans: amortization, missed and late payments, prepayment, payoff, charge-off."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from bank_kit import START, Branch, CloseFamily, Leave, OpenAccount, Posting, cents_of, day
from c360sim.bank.amortization import installment, remaining

AUTO = OpenAccount(0, "auto_loan", day("2024-01-02"), 12_000_00, rate_bp=600, principal_cents=12_000_00, term_months=12)
INSTALLMENT = 1_032_80
"""12,000 dollars at 6% over 12 months."""


def test_installments_known_from_tables() -> None:
    assert installment(200_000_00, 650, 360) == 1_264_14
    assert installment(12_000_00, 600, 12) == INSTALLMENT
    assert installment(1_000_00, 0, 7) == 142_86


@settings(max_examples=50, deadline=None)
@given(st.integers(50_000, 100_000_000), st.integers(1, 3000), st.integers(6, 360))
def test_the_level_payment_amortizes_the_loan(principal: int, rate: int, term: int) -> None:
    level = installment(principal, rate, term)
    growth = (1 + Fraction(rate, 120_000)) ** term
    assert abs(level - principal * Fraction(rate, 120_000) * growth / (growth - 1)) <= Fraction(1, 2)
    left = remaining(*(np.array([value]) for value in (principal, rate, level, term - 1)))[0]
    assert 0 <= left * (120_000 + rate) <= 120_000 * (level + growth * term)


def lent() -> Branch:
    branch = Branch()
    books = branch.live(requests=(AUTO,))
    assert cents_of(books, Posting.DISBURSEMENT_TO_SELLER) == [(2, -12_000_00)]
    return branch


def pay(on: int, cents: int) -> tuple[int, int, int, Posting]:
    return (0, on, cents, Posting.LOAN_PAYMENT_FROM_OUTSIDE)


def schedule(branch: Branch) -> list[tuple[int, int, int, int]]:
    rows = branch.bank.schedule_rows()
    columns = (rows.number, rows.principal_cents, rows.interest_cents, rows.status)
    return list(zip(*(column.tolist() for column in columns), strict=True))


def prepaid(branch: Branch) -> list[int]:
    cents: list[int] = branch.bank.schedule_rows().prepaid_cents.tolist()
    return cents


def test_paid_on_time_the_loan_ends_at_zero_with_its_last_installment() -> None:
    branch = lent()
    for _ in range(12):
        dues = branch.bank.dues(branch.month)
        branch.live(pay(int(dues.due_day[0]), int(dues.full_cents[0])))
    rows = schedule(branch)
    assert [row[0] for row in rows] == list(range(1, 13)) and {row[3] for row in rows} == {0}
    assert rows[0][1:3] == (INSTALLMENT - 60_00, 60_00) and rows[1][2] == 55_14
    assert sum(row[1] for row in rows) == 12_000_00 and abs(sum(rows[-1][1:3]) - INSTALLMENT) < 12
    assert branch.bank.ledger.closed_on[0] == branch.bank.schedule_rows().due_on[-1] == branch.bank.ledger.maturity_on[0]


def test_a_missed_installment_is_overdue_costs_a_fee_and_is_paid_first() -> None:
    branch = lent()
    due_day = int(branch.bank.dues(branch.month).due_day[0])
    books = branch.live()
    assert cents_of(books, Posting.LATE_FEE) == [(due_day + 15, -25_00)] and books.missed_payment.all()
    assert branch.balance(0) == 12_000_00 + 60_00 + 25_00
    assert branch.bank.days_past_due().tolist() == [29 - due_day]
    dues = branch.bank.dues(branch.month)
    assert dues.full_cents.tolist() == [2 * INSTALLMENT + 25_00] and dues.overdue_cents.tolist() == [INSTALLMENT + 25_00]
    branch.live(pay(20, INSTALLMENT + 10_00))  # covers the oldest; ten dollars wait
    assert [row[3] for row in schedule(branch)] == [0, 2, 1]
    assert branch.balance(0) == 12_000_00 + 2 * (60_00 + 25_00) - INSTALLMENT - 10_00
    assert branch.bank.schedule_rows().days_past_due.tolist() == [29 - due_day + 20, 31 - due_day, 0]
    branch.live(pay(1, 2 * INSTALLMENT + 50_00 - 10_00))
    assert [row[3] for row in schedule(branch)] == [0, 0, 0, 1]
    assert branch.bank.schedule_rows().days_past_due.tolist()[1:] == [31 - due_day + 1, 0, 0]
    assert branch.balance(0) == branch.bank.ledger.principal_remaining_cents[0]


def test_prepayment_lowers_principal_and_shortens_the_term() -> None:
    branch = lent()
    branch.live(pay(12, INSTALLMENT + 5_000_00))
    assert branch.balance(0) == 12_000_00 - (INSTALLMENT - 60_00) - 5_000_00
    assert prepaid(branch) == [5_000_00, 0]
    count = 0
    while branch.balance(0):
        branch.live(pay(12, INSTALLMENT))  # more than is owed is not taken
        count += 1
    assert count == 6 and sum(row[1] for row in schedule(branch)) == 12_000_00 - 5_000_00


def test_a_remnant_of_a_few_dollars_is_due_with_the_installment_before_it() -> None:
    branch = lent()
    branch.live(pay(12, 12_000_00 + 60_00 - INSTALLMENT))
    assert branch.balance(0) == INSTALLMENT
    interest = round(INSTALLMENT * 0.06 / 12)
    assert branch.bank.dues(branch.month).full_cents.tolist() == [INSTALLMENT + interest]
    branch.live(pay(12, INSTALLMENT + interest))
    assert branch.balance(0) == 0


def test_payoff_elsewhere_pays_interest_to_the_day() -> None:
    branch = lent()
    books = branch.live(requests=(CloseFamily(0, 5),))
    due_day = branch.bank.schedule_rows().due_on[0] - day("2024-02-01") + 1
    accrued = round(12_000_00 * 600 * int(29 - due_day) / 3_650_000)
    assert sorted(cents for _, cents in cents_of(books, Posting.LOAN_INTEREST)) == sorted([-60_00, -accrued])
    fee = sum(cents for _, cents in cents_of(books, Posting.LATE_FEE))
    assert cents_of(books, Posting.LOAN_PAYOFF_FROM_OUTSIDE) == [(29, 12_000_00 + 60_00 + accrued - fee)]
    assert branch.balance(0) == 0 and {row[3] for row in schedule(branch)} == {0}
    assert [row[1:3] for row in schedule(branch)] == [(INSTALLMENT - 60_00, 60_00), (0, accrued)]  # what was due
    assert prepaid(branch) == [0, 12_000_00 - (INSTALLMENT - 60_00)]


def test_payoff_on_the_due_day_pays_the_installment_and_prepays_the_rest() -> None:
    branch = lent()
    due_day = int(branch.bank.schedule_rows().due_on[0]) - day("2024-02-01") + 1
    books = branch.live(requests=(Leave(0, due_day),))
    assert [row[1:3] for row in schedule(branch)] == [(INSTALLMENT - 60_00, 60_00)]
    assert prepaid(branch) == [12_000_00 - (INSTALLMENT - 60_00)]
    assert cents_of(books, Posting.LOAN_PAYOFF_FROM_OUTSIDE) == [(due_day, 12_000_00 + 60_00)]


def test_a_loan_paid_off_before_its_first_installment_owes_interest_to_the_day() -> None:
    branch = lent()
    branch.live(requests=(Leave(0, 1),))
    assert schedule(branch) == [(1, 0, round(12_000_00 * 600 * 30 / 3_650_000), 0)] and prepaid(branch) == [12_000_00]


def test_a_loan_takes_no_payment_before_its_first_installment() -> None:
    branch = Branch()
    branch.live(pay(20, 2_000_00), requests=(AUTO,))
    assert branch.balance(0) == 12_000_00 and prepaid(branch) == [0]


def test_an_older_loan_stands_where_its_schedule_leaves_it() -> None:
    old = OpenAccount(0, "mortgage_30", day("2014-06-01"), rate_bp=450, principal_cents=300_000_00, term_months=360)
    branch = Branch(old)
    paid = (START - 1) - (2014 * 12 + 6) + 1  # installments from July 2014 to December 2023, one less if the first was in August
    level = installment(300_000_00, 450, 360)
    possible = [int(remaining(*(np.array([value]) for value in (300_000_00, 450, level, count)))[0]) for count in (paid, paid - 1)]
    assert branch.balance(0) in possible
    assert branch.bank.dues(START).full_cents.tolist() == [level]


def test_four_months_in_arrears_are_charged_off() -> None:
    branch = lent()
    seen = [cents_of(branch.live(), Posting.CHARGE_OFF) for _ in range(5)]
    assert [bool(found) for found in seen] == [False] * 4 + [True] or seen[3]
    assert branch.balance(0) == 0 and branch.bank.ledger.closed_on[0] > 0
