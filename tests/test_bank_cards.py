"""Worked examples of cards: statement, minimum payment, grace, interest, late fees, limits, charge-off."""

from __future__ import annotations

from bank_kit import Branch, OpenAccount, Posting, cents_of, day

CARD = OpenAccount(0, "classic_card", day("2024-01-01"), limit_cents=1_000_00, rate_bp=2400)
SPENT = (0, 3, -100_00, Posting.PURCHASE_CARD)


def branch_with_statement() -> tuple[Branch, int]:
    """Return a branch after a month in which 100 dollars were spent before the statement, and the statement day."""
    branch = Branch()
    branch.live(SPENT, requests=(CARD,))
    dues = branch.bank.dues(branch.month)
    assert dues.full_cents.tolist() == [100_00] and dues.minimum_cents.tolist() == [35_00]
    return branch, int(dues.due_day[0]) + 6  # due 25 days after the statement, in a month after one of 31 days


def test_paid_in_full_costs_nothing() -> None:
    branch, statement = branch_with_statement()
    books = branch.live((0, statement - 6, 100_00, Posting.CARD_PAYMENT_FROM_OUTSIDE))
    assert len(books.postings) == 1 and branch.balance(0) == 0
    assert len(branch.bank.dues(branch.month).account) == 0


def test_a_missed_payment_costs_a_late_fee_and_interest_on_daily_balances() -> None:
    branch, statement = branch_with_statement()
    books = branch.live()
    assert cents_of(books, Posting.LATE_FEE) == [(statement - 5, -30_00)]
    # 26 days at 100 dollars and 5 at 130: 3,250 dollar-days at 24% / 365 = 2.137 dollars
    assert cents_of(books, Posting.CARD_INTEREST) == [(statement, -2_14)]
    dues = branch.bank.dues(branch.month)
    assert dues.full_cents.tolist() == [132_14]
    assert dues.minimum_cents.tolist() == [35_00 + 35_00] and dues.overdue_cents.tolist() == [35_00]
    assert branch.bank.days_past_due().tolist() == [29 - (statement - 6)]
    assert cents_of(branch.live(), Posting.LATE_FEE)[0][1] == -41_00


def test_the_minimum_keeps_a_card_current_but_not_free_of_interest() -> None:
    branch, statement = branch_with_statement()
    books = branch.live((0, statement - 6, 35_00, Posting.CARD_PAYMENT_FROM_OUTSIDE))
    assert not books.late_fee.any() and branch.bank.days_past_due().tolist() == [0]
    # 25 days at 100 dollars, 6 at 65
    assert cents_of(books, Posting.CARD_INTEREST) == [(statement, -round((25 * 100_00 + 6 * 65_00) * 0.24 / 365))]


def test_a_late_payment_cures() -> None:
    branch, statement = branch_with_statement()
    branch.live((0, statement - 2, 100_00, Posting.CARD_PAYMENT_FROM_OUTSIDE))
    assert branch.bank.days_past_due().tolist() == [0]
    assert branch.bank.dues(branch.month).overdue_cents.tolist() == [0]


def test_a_purchase_above_the_limit_is_declined_with_its_foreign_fee() -> None:
    branch = Branch()
    books = branch.live(
        (0, 3, -990_00, Posting.PURCHASE_CARD),
        (0, 4, -20_00, Posting.PURCHASE_CARD, 7),
        (0, 4, -60, Posting.FOREIGN_FEE, 7),
        (0, 5, -9_00, Posting.PURCHASE_CARD),
        requests=(CARD,),
    )
    assert branch.balance(0) == 999_00 and books.refused.cents.tolist() == [-20_00]
    assert books.snapshots.available_credit_cents.tolist() == [1_00]


def test_half_a_year_in_arrears_is_charged_off() -> None:
    branch, _ = branch_with_statement()
    seen = [cents_of(branch.live(), Posting.CHARGE_OFF) for _ in range(7)]
    assert [len(found) for found in seen].index(1) in (5, 6)
    assert branch.balance(0) == 0 and branch.bank.ledger.closed_on[0] > 0
