"""What customers pay on loans: which installments it covers, late fees, prepayment, payoff."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from c360sim import months
from c360sim.bank.batch import Batch
from c360sim.bank.journal import Journal
from c360sim.bank.loans import Loans
from c360sim.bank.postings import Posting, Postings
from c360sim.bank.table import Column, Mask, running, starts_of, sum_by
from c360sim.money import BASIS_POINTS, Cents, divide_columns
from c360sim.vocabulary import Family

DAYS_IN_YEAR = 365
_ACCOUNT_SHIFT = 42


class Repaid(NamedTuple):
    """Interest and late fees of a month, loans with a due payment missed, loans paid off."""

    charges: Postings
    missed: Column
    finished: Column


def limit_payments(loans: Loans, batch: Batch) -> None:
    """Cut payments to what is owed at most, this month's interest included, on both legs.

    Before its first installment a loan takes none.
    """
    rows = _payment_rows(batch)
    if not len(rows):
        return
    account, cents = batch.postings.account[rows], batch.postings.cents[rows]
    before = running(cents, starts_of(account)) - cents
    owed = np.where(loans.latest() >= 0, loans.owed_cents(), 0)
    allowed = np.clip(owed[account] - before, 0, cents)
    batch.postings.cents[rows] = allowed
    partners = batch.partner[rows]
    has_partner = partners >= 0
    batch.postings.cents[partners[has_partner]] = -allowed[has_partner]


def repay(loans: Loans, batch: Batch, journal: Journal) -> Repaid:
    """Apply the month's payments, close loans paid off, and return the charges."""
    ledger, terms = loans.core.ledger, loans.terms
    rows = _payment_rows(batch)
    account, day, cents = batch.postings.account[rows], batch.postings.day[rows], batch.postings.cents[rows]
    money = terms.unapplied_cents + sum_by(account, cents, len(ledger))
    money -= _cover_installments(loans, journal, account, day, cents, money)
    late_fees, missed = _late_fees(loans, journal)
    has_arrears = np.zeros(len(ledger), bool)
    has_arrears[loans.installments.account[loans.unpaid()]] = True
    usable = np.where(has_arrears, 0, money)
    to_fees = np.minimum(usable, terms.unpaid_fees_cents)
    to_principal = np.minimum(usable - to_fees, ledger.principal_remaining_cents)
    terms.unpaid_fees_cents -= to_fees
    ledger.principal_remaining_cents -= to_principal
    prepaid = np.flatnonzero(to_principal)
    loans.prepay(prepaid, to_principal[prepaid])
    terms.unapplied_cents = money - to_fees - to_principal
    finished = np.unique(account)
    finished = finished[(ledger.principal_remaining_cents[finished] == 0) & (loans.owed_cents()[finished] == 0)]
    last_day = np.zeros(len(ledger), np.int64)
    last_day[account] = day
    ledger.close(finished, journal.first + last_day[finished] - 1)
    return Repaid(Postings.concat([_interest(loans, journal), late_fees]), missed, finished)


def pay_off(loans: Loans, journal: Journal, closing: Column, payer: int) -> Postings:
    """Return the postings that pay loans off on their closing day: interest since the last due date, and all that is owed.

    That interest falls due on the day, as an installment; the principal not billed yet was not due and is prepaid.
    """
    ledger, terms, table = loans.core.ledger, loans.terms, loans.installments
    on = ledger.closing_on[closing]
    due_on = journal.first + terms.due_day[closing] - 1
    previous = np.where(due_on <= on, due_on, due_on - months.days_in(journal.month - 1))
    since = np.maximum(np.where(terms.billed_count[closing] > 0, previous, 0), ledger.opened_on[closing])
    principal = ledger.principal_remaining_cents[closing]
    accrued = divide_columns(principal * ledger.rate_bp[closing] * (on - since), BASIS_POINTS * DAYS_IN_YEAR)
    unbilled = principal - terms.billed_principal_cents[closing]
    ends = (accrued > 0) | (loans.latest()[closing] < 0)
    loans.enter(closing[ends], on[ends], np.zeros_like(on[ends]), accrued[ends])
    loans.prepay(closing, unbilled)
    is_unpaid = (table.paid_on == 0) & np.isin(table.account, closing)
    table.paid_on[is_unpaid] = ledger.closing_on[table.account[is_unpaid]]
    owed = loans.owed_cents()[closing]
    loans.forget(closing)
    day = journal.day_of(on)
    interest = Postings.of(closing[accrued > 0], day[accrued > 0], -accrued[accrued > 0], Posting.LOAN_INTEREST)
    return Postings.concat([interest, Postings.of(closing, day, owed, Posting.LOAN_PAYOFF_FROM_OUTSIDE, payer=payer)])


def _payment_rows(batch: Batch) -> Column:
    """Return the rows that pay loans, by account and day."""
    rows = batch.of(Family.MORTGAGE, Family.STUDENT_LOAN)
    return rows[batch.postings.cents[rows] > 0]


def _cover_installments(loans: Loans, journal: Journal, account: Column, day: Column, cents: Cents, money: Cents) -> Cents:
    """Mark installments paid, oldest first, on the day on which enough had come in; return the money used by ledger row."""
    ledger, terms, table = loans.core.ledger, loans.terms, loans.installments
    unpaid = loans.unpaid()
    owner = table.account[unpaid]
    cost = running((table.principal_cents + table.interest_cents)[unpaid], starts_of(owner))
    is_paid = cost <= money[owner]
    rows, owner, cost = unpaid[is_paid], owner[is_paid], cost[is_paid]
    arrived = running(cents, starts_of(account)) + terms.unapplied_cents[account]
    first = np.searchsorted((account << _ACCOUNT_SHIFT) + arrived, (owner << _ACCOUNT_SHIFT) + cost)
    table.paid_on[rows] = journal.first + day[first] - 1
    size = len(ledger)
    principal = sum_by(owner, table.principal_cents[rows], size)
    interest = sum_by(owner, table.interest_cents[rows], size)
    ledger.principal_remaining_cents -= principal
    terms.billed_principal_cents -= principal
    terms.unpaid_interest_cents -= interest
    return principal + interest


def _late_fees(loans: Loans, journal: Journal) -> tuple[Postings, Column]:
    """Return the late fees of this month's installments not paid within the days of grace, and the loans they fall on."""
    ledger, rules, table = loans.core.ledger, loans.core.rules, loans.installments
    account = table.account[loans.billed]
    late_on = table.due_on[loans.billed] + rules.loan_late_grace_days
    paid_on, closing = table.paid_on[loans.billed], ledger.closing_on[account]
    is_late = ((paid_on == 0) | (paid_on > late_on)) & ((closing == 0) | (late_on < closing))
    late = account[is_late]
    of_installment = divide_columns(ledger.installment_cents[late] * rules.mortgage_late_fee_bp, BASIS_POINTS)
    fee = np.where(ledger.family[late] == Family.MORTGAGE, of_installment, rules.loan_late_fee_cents)
    loans.terms.unpaid_fees_cents[late] += fee
    return Postings.of(late, journal.day_of(late_on[is_late]), -fee, Posting.LATE_FEE), late


def _interest(loans: Loans, journal: Journal) -> Postings:
    """Return the interest of the installments billed, on the due day, or earlier on the day the loan was paid off."""
    table, closed = loans.installments, loans.core.ledger.closed_on
    account, cents = table.account[loans.billed], table.interest_cents[loans.billed]
    on = table.due_on[loans.billed]
    on = np.where(closed[account] > 0, np.minimum(on, closed[account]), on)
    has: Mask = cents > 0
    return Postings.of(account[has], journal.day_of(on[has]), -cents[has], Posting.LOAN_INTEREST)
