"""What a customer asks of the bank besides payments: open this, close that, take me in or let me go."""

from __future__ import annotations

from typing import NamedTuple


class OpenAccount(NamedTuple):
    """Open an account, in the window or (for the eve of it) years before.

    `customer` is the customer's row; `product` a code of the product catalog; `opened_on` an ordinal day.
    For an account older than the window, `balance_cents` is its balance on the eve (owed, for cards and
    loans) and `months_elapsed` the age of the loan. For one opened in the window, `balance_cents` is the
    opening deposit or, for a loan, the principal lent. `term_months` 0 takes the product's first term, if it has any.
    `limit_cents` is a card's credit limit,
    `coverage_cents` and `beneficiaries` an insurance's. `rate_bp` is a loan's, card's or deposit's annual
    rate in basis points. `funded_from_outside` says where the opening deposit comes from (else checking).
    """

    customer: int
    product: str
    opened_on: int
    balance_cents: int = 0
    rate_bp: int = 0
    limit_cents: int = 0
    principal_cents: int = 0
    term_months: int = 0
    months_elapsed: int = 0
    coverage_cents: int = 0
    beneficiaries: int = 0
    funded_from_outside: bool = True


class CloseFamily(NamedTuple):
    """Close the customer's accounts of one family this month (a policy canceled, a certificate broken)."""

    customer: int
    family: int


class Leave(NamedTuple):
    """Close all the customer's accounts on `day` of this month: cards paid, loans refinanced elsewhere, money moved out."""

    customer: int
    day: int


Request = OpenAccount | CloseFamily | Leave
