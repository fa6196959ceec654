"""Checking, savings and certificates: settlement, interest, long overdrafts; and terms that end, of policies too."""

from __future__ import annotations

import numpy as np

from c360sim import months
from c360sim.bank import fees
from c360sim.bank.batch import Batch, settle
from c360sim.bank.core import Core
from c360sim.bank.days import later
from c360sim.bank.journal import Journal
from c360sim.bank.loans import is_loan
from c360sim.bank.postings import IS_DECLINABLE, Posting, Postings
from c360sim.bank.settle import NO_FLOOR
from c360sim.bank.table import Column
from c360sim.money import BASIS_POINTS, divide_columns
from c360sim.streams import field
from c360sim.vocabulary import Family

DAYS_IN_YEAR = 365
MATURITY_WORD = 3
"""Which of an account's words decides what happens at maturity."""


def settle_deposits(core: Core, batch: Batch, month: int) -> Postings:
    """Decline what money lacks for, and return the overdraft fees."""
    ledger, rules = core.ledger, core.rules
    rows = batch.on((ledger.family <= Family.CERTIFICATE) & (ledger.balance_cents + batch.lowest_cents < 0))
    kind = batch.postings.kind[rows]
    floor = np.where(batch.family[rows] == Family.CHECKING, _floors(-rules.overdraft_limit_cents)[kind], _floors(0)[kind])
    floor = np.where(batch.postings.cents[rows] < 0, floor, NO_FLOOR)
    overdraft = fees.overdraft_terms(core, batch, rows, months.first_ordinal(month))
    charged = settle(batch, rows, Postings.none(), ledger.balance_cents, floor, rules, overdraft)
    account, day = batch.postings.account[charged], batch.postings.day[charged]
    return Postings.of(account, day, np.full(len(charged), -rules.overdraft_fee_cents), Posting.OVERDRAFT_FEE)


def _floors(of_bills: int) -> Column:
    """Return by kind of posting the lowest balance that one which takes money out may leave."""
    return np.where(IS_DECLINABLE, 0, np.where(fees.IS_BILL, of_bills, NO_FLOOR))


def interest(core: Core, journal: Journal, accounts: Column) -> Postings:
    """Return the month's interest on daily balances, on the last day or the closing day. Overdrawn days count against it."""
    ledger = core.ledger
    closing = ledger.closing_on[accounts]
    until = np.where(closing > 0, journal.day_of(closing), journal.days)
    total = np.maximum(journal.day_cents(accounts, until), 0)
    cents = divide_columns(total * ledger.rate_bp[accounts], BASIS_POINTS * DAYS_IN_YEAR)
    paid = cents > 0
    return Postings.of(accounts[paid], until[paid], cents[paid], Posting.INTEREST_EARNED)


def mature(core: Core, month: int) -> None:
    """Renew the certificates and policies whose term ends this month, or mark them to close on the day."""
    ledger = core.ledger
    ends = (ledger.maturity_on > 0) & (ledger.maturity_on <= months.last_ordinal(month)) & ledger.is_open & (ledger.closing_on == 0)
    accounts = np.flatnonzero(ends & ~is_loan(ledger.family))
    renewal_bp = np.array([product.renewal_bp for product in core.catalog.products.all], np.int64)[ledger.product[accounts]]
    rolls = field(core.words(accounts, MATURITY_WORD, month), 0) * BASIS_POINTS < renewal_bp * 65536
    closing = accounts[~rolls]
    ledger.closing_on[closing] = np.maximum(ledger.maturity_on[closing], months.first_ordinal(month))
    renewed = accounts[rolls]
    ledger.maturity_on[renewed] = later(ledger.maturity_on[renewed], ledger.term_months[renewed])


def note_overdrafts(core: Core, journal: Journal) -> None:
    """Remember since which month-end each checking account is overdrawn."""
    ledger = core.ledger
    is_overdrawn = (ledger.family == Family.CHECKING) & (journal.position_cents < 0)
    ledger.overdrawn_since = np.where(is_overdrawn, np.where(ledger.overdrawn_since > 0, ledger.overdrawn_since, journal.last), 0)
