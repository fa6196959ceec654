"""What time alone brings: raises, the yearly rise of pensions, benefits that end, children who grow up, loans that end."""

from __future__ import annotations

from c360sim import months
from c360sim.customer import amounts, careers, households
from c360sim.customer.elsewhere import Holding
from c360sim.customer.person import Person
from c360sim.customer.world import World
from c360sim.life.machine import NEVER
from c360sim.life.states import Work

JANUARY, JUNE = 1, 6
WORKING = (Work.EMPLOYED, Work.SELF_EMPLOYED)


def pass_month(person: Person, world: World, month: int) -> bool:
    """Let a month pass; return whether it changed what the person has to live on or whom for."""
    changed = False
    if person.work in WORKING:
        tenure = month - person.job_since_month
        changed = tenure > 0 and tenure % 12 == 0
        if changed:
            _raise(person, world)
    elif person.work == Work.UNEMPLOYED:
        changed = month == _benefits_end(person, world)
    elif person.work == Work.RETIRED:
        changed = _pay_pensions(person, world, month)
    if person.elsewhere.has_turned:
        person.outside_mortgage_monthly_cents = person.elsewhere.payment_cents(Holding.MORTGAGE)
        changed = True
    if months.of_year(month) == JUNE and _has_children(person):
        changed = households.grow_up(person, world, month) or changed
    return changed


def next_month(person: Person, world: World, month: int) -> int:
    """Return the first month, from `month` on, in which `pass_month` may change the person as they stand now (loans apart)."""
    soonest = _next(JUNE, month) if _has_children(person) else NEVER
    if person.work in WORKING:
        return min(soonest, month + max((person.job_since_month - month) % 12, person.job_since_month + 12 - month))
    if person.work == Work.UNEMPLOYED:
        ends = _benefits_end(person, world)
        return min(soonest, ends) if ends >= month else soonest
    if person.work == Work.RETIRED:
        claims = person.net_social_security_monthly_cents == 0
        return min(soonest, max(careers.social_security_month(person, world), month) if claims else _next(JANUARY, month))
    return soonest


def _next(month_of_year: int, month: int) -> int:
    """Return the first month, from `month` on, that is this one of the year, 1..12."""
    return month + (month_of_year - months.of_year(month)) % 12


def _has_children(person: Person) -> bool:
    return bool(person.child_birth_ordinals or person.college_end_months)


def _benefits_end(person: Person, world: World) -> int:
    return person.unemployed_since_month + world.assumptions.whole("benefits_months")


def _raise(person: Person, world: World) -> None:
    """Raise the pay in the job's anniversary month: more for those who earn well."""
    ratio = 1 + amounts.between(world, "raise", person.traits.earning)
    person.net_salary_annual_cents = amounts.cents(person.net_salary_annual_cents * ratio)
    person.gig_monthly_cents = amounts.cents(person.gig_monthly_cents * ratio)


def _pay_pensions(person: Person, world: World, month: int) -> bool:
    if months.of_year(month) == JANUARY and person.net_social_security_monthly_cents:
        ratio = 1 + world.assumptions.value("social_security_raise")
        person.net_social_security_monthly_cents = amounts.cents(person.net_social_security_monthly_cents * ratio)
        return True
    return careers.claim_social_security(person, world, month)
