"""Guards and scales: how circumstances open an exit, or make it likelier.

All take the person, the world and the month. Numbers come from the assumptions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from c360sim import months
from c360sim.life.states import Work
from c360sim.vocabulary import Family, HomeOwnership, MaritalStatus

if TYPE_CHECKING:
    from c360sim.customer.person import Person
    from c360sim.customer.world import World
    from c360sim.life.machine import Guard


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


def weds(person: Person, world: World, month: int) -> bool:
    """Return whether the month of the wedding has come."""
    return 0 < person.wedding_month <= month


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


def is_due(person: Person, world: World, month: int) -> bool:
    """Return whether a child is due this month."""
    return 0 < person.due_month <= month


def is_due_in_marriage(person: Person, world: World, month: int) -> bool:
    """Return whether a child of married parents is due this month."""
    return is_due(person, world, month) and is_married(person, world, month)


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
    return (months.last_ordinal(month) - children[-1]) / 365.2425 if children else -1.0


def has_newborn(person: Person, world: World, month: int) -> bool:
    """Return whether the youngest child has been born and is still a baby."""
    return 0 <= youngest_age(person, month) < world.assumptions.value("newborn_until_years")


def has_toddler(person: Person, world: World, month: int) -> bool:
    """Return whether the youngest child is no longer a baby."""
    return youngest_age(person, month) >= world.assumptions.value("newborn_until_years")


def has_only_school_children(person: Person, world: World, month: int) -> bool:
    """Return whether the youngest child goes to school."""
    return youngest_age(person, month) >= world.assumptions.value("school_from_years")


def has_no_children_at_home(person: Person, world: World, month: int) -> bool:
    """Return whether the children, if any, have left."""
    return not person.child_birth_ordinals


def eldest_starts_college(person: Person, world: World, month: int) -> bool:
    """Return whether it is August and the eldest child at home is of the age to start college."""
    if months.of_year(month) != 8 or not person.child_birth_ordinals:
        return False
    age = (months.last_ordinal(month) - person.child_birth_ordinals[0]) / 365.2425
    return 0 <= age - world.assumptions.value("college_age_years") < 1


def year_of_study(year: int) -> Guard:
    """Return a guard: whether the person studies for a four-year degree and is in that year, 2..4, or beyond."""

    def is_reached(person: Person, world: World, month: int) -> bool:
        return person.graduation_month - month < 12 * (5 - year)

    return is_reached


def graduates(person: Person, world: World, month: int) -> bool:
    """Return whether studies have come to their end."""
    return 0 < person.graduation_month <= month


def can_buy_home(person: Person, world: World, month: int) -> bool:
    """Return whether the person has earnings and the savings for a down payment, here and elsewhere."""
    if person.work not in (Work.EMPLOYED, Work.SELF_EMPLOYED):
        return False
    value = world.assumptions.value
    annual = person.net_salary_annual_cents + 12 * (person.gig_monthly_cents + person.partner_income_monthly_cents)
    savings = world.noticed.liquid_cents[person.row] + person.elsewhere.wealth_cents
    price = annual * value("home_price_to_income", person.persona)
    return savings >= price * value("down_payment_least_ratio") and annual >= 100 * value("home_buyer_income_least", person.persona)


def job_market(person: Person, world: World, month: int) -> float:
    """Scale the loss of jobs by the state of the economy."""
    return world.economy.job_market(month)


def hiring(person: Person, world: World, month: int) -> float:
    """Scale finding a job by the state of the economy, the other way."""
    return 1.0 / world.economy.job_market(month)


def restlessness_at_home(person: Person, world: World, month: int) -> float:
    """Scale moving: more after a new job, a marriage, a divorce or a birth, hardly at all within some months of a move."""
    if person.moved_month and month - person.moved_month < world.assumptions.value("moves_apart_months"):
        return world.assumptions.value("move_factor_after_move")
    since = max(person.job_since_month, person.upheaval_month)
    is_recent = month - since <= world.assumptions.value("upheaval_months")
    return world.assumptions.value("move_factor_after_upheaval") if is_recent else 1.0


def displeasure(person: Person, world: World, month: int) -> float:
    """Scale growing dissatisfied: by the satisfaction the bank's service left, and by impatience."""
    value = world.assumptions.value
    shortfall = value("satisfaction_usual") - world.noticed.satisfaction[person.row]
    return max(value("displeasure_least"), 1.0 + value("displeasure_slope") * shortfall) * (0.5 + person.traits.impatience)


def contentment(person: Person, world: World, month: int) -> float:
    """Scale being reconciled: by the satisfaction the bank's service left."""
    value = world.assumptions.value
    surplus = world.noticed.satisfaction[person.row] - value("satisfaction_usual")
    return max(0.0, 1.0 + value("contentment_slope") * surplus)


def readiness_to_leave(person: Person, world: World, month: int) -> float:
    """Scale leaving: more after a move or a divorce, for the impatient, and for those whose main bank is another."""
    value = world.assumptions.value
    factor = 0.5 + person.traits.impatience
    if person.upheaval_month and month - person.upheaval_month <= value("upheaval_months"):
        factor *= value("leaving_factor_after_upheaval")
    return factor if person.is_main_bank else factor * value("leaving_factor_other_main_bank")


def is_main_bank(person: Person, world: World, month: int) -> bool:
    """Return whether this bank is the one where pay comes in."""
    return person.is_main_bank


def banks_elsewhere_too(person: Person, world: World, month: int) -> bool:
    """Return whether the main bank is another, though there is a checking account here."""
    return not person.is_main_bank and bool(world.noticed.families[person.row] >> Family.CHECKING & 1)


def leaves_this_month(person: Person, world: World, month: int) -> bool:
    """Return whether the month has come in which the last account is closed."""
    return 0 < person.leave_month <= month
