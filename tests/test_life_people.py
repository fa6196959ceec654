from __future__ import annotations

import datetime as dt
import re

import numpy as np
import pytest

from agents import PERSONAS, shipped
from c360sim import months
from c360sim.crm.profile import CustomerFacts, profile
from c360sim.customer.life import starts
from c360sim.customer.people.table import FIELDS
from c360sim.vocabulary import HomeOwnership
from lives import START, Village


@pytest.fixture(scope="module")
def village() -> Village:
    return Village(1500)


def test_ages_stay_in_the_personas_band_for_24_months(village: Village) -> None:
    bands = {persona.tag: starts.ages(shipped(), persona.tag) for persona in PERSONAS}
    births = np.array([person.birth_ordinal for person in village.people])
    before, after = (months.ages_on(births, day) for day in (months.first_ordinal(START), months.last_ordinal(START + 23)))
    for person, first, last in zip(village.people, before.tolist(), after.tolist(), strict=True):
        assert bands[person.persona][0] <= first <= last <= bands[person.persona][1]


@pytest.mark.parametrize(
    ("day", "age"), [("2023-02-27", 22), ("2023-02-28", 22), ("2023-03-01", 23), ("2024-02-28", 23), ("2024-02-29", 24), ("2025-01-31", 24)]
)
def test_an_age_is_completed_on_the_birthday_or_the_day_after_where_there_is_none(day: str, age: int) -> None:
    born = dt.date(2000, 2, 29).toordinal()
    assert months.ages_on(np.array([born]), dt.date.fromisoformat(day).toordinal()).tolist() == [age]


def test_some_join_in_the_window_and_the_others_up_to_decades_before(village: Village) -> None:
    opening = months.first_ordinal(START)
    years = [(opening - person.join_ordinal) / 365.25 for person in village.people]
    assert 0.10 < sum(year <= 0 for year in years) / len(years) < 0.14
    assert min(years) > -2 and 25 < max(years) < 40
    assert all((person.join_ordinal - person.birth_ordinal) / 365.25 > 15.9 for person in village.people)


def test_who_owns_a_home_follows_the_consumer_survey(village: Village) -> None:
    for persona, share in (("Digital Native", 0.37), ("Young Parent", 0.53), ("Frequent Traveler", 0.60), ("Boomer", 0.77)):
        homes = [
            person.home_ownership in (HomeOwnership.MORTGAGE, HomeOwnership.OWN)
            for person in village.people
            if person.persona == persona and person.home_ownership != HomeOwnership.WITH_FAMILY
        ]
        assert abs(sum(homes) / len(homes) - share) < 0.07


def test_parents_of_small_children_have_small_children(village: Village) -> None:
    for person in village.people:
        if person.persona != "Young Parent":
            continue
        since = max(START, months.of_ordinal(person.join_ordinal))
        ages = [(months.first_ordinal(since) - born) / 365.25 for born in person.child_birth_ordinals]
        assert ages == sorted(ages, reverse=True)
        assert (person.stage == "expecting") == (person.due_month > 0)
        assert person.stage == "expecting" or 0 < ages[-1] < {"newborn": 1.01, "preschool": 5.01, "school_age": 11.01}[person.stage]


def test_a_customer_is_the_same_among_few_and_among_many(village: Village) -> None:
    few, many = Village(100).people, village.people
    for field in FIELDS:
        assert np.array_equal(few.get(field), many.get(field)[:100]), field.name


def test_the_file_of_a_customer_reaches_no_real_person(village: Village) -> None:
    some, last_day = np.ones(len(village.people), np.int64), months.last_ordinal(START + 23)
    facts = CustomerFacts(
        liquid_cents=150_000 * some,
        invested_cents=0 * some,
        contacts=np.array([5, 1, 0, 2]) * some[:, None],
        months_active=12 * some,
        transactions=400 * some,
        product_count=3 * some,
        last_activity_on=(last_day - 3) * some,
        months_since_income=0 * some,
        recent_activity_ratio=np.ones(len(some)),
        closed_on=0 * some,
    )
    told = profile(village.people, village.world, facts, last_day)
    assert len(told["customer_id"]) == sum(person.join_ordinal <= last_day for person in village.people) > 1000
    assert all(re.fullmatch(r"[a-z]+\.[a-z]+\d+@example\.(com|org|net)", email) for email in told["email"])
    assert all(re.fullmatch(r"\([2-9]\d\d\) 555-01\d\d", phone) for phone in told["phone"])
    assert len(set(told["email"])) == len(told["email"])
    assert set(told["churn_status"]) == {"Active"}
    assert (told["engagement_score"] > 0).all() and (told["engagement_score"] <= 100).all()
