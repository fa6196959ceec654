from __future__ import annotations

import datetime as dt
from collections import defaultdict

import numpy as np
import pytest

from c360sim import months
from c360sim.bank.requests import Leave
from c360sim.customer.life.prospects import Prospects
from c360sim.customer.people.states import Work
from c360sim.customer.truth import Holdings, customer_months, labels
from c360sim.vocabulary import Bill, Event
from lives import START, Village, want_nothing


@pytest.fixture(scope="module")
def village() -> Village:
    with pytest.MonkeyPatch.context() as patch:
        want_nothing(patch)
        village = Village(1500)
        village.live(24)
    return village


@pytest.fixture(scope="module")
def lives(village: Village) -> dict[int, list[tuple[int, Event]]]:
    found = defaultdict(list)
    for customer_id, day, event in village.events:
        found[customer_id].append((day, event))
    return found


def test_all_kinds_of_event_happen(village: Village) -> None:
    assert set(Event) - {event.event for event in village.events} <= {Event.BEREAVEMENT, Event.DIVORCE, Event.MADE_MAIN_BANK}


def test_students_graduate_in_may_and_then_live_on_a_salary(village: Village, lives: dict[int, list[tuple[int, Event]]]) -> None:
    graduates = [person for person in village.people if Event.GRADUATION in {event for _, event in lives[person.customer_id]}]
    hired = [person for person in graduates if person.stage == "young_professional" and person.work == Work.EMPLOYED]
    assert len(graduates) > 50 and len(hired) > len(graduates) / 2
    for person in graduates:
        day = next(day for day, event in lives[person.customer_id] if event == Event.GRADUATION)
        joined = months.of_ordinal(person.join_ordinal) == months.of_ordinal(day)
        assert dt.date.fromordinal(day).month == 5 or joined
    for person in hired:
        assert person.employer >= 0 and person.net_salary_annual_cents > 1_200_000 and person.family_support_monthly_cents == 0


def test_about_eight_percent_leave_a_year_and_it_takes_them_months(village: Village, lives: dict[int, list[tuple[int, Event]]]) -> None:
    gone = [person for person in village.people if person.has_left]
    assert 0.055 < len(gone) / len(village.people) / 2 < 0.105
    for person in gone:
        told = dict((event, day) for day, event in lives[person.customer_id])
        assert max(day for day, _ in lives[person.customer_id]) == told[Event.LEFT_BANK] == person.churn_ordinal
        if Event.STARTED_LEAVING in told:
            assert 3 <= person.leave_month - months.of_ordinal(told[Event.STARTED_LEAVING]) <= 9
    assert sorted(request.customer for request in village.requests if isinstance(request, Leave)) == [person.row for person in gone]


def test_some_who_set_out_to_leave_stay_and_some_of_them_bank_elsewhere(village: Village) -> None:
    started = sum(event.event == Event.STARTED_LEAVING for event in village.events)
    left = sum(event.event == Event.LEFT_BANK for event in village.events)
    assert 0.4 < left / started < 0.85
    moved = {event.customer_id for event in village.events if event.event == Event.MOVED_MAIN_BANK}
    banks_elsewhere = [
        person for person in village.people if person.customer_id in moved and not person.has_left and not person.is_main_bank
    ]
    assert len(banks_elsewhere) > 0.5 * len(moved) > 0


def test_a_child_born_lives_in_the_household(village: Village, lives: dict[int, list[tuple[int, Event]]]) -> None:
    for person in village.people:
        for day, event in lives[person.customer_id]:
            assert event != Event.BIRTH or day in person.child_birth_ordinals


def test_nothing_happens_before_joining(village: Village, lives: dict[int, list[tuple[int, Event]]]) -> None:
    assert all(day >= person.join_ordinal for person in village.people for day, _ in lives[person.customer_id])


def test_a_life_does_not_depend_on_the_others_or_on_the_length(village: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    want_nothing(monkeypatch)
    few = Village(150)
    few.live(12)
    last = months.last_ordinal(START + 11)
    assert few.events == [event for event in village.events if event.customer_id <= 150 and event.day <= last]


def test_who_is_left_in_peace_for_a_month_would_have_lived_it_unchanged(village: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    want_nothing(monkeypatch)
    monkeypatch.setattr(Prospects, "may_move", lambda self, machine, dice, month: np.ones(dice.shape[1], bool))
    everyone = Village(300)
    everyone.live(24)
    assert everyone.events == [event for event in village.events if event.customer_id <= 300]
    told, all_told = (customer_months(place.society, START + 23) for place in (everyone, village))
    assert {name: list(column) for name, column in told.items()} == {
        name: [value for value, customer in zip(column, all_told["customer_id"], strict=True) if customer <= 300]
        for name, column in all_told.items()
    }


def test_the_truth_tells_states_and_hazards(village: Village) -> None:
    columns = customer_months(village.society, START + 23)
    assert 0 < len(columns["customer_id"]) < len(village.people)
    assert all(len(column) == len(columns["customer_id"]) for column in columns.values())
    hazards = [hazard for name, column in columns.items() if name.endswith("_hazard_monthly") for hazard in column]
    assert hazards and all(0 <= hazard <= 1 for hazard in hazards)
    parent = next(person for person in village.people if person.child_birth_ordinals and not person.has_left and person.employer >= 0)
    parent.has_life_cover_outside = False
    some = np.ones(len(village.people), np.int64)
    holdings = Holdings(
        liquid_cents=2_000_000 * some,
        outflow_monthly_cents=200_000 * some,
        loans_cents=500_000 * some,
        life_cover_cents=0 * some,
        families=0 * some,
        trips_yearly=0 * some,
        is_billed=np.zeros((len(some), len(Bill)), bool),
    )
    told = labels(village.society, holdings, months.last_ordinal(START + 23))
    row = told["customer_id"].tolist().index(parent.customer_id)
    income = parent.net_salary_annual_cents + 12 * parent.gig_monthly_cents
    assert told["needs_life_cover"][row] and told["life_shortfall_cents"][row] == 8 * income
    assert told["idle_cash_cents"][row] == 800_000 and told["prepayment_cents"][row] == 500_000
