"""Opening accounts: rows in the ledger."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from c360sim import months
from c360sim.bank.cards import Cards
from c360sim.bank.core import Core
from c360sim.bank.deposits import later
from c360sim.bank.funding import Funding
from c360sim.bank.ledger import ACCOUNTS_PER_CUSTOMER
from c360sim.bank.loans import Loans
from c360sim.bank.postings import Postings
from c360sim.bank.requests import OpenAccount
from c360sim.bank.table import Column
from c360sim.streams import field
from c360sim.vocabulary import Family

ACTIVITY_WORD = 4
"""Which of an account's words decides when it was last used before the window."""
RECENT_DAYS = 28


def open_accounts(core: Core, cards: Cards, loans: Loans, requests: Sequence[OpenAccount], month: int) -> Postings:
    """Open accounts and return the postings of their opening day; those older than the window get their balance silently.

    Raises ValueError for an opening day neither before the window nor in the month.
    """
    if not requests:
        return Postings.none()
    window = months.first_ordinal(core.start_month)
    for request in requests:
        if request.opened_on >= window and months.of_ordinal(request.opened_on) != month:
            raise ValueError(f"{request.product} opens on day {request.opened_on}, neither before the window nor in {months.label(month)}")
    rows = _enter(core, requests, window)
    alive_from = max(month, core.start_month)
    cards.add(rows, alive_from)
    loans.add(rows, alive_from)
    is_new = core.ledger.opened_on[rows] >= window
    return Funding(core, rows[is_new], [request for request, new in zip(requests, is_new, strict=True) if new]).postings()


def _enter(core: Core, requests: Sequence[OpenAccount], window: int) -> Column:
    """Append ledger rows and return them."""
    ledger = core.ledger
    products = [core.catalog.products.by_code[request.product] for request in requests]
    customer = np.array([request.customer for request in requests], np.int64)
    rows = len(ledger) + np.arange(len(requests))
    number = _numbers(np.concatenate([ledger.customer, customer]))[len(ledger) :]
    opened_on = np.array([request.opened_on for request in requests], np.int64)
    balance = np.array([request.balance_cents for request in requests], np.int64)
    pairs = list(zip(requests, products, strict=True))
    term = [_term(core, request, Family(product.family)) for request, product in pairs]
    ledger.extend(
        len(requests),
        account_id=core.customer_ids[customer] * ACCOUNTS_PER_CUSTOMER + number,
        customer=customer,
        product=np.array([product.product_id - 1 for product in products], np.int64),
        family=np.array([product.family for product in products], np.int64),
        opened_on=opened_on,
        balance_cents=np.where(opened_on < window, balance, 0),
        limit_cents=np.array([request.limit_cents for request in requests], np.int64),
        rate_bp=np.array([request.rate_bp or (product.rate_low_bp + product.rate_high_bp) // 2 for request, product in pairs], np.int64),
        principal_cents=np.array([_principal(request, Family(product.family)) for request, product in pairs], np.int64),
        term_months=np.array(term, np.int64),
        maturity_on=np.array([_maturity(request, months_, window) for request, months_ in zip(requests, term, strict=True)], np.int64),
        coverage_cents=np.array([request.coverage_cents for request in requests], np.int64),
        beneficiaries=np.array([request.beneficiaries for request in requests], np.int64),
        foreign_fee_bp=np.array([product.foreign_fee_bp for product in products], np.int64),
    )
    used = window - 1 - field(core.words(rows, ACTIVITY_WORD), 0) % RECENT_DAYS
    ledger.last_activity_on[rows] = np.maximum(np.minimum(used, window - 1), opened_on)
    return rows


def _numbers(customer: Column) -> Column:
    """Return each account's number among its customer's, from 1, in order of opening."""
    order = np.argsort(customer, kind="stable")
    ordered = customer[order]
    first = np.searchsorted(ordered, ordered)
    number = np.empty(len(customer), np.int64)
    number[order] = np.arange(len(customer)) - first + 1
    return number


def _term(core: Core, request: OpenAccount, family: Family) -> int:
    if request.term_months:
        return request.term_months
    if family == Family.CERTIFICATE:
        return core.rules.certificate_term_months
    return 0


def _principal(request: OpenAccount, family: Family) -> int:
    """Return the principal lent, 0 for other accounts. Raises ValueError for a loan without principal or term."""
    if not Family.MORTGAGE <= family <= Family.STUDENT_LOAN:
        return 0
    principal = max(request.principal_cents, request.balance_cents)
    if principal <= 0 or request.term_months <= 0:
        raise ValueError(f"customer row {request.customer}: {request.product} needs a principal and a term")
    return principal


def _maturity(request: OpenAccount, term: int, window: int) -> int:
    """Return the day after `term` months, renewed until it lies in or after the window; 0 without a term."""
    if not term:
        return 0
    maturity = later(request.opened_on, term)
    while maturity < window:
        maturity = later(maturity, term)
    return maturity
