"""Guards, timers and scales: how circumstances open an exit, schedule it, or make it likelier.

Guards and scales take the person, the world and the month, timers the person and the world. Numbers come from the assumptions.
Scales also take the table of people, whose columns go by the names of a person's fields, and then return a column: so they use only
operations that work elementwise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from c360sim import months
from c360sim.customer.life.machine import NEVER
from c360sim.customer.people.elementwise import at_least, either
from c360sim.customer.people.states import Work
from c360sim.distributions import lean
from c360sim.vocabulary import Family, HomeOwnership, MaritalStatus

AUGUST = 8

if TYPE_CHECKING:
    from c360sim.customer.life.machine import Timer
    from c360sim.customer.people.person import Person
    from c360sim.customer.people.table import People
    from c360sim.customer.people.world import World


def is_employed(person: Person, world: World, month: int) -> bool:
    """Return whether the person has a job (a student's part-time job is none)."""
    return person.work == Work.EMPLOYED


def is_retired(person: Person, world: World, month: int) -> bool:
    """Return whether the person has retired."""
    return person.work == Work.RETIRED


def may_retire(person: Person, world: World, month: int) -> bool:
    """Return whether the person has reached the earliest age of retirement."""
    return person.age(months.first_ordinal(month)) >= world.assumptions.value("retirement_earliest_age", person.persona)


def is_married(person: Person, world: World, month: int) -> bool:
    """Return whether the person is married."""
    return person.marital_status == MaritalStatus.MARRIED


def has_no_wedding_planned(person: Person, world: World, month: int) -> bool:
    """Return whether the person is free to get engaged."""
    return person.wedding_month == 0


def weds(person: Person, world: World) -> int:
    """Return the month of the wedding."""
    return person.wedding_month or NEVER


def is_widowed(person: Person, world: World, month: int) -> bool:
    """Return whether the person has lost a spouse."""
    return person.marital_status == MaritalStatus.WIDOWED


def has_settled(person: Person, world: World, month: int) -> bool:
    """Return whether the person has a spouse, a child or a home of their own."""
    owns = person.home_ownership in (HomeOwnership.MORTGAGE, HomeOwnership.OWN)
    return owns or bool(person.child_birth_ordinals) or is_married(person, world, month)


def is_expecting(person: Person, world: World, month: int) -> bool:
    """Return whether a child is on the way."""
    return person.due_month > month


def is_due(person: Person, world: World) -> int:
    """Return the month in which a child is due."""
    return person.due_month or NEVER


def has_room_for_child(person: Person, world: World, month: int) -> bool:
    """Return whether the family is smaller, and the last child older, than where people stop."""
    children = person.child_birth_ordinals
    if not children:
        return True
    if len(children) >= world.assumptions.value("children_most", person.persona):
        return False
    return youngest_age(person, month) >= world.assumptions.value("birth_spacing_least_years", person.persona)


def youngest_age(person: Person, month: int) -> float:
    """Return the age in years of the youngest child at home on the month's last day, -1 without children."""
    children = person.child_birth_ordinals
    return (months.last_ordinal(month) - children[-1]) / months.DAYS_PER_YEAR if children else -1.0


def has_newborn(person: Person, world: World, month: int) -> bool:
    """Return whether the youngest child has been born and is still a baby."""
    return 0 <= youngest_age(person, month) < world.assumptions.value("newborn_until_years")


def has_toddler(person: Person, world: World) -> int:
    """Return the month in which the youngest child is no longer a baby."""
    return _youngest_reaches(person, world.assumptions.value("newborn_until_years"))


def has_only_school_children(person: Person, world: World) -> int:
    """Return the month in which the youngest child goes to school."""
    return _youngest_reaches(person, world.assumptions.value("school_from_years"))


def _youngest_reaches(person: Person, years: float) -> int:
    """Return the month by whose last day the youngest child at home is of an age."""
    children = person.child_birth_ordinals
    return months.of_ordinal(children[-1] + months.days_of_age(years)) if children else NEVER


def has_no_children_at_home(person: Person, world: World, month: int) -> bool:
    """Return whether the children, if any, have left."""
    return not person.child_birth_ordinals


def year_of_study(year: int) -> Timer:
    """Return a timer: the month in which that year, 2..4, of a four-year degree begins."""

    def is_reached(person: Person, world: World) -> int:
        return person.graduation_month - 12 * (5 - year) + 1

    return is_reached


def graduates(person: Person, world: World) -> int:
    """Return the month in which studies come to their end."""
    return person.graduation_month or NEVER


def can_buy_home(person: Person, world: World, month: int) -> bool:
    """Return whether the person has earnings and the savings for a down payment, here and elsewhere."""
    if person.work not in (Work.EMPLOYED, Work.SELF_EMPLOYED):
        return False
    value = world.assumptions.value
    annual = person.net_salary_annual_cents + 12 * (person.gig_monthly_cents + person.partner_income_monthly_cents)
    savings = int(world.noticed.liquid_cents[person.row]) + person.elsewhere.wealth_cents
    price = annual * value("home_price_to_income", person.persona)
    return savings >= price * value("down_payment_least_ratio") and annual >= 100 * value("home_buyer_income_least", person.persona)


def eldest_starts_college(who: Person | People, world: World, month: int) -> Any:
    """Scale going to college by whether it is August and the eldest child at home is of the age to start: 0 or 1."""
    since = (months.last_ordinal(month) - who.eldest_birth_ordinal) / months.DAYS_PER_YEAR - world.assumptions.value("college_age_years")
    return (who.eldest_birth_ordinal > 0) & (since >= 0) & (since < 1) & (months.of_year(month) == AUGUST)


def job_market(who: Person | People, world: World, month: int) -> float:
    """Scale the loss of jobs by the state of the economy."""
    return world.economy.job_market(month)


def hiring(who: Person | People, world: World, month: int) -> float:
    """Scale finding a job by the state of the economy, the other way."""
    return 1.0 / world.economy.job_market(month)


def restlessness_at_home(who: Person | People, world: World, month: int) -> Any:
    """Scale moving: more after a new job, a marriage, a divorce or a birth, hardly at all within some months of a move."""
    value = world.assumptions.value
    has_just_moved = (who.moved_month > 0) & (month - who.moved_month < value("moves_apart_months"))
    is_recent = (month - who.job_since_month <= value("upheaval_months")) | (month - who.upheaval_month <= value("upheaval_months"))
    return either(has_just_moved, value("move_factor_after_move"), either(is_recent, value("move_factor_after_upheaval"), 1.0))


def displeasure(who: Person | People, world: World, month: int) -> Any:
    """Scale growing dissatisfied: by the satisfaction the bank's service left, and by impatience."""
    value = world.assumptions.value
    shortfall = value("satisfaction_usual") - world.noticed.satisfaction[who.row]
    growing = at_least(value("displeasure_least"), 1.0 + value("displeasure_slope") * shortfall)
    return growing * lean(value("displeasure_impatience_least"), who.impatience)


def contentment(who: Person | People, world: World, month: int) -> Any:
    """Scale being reconciled: by the satisfaction the bank's service left."""
    value = world.assumptions.value
    surplus = world.noticed.satisfaction[who.row] - value("satisfaction_usual")
    return at_least(0.0, 1.0 + value("contentment_slope") * surplus)


def readiness_to_leave(who: Person | People, world: World, month: int) -> Any:
    """Scale leaving: more after a move or a divorce, for the impatient, and for those whose main bank is another."""
    value = world.assumptions.value
    is_recent = (who.upheaval_month > 0) & (month - who.upheaval_month <= value("upheaval_months"))
    factor = lean(value("leaving_impatience_least"), who.impatience) * either(is_recent, value("leaving_factor_after_upheaval"), 1.0)
    return factor * either(who.is_main_bank, 1.0, value("leaving_factor_other_main_bank"))


def is_main_bank(person: Person, world: World, month: int) -> bool:
    """Return whether this bank is the one where pay comes in."""
    return person.is_main_bank


def banks_elsewhere_too(person: Person, world: World, month: int) -> bool:
    """Return whether the main bank is another, though there is a checking account here."""
    return not person.is_main_bank and bool(world.noticed.families[person.row] >> Family.CHECKING & 1)


def leaves_this_month(person: Person, world: World) -> int:
    """Return the month in which the last account is closed."""
    return person.leave_month or NEVER
