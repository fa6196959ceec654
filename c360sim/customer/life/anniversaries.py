"""What time alone brings: raises, the yearly rise of pensions, benefits that end, children who grow up, loans that end.

Whom it brings something is asked of the table of people, all at once; only they are then changed, one by one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from c360sim import months
from c360sim.customer.life import careers, households
from c360sim.customer.people import amounts
from c360sim.customer.people.outside import Holding
from c360sim.customer.people.person import Life, Person
from c360sim.customer.people.states import Work
from c360sim.customer.people.table import Flags, People
from c360sim.customer.people.world import World

JANUARY, JUNE = 1, 6


class Turn(NamedTuple):
    """One thing that time brings: who it comes to in a month, and how it changes each of them."""

    comes_to: Callable[[People, World, int], Flags]
    change: Callable[[Person, World, int], None]


def pass_month(people: People, world: World, month: int, lives: Flags) -> Flags:
    """Let a month pass for those who live; return whom it changed in what they have to live on or whom for."""
    changed = np.zeros_like(lives)
    for turn in TURNS:
        who = turn.comes_to(people, world, month) & lives
        for row in np.flatnonzero(who).tolist():
            turn.change(people[row], world, month)
        changed |= who
    return changed


def _has_anniversary(people: People, world: World, month: int) -> Flags:
    tenure = month - people.job_since_month
    return (tenure > 0) & (tenure % 12 == 0) & people.are(Life.work, Work.EMPLOYED, Work.SELF_EMPLOYED)


def _raise(person: Person, world: World, month: int) -> None:
    """Raise the pay in the job's anniversary month: more for those who earn well."""
    ratio = 1 + amounts.between(world, "raise", person.earning)
    person.net_salary_annual_cents = amounts.cents(person.net_salary_annual_cents * ratio)
    person.gig_monthly_cents = amounts.cents(person.gig_monthly_cents * ratio)


def _loses_benefits(people: People, world: World, month: int) -> Flags:
    ends = people.unemployed_since_month + world.assumptions.whole("benefits_months")
    return (ends == month) & people.are(Life.work, Work.UNEMPLOYED)


def _live_on_less(person: Person, world: World, month: int) -> None:
    """Change nothing in the person: whoever asks for the benefits of a month finds that they have ended."""


def _is_due_a_rise(people: People, world: World, month: int) -> Flags:
    draws: Flags = people.are(Life.work, Work.RETIRED) & (people.net_social_security_monthly_cents > 0)
    return draws & (months.of_year(month) == JANUARY)


def _raise_social_security(person: Person, world: World, month: int) -> None:
    ratio = 1 + world.assumptions.value("social_security_raise")
    person.net_social_security_monthly_cents = amounts.cents(person.net_social_security_monthly_cents * ratio)


def _may_claim(people: People, world: World, month: int) -> Flags:
    claims: Flags = people.are(Life.work, Work.RETIRED) & (people.net_social_security_monthly_cents == 0)
    return claims & careers.has_social_security_age(people.birth_ordinal, world, month)


def _has_loan_turned(people: People, world: World, month: int) -> Flags:
    return world.outside.has_turned


def _pay_mortgage(person: Person, world: World, month: int) -> None:
    person.outside_mortgage_monthly_cents = person.elsewhere.payment_cents(Holding.MORTGAGE)


def _has_child_who_leaves(people: People, world: World, month: int) -> Flags:
    eldest, ends = people.eldest_birth_ordinal, people.college_end_months
    grown = (eldest > 0) & households.is_grown(eldest, world, month)
    graduated = ((ends > 0) & (ends <= month)).any(axis=1)
    leaves: Flags = grown | graduated
    return leaves & (months.of_year(month) == JUNE)


TURNS = (
    Turn(_has_anniversary, _raise),
    Turn(_loses_benefits, _live_on_less),
    Turn(_is_due_a_rise, _raise_social_security),
    Turn(_may_claim, careers.claim_social_security),
    Turn(_has_loan_turned, _pay_mortgage),
    Turn(_has_child_who_leaves, households.grow_up),
)
