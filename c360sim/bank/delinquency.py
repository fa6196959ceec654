"""Arrears: days past due, charge-offs, and accounts that fall asleep."""

from __future__ import annotations

import numpy as np

from c360sim.bank.cards import Cards
from c360sim.bank.core import Core
from c360sim.bank.journal import Journal
from c360sim.bank.ledger import Status
from c360sim.bank.loans import Loans, is_loan
from c360sim.bank.postings import Posting, Postings, one_of
from c360sim.bank.table import Column
from c360sim.vocabulary import Family

_IS_OWN = ~one_of(
    Posting.INTEREST_EARNED,
    Posting.EMPLOYER_CONTRIBUTION,
    Posting.CHARGE_OFF,
    Posting.LOAN_INTEREST,
    Posting.CARD_INTEREST,
    Posting.OVERDRAFT_FEE,
    Posting.MAINTENANCE_FEE,
    Posting.LATE_FEE,
    Posting.ANNUAL_FEE,
)
"""By kind of posting, the signs of the customer's own activity: all that is not the bank's or the employer's doing."""


def count_days_past_due(core: Core, cards: Cards, loans: Loans, last_day: int) -> None:
    """Set each open account's days past due as of a month's last day."""
    ledger = core.ledger
    since = np.where(ledger.family == Family.CARD, cards.terms.past_due_since, loans.oldest_due())
    ledger.days_past_due = np.where(ledger.is_open & (since > 0), np.maximum(last_day - since, 0), 0)


def charge_off(core: Core, loans: Loans, journal: Journal) -> Postings:
    """Write off and close accounts too long in arrears or overdrawn, on the month's last day."""
    ledger, rules = core.ledger, core.rules
    family = ledger.family
    days = np.where(family == Family.MORTGAGE, rules.mortgage_charge_off_days, rules.loan_charge_off_days)
    days = np.where(family == Family.CARD, rules.card_charge_off_days, days)
    in_arrears = (is_loan(family) | (family == Family.CARD)) & (ledger.days_past_due >= days)
    overdrawn_days = journal.last - ledger.overdrawn_since
    overdrawn = (ledger.overdrawn_since > 0) & (overdrawn_days >= rules.overdraft_charge_off_days)
    accounts = np.flatnonzero(ledger.is_open & (in_arrears | overdrawn) & (journal.position_cents < 0))
    loans.forget(accounts[is_loan(family[accounts])])
    ledger.close(accounts, journal.last)
    return Postings.of(accounts, journal.days, -journal.position_cents[accounts], Posting.CHARGE_OFF)


def note_activity(core: Core, postings: Postings, journal: Journal) -> None:
    """Remember when each account was last used, and mark deposits and cards unused for long as dormant."""
    ledger = core.ledger
    used_on = np.where(_IS_OWN[postings.kind], journal.first - 1 + postings.day, 0)
    np.maximum.at(ledger.last_activity_on, postings.account, used_on)
    ledger.status[ledger.is_open] = Status.ACTIVE
    ledger.status[_asleep(core, journal.last)] = Status.DORMANT


def _asleep(core: Core, last_day: int) -> Column:
    ledger = core.ledger
    can_sleep = (ledger.family == Family.CHECKING) | (ledger.family == Family.SAVINGS) | (ledger.family == Family.CARD)
    return np.flatnonzero(ledger.is_open & can_sleep & (last_day - ledger.last_activity_on > core.rules.account_dormant_after_days))
