"""What life has brought a person by the time they are first met: family, work, home, possessions."""

from __future__ import annotations

import numpy as np

from c360sim import months
from c360sim.customer.birth.cohort import Cohort
from c360sim.customer.life import careers, households
from c360sim.customer.life.starts import Start
from c360sim.customer.people import amounts
from c360sim.customer.people.draws import Draw, choose
from c360sim.customer.people.person import Person
from c360sim.customer.people.states import Home, Household, Work
from c360sim.customer.people.world import World
from c360sim.vocabulary import HomeOwnership, MaritalStatus

_COUPLES = (Household.MARRIED, Household.PARENTS, Household.EXPECTING)
_PARENTS = (Household.PARENTS, Household.SINGLE_PARENT, Household.EXPECTING)


def found_family(person: Person, world: World, month: int, start: Start, draw: list[float]) -> None:
    """Give the person the spouse and children that go with the state of the family machine."""
    value = world.assumptions.value
    if person.family in _COUPLES:
        households.wed(person, world, month, draw[Draw.PARTNER_EARNS], draw[Draw.PARTNER_INCOME])
    elif person.family == Household.SINGLE_PARENT:
        divorced = draw[Draw.MARITAL] < value("single_parent_divorced_share")
        person.marital_status = MaritalStatus.DIVORCED if divorced else MaritalStatus.SINGLE
    else:
        person.marital_status = MaritalStatus(person.family.capitalize())
        _plan_wedding(person, world, month, draw)
    if person.family == Household.EXPECTING:
        person.due_month = month + 1 + int(draw[Draw.DUE] * value("pregnancy_months_least"))
    if person.family in _PARENTS:
        _raise_children(person, world, month, start, draw)
    households.settle(person)


def _plan_wedding(person: Person, world: World, month: int, draw: list[float]) -> None:
    """Let some be engaged already: as many as would have got engaged in the months that an engagement lasts."""
    hazard = world.assumptions.monthly("first_marriage" if person.family == Household.SINGLE else "remarriage", person.persona)
    length = amounts.between(world, "engagement_months", 0.5)
    if draw[Draw.ENGAGED] < hazard * length:
        person.wedding_month = month + int(draw[Draw.ENGAGED] / hazard)


def _raise_children(person: Person, world: World, month: int, start: Start, draw: list[float]) -> None:
    """Give the person children: the youngest of an age that the start names, the others some years apart."""
    value, today = world.assumptions.value, months.first_ordinal(month)
    least, most = start.youngest
    age = least + draw[Draw.YOUNGEST] * (most - least)
    oldest = (today - person.birth_ordinal) / months.DAYS_PER_YEAR - value("parent_youngest_age")
    spacing = amounts.between(world, "sibling_spacing", draw[Draw.SPACING])
    for _ in range(choose(start.children, draw[Draw.CHILDREN])):
        born = today - 1 - int(min(age, max(oldest, 0.0)) * months.DAYS_PER_YEAR)
        years = age - value("college_age_years")
        if years < 0:
            person.child_birth_ordinals = (born, *person.child_birth_ordinals)
        elif years < value("college_years"):
            graduates = month + 12 * world.assumptions.whole("college_years") - int(12 * years)
            person.college_end_months = (*person.college_end_months, graduates)
        age += spacing
        if age > oldest:
            break
    person.children_in_college = len(person.college_end_months)


def find_work(person: Person, world: World, month: int, start: Start, draw: list[float]) -> None:
    """Give the person the job, studies or pensions that go with the state of the work machine."""
    value = world.assumptions.value
    if person.work in (Work.STUDYING, Work.STUDYING_AND_WORKING):
        _study(person, world, month, start, draw)
    elif person.work == Work.SELF_EMPLOYED:
        _find_job(person, world, month, draw)
        careers.leave_job(person)
        careers.work_for_oneself(person, world, month, draw[Draw.SALARY])
    elif person.work == Work.RETIRED:
        careers.retire(person, world, month, draw[Draw.PENSION])
    else:
        _find_job(person, world, month, draw)
        person.gig_monthly_cents = amounts.gig_beside_job(world, person.persona, draw[Draw.GIG])
    person.job_since_month = month - 1 - int(draw[Draw.JOB_TENURE] * draw[Draw.JOB_TENURE] * value("job_tenure_longest_months"))
    if person.work == Work.UNEMPLOYED:
        careers.leave_job(person)
        person.draws_benefits = draw[Draw.BENEFITS] < value("benefits_claim_share")
        person.unemployed_since_month = month - int(draw[Draw.JOB_TENURE] * value("unemployed_longest_months"))


def _find_job(person: Person, world: World, month: int, draw: list[float]) -> None:
    salary = amounts.net_salary(person, world, month, draw[Draw.SALARY])
    person.is_part_time = draw[Draw.PART_TIME] < world.assumptions.value("part_time_share", person.persona)
    if person.is_part_time:
        salary = amounts.cents(salary * world.assumptions.value("part_time_pay_ratio"))
    careers.take_job(person, world, month, salary, draw[Draw.EMPLOYER], draw[Draw.OCCUPATION])


def _study(person: Person, world: World, month: int, start: Start, draw: list[float]) -> None:
    """Let the person study; graduations are in May."""
    person.graduation_month = month + (5 - months.of_year(month)) % 12 + 12 * start.years_to_graduation
    person.occupation = careers.STUDENT
    person.family_support_monthly_cents = amounts.family_support(world, month, draw[Draw.SUPPORT])
    if person.work == Work.STUDYING_AND_WORKING:
        careers.take_student_job(person, world, month, draw[Draw.SALARY], draw[Draw.EMPLOYER])


def find_homes(cohort: Cohort) -> None:
    """Let people own, rent or live with family."""
    own, draw, world = cohort.own, cohort.draw, cohort.world
    today = np.array([months.first_ordinal(month) for month in cohort.month.tolist()])
    age = (today - cohort.people.birth_ordinal) / months.DAYS_PER_YEAR
    tilt = 1 + own("owner_earning_tilt") * (2 * draw(Draw.EARNING) - 1)
    slope = np.maximum(0.0, 1 + own("owner_age_slope") * (age - own("salary_age")))
    is_owner = draw(Draw.OWNER) < own("owner_share") * tilt * slope
    is_mortgaged = draw(Draw.MORTGAGED) < own("mortgaged_share")
    is_with_family = draw(Draw.WITH_FAMILY) < own("with_family_share")
    columns = (cohort.month, is_owner, is_mortgaged, is_with_family, draw(Draw.HOME_VALUE), draw(Draw.RENT))
    for person, month, owner, mortgaged, with_family, value, rent in zip(cohort.people, *(each.tolist() for each in columns), strict=True):
        if owner:
            person.home = Home.OWNER_WITH_MORTGAGE if mortgaged else Home.OWNER_OUTRIGHT
            person.home_ownership = HomeOwnership.MORTGAGE if mortgaged else HomeOwnership.OWN
            person.home_value_cents = amounts.home_value(person, world, month, value)
        elif with_family:
            person.home, person.home_ownership = Home.WITH_FAMILY, HomeOwnership.WITH_FAMILY
        else:
            person.rent_monthly_cents = amounts.rent(person, world, month, rent)


def gather_possessions(cohort: Cohort) -> None:
    """Give people vehicles, and perhaps another main bank (insurance and what is held elsewhere are wants: see `holdings`)."""
    value = cohort.world.assumptions.value
    drives = cohort.draw(Draw.VEHICLE) < cohort.own("vehicle_share")
    has_second = cohort.draw(Draw.SECOND_VEHICLE) < value("second_vehicle_share")
    is_main_bank = cohort.draw(Draw.MAIN_BANK) < value("main_bank_share")
    for person, drive, second, main in zip(cohort.people, drives.tolist(), has_second.tolist(), is_main_bank.tolist(), strict=True):
        if drive:
            person.vehicles = 2 if second and person.marital_status == MaritalStatus.MARRIED else 1
        person.is_main_bank = main
