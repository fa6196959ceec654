"""The bank: what customers and the month ask of it, department by department."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from c360sim import months
from c360sim.assumptions import Assumptions
from c360sim.bank import books, closing, delinquency, deposits, repayment, securities
from c360sim.bank.batch import Batch, admit
from c360sim.bank.books import MonthBooks, Snapshots
from c360sim.bank.cards import Cards
from c360sim.bank.core import Core
from c360sim.bank.dues import Dues
from c360sim.bank.holdings import Holdings, families, first_open
from c360sim.bank.journal import Journal
from c360sim.bank.ledger import Ledger
from c360sim.bank.loans import Loans, ScheduleRows
from c360sim.bank.opening import open_accounts
from c360sim.bank.postings import Posting, Postings
from c360sim.bank.requests import CloseFamily, Leave, OpenAccount, Request
from c360sim.bank.rules import Rules
from c360sim.bank.securities import Revaluation
from c360sim.bank.table import Column, Mask, Table, sum_by
from c360sim.catalog import Catalog
from c360sim.economy import Economy
from c360sim.money import Cents
from c360sim.state import State, fit, single
from c360sim.streams import Streams
from c360sim.vocabulary import Family


class Bank:
    """The bank of one shard of customers (rows 0..len(customer_ids)-1).

    Each month: `execute` requests, ask for the `dues`, then `run` the wanted postings.
    """

    def __init__(
        self, customer_ids: Column, catalog: Catalog, assumptions: Assumptions, economy: Economy, streams: Streams, start_month: int
    ) -> None:
        self._core = Core(np.asarray(customer_ids, np.int64), catalog, Rules.of(assumptions), economy, streams, start_month)
        self._cards = Cards(self._core)
        self._loans = Loans(self._core)
        self._last_day = months.last_ordinal(start_month - 1)
        self._opened_month = start_month - 1
        self._known_holdings: Holdings | None = None

    def state(self) -> State:
        """Return what the bank keeps between months: accounts, terms, installments, and where it stands."""
        core, loans = self._core, self._loans
        stands = {"pairs": core.pairs, "last_day": self._last_day, "opened_month": self._opened_month}
        return {name: table.columns() for name, table in self._tables().items()} | {
            "bank": {name: single(value) for name, value in stands.items()} | {"billed": loans.billed.copy()}
        }

    def restore(self, state: State) -> None:
        """Stand where a bank of the same customers stood. Raises StateError for a state of another kind."""
        for name, table in self._tables().items():
            table.restore(name, state[name])
        fit("bank", state["bank"], self.state()["bank"] | {"billed": state["bank"]["billed"]})
        self._core.pairs, self._last_day, self._opened_month = (int(state["bank"][name]) for name in ("pairs", "last_day", "opened_month"))
        self._loans.billed = state["bank"]["billed"].copy()
        self._known_holdings = None

    def _tables(self) -> dict[str, Table]:
        loans = self._loans
        return {"ledger": self.ledger, "card_terms": self._cards.terms, "loan_terms": loans.terms, "installments": loans.installments}

    def turn(self, catalog: Catalog, assumptions: Assumptions) -> None:
        """Go on with another price list and other policies; what was agreed when an account was opened stays."""
        self._core.catalog, self._core.rules = catalog, Rules.of(assumptions)

    @property
    def ledger(self) -> Ledger:
        """All accounts, in columns."""
        return self._core.ledger

    @property
    def primary_checking(self) -> Column:
        """Each customer's oldest open checking account (ledger row), -1 for none."""
        return self._holdings.primary_checking

    @property
    def primary_savings(self) -> Column:
        """Each customer's oldest open savings account (ledger row), -1 for none."""
        return self._holdings.primary_savings

    @property
    def cards(self) -> Column:
        """Each customer's open cards (ledger rows), highest limit first, shape (customers, 4), padded with -1."""
        return self._holdings.cards

    @property
    def investments(self) -> Column:
        """Each customer's investments (ledger rows, -1 for none), shape (customers, members of Investment)."""
        return self._holdings.investments

    def loans_of(self, family: Family) -> Column:
        """Return each customer's oldest open loan of a family (ledger row), -1 for none."""
        return first_open(self._core, family)

    def families(self) -> Column:
        """Return the families each customer holds, a bit (1 << Family) each, shape (customers,)."""
        return families(self._core)

    def liquid_cents(self) -> Cents:
        """Return what each customer has in checking and savings, shape (customers,)."""
        return self._total(self.ledger.of(Family.CHECKING, Family.SAVINGS), self.ledger.balance_cents)

    def card_owed_cents(self) -> Cents:
        """Return what each customer owes on cards, shape (customers,)."""
        return self._total(self.ledger.of(Family.CARD), self.ledger.balance_cents)

    def card_limit_cents(self) -> Cents:
        """Return the sum of each customer's card limits, shape (customers,)."""
        return self._total(self.ledger.of(Family.CARD), self.ledger.limit_cents)

    def days_past_due(self) -> Column:
        """Return the worst days past due of each customer's cards and loans, shape (customers,)."""
        worst = np.zeros(len(self._core.customer_ids), np.int64)
        np.maximum.at(worst, self.ledger.customer, self.ledger.days_past_due)
        return worst

    def left_on(self) -> Column:
        """Return the day on which each customer's last account was closed, 0 while one is open or none was, shape (customers,)."""
        ledger, customers = self.ledger, len(self._core.customer_ids)
        last = np.zeros(customers, np.int64)
        np.maximum.at(last, ledger.customer, ledger.closed_on)
        has_open = np.bincount(ledger.customer[ledger.is_open], minlength=customers) > 0
        return np.where(has_open, 0, last)

    def status_codes(self, last_day: int) -> Column:
        """Return each account's status as of the last simulated day: positions in `AccountStatus`.

        Raises ValueError for another day: the ledger keeps no history.
        """
        if last_day != self._last_day:
            raise ValueError(f"the bank stands at day {self._last_day}, not {last_day}")
        return self.ledger.status

    def execute(self, requests: Sequence[Request], month: int) -> Postings:
        """Open and close accounts, and return the postings that openings want this month (for `run`).

        Accounts opened before the window get their eve balance silently. Who leaves opens nothing more.
        """
        leaves = [request for request in requests if isinstance(request, Leave)]
        closes = [request for request in requests if isinstance(request, CloseFamily)]
        gone = {leave.customer for leave in leaves}
        opens = [request for request in requests if isinstance(request, OpenAccount) and request.customer not in gone]
        closing.mark(self._core, leaves, closes, month)
        wanted = open_accounts(self._core, self._cards, self._loans, opens, month)
        self._known_holdings = None
        return wanted

    def dues(self, month: int) -> Dues:
        """Return what falls due this month on cards and loans."""
        self._open(month)
        return Dues.concat([self._cards.dues(month), self._loans.dues(month)])

    def run(self, wanted: Postings, month: int) -> MonthBooks:
        """Post the month: settle what is wanted, charge and pay interest and fees, close the books.

        Raises BooksError unless every account reconciles, ValueError for postings that fit no account or day.
        """
        self._open(month)
        core, ledger = self._core, self.ledger
        before = ledger.balance_cents.copy()
        batch = admit(wanted, ledger, month)
        del wanted  # a month's postings take room, and these have been put in order
        journal = Journal(ledger, month)
        missed = self._settle(batch, journal)
        settled = len(journal)
        closed = closing.close_accounts(core, self._loans, journal)
        deposits.note_overdrafts(core, journal)
        delinquency.count_days_past_due(core, self._cards, self._loans, journal.last)
        journal.post(delinquency.charge_off(core, self._loans, journal))
        revaluation = securities.revaluation(core, journal)
        postings = journal.postings()
        ledger.post(postings)
        ledger.revalue(*revaluation)
        delinquency.note_activity(core, postings, journal)
        books.check(core, self._loans, before, postings, revaluation, month)
        self._last_day = journal.last
        self._known_holdings = None
        return self._books(postings, settled, batch.declined(), revaluation, missed, closed)

    def eve_snapshots(self) -> Snapshots:
        """Return snapshots of the accounts older than the window; to be asked before the first month is run."""
        return books.snapshots(self._core, np.flatnonzero(self.ledger.opened_on < months.first_ordinal(self._core.start_month)))

    def schedule_rows(self) -> ScheduleRows:
        """Return the loans' schedule as of the last simulated day."""
        return self._loans.schedule(self._last_day)

    @property
    def _holdings(self) -> Holdings:
        """Who holds what as the ledger stands: looked up when first asked for."""
        if self._known_holdings is None:
            self._known_holdings = Holdings.of(self._core)
        return self._known_holdings

    def _open(self, month: int) -> None:
        """Begin a month once: terms end and installments are billed."""
        if month != self._opened_month:
            self._opened_month = month
            deposits.mature(self._core, month)
            self._loans.bill(month)

    def _settle(self, batch: Batch, journal: Journal) -> Column:
        """Settle in the order in which money reaches accounts, and return the accounts with a payment missed."""
        core = self._core
        repayment.limit_payments(self._loans, batch)
        securities.settle_securities(core, batch)
        overdraft_fees = deposits.settle_deposits(core, batch, journal.month)
        card_charges, missed_cards = self._cards.run(batch, journal.month)
        journal.post(batch.postings, batch.accepted())
        journal.post(overdraft_fees)
        journal.post(card_charges)
        repaid = repayment.repay(self._loans, batch, journal)
        journal.post(repaid.charges)
        return np.concatenate([missed_cards, repaid.missed])

    def _books(
        self, postings: Postings, settled: int, refused: Postings, revaluation: Revaluation, missed: Column, closed: Column
    ) -> MonthBooks:
        return MonthBooks(
            postings,
            settled,
            refused,
            books.snapshots(self._core, np.flatnonzero(self.ledger.is_open)),
            revaluation,
            overdraft_fee=self._whose(postings.account[postings.kind == Posting.OVERDRAFT_FEE]),
            late_fee=self._whose(postings.account[postings.kind == Posting.LATE_FEE]),
            declined=self._whose(refused.account),
            missed_payment=self._whose(missed),
            closed=self._whose(closed),
        )

    def _whose(self, accounts: Column) -> Mask:
        """Return which customers own any of these accounts."""
        owners = np.zeros(len(self._core.customer_ids), bool)
        owners[self.ledger.customer[accounts]] = True
        return owners

    def _total(self, accounts: Column, values: Cents) -> Cents:
        return sum_by(self.ledger.customer[accounts], values[accounts], len(self._core.customer_ids))
