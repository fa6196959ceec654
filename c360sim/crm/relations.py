"""The bank and its customers from month to month: what each has noticed of the bank, how they use it, and what makes them call."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from c360sim import months
from c360sim.bank import Bank, MonthBooks
from c360sim.bank.table import sum_by
from c360sim.crm.service import Causes, Contacts
from c360sim.customer.people.table import People
from c360sim.customer.people.world import Noticed
from c360sim.customer.society import LifeEvent
from c360sim.distributions import either
from c360sim.state import Columns, fit
from c360sim.vocabulary import ContactReason, Event

MONTHS_OF_TRIPS = 12
"""Months for which trips are remembered: a year."""


class Relations:
    """How the bank and the customers of a shard stand, in columns by customer row."""

    def __init__(self, bank: Bank, customers: int, start_month: int) -> None:
        self._bank, self._start_month = bank, start_month
        self.outflow_cents = np.zeros(customers, np.int64)
        """Money spent in a usual month (a moving average)."""
        self.trips_taken = np.zeros((MONTHS_OF_TRIPS, customers), np.int64)
        """Trips of each of the last twelve months, by the month modulo 12."""

    def columns(self) -> Columns:
        """Return a copy of what is remembered."""
        return {"outflow_cents": self.outflow_cents.copy(), "trips_taken": self.trips_taken.copy()}

    def restore(self, columns: Columns) -> None:
        """Remember something else of as many customers. Raises StateError for other columns than these."""
        fit("relations", columns, self.columns())
        self.outflow_cents, self.trips_taken = columns["outflow_cents"].copy(), columns["trips_taken"].copy()

    def noticed(self, satisfaction: NDArray[np.float64]) -> Noticed:
        """Return what customers notice of the bank, as of the end of last month."""
        bank = self._bank
        return Noticed(
            satisfaction=satisfaction,
            liquid_cents=bank.liquid_cents(),
            outflow_cents=self.outflow_cents,
            card_owed_cents=bank.card_owed_cents(),
            card_limit_cents=bank.card_limit_cents(),
            days_past_due=bank.days_past_due(),
            families=bank.families(),
        )

    def remember(self, month: int, books: MonthBooks, trips: NDArray[np.int64], memory: int) -> None:
        """Take a month's outflow and trips into account; outflow is averaged over `memory` months."""
        self._remember_outflow(books, memory)
        self.trips_taken[month % MONTHS_OF_TRIPS] = trips

    def _remember_outflow(self, books: MonthBooks, memory: int) -> None:
        """Average what left each customer's accounts for good: purchases, bills, payments; not own transfers."""
        postings, ledger = books.postings, self._bank.ledger
        spent_cents = either(postings.pair < 0, np.minimum(postings.cents, 0), 0)
        total = -sum_by(ledger.customer, sum_by(postings.account, spent_cents, len(ledger)), len(self.outflow_cents))
        is_new = self.outflow_cents == 0
        self.outflow_cents = np.where(is_new, total, ((memory - 1) * self.outflow_cents + total) // memory)

    def trips_yearly(self, month: int) -> NDArray[np.int64]:
        """Return each customer's trips of the twelve months before `month`; of fewer passed, as many as a year would hold."""
        passed = min(month - self._start_month, MONTHS_OF_TRIPS)
        return self.trips_taken.sum(axis=0) * MONTHS_OF_TRIPS // max(passed, 1)


def causes_of_contact(books: MonthBooks, events: Sequence[LifeEvent], first_customer: int) -> Causes:
    """Say what happened to whom that may make them call."""
    customers = len(books.closed)

    def met(*kinds: Event) -> NDArray[np.bool_]:
        is_met = np.zeros(customers, bool)
        is_met[[event.customer_id - first_customer for event in events if event.event in kinds]] = True
        return is_met

    return {
        ContactReason.DECLINED_CARD: books.declined,
        ContactReason.FEE_DISPUTE: books.overdraft_fee | books.late_fee,
        ContactReason.MISSED_PAYMENT: books.missed_payment,
        ContactReason.ADDRESS_CHANGE: met(Event.MOVE, Event.HOME_PURCHASE),
        ContactReason.FAMILY_CHANGE: met(Event.BIRTH, Event.MARRIAGE, Event.DIVORCE, Event.BEREAVEMENT),
        ContactReason.ACCOUNT_CLOSURE: books.closed,
    }


def while_customers(contacts: Contacts, people: People, month: int) -> Contacts:
    """Keep only the month's contacts on days on which the person is a customer."""
    left = np.where(people.churn_ordinal > 0, people.churn_ordinal, 10**9)
    day = months.first_ordinal(month) - 1 + contacts.day
    return contacts.take(np.flatnonzero((day >= people.join_ordinal[contacts.customer]) & (day <= left[contacts.customer])))
