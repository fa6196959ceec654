"""The customer as an agent: each month their machines move on, events change them, and they state what they want."""

from __future__ import annotations

from collections.abc import Sequence

import mesa

from c360sim import months
from c360sim.bank.requests import Leave
from c360sim.customer.decisions import products
from c360sim.customer.life import events
from c360sim.customer.life.compiled import MachineField
from c360sim.customer.life.machine import walk
from c360sim.customer.life.persona import MACHINES
from c360sim.customer.people.person import Life, Person
from c360sim.customer.society import LifeEvent, Society
from c360sim.vocabulary import Event


class Customer(mesa.Agent):  # type: ignore[misc]  # Mesa ships no types
    """One customer, who lives in a society."""

    def __init__(self, model: mesa.Model, person: Person, society: Society) -> None:
        super().__init__(model)
        self.person = person
        self._society = society
        self.turn()
        self._join_month = months.of_ordinal(person.join_ordinal)

    def turn(self) -> None:
        """Go on with the lives that the society holds now."""
        self._life = self._society.lives.by_persona[self.person.persona]

    def __repr__(self) -> str:
        return f"<Customer {self.customer_id}: {self.persona}, {self.stage}, {self.loyalty}, {self.balance_usd:,.2f} USD>"

    @property
    def customer_id(self) -> int:
        """The customer's number in every table."""
        return self.person.customer_id

    @property
    def persona(self) -> str:
        """The persona's tag."""
        return self.person.persona

    @property
    def stage(self) -> str:
        """Stage of life: the state of the persona's own machine."""
        return str(self.person.stage)

    @property
    def work(self) -> str:
        """State of the work machine."""
        return str(self.person.work)

    @property
    def family(self) -> str:
        """State of the family machine."""
        return str(self.person.family)

    @property
    def home(self) -> str:
        """State of the home machine."""
        return str(self.person.home)

    @property
    def loyalty(self) -> str:
        """How the relationship with the bank stands."""
        return str(self.person.loyalty)

    @property
    def balance_usd(self) -> float:
        """Money in checking and savings here at the end of last month, in US dollars."""
        return int(self._society.world.noticed.liquid_cents[self.person.row]) / 100

    def live(self, month: int) -> None:
        """Live a month in which something may happen: walk the machines, decide on products. Most months are not: see `Society.begin`."""
        person, society = self.person, self._society
        outlook = society.outlook[person.row]
        if month == self._join_month:
            self._join()
        changed = False
        for machine, may_move in zip(MACHINES, outlook.may_move, strict=True):
            # Once one machine has moved, the others may find another guard open.
            if (may_move or changed) and (machine is Life.loyalty or person.leave_month != month):
                changed = self._walk(machine, month, outlook.dice) or changed
        if outlook.is_tempted and not person.has_left:
            society.requests.extend(products.decide(person, society.world, month, outlook.dice))
        if changed:
            society.changed.append(person.row)

    def _join(self) -> None:
        """Become a customer on the day of joining."""
        society = self._society
        society.events.append(LifeEvent(self.person.customer_id, self.person.join_ordinal, Event.JOINED))
        society.requests.extend(society.joining.pop(self.person.row))

    def _walk(self, machine: MachineField, month: int, dice: Sequence[float]) -> bool:
        """Move one machine on, if an exit fires; return whether one did."""
        person = self.person
        exit_ = walk(self._life[machine][person.state(machine)].exits, person, self._society.world, month, dice)
        if exit_ is None:
            return False
        person.enter(machine, exit_.to)
        self._happen(exit_.event, month)
        return True

    def _happen(self, event: Event, month: int) -> None:
        """Let an event change the person, write it down, and ask the bank for what it calls for."""
        person, society = self.person, self._society
        detail = events.details(person, society.world, month, event)
        day = events.day_of(person, society.world, month, event, detail)
        events.EFFECTS[event](person, society.world, month, detail)
        if event == Event.LEFT_BANK:  # which is written down once the bank has closed the accounts
            society.requests.append(Leave(person.row, day))
            return
        society.events.append(LifeEvent(person.customer_id, months.first_ordinal(month) + day - 1, event))
        society.requests.extend(products.on_event(person, society.world, month, event, day))
