"""Birth: who the customers are on the eve of the window, or when they join.

One matrix of draws for all customers, a named column each; then each person is put together in plain Python.
A person is drawn as of the first month in which the simulation meets them: the window's first, or the month
of joining.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from c360sim import months
from c360sim.customer import relationship, upbringing
from c360sim.customer.draws import Draw, choose
from c360sim.customer.elsewhere import Elsewhere
from c360sim.customer.person import Person, Traits
from c360sim.customer.world import World
from c360sim.distributions import STEPS
from c360sim.life.persona import Persona, Start
from c360sim.life.states import Home, Household, Work
from c360sim.streams import Purpose

DAYS_PER_YEAR = 365.2425
WORDS = 65_536


def personas_of(world: World, personas: Sequence[Persona], customer_ids: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return each customer's row among the personas, drawn by their shares."""
    edges = np.cumsum([persona.share for persona in personas])
    drawn = world.streams.units(customer_ids, 0, Purpose.PERSONA, 1)[:, 0]
    return np.searchsorted(edges / edges[-1], drawn, side="right").clip(0, len(personas) - 1)


def people(world: World, personas: Sequence[Persona], customer_ids: NDArray[np.int64]) -> list[Person]:
    """Return the customers with these ids as they stand when first met, row i for id i."""
    draws = world.streams.units(customer_ids, 0, Purpose.BIRTH, len(Draw)).tolist()
    which = personas_of(world, personas, customer_ids).tolist()
    return [_bear(row, int(customer_ids[row]), personas[which[row]], world, draws[row]) for row in range(len(draws))]


def _bear(row: int, customer_id: int, persona: Persona, world: World, draw: list[float]) -> Person:
    """Return one person: origins first, then where life has brought them."""
    person = _origins(row, customer_id, persona, world, draw)
    month = max(world.start_month, months.of_ordinal(person.join_ordinal))
    start = _start(person, persona, month, draw)
    person.stage = start.stage
    person.work = choose(start.work, draw[Draw.WORK])
    person.family = choose(start.family, draw[Draw.FAMILY])
    upbringing.found_family(person, world, month, start, draw)
    upbringing.find_work(person, world, month, start, draw)
    upbringing.find_home(person, world, month, draw)
    upbringing.gather_possessions(person, world, draw)
    if person.join_ordinal < months.first_ordinal(world.start_month):
        relationship.feel_about_bank(person, world, draw)
    return person


def _origins(row: int, customer_id: int, persona: Persona, world: World, draw: list[float]) -> Person:
    born = _birth_ordinal(persona, world, draw[Draw.AGE])
    gender = "F" if draw[Draw.GENDER] < 0.5 else "M"
    names, year = world.catalog.names, dt.date.fromordinal(born).year
    return Person(
        row=row,
        customer_id=customer_id,
        persona=persona.tag,
        gender=gender,
        birth_ordinal=born,
        join_ordinal=_join_ordinal(born, world, draw),
        first_name=names.first(gender, year, int(draw[Draw.FIRST_NAME] * WORDS)),
        last_name=names.last(int(draw[Draw.LAST_NAME] * WORDS)),
        region=int(world.catalog.places.pick[int(draw[Draw.REGION] * STEPS)]),
        traits=Traits(*draw[Draw.EARNING : Draw.IMPATIENCE + 1]),
        elsewhere=Elsewhere(world.outside, row),
        stage="",
        work=Work.EMPLOYED,
        family=Household.SINGLE,
        home=Home.RENTING,
    )


def _birth_ordinal(persona: Persona, world: World, chance: float) -> int:
    """Return a birth day such that the age is within the persona's on the first day and 24 months later."""
    youngest, oldest = persona.ages
    latest = months.first_ordinal(world.start_month - 12 * youngest)
    earliest = months.first_ordinal(world.start_month + 24 - 12 * (oldest + 1))
    return latest - int(chance * (latest - earliest + 1))


def _join_ordinal(born: int, world: World, draw: list[float]) -> int:
    """Return the day of joining: for some in the window, for the others up to decades before it."""
    value = world.assumptions.value
    opening = months.first_ordinal(world.start_month)
    if draw[Draw.JOINS_IN_WINDOW] < value("window_join_share"):
        closing = months.first_ordinal(world.start_month + world.assumptions.whole("window_join_months"))
        return opening + int(draw[Draw.JOIN_DATE] * (closing - opening))
    longest = min(value("tenure_longest_years"), (opening - born) / DAYS_PER_YEAR - value("tenure_from_age"))
    skew, chance = value("tenure_skew"), draw[Draw.JOIN_DATE]
    return opening - 1 - int(longest * DAYS_PER_YEAR * (skew * chance * chance + (1 - skew) * chance))


def _start(person: Person, persona: Persona, month: int, draw: list[float]) -> Start:
    """Return one of the starts open to the person's age."""
    age = person.age(months.first_ordinal(month))
    age = min(max(age, persona.ages[0]), persona.ages[1])
    weights = {number: start.weight for number, start in enumerate(persona.starts) if start.ages[0] <= age <= start.ages[1]}
    return persona.starts[choose(weights, draw[Draw.START])]
