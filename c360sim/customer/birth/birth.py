"""Birth: who the customers are on the eve of the window, or when they join.

One matrix of draws for all customers, a named column each. What is the same arithmetic for everyone is done in columns;
the family and the work of each, which follow from one another, in plain Python.
A person is drawn as of the first month in which the simulation meets them: the window's first, or the month
of joining.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from c360sim import months
from c360sim.customer.birth import relationship, upbringing
from c360sim.customer.birth.cohort import Cohort
from c360sim.customer.life.persona import Persona, Start
from c360sim.customer.people.draws import Draw, choose
from c360sim.customer.people.outside import Elsewhere
from c360sim.customer.people.person import Person, Traits
from c360sim.customer.people.states import Home, Household, Work
from c360sim.customer.people.world import World
from c360sim.distributions import STEPS
from c360sim.streams import Purpose, unit

DAYS_PER_YEAR = 365.2425
WORDS = 65_536

Whole = NDArray[np.int64]


def personas_of(world: World, personas: Sequence[Persona], customer_ids: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return each customer's row among the personas, drawn by their shares."""
    edges = np.cumsum([persona.share for persona in personas])
    drawn = world.streams.units(customer_ids, 0, Purpose.PERSONA, 1)[:, 0]
    return np.searchsorted(edges / edges[-1], drawn, side="right").clip(0, len(personas) - 1)


def people(world: World, personas: Sequence[Persona], customer_ids: NDArray[np.int64]) -> list[Person]:
    """Return the customers with these ids as they stand when first met, row i for id i."""
    draws = world.streams.units(customer_ids, 0, Purpose.BIRTH, len(Draw))
    cohort = Cohort(world, customer_ids, personas, personas_of(world, personas, customer_ids), draws)
    cohort.birth_ordinal = _birth_ordinals(cohort)
    cohort.join_ordinal = _join_ordinals(cohort)
    cohort.people = _origins(cohort)
    weights = [_start_weights(persona) for persona in personas]
    for person, which, month, draw in zip(cohort.people, cohort.which.tolist(), cohort.month.tolist(), draws.tolist(), strict=True):
        _grow_up(person, world, month, _start(person, personas[which], month, weights[which], draw), draw)
    upbringing.find_homes(cohort)
    upbringing.gather_possessions(cohort)
    relationship.feel_about_bank(cohort)
    return cohort.people


def first_regions(world: World, customer_ids: Whole) -> Whole:
    """Return the place where each customer lives when first met: a row of `Places`."""
    draw = unit(world.streams.words(customer_ids, 0, Purpose.BIRTH, Draw.REGION))
    return world.catalog.places.pick[(draw * STEPS).astype(np.int64)].astype(np.int64)


def _birth_ordinals(cohort: Cohort) -> Whole:
    """Return birth days such that ages are within the personas' on the first day and 24 months later."""
    start = cohort.world.start_month
    latest = np.array([months.first_ordinal(start - 12 * persona.ages[0]) for persona in cohort.personas])[cohort.which]
    earliest = np.array([months.first_ordinal(start + 24 - 12 * (persona.ages[1] + 1)) for persona in cohort.personas])[cohort.which]
    return latest - (cohort.draw(Draw.AGE) * (latest - earliest + 1)).astype(np.int64)


def _join_ordinals(cohort: Cohort) -> Whole:
    """Return the days of joining: for some in the window, for the others up to decades before it."""
    assumptions, start, chance = cohort.world.assumptions, cohort.world.start_month, cohort.draw(Draw.JOIN_DATE)
    value, opening = assumptions.value, months.first_ordinal(start)
    closing = months.first_ordinal(start + assumptions.whole("window_join_months"))
    years = (opening - cohort.birth_ordinal) / DAYS_PER_YEAR - value("tenure_from_age")
    longest = np.minimum(value("tenure_longest_years"), years)
    skew = value("tenure_skew")
    before = opening - 1 - (longest * DAYS_PER_YEAR * (skew * chance * chance + (1 - skew) * chance)).astype(np.int64)
    within = opening + (chance * (closing - opening)).astype(np.int64)
    return np.where(cohort.draw(Draw.JOINS_IN_WINDOW) < value("window_join_share"), within, before)


def _origins(cohort: Cohort) -> list[Person]:
    """Return people of whom is known what they are born with."""
    world, names = cohort.world, cohort.world.catalog.names
    is_female = (cohort.draw(Draw.GENDER) < 0.5).tolist()
    first_words, last_words = ((cohort.draw(name) * WORDS).astype(np.int64).tolist() for name in (Draw.FIRST_NAME, Draw.LAST_NAME))
    regions = first_regions(world, cohort.customer_id).tolist()
    traits = cohort.draws[:, Draw.EARNING : Draw.IMPATIENCE + 1].tolist()
    years = (months.of_ordinals(cohort.birth_ordinal) // 12).tolist()
    genders = ["F" if female else "M" for female in is_female]
    return [
        Person(
            row=row,
            customer_id=customer_id,
            persona=cohort.personas[which].tag,
            gender=genders[row],
            birth_ordinal=born,
            join_ordinal=joined,
            first_name=names.first(genders[row], years[row], first_words[row]),
            last_name=names.last(last_words[row]),
            region=regions[row],
            traits=Traits(*traits[row]),
            elsewhere=Elsewhere(world.outside, row),
            stage="",
            work=Work.EMPLOYED,
            family=Household.SINGLE,
            home=Home.RENTING,
        )
        for row, (customer_id, which, born, joined) in enumerate(
            zip(*(column.tolist() for column in (cohort.customer_id, cohort.which, cohort.birth_ordinal, cohort.join_ordinal)), strict=True)
        )
    ]


def _start_weights(persona: Persona) -> list[dict[int, float]]:
    """Return, by age up to the persona's oldest, the weights of the starts open to it, by their number."""
    youngest, oldest = persona.ages
    return [
        {number: start.weight for number, start in enumerate(persona.starts) if start.ages[0] <= max(age, youngest) <= start.ages[1]}
        for age in range(oldest + 1)
    ]


def _start(person: Person, persona: Persona, month: int, weights: Sequence[Mapping[int, float]], draw: list[float]) -> Start:
    """Return one of the starts open to the person's age."""
    age = min(person.age(months.first_ordinal(month)), persona.ages[1])
    return persona.starts[choose(weights[age], draw[Draw.START])]


def _grow_up(person: Person, world: World, month: int, start: Start, draw: list[float]) -> None:
    """Bring a person to where life stands in a month: family and work."""
    person.stage = start.stage
    person.work = choose(start.work, draw[Draw.WORK])
    person.family = choose(start.family, draw[Draw.FAMILY])
    upbringing.found_family(person, world, month, start, draw)
    upbringing.find_work(person, world, month, start, draw)
