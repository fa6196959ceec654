"""What the books add up to for each customer: the facts behind engagement, channel and churn status."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from c360sim.bank import Bank
from c360sim.bank.postings import Posting, one_of
from c360sim.customer.person import Person
from c360sim.customer.profile import CustomerFacts
from c360sim.customer.truth import Holdings
from c360sim.money import Cents
from c360sim.service import CHANNELS
from c360sim.simulation import MonthRecord, Simulation
from c360sim.vocabulary import ACCOUNT_TYPE, AccountType, Family

IS_INCOME = one_of(Posting.SALARY, Posting.SOCIAL_SECURITY, Posting.PENSION)
IS_BILL = one_of(Posting.BILL_CARD, Posting.BILL_DEBIT, Posting.BILL_TRANSFER)
"""By kind of posting."""
NEVER = -1
_KINDS = {kind: np.array([ACCOUNT_TYPE[family] == kind for family in Family]) for kind in AccountType}


class Activity:
    """Counts over the window, each shape (customers,) or (customers, channels)."""

    def __init__(self, simulation: Simulation) -> None:
        count = len(simulation.ids)
        self._simulation = simulation
        self._contacts = np.zeros((count, len(CHANNELS)), np.int64)
        self._months = np.zeros(count, np.int64)
        self._transactions = np.zeros(count, np.int64)
        self._recent = np.zeros(count, np.int64)
        self._income_month = np.full(count, NEVER)
        self._bills = np.empty(0, np.int64), np.empty(0, np.int64)

    def month(self, record: MonthRecord) -> None:
        """Add a month."""
        postings, bank = record.books.postings, self._simulation.bank
        customer = bank.ledger.customer[postings.account]
        self._months += self._simulation.world.intents.is_active
        self._recent = np.bincount(customer, minlength=len(self._months))
        self._transactions += self._recent
        bills = np.flatnonzero(IS_BILL[postings.kind])
        self._bills = customer[bills], postings.merchant[bills]
        self._income_month[customer[np.flatnonzero(IS_INCOME[postings.kind])]] = record.month
        np.add.at(self._contacts, (record.contacts.customer, record.contacts.channel), 1)

    def facts(self, last_month: int) -> list[CustomerFacts]:
        """Return the facts of every customer of the shard as of the end of `last_month`."""
        bank = self._simulation.bank
        usual = np.maximum(self._transactions, 1) / np.maximum(self._months, 1)
        since_income = np.where(self._income_month == NEVER, NEVER, last_month - self._income_month)
        columns = (
            bank.liquid_cents(),
            _held(bank, AccountType.SECURITIES),
            *self._contacts.T,
            self._months,
            self._transactions,
            _open_accounts(bank, len(self._months)),
            _last_activity(bank, len(self._months)),
            since_income,
            self._recent / usual,
        )
        return [
            CustomerFacts(*row[:2], tuple(row[2:6]), *row[6:], person.churn_ordinal)  # type: ignore[call-arg]
            for row, person in zip(_rows(columns), self._simulation.people, strict=True)
        ]

    def holdings(self) -> list[Holdings]:
        """Return what every customer has with the bank, for the truth."""
        bank = self._simulation.bank
        cover = np.zeros(len(self._months), np.int64)
        policies = bank.ledger.of(Family.LIFE_INSURANCE)
        np.add.at(cover, bank.ledger.customer[policies], bank.ledger.coverage_cents[policies])
        columns = (
            bank.liquid_cents(),
            self._simulation.outflow_cents,
            _held(bank, AccountType.LOAN),
            cover,
            bank.families(),
            self._simulation.trips_yearly(),
        )
        billed: list[set[int]] = [set() for _ in self._months]
        for customer, merchant in _rows(self._bills):
            billed[customer].add(merchant)
        return [Holdings(*row) for row in zip(*(column.tolist() for column in columns), map(frozenset, billed), strict=True)]


def _rows(columns: Sequence[NDArray[Any]]) -> Iterator[tuple[Any, ...]]:
    """Yield the columns' rows as plain Python numbers."""
    return zip(*(column.tolist() for column in columns), strict=True)


def _held(bank: Bank, kind: AccountType) -> Cents:
    ledger = bank.ledger
    rows = np.flatnonzero(_KINDS[kind][ledger.family] & ledger.is_open)
    total = np.zeros(len(bank.primary_checking), np.int64)
    np.add.at(total, ledger.customer[rows], ledger.balance_cents[rows])
    return total


def _open_accounts(bank: Bank, count: int) -> Cents:
    return np.bincount(bank.ledger.customer[bank.ledger.is_open], minlength=count)


def _last_activity(bank: Bank, count: int) -> Cents:
    latest = np.zeros(count, np.int64)
    np.maximum.at(latest, bank.ledger.customer, bank.ledger.last_activity_on)
    return latest


def has_been_met(person: Person, last_day: int) -> bool:
    """Say whether the customer has joined by a day (ordinal)."""
    return person.join_ordinal <= last_day
