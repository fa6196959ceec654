"""What time alone brings, and that the columns it is asked of stand as the people do."""

from __future__ import annotations

from math import ceil
from typing import Any

import numpy as np
import pytest

from c360sim import months
from c360sim.customer.life.anniversaries import JANUARY, JUNE, pass_month
from c360sim.customer.people.states import Household, Work
from c360sim.vocabulary import MaritalStatus
from lives import START, Village

EVERYONE = np.ones(1, bool)
NOTED = ("job_since_month", "eldest_birth_ordinal", "first_college_end_month", "net_salary_annual_cents", "churn_ordinal")


def passes(village: Village, month: int, **fields: Any) -> bool:
    """Give the only person of a village these fields, and say whether the month changes them."""
    (person,) = village.people
    for name, value in fields.items():
        setattr(person, name, value)
    return bool(pass_month(village.people, village.world, month, EVERYONE)[0])


@pytest.fixture
def village() -> Village:
    """One person, whom nothing awaits."""
    village = Village(1)
    (person,) = village.people
    person.child_birth_ordinals, person.college_end_months, person.due_month = (), (), 0
    return village


def test_pay_rises_in_the_month_in_which_the_job_began_from_the_second_year_on(village: Village) -> None:
    (person,) = village.people
    for since in range(26):
        rises = passes(village, START, work=Work.EMPLOYED, job_since_month=START - since, net_salary_annual_cents=5_000_000)
        assert rises == (since in (12, 24)) == (person.net_salary_annual_cents > 5_000_000)


def test_benefits_end_once(village: Village) -> None:
    lasts = village.world.assumptions.whole("benefits_months")
    ends = [since for since in range(24) if passes(village, START, work=Work.UNEMPLOYED, unemployed_since_month=START - since)]
    assert ends == [lasts]


def test_social_security_begins_at_its_age_and_rises_each_january(village: Village) -> None:
    (person,) = village.people
    reaches = months.of_ordinal(person.birth_ordinal + months.days_of_age(ceil(village.world.assumptions.value("social_security_age")))) + 1
    retired: dict[str, Any] = {"work": Work.RETIRED, "net_social_security_monthly_cents": 0}
    assert not passes(village, reaches - 1, **retired) and not person.net_social_security_monthly_cents
    assert passes(village, reaches, **retired) and person.net_social_security_monthly_cents > 0
    for month in range(START, START + 12):
        rises = passes(village, month, net_social_security_monthly_cents=100_000)
        assert rises == (months.of_year(month) == JANUARY) == (person.net_social_security_monthly_cents > 100_000)


def test_children_go_their_own_way_in_june(village: Village) -> None:
    household: dict[str, Any] = {"work": Work.STUDYING, "family": Household.PARENTS, "marital_status": MaritalStatus.MARRIED}
    (person,) = village.people
    grown, young = months.first_ordinal(START - 12 * 40), months.first_ordinal(START - 12)
    for month in range(START, START + 12):
        changed = passes(village, month, child_birth_ordinals=(grown,), college_end_months=(START + 99,), **household)
        assert changed == (months.of_year(month) == JUNE) == (person.family == Household.MARRIED)
        changed = passes(village, month, child_birth_ordinals=(young,), college_end_months=(START + 99, START), **household)
        assert changed == (months.of_year(month) == JUNE) == (person.college_end_months == (START + 99,))
        assert not passes(village, month, child_birth_ordinals=(young,), college_end_months=(START + 99,), **household)
