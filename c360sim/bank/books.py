"""The month's books: what it leaves, and the proof that every cent reconciles."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from c360sim import money, months
from c360sim.bank.core import Core
from c360sim.bank.loans import Loans, is_loan
from c360sim.bank.postings import FORMS, Posting, Postings
from c360sim.bank.securities import Revaluation
from c360sim.bank.table import Column, Mask, sum_by
from c360sim.money import Cents
from c360sim.vocabulary import Family

_OWN_TRANSFERS = [kind for kind, form in FORMS.items() if form.transaction_type == "transfer" and form.counterparty_type == "internal"]
_IS_OWN_TRANSFER = np.zeros(max(Posting) + 1, bool)
_IS_OWN_TRANSFER[_OWN_TRANSFERS] = True


class BooksError(Exception):
    """The books of a month do not balance: names the account, the month and the difference."""


@dataclass(frozen=True, slots=True)
class Snapshots:
    """Open accounts at a month-end, int64 of one length; `account` is a ledger row. 0 where a column does not apply."""

    account: Column
    balance_cents: Cents
    available_credit_cents: Cents
    principal_paid_cents: Cents
    principal_remaining_cents: Cents
    has_credit_line: Mask
    is_loan: Mask


@dataclass(frozen=True, slots=True)
class MonthBooks:
    """What one month of the bank leaves. The flags are per customer, shape (customers,)."""

    postings: Postings
    settled: int
    """How many of the postings were settled in the order of their kinds. The rest close the books: last on their day, in their order."""
    refused: Postings
    """Postings tried and declined."""
    snapshots: Snapshots
    revaluation: Revaluation
    overdraft_fee: NDArray[np.bool_]
    late_fee: NDArray[np.bool_]
    declined: NDArray[np.bool_]
    missed_payment: NDArray[np.bool_]
    closed: NDArray[np.bool_]


def snapshots(core: Core, accounts: Column) -> Snapshots:
    """Return the snapshot of accounts as the ledger stands."""
    ledger = core.ledger
    family, balance = ledger.family[accounts], ledger.balance_cents[accounts]
    has_line, lent = family == Family.CARD, is_loan(family)
    remaining = ledger.principal_remaining_cents[accounts]
    return Snapshots(
        accounts,
        balance,
        np.where(has_line, np.maximum(ledger.limit_cents[accounts] - np.maximum(balance, 0), 0), 0),
        np.where(lent, ledger.principal_cents[accounts] - remaining, 0),
        np.where(lent, remaining, 0),
        has_line,
        lent,
    )


def check(core: Core, loans: Loans, before_cents: Cents, postings: Postings, revaluation: Revaluation, month: int) -> None:
    """Prove the month. `before_cents` are the balances at its start, by ledger row.

    Every balance is the one before plus or minus its postings and revaluation; closed accounts stand at zero;
    own transfers net to zero in pairs; a loan's balance is what its own books say. Raises BooksError else.
    """
    ledger = core.ledger
    posted = sum_by(postings.account, postings.cents, len(ledger))
    moved = sum_by(revaluation.account, revaluation.cents, len(ledger))
    expected = before_cents + ledger.side * posted + moved
    _require(core, month, "balance", ledger.balance_cents - expected)
    _require(core, month, "balance after closing", np.where(ledger.is_open, 0, ledger.balance_cents))
    _require(core, month, "loan", np.where(is_loan(ledger.family), ledger.balance_cents - loans.owed_cents(), 0))
    _require_schedule(core, loans, month)
    _require_days(core, postings, month)
    _require_pairs(core, postings, month)


def _require(core: Core, month: int, what: str, difference: Cents) -> None:
    wrong = np.flatnonzero(difference)
    if len(wrong):
        account = int(core.ledger.account_id[wrong[0]])
        difference_text = money.text(int(difference[wrong[0]]))
        raise BooksError(f"account {account}, {months.label(month)}: {what} is off by {difference_text} ({len(wrong)} accounts)")


def _require_schedule(core: Core, loans: Loans, month: int) -> None:
    """Compare what the unpaid installments say with what the loans' terms carry."""
    rows, table, size = loans.unpaid(), loans.installments, len(core.ledger)
    principal = sum_by(table.account[rows], table.principal_cents[rows], size)
    interest = sum_by(table.account[rows], table.interest_cents[rows], size)
    _require(core, month, "scheduled principal", loans.terms.billed_principal_cents - principal)
    _require(core, month, "scheduled interest", loans.terms.unpaid_interest_cents - interest)


def _require_days(core: Core, postings: Postings, month: int) -> None:
    """Postings fall on days on which their account is open."""
    ledger, first = core.ledger, months.first_ordinal(month)
    is_in_question = (ledger.opened_on > first) | ~ledger.is_open
    rows = np.flatnonzero(is_in_question[postings.account])
    account, on = postings.account[rows], first - 1 + postings.day[rows]
    closed = ledger.closed_on[account]
    outside = (on < ledger.opened_on[account]) | ((closed > 0) & (on > closed))
    stray = np.zeros(len(ledger), np.int64)
    stray[account[outside]] = postings.cents[rows[outside]]
    _require(core, month, "a posting outside the account's life", stray)


def _require_pairs(core: Core, postings: Postings, month: int) -> None:
    """The legs of each own transfer cancel."""
    rows = np.flatnonzero(_IS_OWN_TRANSFER[postings.kind])
    rows = rows[np.argsort(postings.pair[rows], kind="stable")]
    if not len(rows):
        return
    starts = np.flatnonzero(np.diff(postings.pair[rows], prepend=-2))
    net = np.add.reduceat(postings.cents[rows], starts)
    open_ended = np.zeros(len(core.ledger), np.int64)
    open_ended[postings.account[rows[starts]]] = net
    open_ended[postings.account[rows[postings.pair[rows] < 0]]] = postings.cents[rows[postings.pair[rows] < 0]]
    _require(core, month, "own transfer", open_ended)
