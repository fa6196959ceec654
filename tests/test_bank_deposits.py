"""Worked examples of deposits: interest, overdrafts, closing."""

from __future__ import annotations

from bank_kit import START, Branch, CloseFamily, Leave, OpenAccount, Posting, cents_of, day

CHECKING = OpenAccount(0, "everyday_checking", day("2020-05-05"), 100_00)
SAVINGS = OpenAccount(0, "high_yield_savings", day("2021-05-05"), 10_000_00, rate_bp=425)


def test_interest_is_exact_on_daily_balances() -> None:
    branch = Branch(SAVINGS)
    books = branch.live((0, 11, 1_000_00, Posting.OPENING_DEPOSIT), (0, 21, -4_000_00, Posting.OUTSIDE_TRANSFER_OUT))
    # 10 days at 10,000, 10 at 11,000, 11 at 7,000 dollars: 287,000 dollar-days at 4.25% / 365 = 33.4178 dollars
    assert cents_of(books, Posting.INTEREST_EARNED) == [(31, 33_42)]
    assert branch.balance(0) == 7_033_42


def test_an_uncovered_bill_is_paid_with_a_fee_and_a_purchase_is_declined() -> None:
    branch = Branch(CHECKING)
    books = branch.live(
        (0, 5, -140_00, Posting.BILL_TRANSFER),  # overdrawn by 40 dollars: within the cushion
        (0, 6, -20_00, Posting.BILL_TRANSFER),  # by 60: a fee
        (0, 7, -5_00, Posting.PURCHASE_DEBIT),
        (0, 8, -420_00, Posting.BILL_TRANSFER),  # beyond the limit: returned
        (0, 9, 500_00, Posting.SALARY),
        (0, 9, -400_00, Posting.PURCHASE_DEBIT),
        (0, 10, -6_00, Posting.PURCHASE_DEBIT),  # 5 dollars are left
    )
    assert cents_of(books, Posting.OVERDRAFT_FEE) == [(6, -35_00)]
    assert books.refused.cents.tolist() == [-5_00, -420_00, -6_00]
    assert branch.balance(0) == 5_00
    assert books.overdraft_fee.tolist() == books.declined.tolist() == [True]


def test_an_account_long_overdrawn_is_written_off() -> None:
    branch = Branch(CHECKING)
    branch.live((0, 5, -300_00, Posting.BILL_TRANSFER))
    for _ in range(3):
        assert branch.live().snapshots.balance_cents.tolist() == [-235_00]
    assert cents_of(branch.live(), Posting.CHARGE_OFF) == [(31, 235_00)]
    assert branch.bank.ledger.closed_on[0] == day("2024-05-31")


def test_leaving_brings_every_account_to_zero_on_the_day() -> None:
    card = OpenAccount(0, "gold_card", day("2021-05-05"), 40_00, limit_cents=5_000_00, rate_bp=2400)
    loan = OpenAccount(0, "auto_loan", day("2023-01-20"), 0, rate_bp=600, principal_cents=20_000_00, term_months=60)
    held = OpenAccount(0, "brokerage", day("2021-05-05"), 500_00)
    policy = OpenAccount(0, "term_life", day("2021-05-05"), coverage_cents=250_000_00)
    branch = Branch(CHECKING, SAVINGS, card, loan, held, policy)
    books = branch.live((0, 25, 10_00, Posting.SALARY), (0, 3, 10_00, Posting.SALARY), requests=(Leave(0, 20),))
    ledger = branch.bank.ledger
    assert (ledger.balance_cents == 0).all() and (ledger.closed_on == day("2024-01-20")).all()
    assert books.postings.day.max() == 20 and len(books.snapshots.account) == 0
    charged = sum(cents for kind in (Posting.LATE_FEE, Posting.CARD_INTEREST) for _, cents in cents_of(books, kind, account=2))
    assert cents_of(books, Posting.CARD_PAYMENT_OUT) == [(20, -40_00 + charged)]
    assert cents_of(books, Posting.CLOSING_TRANSFER_OUT, account=0) == [(20, -70_00 - charged)]
    interest = 10_000_00 * 20 * 425 / 3_650_000
    assert cents_of(books, Posting.CLOSING_TRANSFER_OUT, account=1) == [(20, -10_000_00 - round(interest))]
    assert branch.bank.primary_checking.tolist() == [-1] and branch.bank.families().tolist() == [0]
    assert len(branch.live((0, 3, 10_00, Posting.SALARY)).postings) == 0


def test_a_closed_family_pays_out_to_checking() -> None:
    branch = Branch(CHECKING, SAVINGS)
    books = branch.live(requests=(CloseFamily(0, 1),))
    (paid,) = cents_of(books, Posting.OWN_TRANSFER_IN)
    assert -paid[1] == cents_of(books, Posting.OWN_TRANSFER_OUT)[0][1] and paid[1] >= 10_000_00
    assert branch.balance(1) == 0 and books.snapshots.account.tolist() == [0]


def test_an_account_opened_in_the_window_starts_from_zero_and_is_funded() -> None:
    branch = Branch(CHECKING)
    new = OpenAccount(0, "everyday_savings", day("2024-01-10"), 80_00, rate_bp=0, funded_from_outside=False)
    branch.live((1, 9, 5_00, Posting.OWN_TRANSFER_IN), requests=(new,))
    assert (branch.balance(0), branch.balance(1)) == (100_00 - 80_00 - 10_00, 80_00)  # a maintenance fee of 10 dollars
    assert branch.bank.ledger.account_id.tolist() == [1001, 1002]
    assert branch.month == START + 1


def test_a_certificate_runs_and_is_renewed_for_the_term_of_its_product() -> None:
    opened = day("2022-06-15")
    codes = ("certificate_12", "certificate_36", "auto_insurance", "whole_life")
    branch = Branch(*(OpenAccount(0, code, opened, coverage_cents=1) for code in codes))
    ledger = branch.bank.ledger
    assert ledger.maturity_on.tolist() == [day("2024-06-15"), day("2025-06-15"), day("2024-06-15"), 0]
    for _ in range(6):
        branch.live()
    assert ledger.closing_on[1:].tolist() == [0, 0, 0] and ledger.maturity_on[2] == day("2025-06-15")
    assert (int(ledger.closed_on[0]), int(ledger.maturity_on[0])) in [(day("2024-06-15"), day("2024-06-15")), (0, day("2025-06-15"))]


def test_the_monthly_fee_is_waived_as_the_product_says() -> None:
    def fees(code: str, balance: int, *rows: tuple[int, int, int, Posting]) -> list[tuple[int, int]]:
        branch = Branch(OpenAccount(0, code, day("2020-05-05"), balance))
        return cents_of(branch.live(*rows), Posting.MAINTENANCE_FEE)

    assert fees("interest_checking", 2_499_00) == [(31, -12_00)] and fees("interest_checking", 2_500_00) == []
    assert fees("money_market", 2_400_00) == [(31, -12_00)] and fees("money_market", 2_500_00) == []
    assert fees("everyday_checking", 9_900_00) == [(31, -10_00)] and fees("everyday_checking", 10_000_00) == []
    assert fees("everyday_checking", 100_00, (0, 30, 500_00, Posting.SALARY)) == []
    assert fees("everyday_checking", 100_00, (0, 30, 499_00, Posting.BONUS)) == [(31, -10_00)]
    assert fees("everyday_checking", 9_99) == fees("student_checking", 100_00) == []
