"""The customer as an agent: each month their machines move on, events change them, and they state what they want."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol, cast

import mesa

from c360sim import months
from c360sim.assumptions import Assumptions
from c360sim.bank.requests import Leave, Request
from c360sim.customer import dice as dice_of_life
from c360sim.customer import events, wants
from c360sim.customer.passing import pass_month
from c360sim.customer.person import Person
from c360sim.customer.world import World
from c360sim.life.machine import LiveMachine, Scale, base_hazard, compile_machine, walk
from c360sim.life.persona import Persona
from c360sim.vocabulary import Event


class LifeEvent(NamedTuple):
    """Something that happened to a customer on a day (ordinal)."""

    customer_id: int
    day: int
    event: Event


TOLD_HAZARDS = {
    "churn": ("loyalty", Event.STARTED_LEAVING),
    "job_loss": ("work", Event.JOB_LOSS),
    "marriage": ("family", Event.ENGAGEMENT),
    "divorce": ("family", Event.DIVORCE),
    "pregnancy": ("family", Event.PREGNANCY),
    "move": ("home", Event.MOVE),
}
"""Hazards that the truth tells each month: the machine and the event of each."""


class Society(Protocol):
    """What a customer sees of the model."""

    world: World
    dice: list[list[float]]
    """This month's dice, a row per customer, by `dice.Die`."""
    events: list[LifeEvent]
    """What happened to customers this month, in the order of customers."""
    requests: list[Request]
    is_tempted: list[bool]
    """Who may decide on a product this month, by customer row."""
    restating: list[Person]
    """Those whose wants have changed this month: their intents are restated together."""


@dataclass(frozen=True, slots=True)
class Life:
    """A persona's machines, ready to walk: the everyday ones, loyalty, and the hazards told by the truth."""

    everyday: tuple[tuple[str, LiveMachine], ...]
    loyalty: LiveMachine
    told: tuple[tuple[str, dict[str, tuple[float, Scale | None]]], ...]


def compile_lives(personas: Sequence[Persona], assumptions: Assumptions) -> dict[str, Life]:
    """Return each persona's life by tag.

    Raises KeyError for an assumption or a table's rows that are missing, ValueError for a hazard outside 0..1.
    """
    lives = {}
    for persona in personas:
        persona.check(assumptions)
        live = {
            name: compile_machine(machine, assumptions, persona.tag, dice_of_life.BY_EVENT) for name, machine in persona.machines.items()
        }
        told = tuple((name, base_hazard(live[name], event)) for name, event in TOLD_HAZARDS.values())
        loyalty = live.pop("loyalty")
        lives[persona.tag] = Life(tuple(live.items()), loyalty, told)
    return lives


class Customer(mesa.Agent):  # type: ignore[misc]  # Mesa ships no types
    """One customer. The model must be a `Society`."""

    def __init__(self, model: mesa.Model, person: Person, lives: Mapping[str, Life]) -> None:
        super().__init__(model)
        self.person = person
        self.life = lives[person.persona]
        self._society = cast(Society, model)
        self._join_month = months.of_ordinal(person.join_ordinal)
        self._has_stated = False

    def live(self, month: int) -> None:
        """Live one month: nothing before joining or after leaving."""
        person = self.person
        if month < self._join_month or person.has_left:
            return
        society = self._society
        world, dice = society.world, society.dice[person.row]
        changed = pass_month(person, world, month) or not self._has_stated
        if month == self._join_month:
            self._join(month)
        if person.leave_month != month:
            for name, machine in self.life.everyday:
                changed = self._walk(name, machine, month, dice) or changed
        changed = self._walk("loyalty", self.life.loyalty, month, dice) or changed
        if society.is_tempted[person.row] and not person.has_left:
            society.requests.extend(wants.decide(person, world, month, dice))
        if changed or wants.is_review_month(person, month):
            society.restating.append(person)
            self._has_stated = True

    def _join(self, month: int) -> None:
        """Become a customer on the day of joining."""
        society = self._society
        society.events.append(LifeEvent(self.person.customer_id, self.person.join_ordinal, Event.JOINED))
        society.requests.extend(wants.on_joining(self.person, society.world))

    def _walk(self, name: str, machine: LiveMachine, month: int, dice: list[float]) -> bool:
        """Move one machine on, if an exit fires; return whether one did."""
        person = self.person
        exits = machine[getattr(person, name)]
        for live in exits:
            if dice[live[0]] < live[1]:
                break
        else:
            return False  # no die is low enough: true of most machines in most months
        exit_ = walk(exits, person, self._society.world, month, dice)
        if exit_ is None:
            return False
        setattr(person, name, exit_.to)
        self._happen(exit_.event, month)
        return True

    def _happen(self, event: Event, month: int) -> None:
        """Let an event change the person, write it down, and ask the bank for what it calls for."""
        person, society = self.person, self._society
        detail = events.details(person, society.world, month, event)
        day = events.day_of(person, month, event, detail)
        events.EFFECTS[event](person, society.world, month, detail)
        society.events.append(LifeEvent(person.customer_id, months.first_ordinal(month) + day - 1, event))
        if event == Event.LEFT_BANK:
            society.requests.append(Leave(person.row, day))
        else:
            society.requests.extend(wants.on_event(person, society.world, month, event, day))
