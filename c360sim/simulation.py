"""The month: agents decide, columns pay, the bank closes its books, the recorder writes them down."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import chain

import mesa
import numpy as np
from mesa.agent import AgentSet

from c360sim import months
from c360sim.assumptions import Assumptions
from c360sim.bank import Bank
from c360sim.catalog import load_catalog
from c360sim.crm.record import MonthRecord
from c360sim.crm.relations import Relations, causes_of_contact, while_customers
from c360sim.crm.service import Service
from c360sim.customer.agent import Customer
from c360sim.customer.birth import birth
from c360sim.customer.birth.holdings import first_holdings
from c360sim.customer.budget.restate import restate
from c360sim.customer.life.compiled import compile_lives
from c360sim.customer.life.persona import Persona, assume, check
from c360sim.customer.people.person import Life
from c360sim.customer.people.world import World
from c360sim.customer.society import Society
from c360sim.economy import Economy
from c360sim.intents import Intents
from c360sim.payments import Context, expand, trips
from c360sim.payments.context import Shapes, shapes
from c360sim.spec import RunSpec
from c360sim.state import Keeper, State, StateError, fit, single
from c360sim.streams import Streams


class Simulation(mesa.Model):  # type: ignore[misc]  # Mesa ships no types
    """One shard: `spec.customers` customers from `first_customer` on, and the bank that serves them.

    `parameters` are all that is assumed, those shipped unless others are given; they may change from a month on (`changed_from`).
    Raises WrongAssumptions for those that no run can be made of.
    """

    def __init__(self, spec: RunSpec, personas: Sequence[Persona], first_customer: int = 1, parameters: Assumptions | None = None) -> None:
        super().__init__(rng=spec.seed % 2**32)
        self.spec = spec
        self.month = spec.start_month
        self.ids = np.arange(first_customer, first_customer + spec.customers, dtype=np.int64)
        self.personas, self.assumptions = personas, parameters or assume(personas)
        check(personas, self.assumptions)
        streams, assumed = Streams(spec.seed), self.assumptions.at(spec.start_month)
        catalog, economy = load_catalog(assumed), Economy(self.assumptions, streams)
        self.world = World(streams, assumed, catalog, economy, Intents(spec.customers), spec.start_month)
        self.bank = Bank(self.ids, catalog, assumed, economy, streams, spec.start_month)
        self.service = Service(spec.customers, assumed)
        self.relations = Relations(self.bank, spec.customers, spec.start_month)
        self._notice()
        self.people = birth.people(self.world, personas, self.ids)
        self._open_the_eve()
        self.society = Society(self.world, self.people, compile_lives(personas, assumed))
        self.customers = [Customer(self, person, self.society) for person in self.people]
        self._notice()
        self.birth_day = np.array([dt.date.fromordinal(person.birth_ordinal).day for person in self.people])

    def _open_the_eve(self) -> None:
        """Give those who joined before the window the accounts they hold when it starts: they joined with the oldest of these."""
        window = months.first_ordinal(self.spec.start_month)
        customers = np.flatnonzero(self.people.join_ordinal < window)
        holdings = list(first_holdings(self.people, customers, self.world))
        self.people.write(Life.join_ordinal, customers, [min(request.opened_on for request in requests) for requests in holdings])
        self.bank.execute(list(chain.from_iterable(holdings)), self.spec.start_month - 1)

    def _notice(self) -> None:
        """Let customers notice how they stand with the bank now."""
        self.world.noticed = self.relations.noticed(self.service.satisfaction)

    @property
    def shapes(self) -> Shapes:
        """The shapes of payments, as assumed now."""
        return shapes(self.world.assumptions)

    def _turn(self, month: int) -> None:
        """Go on with what is assumed in a month, where that is not what was assumed in the last one."""
        assumed, world = self.assumptions.at(month), self.world
        if assumed is world.assumptions:
            return
        world.assumptions, world.catalog = assumed, load_catalog(assumed)
        self.bank.turn(world.catalog, assumed)
        self.society.turn(compile_lives(self.personas, assumed))
        for customer in self.customers:
            customer.turn()

    def state(self) -> State:
        """Return all that the months to come depend on, as it stands between two months; see `c360sim.state`."""
        stands = {"month": single(self.month), "seed": single(self.spec.seed), "start_month": single(self.spec.start_month)}
        return {"simulation": stands, **{name: keeper.columns() for name, keeper in self._keepers().items()}, **self.bank.state()}

    def restore(self, state: State) -> None:
        """Go on where a simulation of the same customers, from the same seed and start, stood.

        Raises StateError for a state of another run or version.
        """
        own = self.state()
        if state.keys() != own.keys():
            raise StateError(f"state: other tables than this version keeps: {', '.join(sorted(state.keys() ^ own.keys()))}")
        fit("simulation", state["simulation"], own["simulation"])
        for name in ("seed", "start_month"):
            if state["simulation"][name] != own["simulation"][name]:
                raise StateError(f"state: {name} is {state['simulation'][name]}, allowed {own['simulation'][name]}, that of this run")
        for name, keeper in self._keepers().items():
            keeper.restore(state[name])
        self.bank.restore(state)
        self.month = int(state["simulation"]["month"])
        self._notice()

    def _keepers(self) -> dict[str, Keeper]:
        """Return who keeps a table of the state, by its name; the bank keeps several."""
        world = self.world
        return {
            "people": self.people,
            "outside": world.outside,
            "intents": world.intents,
            "relations": self.relations,
            "service": self.service,
        }

    def forget(self) -> None:
        """Let go of all that a model that has run holds: Mesa 3.3 numbers agents in a table by model, which keeps every model for ever."""
        self.__dict__.clear()

    def step(self) -> None:
        """Live one month, in the order a bank's month runs; `running` ends with the last of the run."""
        self.record = self.live_month()
        self.running = self.month < self.spec.start_month + self.spec.months

    def live_month(self) -> MonthRecord:
        """Live one month and return what it leaves; raises BooksError unless the books balance."""
        month, society = self.month, self.society
        self._turn(month)
        awake = society.begin(month)
        AgentSet([self.customers[row] for row in awake], self.random).do("live", month)
        restate(self.people, society.end(), self.world, month)
        opened = self.bank.execute(society.requests, month)
        context = self.context(month)
        books = self.bank.run(expand(context, self.bank.dues(month), opened), month)
        self.relations.remember(month, books, trips.taken(context), self.world.assumptions.whole("outflow_memory_months"))
        causes = causes_of_contact(books, society.events, int(self.ids[0]))
        contacts = self.service.month(context, causes, books.overdraft_fee | books.late_fee)
        society.let_go(self.bank.left_on())
        self.month = month + 1
        self._notice()
        return MonthRecord(month, books, while_customers(contacts, self.people, month), society.events)

    def context(self, month: int) -> Context:
        """Return what payments of a month are made of."""
        world = self.world
        return Context(month, self.ids, self.birth_day, world.streams, world.catalog, world.economy, world.intents, self.bank, self.shapes)
