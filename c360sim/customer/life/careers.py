"""Jobs: taking one, leaving it, studying, retiring. What birth and events have in common."""

from __future__ import annotations

from math import ceil
from typing import Any

import numpy as np
from numpy.typing import NDArray

from c360sim import months
from c360sim.customer.people import amounts
from c360sim.customer.people.draws import choose
from c360sim.customer.people.person import Person
from c360sim.customer.people.world import World
from c360sim.distributions import STEPS

STUDENT = "Student"
JOB_SEEKER = "Job Seeker"
RETIREE = "Retired"

OneOrMany = int | NDArray[np.int64]


def take_job(person: Person, world: World, month: int, net_annual_cents: int, employer: float, occupation: float) -> None:
    """Start a job in a month: two chances choose the employer, by size, and the occupation, by industry."""
    payers = world.catalog.payers
    person.employer = int(payers.pick[int(employer * STEPS)])
    person.industry = payers.industry[person.employer]
    person.occupation = _occupation(person, world, month, net_annual_cents, occupation)
    person.pay_frequency = int(payers.frequency[person.employer])
    person.net_salary_annual_cents = net_annual_cents
    person.job_since_month = month
    person.unemployed_since_month = 0


def _occupation(person: Person, world: World, month: int, net_annual_cents: int, chance: float) -> str:
    """Return an occupation of the person's industry and age, likelier one that is usually paid like this.

    The ratio of the two salaries is squared `occupation_pay_squarings` times: three make one paid half or twice as much 256 times rarer.
    """
    value, age = world.assumptions.value, person.age(months.last_ordinal(month))
    hours = value("part_time_pay_ratio") if person.is_part_time else 1.0
    gross = net_annual_cents / (100 * value("net_of_gross_ratio", person.persona) * hours)
    choices, squarings = world.catalog.occupations[person.industry], world.assumptions.whole("occupation_pay_squarings")
    return choose({each.name: _likeness(gross, each.gross_usd, squarings) for each in choices if each.from_age <= age}, chance)


def _likeness(one: float, other: float, squarings: int) -> float:
    ratio = one / other if one < other else other / one
    for _ in range(squarings):
        ratio *= ratio
    return ratio


def take_student_job(person: Person, world: World, month: int, chance: float, employer: float) -> None:
    """Start a part-time job beside studies."""
    payers = world.catalog.payers
    person.employer = int(payers.pick_student[int(employer * len(payers.pick_student))])
    person.pay_frequency = int(payers.frequency[person.employer])
    person.net_salary_annual_cents = amounts.student_pay(world, month, chance)
    person.is_part_time = True
    person.job_since_month = month


def work_for_oneself(person: Person, world: World, month: int, chance: float) -> None:
    """Live on gigs."""
    ratio = world.assumptions.value("self_employed_income_ratio", person.persona)
    person.gig_monthly_cents = amounts.cents(amounts.net_salary(person, world, month, chance) * ratio / 12)
    person.job_since_month = month
    person.unemployed_since_month = 0


def settle_pay(person: Person, month: int, months_paid: float) -> None:
    """Let the employer that is left pay `months_paid` months' pay once more in a month: work is paid in arrears."""
    if person.employer >= 0 and person.net_salary_annual_cents:
        person.last_employer, person.last_pay_month = person.employer, month
        person.last_pay_cents = amounts.cents(person.net_salary_annual_cents / 12 * months_paid)


def leave_job(person: Person) -> None:
    """Stop being paid; the last salary is remembered."""
    person.previous_salary_annual_cents = person.net_salary_annual_cents or 12 * person.gig_monthly_cents
    person.net_salary_annual_cents = 0
    person.gig_monthly_cents = 0
    person.employer = -1
    person.is_part_time = False


def retire(person: Person, world: World, month: int, chance: float) -> None:
    """Stop working; Social Security begins when the age is reached, and a pension for some."""
    leave_job(person)
    person.occupation, person.industry = RETIREE, ""
    person.net_pension_monthly_cents = amounts.pension(person, world, chance)
    claim_social_security(person, world, month)


def has_social_security_age(birth_ordinal: OneOrMany, world: World, month: int) -> Any:
    """Return whether someone born on a day has reached the age of Social Security when the month begins; elementwise."""
    age = ceil(world.assumptions.value("social_security_age"))
    return birth_ordinal + months.days_of_age(age) <= months.first_ordinal(month)


def claim_social_security(person: Person, world: World, month: int) -> None:
    """Start Social Security for someone who has none and has reached the age."""
    if not person.net_social_security_monthly_cents and has_social_security_age(person.birth_ordinal, world, month):
        person.net_social_security_monthly_cents = amounts.social_security(person, world, month)
