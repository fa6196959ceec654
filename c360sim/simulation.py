"""The month: agents decide, columns pay, the bank closes its books, the recorder writes them down."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import mesa
import numpy as np
from mesa.agent import AgentSet
from numpy.typing import NDArray

from c360sim import assumptions, months
from c360sim.assumptions import Assumptions
from c360sim.bank import Bank, MonthBooks
from c360sim.bank.table import sum_by
from c360sim.catalog import load_catalog
from c360sim.customer import birth, wants
from c360sim.customer.agent import Customer
from c360sim.customer.lives import compile_lives
from c360sim.customer.society import LifeEvent, Society
from c360sim.customer.world import Noticed, World
from c360sim.distributions import either
from c360sim.economy import Economy
from c360sim.intents import Intents
from c360sim.life.persona import Persona
from c360sim.payments import Context, expand, trips
from c360sim.payments.context import Shapes
from c360sim.service import Contacts, Service
from c360sim.streams import Streams
from c360sim.vocabulary import ContactReason, Event

DEFAULT_START = months.parse("2024-01")
OUTFLOW_MEMORY = 3
"""Months over which a customer's usual outflow is averaged."""


@dataclass(frozen=True, slots=True)
class RunSpec:
    """What a run is: everything that its bytes depend on, besides the versions of code and libraries."""

    months: int = 24
    seed: int = 42
    customers: int = 5000
    start_month: int = DEFAULT_START
    scenario: str = "baseline"
    shard_customers: int = 5000
    """Customers that are simulated together: as many as fit a processor's cache well. Rows do not depend on it, but files do."""


@dataclass(frozen=True, slots=True)
class MonthRecord:
    """What one month leaves for the recorder."""

    month: int
    books: MonthBooks
    contacts: Contacts
    events: Sequence[LifeEvent]


class Simulation(mesa.Model):  # type: ignore[misc]  # Mesa ships no types
    """One shard: `spec.customers` customers from `first_customer` on, and the bank that serves them.

    `parameters` are those shipped unless others are given.
    """

    def __init__(self, spec: RunSpec, personas: Sequence[Persona], first_customer: int = 1, parameters: Assumptions | None = None) -> None:
        super().__init__(rng=spec.seed % 2**32)
        self.spec = spec
        self.month = spec.start_month
        self.ids = np.arange(first_customer, first_customer + spec.customers, dtype=np.int64)
        streams, parameters, catalog = Streams(spec.seed), parameters or assumptions.load(), load_catalog()
        economy = Economy(parameters, streams)
        self.world = World(streams, parameters, catalog, economy, Intents(spec.customers), spec.start_month)
        self.bank = Bank(self.ids, catalog, parameters, economy, streams, spec.start_month)
        self.service = Service(spec.customers, parameters.value("satisfaction_usual"))
        self.shapes = Shapes(parameters, catalog)
        self.outflow_cents = np.zeros(spec.customers, np.int64)
        self.trips_taken = np.zeros((12, spec.customers), np.int64)
        self._notice()
        self.people = birth.people(self.world, personas, self.ids)
        self.society = Society(self.world, self.people, compile_lives(personas, parameters))
        self.customers = [Customer(self, person, self.society) for person in self.people]
        self.birth_day = np.array([dt.date.fromordinal(person.birth_ordinal).day for person in self.people])
        self._open_the_eve()

    def _open_the_eve(self) -> None:
        """Give those who joined before the window the accounts they hold when it starts."""
        eve = months.first_ordinal(self.spec.start_month)
        customers = [person for person in self.people if person.join_ordinal < eve]
        asked = list(chain.from_iterable(wants.first_holdings(customers, self.world)))
        self.bank.execute(asked, self.spec.start_month - 1)

    def forget(self) -> None:
        """Let go of all that a model that has run holds: Mesa 3.3 numbers agents in a table by model, which keeps every model for ever."""
        self.__dict__.clear()

    def step(self) -> None:
        """Live one month, in the order a bank's month runs."""
        self.record = self.live_month()

    def live_month(self) -> MonthRecord:
        """Live one month and return what it leaves; raises BooksError unless the books balance."""
        month, society = self.month, self.society
        self._notice()
        awake = society.begin(month)
        AgentSet([self.customers[row] for row in awake], self.random).do("live", month)
        wants.restate(society.end(month), self.world, month)
        opened = self.bank.execute(society.requests, month)
        context = self.context(month)
        books = self.bank.run(expand(context, self.bank.dues(month), opened), month)
        self._remember_outflow(books)
        self.trips_taken[month % 12] = trips.taken(context)
        contacts = self._while_customers(self.service.month(context, self._causes(books), books.overdraft_fee | books.late_fee))
        self.month = month + 1
        return MonthRecord(month, books, contacts, society.events)

    def context(self, month: int) -> Context:
        """Return what payments of a month are made of."""
        world = self.world
        return Context(month, self.ids, self.birth_day, world.streams, world.catalog, world.economy, world.intents, self.bank, self.shapes)

    def _notice(self) -> None:
        """Tell customers how they stand, as of the end of last month."""
        bank = self.bank
        self.world.noticed = Noticed(
            satisfaction=self.service.satisfaction,
            liquid_cents=bank.liquid_cents(),
            outflow_cents=self.outflow_cents,
            card_owed_cents=bank.card_owed_cents(),
            card_limit_cents=bank.card_limit_cents(),
            days_past_due=bank.days_past_due(),
            families=bank.families(),
        )

    def _remember_outflow(self, books: MonthBooks) -> None:
        """Average what left each customer's accounts for good: purchases, bills, payments; not own transfers."""
        postings = books.postings
        spent_cents = either(postings.pair < 0, np.minimum(postings.cents, 0), 0)
        by_account = sum_by(postings.account, spent_cents, len(self.bank.ledger))
        total = -sum_by(self.bank.ledger.customer, by_account, len(self.ids))
        is_new = self.outflow_cents == 0
        self.outflow_cents = np.where(is_new, total, ((OUTFLOW_MEMORY - 1) * self.outflow_cents + total) // OUTFLOW_MEMORY)

    def trips_yearly(self) -> NDArray[np.int64]:
        """Return each customer's trips of the last twelve months; of fewer, when so many have not passed, as many as a year would hold."""
        passed = min(self.month - self.spec.start_month, len(self.trips_taken))
        return self.trips_taken.sum(axis=0) * len(self.trips_taken) // max(passed, 1)

    def _causes(self, books: MonthBooks) -> dict[ContactReason, NDArray[np.bool_]]:
        """Say what happened to whom that may make them call."""
        return {
            ContactReason.DECLINED_CARD: books.declined,
            ContactReason.FEE_DISPUTE: books.overdraft_fee | books.late_fee,
            ContactReason.MISSED_PAYMENT: books.missed_payment,
            ContactReason.ADDRESS_CHANGE: self._met(Event.MOVE, Event.HOME_PURCHASE),
            ContactReason.FAMILY_CHANGE: self._met(Event.BIRTH, Event.MARRIAGE, Event.DIVORCE, Event.BEREAVEMENT),
            ContactReason.ACCOUNT_CLOSURE: books.closed,
        }

    def _met(self, *events: Event) -> NDArray[np.bool_]:
        met = np.zeros(len(self.ids), bool)
        met[[event.customer_id - int(self.ids[0]) for event in self.society.events if event.event in events]] = True
        return met

    def _while_customers(self, contacts: Contacts) -> Contacts:
        """Keep only contacts on days on which the person is a customer."""
        first = months.first_ordinal(self.month) - 1
        joined, churned = self.society.census.join_ordinal, self.society.census.churn_ordinal
        left = np.where(churned > 0, churned, 10**9)
        day = first + contacts.day
        return contacts.take(np.flatnonzero((day >= joined[contacts.customer]) & (day <= left[contacts.customer])))
