"""The recorder: takes each month's columns as they come and hands them to the publication."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

import pyarrow as pa

from c360sim import months
from c360sim.bank.loans import latest_due_on
from c360sim.crm import profile
from c360sim.crm.activity import Activity
from c360sim.crm.record import MonthRecord
from c360sim.customer import truth
from c360sim.recorder import dimensions, facts
from c360sim.recorder import truth as truth_tables
from c360sim.recorder.columns import dates
from c360sim.recorder.transactions import TransactionRecorder
from c360sim.simulation import Simulation
from c360sim.state import State, StateError


class Sink(Protocol):
    """Where rows go: the shard's part of the data set."""

    def write(self, table: str, columns: Mapping[str, Any]) -> None:
        """Append rows to a table of the star schema."""

    def write_truth(self, name: str, rows: pa.Table) -> None:
        """Append rows to a table of `truth/`."""


class Recorder:
    """Writes one simulation: `eve` first, `month` after each step, `end` at last; `catalog` once for a whole run."""

    def __init__(self, simulation: Simulation, sink: Sink) -> None:
        self._simulation = simulation
        self._sink = sink
        self._start_month = simulation.spec.start_month
        self._transactions = TransactionRecorder(simulation.world.catalog, simulation.ids, self._start_month)
        self._activity = Activity(simulation.bank, simulation.society, simulation.relations)

    def state(self) -> State:
        """Return the simulation's state, and what is counted over the months for the dimensions."""
        return self._simulation.state() | {"activity": self._activity.columns()}

    def restore(self, state: State) -> None:
        """Let the simulation go on from a state, and count on. Raises StateError for a state of another run or version."""
        tables = dict(state)
        activity = tables.pop("activity", None)
        if activity is None:
            raise StateError("state: table activity is missing")
        self._simulation.restore(tables)
        self._activity.restore(activity)

    def eve(self) -> None:
        """Write the accounts as they stand on the day before the window."""
        simulation = self._simulation
        rows = simulation.bank.eve_snapshots()
        columns = facts.snapshots(rows, simulation.bank, simulation.ids, self._start_month - 1, self._start_month)
        self._sink.write("fact_account_snapshot", columns)

    def month(self, record: MonthRecord) -> None:
        """Write what a month left."""
        simulation, books, month = self._simulation, record.books, record.month
        bank, ids, start = simulation.bank, simulation.ids, self._start_month
        self._sink.write("fact_transaction", self._transactions.columns(books, bank, month))
        self._sink.write("fact_account_snapshot", facts.snapshots(books.snapshots, bank, ids, month, start))
        self._sink.write("fact_interaction", facts.interactions(record.contacts, ids, month, start))
        lived = truth.customer_months(simulation.society, month)
        self._sink.write_truth("customer_month", truth_tables.customer_month(lived))
        self._sink.write_truth("life_event", truth_tables.life_event(record.events))
        self._sink.write_truth("valuation", truth_tables.valuation(books.revaluation, bank, month))
        self._activity.month(record)

    def end(self) -> None:
        """Write what is told as of the last simulated day: dimensions, the loans' schedule, and the labels."""
        simulation, sink = self._simulation, self._sink
        last_month = simulation.month - 1
        last_day = months.last_ordinal(last_month)
        sink.write("dim_customer", self._customers(last_month, last_day))
        sink.write("dim_account", dimensions.account(simulation.bank, simulation.world.catalog, simulation.ids))
        sink.write("fact_loan_schedule", facts.loan_schedule(simulation.bank.schedule_rows(), simulation.bank, simulation.ids))
        told = truth.labels(simulation.society, self._activity.holdings(last_month), last_day)
        sink.write_truth("labels", truth_tables.labels(told))

    def catalog(self) -> None:
        """Write what is the same for all customers: products, merchants and days, as far as the loans' schedule may reach."""
        simulation, sink = self._simulation, self._sink
        catalog, first_day = simulation.world.catalog, months.first_ordinal(self._start_month) - 1
        sink.write("dim_product", dimensions.product(catalog))
        sink.write("dim_merchant", dimensions.merchant(catalog))
        sink.write("dim_date", dimensions.date(first_day, latest_due_on(simulation.spec.start_month + simulation.spec.months - 1)))

    def _customers(self, last_month: int, last_day: int) -> dict[str, Any]:
        told = profile.profile(self._simulation.people, self._simulation.world, self._activity.facts(last_month), last_day)
        churned = told["churn_date"]
        return told | {"churn_date": dates(churned, churned == 0)}
