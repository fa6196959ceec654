"""Opening accounts: rows in the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Self

import numpy as np

from c360sim import months
from c360sim.bank.cards import Cards
from c360sim.bank.core import Core
from c360sim.bank.days import later
from c360sim.bank.funding import Funding
from c360sim.bank.ledger import ACCOUNTS_PER_CUSTOMER
from c360sim.bank.loans import Loans, is_loan
from c360sim.bank.postings import Postings
from c360sim.bank.requests import OpenAccount
from c360sim.bank.table import Column, turns
from c360sim.streams import field
from c360sim.vocabulary import Family

ACTIVITY_WORD = 4
"""Which of an account's words decides when it was last used before the window."""


def open_accounts(core: Core, cards: Cards, loans: Loans, requests: Sequence[OpenAccount], month: int) -> Postings:
    """Open accounts and return the postings of their opening day; those older than the window get their balance silently.

    Raises ValueError for an opening day neither before the window nor in the month.
    """
    if not requests:
        return Postings.none()
    window = months.first_ordinal(core.start_month)
    asked = _Asked.of(requests)
    for stray in np.flatnonzero((asked.opened_on >= window) & (months.of_ordinals(asked.opened_on) != month)):
        wrong = requests[int(stray)]
        raise ValueError(f"{wrong.product} opens on day {wrong.opened_on}, neither before the window nor in {months.label(month)}")
    rows = _enter(core, [request.product for request in requests], asked, window)
    alive_from = max(month, core.start_month)
    cards.add(rows, alive_from)
    loans.add(rows, alive_from)
    is_new = core.ledger.opened_on[rows] >= window
    return Funding(core, rows[is_new], [request for request, new in zip(requests, is_new, strict=True) if new]).postings()


class _Asked(NamedTuple):
    """Requests in columns."""

    customer: Column
    opened_on: Column
    balance_cents: Column
    limit_cents: Column
    rate_bp: Column
    principal_cents: Column
    term_months: Column
    coverage_cents: Column
    beneficiaries: Column

    @classmethod
    def of(cls, requests: Sequence[OpenAccount]) -> Self:
        """Return the columns of requests."""
        columns = dict(zip(OpenAccount._fields, zip(*requests, strict=True), strict=True))
        return cls(*(np.array(columns[name], np.int64) for name in cls._fields))


def _enter(core: Core, codes: Sequence[str], asked: _Asked, window: int) -> Column:
    """Append ledger rows for accounts of these products and return them."""
    ledger, products = core.ledger, core.catalog.products
    product = np.array([products.by_code[code].product_id - 1 for code in codes], np.int64)
    family = np.array([one.family for one in products.all], np.int64)[product]
    usual_rate = np.array([(one.rate_low_bp + one.rate_high_bp) // 2 for one in products.all], np.int64)[product]
    foreign_fee = np.array([one.foreign_fee_bp for one in products.all], np.int64)[product]
    usual_term = np.array([one.terms_months[0] if one.terms_months else 0 for one in products.all], np.int64)[product]
    term = np.where(asked.term_months == 0, usual_term, asked.term_months)
    rows = len(ledger) + np.arange(len(codes))
    held = np.bincount(ledger.customer, minlength=len(core.customer_ids))
    ledger.extend(
        len(codes),
        account_id=core.customer_ids[asked.customer] * ACCOUNTS_PER_CUSTOMER + held[asked.customer] + turns(asked.customer) + 1,
        customer=asked.customer,
        product=product,
        family=family,
        opened_on=asked.opened_on,
        balance_cents=np.where(asked.opened_on < window, asked.balance_cents, 0),
        limit_cents=asked.limit_cents,
        rate_bp=np.where(asked.rate_bp != 0, asked.rate_bp, usual_rate),
        principal_cents=_principal(asked, family),
        term_months=term,
        maturity_on=_maturity(asked.opened_on, term, window),
        coverage_cents=asked.coverage_cents,
        beneficiaries=asked.beneficiaries,
        foreign_fee_bp=foreign_fee,
    )
    used = window - 1 - field(core.words(rows, ACTIVITY_WORD), 0) % core.rules.account_used_within_days
    ledger.last_activity_on[rows] = np.maximum(np.minimum(used, window - 1), asked.opened_on)
    return rows


def _principal(asked: _Asked, family: Column) -> Column:
    """Return the principal lent, 0 for other accounts. Raises ValueError for a loan without principal or term."""
    principal = np.where(is_loan(family), np.maximum(asked.principal_cents, asked.balance_cents), 0)
    for wrong in np.flatnonzero(is_loan(family) & ((principal <= 0) | (asked.term_months <= 0))):
        raise ValueError(f"customer row {asked.customer[wrong]}: a {Family(family[wrong]).name} needs a principal and a term")
    return principal


def _maturity(opened_on: Column, term: Column, window: int) -> Column:
    """Return the day after `term` months, renewed until it lies in or after the window; 0 without a term."""
    maturity = np.where(term > 0, later(opened_on, term), 0)
    while len(early := np.flatnonzero((term > 0) & (maturity < window))):
        maturity[early] = later(maturity[early], term[early])
    return maturity
