"""Lives without a bank: customers who live and want nothing, for tests of what happens to them."""

from __future__ import annotations

import mesa
import numpy as np
import pytest
from mesa.agent import AgentSet
from numpy.typing import NDArray

from agents import PERSONAS, shipped
from c360sim import months
from c360sim.bank.requests import Leave, Request
from c360sim.catalog import load_catalog
from c360sim.customer import agent, society
from c360sim.customer.birth import birth
from c360sim.customer.decisions import products
from c360sim.customer.life.compiled import compile_lives
from c360sim.customer.people.world import Noticed, World
from c360sim.customer.society import LifeEvent, Society
from c360sim.economy import Economy
from c360sim.intents import Intents
from c360sim.streams import Streams

START = months.parse("2024-01")


class Village(mesa.Model):  # type: ignore[misc]  # Mesa ships no types
    """A model with customers and no bank."""

    def __init__(self, count: int, seed: int = 42) -> None:
        super().__init__(rng=seed)
        parameters, streams = shipped(), Streams(seed)
        self.world = World(streams, parameters, load_catalog(parameters), Economy(parameters, streams), Intents(count), START)
        self.world.noticed = Noticed(
            np.full(count, 0.7), np.full(count, 3_000_000), np.full(count, 300_000), *(np.zeros(count, np.int64) for _ in range(4))
        )
        self.people = birth.people(self.world, PERSONAS, np.arange(1, count + 1))
        self.society = Society(self.world, self.people, compile_lives(PERSONAS, parameters))
        self.customers = [agent.Customer(self, person, self.society) for person in self.people]
        self.events: list[LifeEvent] = []
        self.requests: list[Request] = []

    def live(self, count: int) -> None:
        """Live some months from the start."""
        for month in range(START, START + count):
            awake = self.society.begin(month)
            AgentSet([self.customers[row] for row in awake], self.random).do("live", month)
            self.society.end()
            self.society.let_go(self._left_on(month))
            self.events += self.society.events
            self.requests += self.society.requests

    def _left_on(self, month: int) -> NDArray[np.int64]:
        """Return the day on which each asked to leave this month, 0 for the others: there is no bank that would close accounts."""
        left_on = np.zeros(len(self.people), np.int64)
        for request in self.society.requests:
            if isinstance(request, Leave):
                left_on[request.customer] = months.first_ordinal(month) + request.day - 1
        return left_on


def want_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let customers live without wants."""
    monkeypatch.setattr(society, "first_holdings", lambda people, rows, _: [[] for _ in rows])
    for name in ("on_event", "decide"):
        monkeypatch.setattr(products, name, lambda *_: [])
