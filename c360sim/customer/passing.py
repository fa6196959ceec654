"""What time alone brings: raises, the yearly rise of pensions, benefits that end, children who grow up."""

from __future__ import annotations

from c360sim import months
from c360sim.customer import amounts, careers, households
from c360sim.customer.elsewhere import Holding
from c360sim.customer.person import Person
from c360sim.customer.world import World
from c360sim.life.states import Work

JANUARY, JUNE = 1, 6


def pass_month(person: Person, world: World, month: int) -> bool:
    """Let a month pass; return whether it changed what the person has to live on or whom for."""
    changed = False
    if person.work == Work.EMPLOYED or person.work == Work.SELF_EMPLOYED:
        tenure = month - person.job_since_month
        changed = tenure > 0 and tenure % 12 == 0
        if changed:
            _raise(person, world)
    elif person.work == Work.UNEMPLOYED:
        changed = month - person.unemployed_since_month == world.assumptions.whole("benefits_months")
    elif person.work == Work.RETIRED:
        changed = _pay_pensions(person, world, month)
    if months.of_year(month) == JANUARY:
        person.elsewhere.scale_assets(1 + world.assumptions.value("wealth_growth_annual"))
    changed = _pay_outside_loans(person, month) or changed
    if months.of_year(month) == JUNE and (person.child_birth_ordinals or person.college_end_months):
        changed = households.grow_up(person, world, month) or changed
    return changed


def _pay_outside_loans(person: Person, month: int) -> bool:
    """Pay the installments of other lenders; return whether one has begun or ended."""
    changed = person.elsewhere.pass_month(month, person.work in (Work.STUDYING, Work.STUDYING_AND_WORKING))
    if changed:
        person.outside_mortgage_monthly_cents = person.elsewhere.payment_cents(Holding.MORTGAGE)
    return changed


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
