"""What the books add up to for each customer: the facts behind engagement, channel and churn status."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from c360sim.bank import Bank
from c360sim.bank.postings import Posting, one_of
from c360sim.crm.profile import CustomerFacts
from c360sim.crm.record import MonthRecord
from c360sim.crm.relations import Relations
from c360sim.crm.service import CHANNELS
from c360sim.customer.society import Society
from c360sim.customer.truth import Holdings
from c360sim.money import Cents
from c360sim.state import Columns, fit
from c360sim.vocabulary import ACCOUNT_TYPE, AccountType, Family

IS_INCOME = one_of(Posting.SALARY, Posting.SOCIAL_SECURITY, Posting.PENSION)
IS_BILL = one_of(Posting.BILL_CARD, Posting.BILL_DEBIT, Posting.BILL_TRANSFER)
"""By kind of posting."""
NEVER = -1
_KINDS = {kind: np.array([ACCOUNT_TYPE[family] == kind for family in Family]) for kind in AccountType}


class Activity:
    """Counts over the window, each shape (customers,) or (customers, channels)."""

    def __init__(self, bank: Bank, society: Society, relations: Relations) -> None:
        count = len(society.people)
        self._bank, self._society, self._relations = bank, society, relations
        self._contacts = np.zeros((count, len(CHANNELS)), np.int64)
        self._months = np.zeros(count, np.int64)
        self._transactions = np.zeros(count, np.int64)
        self._recent = np.zeros(count, np.int64)
        self._income_month = np.full(count, NEVER)
        self._bills = np.empty(0, np.int64), np.empty(0, np.int64)

    def columns(self) -> Columns:
        """Return a copy of all counts."""
        return {name: column.copy() for name, column in self._counts().items()}

    def restore(self, columns: Columns) -> None:
        """Go on from other counts of as many customers. Raises StateError for other columns than these."""
        of_last_month = {name: columns[name] for name in ("bills_customer", "bills_payee") if name in columns}
        fit("activity", columns, self._counts() | of_last_month)
        for name, column in self._counts().items():
            if name not in of_last_month:
                column[:] = columns[name]
        self._bills = columns["bills_customer"].copy(), columns["bills_payee"].copy()

    def _counts(self) -> Columns:
        customer, payee = self._bills
        return {
            **{"contacts": self._contacts, "months": self._months, "transactions": self._transactions, "recent": self._recent},
            **{"income_month": self._income_month, "bills_customer": customer, "bills_payee": payee},
        }

    def month(self, record: MonthRecord) -> None:
        """Add a month."""
        postings, bank = record.books.postings, self._bank
        customer = bank.ledger.customer[postings.account]
        self._months += self._society.world.intents.is_active
        self._recent = np.bincount(customer, minlength=len(self._months))
        self._transactions += self._recent
        bills = np.flatnonzero(IS_BILL[postings.kind])
        self._bills = customer[bills], postings.merchant[bills]
        self._income_month[customer[np.flatnonzero(IS_INCOME[postings.kind])]] = record.month
        np.add.at(self._contacts, (record.contacts.customer, record.contacts.channel), 1)

    def facts(self, last_month: int) -> CustomerFacts:
        """Return the facts of every customer of the shard as of the end of `last_month`."""
        bank, count = self._bank, len(self._months)
        usual = np.maximum(self._transactions, 1) / np.maximum(self._months, 1)
        return CustomerFacts(
            liquid_cents=bank.liquid_cents(),
            invested_cents=_held(bank, AccountType.SECURITIES),
            contacts=self._contacts,
            months_active=self._months,
            transactions=self._transactions,
            product_count=_open_accounts(bank, count),
            last_activity_on=_last_activity(bank, count),
            months_since_income=np.where(self._income_month == NEVER, NEVER, last_month - self._income_month),
            recent_activity_ratio=self._recent / usual,
            closed_on=self._society.people.churn_ordinal,
        )

    def holdings(self, last_month: int) -> Holdings:
        """Return what every customer has with the bank at the end of `last_month`, for the truth."""
        bank = self._bank
        cover = np.zeros(len(self._months), np.int64)
        policies = bank.ledger.of(Family.LIFE_INSURANCE)
        np.add.at(cover, bank.ledger.customer[policies], bank.ledger.coverage_cents[policies])
        return Holdings(
            liquid_cents=bank.liquid_cents(),
            outflow_monthly_cents=self._relations.outflow_cents,
            loans_cents=_held(bank, AccountType.LOAN),
            life_cover_cents=cover,
            families=bank.families(),
            trips_yearly=self._relations.trips_yearly(last_month + 1),
            is_billed=self._is_billed(),
        )

    def _is_billed(self) -> NDArray[np.bool_]:
        """Say which payees of standing payments billed their customer in the last month, shape (customers, Bill)."""
        payees, (customer, merchant) = self._society.world.intents.bill_merchant, self._bills
        merchants = len(self._society.world.catalog.merchants)
        return (payees >= 0) & np.isin(np.arange(len(payees))[:, None] * merchants + payees, customer * merchants + merchant)


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
