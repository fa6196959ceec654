"""Households: the family state that follows from a spouse and the children at home."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from c360sim import months
from c360sim.customer.people import amounts
from c360sim.customer.people.person import Person
from c360sim.customer.people.states import Household, Work
from c360sim.customer.people.world import World
from c360sim.vocabulary import MaritalStatus

_ALONE = {
    MaritalStatus.SINGLE: Household.SINGLE,
    MaritalStatus.MARRIED: Household.MARRIED,
    MaritalStatus.DIVORCED: Household.DIVORCED,
    MaritalStatus.WIDOWED: Household.WIDOWED,
}


def settle(person: Person) -> None:
    """Set the state of the family machine from the marital status, a pregnancy and the children at home."""
    if person.due_month:
        person.family = Household.EXPECTING
    elif person.child_birth_ordinals:
        person.family = Household.PARENTS if person.marital_status == MaritalStatus.MARRIED else Household.SINGLE_PARENT
    else:
        person.family = _ALONE[person.marital_status]


def wed(person: Person, world: World, month: int, earns: float, income: float) -> None:
    """Give the person a spouse: two chances decide whether the spouse earns, and how much; the retired wed the retired."""
    person.marital_status = MaritalStatus.MARRIED
    if person.work == Work.RETIRED:
        person.partner_income_monthly_cents = amounts.partner_benefits(person, world, month, earns, income)
    elif earns < world.assumptions.value("partner_earns_share", person.persona):
        weight = world.assumptions.value("partner_earning_weight")
        person.partner_income_monthly_cents = amounts.net_salary(person, world, month, income, weight) // 12


def send_to_college(person: Person, world: World, month: int) -> None:
    """Let the eldest child at home leave for college."""
    person.child_birth_ordinals = person.child_birth_ordinals[1:]
    person.college_end_months = (*person.college_end_months, month + 12 * world.assumptions.whole("college_years") - 3)
    person.children_in_college = len(person.college_end_months)


def is_grown(birth_ordinal: int | NDArray[np.int64], world: World, month: int) -> Any:
    """Return whether a child born on a day leaves home by the month, college or not; elementwise."""
    return months.first_ordinal(month) - birth_ordinal >= world.assumptions.value("child_leaves_home_age_years") * months.DAYS_PER_YEAR


def grow_up(person: Person, world: World, month: int) -> None:
    """Let children who finish college, or grow up without one, go their own way."""
    person.child_birth_ordinals = tuple(born for born in person.child_birth_ordinals if not is_grown(born, world, month))
    person.college_end_months = tuple(end for end in person.college_end_months if end > month)
    person.children_in_college = len(person.college_end_months)
    settle(person)
