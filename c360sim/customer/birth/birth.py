"""Birth: who the customers are on the eve of the window, or when they join.

One matrix of draws for all customers, a named column each. What is the same arithmetic for everyone is done in columns;
the family and the work of each, which follow from one another, in plain Python.
A person is drawn as of the first month in which the simulation meets them: the window's first, or the month
of joining.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from c360sim import months
from c360sim.assumptions import Assumptions, derived
from c360sim.customer.birth import relationship, upbringing
from c360sim.customer.birth.cohort import Cohort
from c360sim.customer.life import starts
from c360sim.customer.life.compiled import words_of
from c360sim.customer.life.persona import Persona
from c360sim.customer.life.starts import Start
from c360sim.customer.people import tables
from c360sim.customer.people.draws import Draw, choose
from c360sim.customer.people.person import TRAITS, Person
from c360sim.customer.people.table import People
from c360sim.customer.people.world import World
from c360sim.distributions import STEPS
from c360sim.streams import Purpose, unit

WORDS = 65_536

Whole = NDArray[np.int64]


def personas_of(world: World, customer_ids: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return each customer's row among the personas, drawn by their shares."""
    edges = np.cumsum(tables.number(world.assumptions, "share_of_customers"))
    drawn = world.streams.units(customer_ids, 0, Purpose.PERSONA, 1)[:, 0]
    return np.searchsorted(edges / edges[-1], drawn, side="right").clip(0, len(edges) - 1)


def people(world: World, personas: Sequence[Persona], customer_ids: NDArray[np.int64]) -> People:
    """Return the customers with these ids as they stand when first met, row i for id i."""
    draws = world.streams.units(customer_ids, 0, Purpose.BIRTH, len(Draw))
    born = People(customer_ids, words_of(personas), world.outside)
    cohort = Cohort(world, born, draws)
    born.persona = personas_of(world, customer_ids)
    born.birth_ordinal = _birth_ordinals(cohort)
    born.join_ordinal = _join_ordinals(cohort)
    _give_origins(cohort)
    for person, month, draw in zip(born, cohort.month.tolist(), draws.tolist(), strict=True):
        _grow_up(person, world, month, _start(person, world.assumptions, month, draw), draw)
    upbringing.find_homes(cohort)
    upbringing.gather_possessions(cohort)
    relationship.feel_about_bank(cohort)
    return born


def first_regions(world: World, customer_ids: Whole) -> Whole:
    """Return the place where each customer lives when first met: a row of `Places`."""
    draw = unit(world.streams.words(customer_ids, 0, Purpose.BIRTH, Draw.REGION))
    return world.catalog.places.pick[(draw * STEPS).astype(np.int64)].astype(np.int64)


def _birth_ordinals(cohort: Cohort) -> Whole:
    """Return birth days such that ages are within the personas' on the first day and 24 months later."""
    start = cohort.world.start_month
    assumptions, persona = cohort.world.assumptions, cohort.people.persona
    bands = [starts.ages(assumptions, tag) for tag in assumptions.personas]
    latest = np.array([months.first_ordinal(start - 12 * youngest) for youngest, _ in bands])[persona]
    earliest = np.array([months.first_ordinal(start + 24 - 12 * (oldest + 1)) for _, oldest in bands])[persona]
    return latest - (cohort.draw(Draw.AGE) * (latest - earliest + 1)).astype(np.int64)


def _join_ordinals(cohort: Cohort) -> Whole:
    """Return the days of joining: for some in the window, for the others up to decades before it."""
    assumptions, start, chance = cohort.world.assumptions, cohort.world.start_month, cohort.draw(Draw.JOIN_DATE)
    value, opening = assumptions.value, months.first_ordinal(start)
    closing = months.first_ordinal(start + assumptions.whole("window_join_months"))
    years = (opening - cohort.people.birth_ordinal) / months.DAYS_PER_YEAR - value("tenure_from_age")
    longest = np.minimum(value("tenure_longest_years"), years)
    skew = value("tenure_skew")
    before = opening - 1 - (longest * months.DAYS_PER_YEAR * (skew * chance * chance + (1 - skew) * chance)).astype(np.int64)
    within = opening + (chance * (closing - opening)).astype(np.int64)
    return np.where(cohort.draw(Draw.JOINS_IN_WINDOW) < value("window_join_share"), within, before)


def _give_origins(cohort: Cohort) -> None:
    """Give people what they are born with: traits, names, and a place."""
    born, world, names = cohort.people, cohort.world, cohort.world.catalog.names
    for number, trait in enumerate(TRAITS):
        born.put(trait, cohort.draws[:, Draw.EARNING + number])
    genders = np.where(cohort.draw(Draw.GENDER) < cohort.own("women_share"), "F", "M").tolist()
    first_words, last_words = ((cohort.draw(name) * WORDS).astype(np.int64).tolist() for name in (Draw.FIRST_NAME, Draw.LAST_NAME))
    years = (months.of_ordinals(born.birth_ordinal) // 12).tolist()
    born.gender = genders
    born.first_name = [names.first(*drawn) for drawn in zip(genders, years, first_words, strict=True)]
    born.last_name = [names.last(word) for word in last_words]
    born.region = first_regions(world, born.customer_id)


@derived
def _start_weights(assumptions: Assumptions, persona: str) -> list[dict[int, float]]:
    """Return, by age up to the persona's oldest, the weights of the starts open to it, by their number."""
    youngest, oldest = starts.ages(assumptions, persona)
    numbered = list(enumerate(starts.starts(assumptions, persona)))
    return [
        {number: start.weight for number, start in numbered if start.ages[0] <= max(age, youngest) <= start.ages[1]}
        for age in range(oldest + 1)
    ]


def _start(person: Person, assumptions: Assumptions, month: int, draw: list[float]) -> Start:
    """Return one of the starts open to the person's age."""
    weights = _start_weights(assumptions, person.persona)
    age = min(person.age(months.first_ordinal(month)), len(weights) - 1)
    return starts.starts(assumptions, person.persona)[choose(weights[age], draw[Draw.START])]


def _grow_up(person: Person, world: World, month: int, start: Start, draw: list[float]) -> None:
    """Bring a person to where life stands in a month: family and work."""
    person.stage = start.stage
    person.work = choose(start.work, draw[Draw.WORK])
    person.family = choose(start.family, draw[Draw.FAMILY])
    upbringing.found_family(person, world, month, start, draw)
    upbringing.find_work(person, world, month, start, draw)
