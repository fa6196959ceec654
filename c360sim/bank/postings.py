"""Postings in columns: what may move money, and the kinds it comes in."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import IntEnum
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray


class Posting(IntEnum):
    """Kinds of posting. Within an account's day they are settled and posted in this order, causes before what follows from them.

    Money in and interest charged on loans, payments, bills and the overdraft fees they cost, purchases and their foreign fees,
    at last what is reckoned at the close of the day.
    """

    OPENING_DEPOSIT = 0
    SALARY = 1
    BONUS = 2
    SOCIAL_SECURITY = 3
    PENSION = 4
    BENEFITS = 5
    GIG_INCOME = 6
    FAMILY_SUPPORT = 7
    TAX_REFUND = 8
    DISBURSEMENT_IN = 9
    OWN_TRANSFER_IN = 10
    WITHDRAWAL_IN = 11
    FINTECH_IN = 12
    REFUND = 13
    DISBURSEMENT_TO_SELLER = 14
    DISBURSEMENT_TO_CUSTOMER = 15
    LOAN_INTEREST = 16
    CARD_PAYMENT_IN = 20
    CARD_PAYMENT_FROM_OUTSIDE = 21
    LOAN_PAYMENT_IN = 22
    LOAN_PAYMENT_FROM_OUTSIDE = 23
    LOAN_PAYOFF_FROM_OUTSIDE = 24
    CONTRIBUTION_IN = 25
    CONTRIBUTION_FROM_OUTSIDE = 26
    EMPLOYER_CONTRIBUTION = 27
    BILL_TRANSFER = 50
    BILL_DEBIT = 51
    BILL_CARD = 52
    MORTGAGE_PAYMENT_OUT = 53
    LOAN_PAYMENT_OUT = 54
    CARD_PAYMENT_OUT = 55
    OUTSIDE_CARD_PAYMENT = 56
    DOWN_PAYMENT = 57
    OVERDRAFT_FEE = 58
    CONTRIBUTION_OUT = 60
    OWN_TRANSFER_OUT = 61
    FINTECH_OUT = 62
    OUTSIDE_TRANSFER_OUT = 63
    WITHDRAWAL_OUT = 64
    WITHDRAWAL_TO_OUTSIDE = 65
    CASH_WITHDRAWAL = 70
    PURCHASE_DEBIT = 71
    PURCHASE_CARD = 72
    FOREIGN_FEE = 73
    LATE_FEE = 80
    ANNUAL_FEE = 81
    CARD_INTEREST = 82
    INTEREST_EARNED = 83
    MAINTENANCE_FEE = 84
    CLOSING_TRANSFER_OUT = 90
    CHARGE_OFF = 91


class Form(NamedTuple):
    """How a kind of posting appears in fact_transaction, and whether lack of money stops it."""

    transaction_type: str
    payment_method: str
    counterparty_type: str
    category: str
    is_recurring: bool
    is_declinable: bool


def _form(type_: str, method: str, counterparty: str, category: str, recurring: bool = False, declinable: bool = False) -> Form:
    return Form(type_, method, counterparty, category, recurring, declinable)


FORMS: dict[Posting, Form] = {
    Posting.OPENING_DEPOSIT: _form("transfer", "Transfer", "external", "Deposit"),
    Posting.SALARY: _form("credit", "Transfer", "external", "Payroll"),
    Posting.BONUS: _form("credit", "Transfer", "external", "Payroll"),
    Posting.SOCIAL_SECURITY: _form("credit", "Transfer", "external", "Social Security"),
    Posting.PENSION: _form("credit", "Transfer", "external", "Pension"),
    Posting.BENEFITS: _form("credit", "Transfer", "external", "Unemployment Benefit"),
    Posting.GIG_INCOME: _form("credit", "Transfer", "external", "Gig Income"),
    Posting.FAMILY_SUPPORT: _form("credit", "Transfer", "external", "Family Support"),
    Posting.TAX_REFUND: _form("credit", "Transfer", "external", "Tax Refund"),
    Posting.DISBURSEMENT_IN: _form("transfer", "Transfer", "internal", "Loan Disbursement"),
    Posting.OWN_TRANSFER_IN: _form("transfer", "Transfer", "internal", "Own Transfer"),
    Posting.WITHDRAWAL_IN: _form("transfer", "Transfer", "internal", "Investment Withdrawal"),
    Posting.FINTECH_IN: _form("transfer", "Transfer", "external", "Fintech Transfer"),
    Posting.INTEREST_EARNED: _form("credit", "Transfer", "internal", "Interest Earned"),
    Posting.REFUND: _form("credit", "Credit Card", "external", "Refund"),
    Posting.CARD_PAYMENT_IN: _form("transfer", "Transfer", "internal", "Card Payment"),
    Posting.CARD_PAYMENT_FROM_OUTSIDE: _form("transfer", "Transfer", "external", "Card Payment"),
    Posting.LOAN_PAYMENT_IN: _form("transfer", "Transfer", "internal", "Loan Payment"),
    Posting.LOAN_PAYMENT_FROM_OUTSIDE: _form("transfer", "Transfer", "external", "Loan Payment"),
    Posting.LOAN_PAYOFF_FROM_OUTSIDE: _form("transfer", "Transfer", "external", "Loan Payoff"),
    Posting.CONTRIBUTION_IN: _form("transfer", "Transfer", "internal", "Investment Contribution"),
    Posting.CONTRIBUTION_FROM_OUTSIDE: _form("transfer", "Transfer", "external", "Investment Contribution"),
    Posting.EMPLOYER_CONTRIBUTION: _form("credit", "Transfer", "external", "Employer Contribution"),
    Posting.CHARGE_OFF: _form("credit", "Transfer", "internal", "Charge-off"),
    Posting.DISBURSEMENT_TO_SELLER: _form("transfer", "Transfer", "external", "Loan Disbursement"),
    Posting.DISBURSEMENT_TO_CUSTOMER: _form("transfer", "Transfer", "internal", "Loan Disbursement"),
    Posting.LOAN_INTEREST: _form("debit", "Transfer", "internal", "Loan Interest"),
    Posting.CARD_INTEREST: _form("debit", "Credit Card", "internal", "Card Interest"),
    Posting.OVERDRAFT_FEE: _form("debit", "Transfer", "internal", "Overdraft Fee"),
    Posting.MAINTENANCE_FEE: _form("debit", "Transfer", "internal", "Maintenance Fee"),
    Posting.LATE_FEE: _form("debit", "Credit Card", "internal", "Late Fee"),
    Posting.FOREIGN_FEE: _form("debit", "Credit Card", "internal", "Foreign Transaction Fee"),
    Posting.ANNUAL_FEE: _form("debit", "Credit Card", "internal", "Annual Fee"),
    Posting.BILL_TRANSFER: _form("debit", "Transfer", "external", "Bill", recurring=True),
    Posting.BILL_DEBIT: _form("debit", "Debit", "external", "Bill", recurring=True, declinable=True),
    Posting.BILL_CARD: _form("debit", "Credit Card", "external", "Bill", recurring=True, declinable=True),
    Posting.MORTGAGE_PAYMENT_OUT: _form("transfer", "Transfer", "internal", "Loan Payment", recurring=True, declinable=True),
    Posting.LOAN_PAYMENT_OUT: _form("transfer", "Transfer", "internal", "Loan Payment", declinable=True),
    Posting.CARD_PAYMENT_OUT: _form("transfer", "Transfer", "internal", "Card Payment", declinable=True),
    Posting.OUTSIDE_CARD_PAYMENT: _form("transfer", "Transfer", "external", "Outside Card Payment", declinable=True),
    Posting.DOWN_PAYMENT: _form("transfer", "Transfer", "external", "Down Payment", declinable=True),
    Posting.CONTRIBUTION_OUT: _form("transfer", "Transfer", "internal", "Investment Contribution", declinable=True),
    Posting.OWN_TRANSFER_OUT: _form("transfer", "Transfer", "internal", "Own Transfer", declinable=True),
    Posting.FINTECH_OUT: _form("transfer", "Transfer", "external", "Fintech Transfer", declinable=True),
    Posting.OUTSIDE_TRANSFER_OUT: _form("transfer", "Transfer", "external", "Outside Transfer", declinable=True),
    Posting.WITHDRAWAL_OUT: _form("transfer", "Transfer", "internal", "Investment Withdrawal"),
    Posting.WITHDRAWAL_TO_OUTSIDE: _form("transfer", "Transfer", "external", "Investment Withdrawal"),
    Posting.CASH_WITHDRAWAL: _form("debit", "Debit", "external", "Cash Withdrawal", declinable=True),
    Posting.PURCHASE_DEBIT: _form("debit", "Debit", "external", "Purchase", declinable=True),
    Posting.PURCHASE_CARD: _form("debit", "Credit Card", "external", "Purchase", declinable=True),
    Posting.CLOSING_TRANSFER_OUT: _form("transfer", "Transfer", "external", "Closing Transfer"),
}
"""The form of each kind of posting."""


def one_of(*kinds: Posting) -> NDArray[np.bool_]:
    """Return a table that says of each kind of posting whether it is one of these."""
    table = np.zeros(max(Posting) + 1, bool)
    table[list(kinds)] = True
    return table


IS_DECLINABLE = one_of(*(kind for kind, form in FORMS.items() if form.is_declinable))


@dataclass(slots=True)
class Postings:
    """Postings of one month, one row each: every field an array of the same length.

    `account` is a row of the ledger; `day` the day of the month of posting, 1..31; `cents` signed from the
    account holder's side; `kind` a `Posting`; `merchant` and `payer` rows of the catalog or -1; `pair` a
    number shared by the two legs of an own transfer (unique within the month), or -1.
    """

    account: NDArray[np.int64]
    day: NDArray[np.int64]
    cents: NDArray[np.int64]
    kind: NDArray[np.int64]
    merchant: NDArray[np.int64]
    payer: NDArray[np.int64]
    pair: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.account)

    @classmethod
    def of(
        cls,
        account: NDArray[np.int64],
        day: NDArray[np.int64] | int,
        cents: NDArray[np.int64],
        kind: NDArray[np.int64] | int,
        merchant: NDArray[np.int64] | int = -1,
        payer: NDArray[np.int64] | int = -1,
        pair: NDArray[np.int64] | int = -1,
    ) -> Self:
        """Return postings from arrays of int64, or from scalars that hold for every row."""
        count = len(account)
        columns = (value if isinstance(value, np.ndarray) else np.full(count, value) for value in (day, cents, kind, merchant, payer, pair))
        return cls(account, *columns)

    @classmethod
    def none(cls) -> Self:
        """Return no postings."""
        return cls.of(np.empty(0, np.int64), 0, np.empty(0, np.int64), 0)

    @classmethod
    def concat(cls, parts: list[Postings]) -> Self:
        """Return all parts' rows, in order."""
        parts = parts or [cls.none()]
        return cls(*(np.concatenate([getattr(part, name) for part in parts]) for name in _COLUMNS))

    @classmethod
    def gather(cls, parts: list[tuple[Postings, NDArray[np.int64]]]) -> Self:
        """Return some rows of each part, in order, a column after the other: the parts' rows never stand side by side as copies."""
        return cls(*(np.concatenate([getattr(part, name).take(rows) for part, rows in parts]) for name in _COLUMNS))

    def take(self, rows: NDArray[np.int64] | NDArray[np.bool_]) -> Postings:
        """Return some rows, by index or by mask."""
        index = np.flatnonzero(rows) if rows.dtype == np.bool_ else rows
        return Postings(*(getattr(self, name).take(index) for name in _COLUMNS))

    def since(self, first: int) -> Postings:
        """Return the rows from one on, as views: what is written to them is written to these postings."""
        return Postings(*(getattr(self, name)[first:] for name in _COLUMNS))


_COLUMNS = tuple(column.name for column in fields(Postings))
