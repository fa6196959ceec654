"""Loans: installments billed on a fixed day of the month, interest, payments, late fees, prepayment, payoff.

Each month an installment falls due on every loan: interest on the principal remaining, and principal for the
rest of the level payment; the last one clears the loan. Payments cover the oldest installments first, whole
ones only; while one is unpaid a rest is held unapplied, else it pays late fees and then prepays principal,
which shortens the term. What is owed is principal + unpaid interest + unpaid fees - unapplied money.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from c360sim import months
from c360sim.bank.amortization import installment, monthly_interest, remaining
from c360sim.bank.core import Core
from c360sim.bank.days import first_day_of
from c360sim.bank.dues import Dues
from c360sim.bank.table import Column, Mask, Table, column, sum_by
from c360sim.money import Cents
from c360sim.streams import field
from c360sim.vocabulary import Family, PaymentStatus

LATEST_DUE_DAY = 12
DUE_WORD = 2
"""Which of an account's words decides its due day."""
STATUSES = tuple(PaymentStatus)


def latest_due_on(last_month: int) -> int:
    """Return the latest day (ordinal) on which the first installment of a loan opened by the end of a month can fall due."""
    return months.first_ordinal(last_month + 2) + LATEST_DUE_DAY - 1


@dataclass(slots=True)
class LoanTerms(Table):
    """What the bank keeps of each loan between months, by ledger row (zeros for other accounts)."""

    due_day: Column = column()
    first_due_month: Column = column()
    billed_count: Column = column()
    """Number of the last installment billed."""
    billed_principal_cents: Column = column()
    """Principal portions billed and not paid yet."""
    unpaid_interest_cents: Column = column()
    unpaid_fees_cents: Column = column()
    unapplied_cents: Column = column()


@dataclass(slots=True)
class Installments(Table):
    """Installments billed since the window's start, in the order of billing. `paid_on` is 0 while unpaid."""

    account: Column = column()
    number: Column = column()
    due_on: Column = column()
    principal_cents: Column = column()
    interest_cents: Column = column()
    paid_on: Column = column()
    prepaid_cents: Column = column()
    """Principal paid before it was due, while this was the loan's latest installment."""


@dataclass(frozen=True, slots=True)
class ScheduleRows:
    """Rows of fact_loan_schedule. `status` is a position in `PaymentStatus`; days are ordinals, 0 for none.

    `days_past_due` are those to the day of payment, or to the last simulated day while unpaid; 0 when on time.
    """

    account: Column
    number: Column
    due_on: Column
    principal_cents: Cents
    interest_cents: Cents
    status: Column
    paid_on: Column
    days_past_due: Column
    prepaid_cents: Cents


class Loans:
    """The loan department."""

    def __init__(self, core: Core) -> None:
        self.core = core
        self.terms = LoanTerms()
        self.installments = Installments()
        self.billed = np.empty(0, np.int64)
        """Rows of `installments` billed this month."""

    def add(self, accounts: Column, month: int) -> None:
        """Take on new ledger rows (of every family), as of the start of a month.

        A loan older than the window has paid every installment so far; its balance is what the schedule leaves,
        or what the request says when that is less (it was prepaid).
        """
        ledger, terms = self.core.ledger, self.terms
        terms.extend(len(accounts))
        loans = accounts[is_loan(ledger.family[accounts])]
        due_day = 1 + field(self.core.words(loans, DUE_WORD), 0) % LATEST_DUE_DAY
        opened, term = months.of_ordinals(ledger.opened_on[loans]), ledger.term_months[loans]
        is_soon = first_day_of(opened + 1) + due_day - 1 - ledger.opened_on[loans] < self.core.rules.loan_first_due_days
        first_due = opened + 1 + is_soon
        elapsed = np.clip(month - first_due, 0, np.maximum(term - 1, 0))
        principal, rate = ledger.principal_cents[loans], ledger.rate_bp[loans]
        level = np.array([installment(*loan) for loan in zip(principal.tolist(), rate.tolist(), term.tolist(), strict=True)], np.int64)
        left = remaining(principal, rate, level, elapsed)
        is_older = ledger.opened_on[loans] < months.first_ordinal(self.core.start_month)
        owed = ledger.balance_cents[loans]
        left = np.where(is_older & (owed > 0), np.minimum(owed, left), left)
        terms.due_day[loans], terms.first_due_month[loans], terms.billed_count[loans] = due_day, first_due, elapsed
        ledger.installment_cents[loans] = level
        ledger.maturity_on[loans] = first_day_of(np.maximum(first_due + term - 1, month)) + due_day - 1
        ledger.principal_remaining_cents[loans] = left
        ledger.balance_cents[loans] = np.where(is_older, left, 0)

    def bill(self, month: int) -> None:
        """Let this month's installments fall due, except on loans paid off by then."""
        ledger = self.core.ledger
        loans = self._with_principal()
        due_on = months.first_ordinal(month) + self.terms.due_day[loans] - 1
        closing = ledger.closing_on[loans]
        falls_due = (self.terms.first_due_month[loans] <= month) & ((closing == 0) | (due_on <= closing))
        loans, due_on = loans[falls_due], due_on[falls_due]
        self.billed = len(self.installments) + np.arange(len(loans))
        self.enter(loans, due_on, *self._portions(loans))

    def enter(self, loans: Column, due_on: Column, principal: Cents, interest: Cents) -> None:
        """Add an installment of each loan to the schedule."""
        terms = self.terms
        terms.billed_count[loans] += 1
        terms.billed_principal_cents[loans] += principal
        terms.unpaid_interest_cents[loans] += interest
        self.installments.extend(
            len(loans),
            account=loans,
            number=terms.billed_count[loans],
            due_on=due_on,
            principal_cents=principal,
            interest_cents=interest,
        )

    def latest(self) -> Column:
        """Return by ledger row the latest installment in the schedule, -1 for none."""
        latest = np.full(len(self.core.ledger), -1)
        latest[self.installments.account] = np.arange(len(self.installments))  # the last of several written stays
        return latest

    def prepay(self, loans: Column, cents: Cents) -> None:
        """Note principal of each loan (none of them twice) paid before it was due, beside its latest installment."""
        self.installments.prepaid_cents[self.latest()[loans]] += cents

    def forget(self, loans: Column) -> None:
        """Clear what is owed on loans paid off or charged off."""
        self.core.ledger.principal_remaining_cents[loans] = 0
        terms = self.terms
        for owed in (terms.billed_principal_cents, terms.unpaid_interest_cents, terms.unpaid_fees_cents, terms.unapplied_cents):
            owed[loans] = 0

    def owed_cents(self) -> Cents:
        """Return what is owed by ledger row, this month's interest included, from the loans' own books."""
        terms, principal = self.terms, self.core.ledger.principal_remaining_cents
        return principal + terms.unpaid_interest_cents + terms.unpaid_fees_cents - terms.unapplied_cents

    def unpaid(self) -> Column:
        """Return the unpaid installments of open loans, by account and number."""
        table = self.installments
        rows = np.flatnonzero((table.paid_on == 0) & self.core.ledger.is_open[table.account])
        return rows[np.lexsort((table.number[rows], table.account[rows]))]

    def dues(self, month: int) -> Dues:
        """Return what is due on loans this month, arrears included."""
        ledger, terms, table = self.core.ledger, self.terms, self.installments
        size = len(ledger)
        now = sum_by(table.account[self.billed], (table.principal_cents + table.interest_cents)[self.billed], size)
        full = terms.billed_principal_cents + terms.unpaid_interest_cents + terms.unpaid_fees_cents - terms.unapplied_cents
        unpaid = table.account[self.unpaid()]
        loans = np.flatnonzero(is_loan(ledger.family) & ledger.is_open & (full > 0))
        older = sum_by(unpaid, np.ones_like(unpaid), size)[loans] - (now[loans] > 0)
        return Dues.of(
            ledger,
            loans,
            due_day=terms.due_day[loans],
            minimum_cents=full[loans],
            full_cents=full[loans],
            installment_cents=now[loans],
            overdue_cents=(full - now)[loans],
            payoff_cents=self.owed_cents()[loans],
            months_overdue=older,
        )

    def oldest_due(self) -> Column:
        """Return by ledger row the ordinal of the oldest unpaid due date, 0 for none."""
        rows = self.unpaid()[::-1]
        oldest = np.zeros(len(self.core.ledger), np.int64)
        oldest[self.installments.account[rows]] = self.installments.due_on[rows]
        return oldest

    def schedule(self, last_day: int) -> ScheduleRows:
        """Return all installments as of a month's last day, and the next one of each open loan."""
        table, terms = self.installments, self.terms
        loans = self._with_principal()
        principal, interest = self._portions(loans)
        next_month = np.maximum(months.of_ordinal(last_day) + 1, terms.first_due_month[loans])
        next_due = first_day_of(next_month) + terms.due_day[loans] - 1
        due_on, paid_on = np.append(table.due_on, next_due), np.append(table.paid_on, np.zeros_like(loans))
        is_unpaid = paid_on == 0
        late = np.maximum(np.where(is_unpaid, last_day, paid_on) - due_on, 0)
        codes = [STATUSES.index(status) for status in (PaymentStatus.PAID, PaymentStatus.OVERDUE, PaymentStatus.DUE)]
        return ScheduleRows(
            np.append(table.account, loans),
            np.append(table.number, terms.billed_count[loans] + 1),
            due_on,
            np.append(table.principal_cents, principal),
            np.append(table.interest_cents, interest),
            np.select([~is_unpaid, late > 0], codes[:2], codes[2]),
            paid_on,
            late,
            np.append(table.prepaid_cents, np.zeros_like(loans)),
        )

    def _with_principal(self) -> Column:
        """Return the open loans with principal not billed yet."""
        ledger = self.core.ledger
        loans = ledger.of(Family.MORTGAGE, Family.STUDENT_LOAN)
        return loans[ledger.principal_remaining_cents[loans] > self.terms.billed_principal_cents[loans]]

    def _portions(self, loans: Column) -> tuple[Cents, Cents]:
        """Return principal and interest of each loan's next installment; the last one clears the loan, with a remnant not worth another."""
        ledger, terms = self.core.ledger, self.terms
        unbilled = ledger.principal_remaining_cents[loans] - terms.billed_principal_cents[loans]
        interest = monthly_interest(ledger.principal_remaining_cents[loans], ledger.rate_bp[loans])
        level = np.clip(ledger.installment_cents[loans] - interest, 0, unbilled)
        is_last = terms.billed_count[loans] + 1 >= ledger.term_months[loans]
        is_last |= unbilled - level <= self.core.rules.loan_remnant_cents
        return np.where(is_last, unbilled, level), interest


def is_loan(family: Column) -> Mask:
    """Return which families are loans."""
    return (family >= Family.MORTGAGE) & (family <= Family.STUDENT_LOAN)
