"""What things come to in a life: pay, pensions, rents and house prices, in integer cents.

Every amount is a median from the assumptions times a lognormal spread whose quantile is a trait, a draw or both.
"""

from __future__ import annotations

from array import array
from functools import cache
from math import sqrt
from typing import Any

from c360sim import months
from c360sim.customer.people.elementwise import at_most, either, whole
from c360sim.customer.people.person import Life, Person
from c360sim.customer.people.states import Work
from c360sim.customer.people.table import PeopleColumns
from c360sim.customer.people.world import World
from c360sim.distributions import STEPS, lognormal_ratios
from c360sim.money import cents as cents


def spread(sigma: float, rank: float) -> float:
    """Return the lognormal quantile, of median 1, of a rank in [0, 1)."""
    return lognormal_ratios(sigma)[int(rank * STEPS)]


@cache
def _leanings(sigma: float, weight: float) -> tuple[array[float], array[float]]:
    """Return the two factors of `leaning`, by rank and by chance."""
    rest = round(sqrt(1 - weight * weight), 12)
    return lognormal_ratios(sigma * weight), lognormal_ratios(sigma * rest)


def leaning(sigma: float, weight: float, rank: float, chance: float) -> float:
    """Return a lognormal number of median 1 and that sigma, whose normal score correlates `weight` with the rank's."""
    by_rank, by_chance = _leanings(sigma, weight)
    return by_rank[int(rank * STEPS)] * by_chance[int(chance * STEPS)]


def between(world: World, name: str, chance: float) -> float:
    """Return a number between the assumptions `name`_least and `name`_most."""
    least = world.assumptions.value(f"{name}_least")
    return least + (world.assumptions.value(f"{name}_most") - least) * chance


def whole_between(world: World, name: str, chance: float) -> int:
    """Return a whole number between the assumptions `name`_least and `name`_most, both included."""
    least, most = world.assumptions.whole(f"{name}_least"), world.assumptions.whole(f"{name}_most")
    return least + int(chance * (most - least + 1))


def net_salary(person: Person, world: World, month: int, chance: float, weight: float | None = None) -> int:
    """Return a usual net salary a year for a full-time job of someone like this, in cents."""
    value, persona = world.assumptions.value, person.persona
    age = person.age(months.first_ordinal(month))
    median = value("gross_salary_median", persona) * (1 + value("salary_growth_with_age", persona) * (age - value("salary_age", persona)))
    weight = value("earning_weight") if weight is None else weight
    ratio = leaning(value("gross_salary_sigma", persona), weight, person.earning, chance)
    return cents(100 * median * ratio * value("net_of_gross_ratio", persona) * world.economy.price_level(month))


def first_salary(person: Person, world: World, month: int, chance: float, is_graduate: bool) -> int:
    """Return the net salary a year of a first job after college, in cents."""
    value, persona = world.assumptions.value, person.persona
    ratio = leaning(value("gross_salary_sigma", persona), value("earning_weight"), person.earning, chance)
    schooling = 1.0 if is_graduate else value("dropout_pay_ratio")
    gross = value("first_job_gross_median") * schooling * ratio
    return cents(100 * gross * value("net_of_gross_ratio", persona) * world.economy.price_level(month))


def student_pay(world: World, month: int, chance: float) -> int:
    """Return a student's net pay a year, in cents."""
    value = world.assumptions.value
    monthly = value("student_pay_median") * spread(value("student_pay_sigma"), chance)
    return cents(1200 * monthly * world.economy.price_level(month))


def family_support(world: World, month: int, chance: float) -> int:
    """Return what a student's family sends a month, in cents, 0 for some."""
    value = world.assumptions.value
    share = value("family_support_share")
    if chance >= share:
        return 0
    monthly = value("family_support_median") * spread(value("family_support_sigma_between"), chance / share)
    return cents(100 * monthly * world.economy.price_level(month))


def social_security(person: Person, world: World, month: int) -> int:
    """Return the net Social Security benefit a month of someone who claims it, in cents."""
    value = world.assumptions.value
    ratio = spread(value("social_security_sigma"), person.earning)
    return cents(100 * value("social_security_median") * ratio * world.economy.price_level(month))


def partner_benefits(person: Person, world: World, month: int, claims: float, chance: float) -> int:
    """Return what the spouse of a retired person has a month from Social Security and a pension, in cents, 0 for some."""
    value = world.assumptions.value
    if claims >= value("partner_benefits_share"):
        return 0
    ratio = leaning(value("social_security_sigma"), value("partner_earning_weight"), person.earning, chance)
    return cents(100 * value("partner_benefits_median") * ratio * world.economy.price_level(month))


def pension(person: Person, world: World, chance: float) -> int:
    """Return the net employer's pension a month of someone who retires, in cents, 0 for most."""
    value = world.assumptions.value
    share = value("pension_share")
    if chance >= share:
        return 0
    ratio = leaning(value("pension_sigma"), value("earning_weight_in_wealth"), person.earning, chance / share)
    return cents(100 * value("pension_monthly_median") * ratio)


def gig_beside_job(world: World, persona: str, chance: float) -> int:
    """Return what a gig beside a job brings a month, in cents, 0 for most."""
    value = world.assumptions.value
    share = value("gig_beside_job_share", persona)
    return cents(100 * value("gig_monthly_median") * spread(value("gig_monthly_sigma"), chance / share)) if chance < share else 0


def rent(person: Person, world: World, month: int, chance: float) -> int:
    """Return a usual rent a month in the person's region, in cents."""
    value = world.assumptions.value
    ratio = leaning(value("rent_sigma", person.persona), value("earning_weight_in_home"), person.earning, chance)
    level = int(world.catalog.places.rent_index_ppt[person.region]) / 1000
    return cents(100 * value("rent_median", person.persona) * ratio * level * world.economy.price_level(month))


def home_value(person: Person, world: World, month: int, chance: float) -> int:
    """Return a usual value of an owned home in the person's region, in cents."""
    value = world.assumptions.value
    ratio = leaning(value("home_value_sigma", person.persona), value("earning_weight_in_home"), person.earning, chance)
    level = int(world.catalog.places.rent_index_ppt[person.region]) / 1000
    return cents(100 * value("home_value_median", person.persona) * ratio * level * world.economy.price_level(month))


def benefits_monthly(who: Person | PeopleColumns, world: World, month: int) -> Any:
    """Return the unemployment benefit a month in cents, a part of the pay lost; 0 when not entitled or exhausted."""
    value = world.assumptions.value
    is_paid = who.draws_benefits & who.are(Life.work, Work.UNEMPLOYED) & (month - who.unemployed_since_month < value("benefits_months"))
    replaced = who.previous_salary_annual_cents / 12 * value("benefits_replacement_ratio")
    return either(is_paid, whole(at_most(100 * value("benefits_monthly_usd"), replaced)), 0)


def income_monthly(who: Person | PeopleColumns, world: World, month: int) -> Any:
    """Return the net income a month from all sources, wherever it is paid, in cents."""
    paid = who.net_salary_annual_cents // 12 + who.gig_monthly_cents + who.family_support_monthly_cents
    pensions = who.net_pension_monthly_cents + who.net_social_security_monthly_cents
    return paid + pensions + benefits_monthly(who, world, month)


def home_price(person: Person, world: World, month: int, chance: float) -> int:
    """Return the price of the home that a household buys, in cents."""
    value = world.assumptions.value
    annual = 12 * (income_monthly(person, world, month) + person.partner_income_monthly_cents)
    return cents(annual * value("home_price_to_income", person.persona) * spread(value("home_price_sigma"), chance))
