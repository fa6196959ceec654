"""A customer joins with the first account and leaves with the last one, whoever closed it and why."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from agents import PERSONAS
from c360sim import months
from c360sim.crm.record import MonthRecord
from c360sim.customer.people.states import Loyalty
from c360sim.simulation import Simulation
from c360sim.spec import RunSpec
from c360sim.vocabulary import Event, Family

COUNT = 500


class Closed:
    """Four months, at the end of the second of which the bank closes accounts of depositors.

    All of those in even rows, and all but one of those in odd ones.
    """

    def __init__(self) -> None:
        self.simulation = Simulation(RunSpec(customers=COUNT), PERSONAS)
        self.records: list[MonthRecord] = [self.simulation.live_month()]
        self.day, ledger = months.last_ordinal(self.simulation.month), self.simulation.bank.ledger
        latest = np.zeros(COUNT, np.int64)
        np.maximum.at(latest, ledger.customer, ledger.family)
        _, oldest = np.unique(ledger.customer, return_index=True)
        is_oldest = np.isin(np.arange(len(ledger)), oldest)
        may_close = ledger.is_open & (latest <= Family.CERTIFICATE)[ledger.customer]
        closes = may_close & ((ledger.customer % 2 == 0) | ~is_oldest)
        ledger.closing_on[closes] = self.day
        self.closed: NDArray[np.int64] = np.unique(ledger.customer[closes & (ledger.customer % 2 == 0)])
        self.kept: NDArray[np.int64] = np.unique(ledger.customer[may_close & (ledger.customer % 2 == 1)])
        self.records += [self.simulation.live_month() for _ in range(3)]
        self.churn: NDArray[np.int64] = self.simulation.people.churn_ordinal


@pytest.fixture(scope="module")
def closed() -> Closed:
    return Closed()


def test_who_has_no_account_any_more_is_gone(closed: Closed) -> None:
    gone = closed.closed[closed.churn[closed.closed] == closed.day]
    assert len(gone) > 20 and len(gone) > 0.9 * len(closed.closed)  # the others left before, or opened an account that month
    told = {event.customer_id - 1: event.day for record in closed.records for event in record.events if event.event == Event.LEFT_BANK}
    assert told == {row: day for row, day in enumerate(closed.churn.tolist()) if day}
    assert all(closed.simulation.people[row].loyalty == Loyalty.GONE for row in gone)
    assert closed.simulation.bank.left_on().tolist() == closed.churn.tolist()


def test_who_holds_one_account_stays(closed: Closed) -> None:
    assert np.mean(closed.churn[closed.kept] == 0) > 0.9


def test_nothing_happens_to_who_is_gone(closed: Closed) -> None:
    owner, last = closed.simulation.bank.ledger.customer, np.where(closed.churn > 0, closed.churn, 10**9)
    for record in closed.records:
        eve, postings, contacts = months.first_ordinal(record.month) - 1, record.books.postings, record.contacts
        assert (eve + postings.day <= last[owner[postings.account]]).all()
        assert (eve + contacts.day <= last[contacts.customer]).all()
        assert all(event.day <= last[event.customer_id - 1] for event in record.events)
        assert [event.customer_id for event in record.events] == sorted(event.customer_id for event in record.events)
    assert not closed.simulation.world.intents.is_active[closed.churn > 0].any()


def test_a_customer_has_joined_with_the_first_account(closed: Closed) -> None:
    ledger, people = closed.simulation.bank.ledger, closed.simulation.people
    first = np.full(COUNT, 10**9)
    np.minimum.at(first, ledger.customer, ledger.opened_on)
    has_joined = people.join_month < closed.simulation.month
    assert first[has_joined].tolist() == people.join_ordinal[has_joined].tolist()
    assert (first[~has_joined] == 10**9).all()
