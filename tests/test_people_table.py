"""The one table of people: what a person is told, the columns say, and whom it changed is known without being told."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agents import PERSONAS
from c360sim.customer.life.dice import Die
from c360sim.customer.life.persona import MACHINES
from c360sim.customer.life.prospects import Prospects
from c360sim.customer.people.fields import Choice, Flag, Numbers, Real, Whole, Words
from c360sim.customer.people.person import MOST_CHILDREN, Life
from c360sim.customer.people.states import Loyalty, Work
from c360sim.customer.people.table import FIELDS
from c360sim.vocabulary import HomeOwnership
from lives import START, Village, want_nothing

VALUES = {
    Whole: st.integers(-(2**62), 2**62),
    Real: st.floats(allow_nan=False),
    Flag: st.booleans(),
    Words: st.text(),
    Numbers: st.lists(st.integers(1, 10**6), max_size=MOST_CHILDREN).map(tuple),
}


@pytest.fixture(scope="module")
def village() -> Village:
    return Village(12)


@settings(deadline=None, max_examples=200)
@given(data=st.data())
def test_what_a_person_is_told_the_column_says(village: Village, data: st.DataObject) -> None:
    people = village.people
    field, row = data.draw(st.sampled_from(FIELDS)), data.draw(st.integers(0, len(people) - 1))
    values = st.sampled_from(people.words(field)) if isinstance(field, Choice) else VALUES[type(field)]
    value, name = data.draw(values), field.name
    people.take_touched()
    setattr(people[row], name, value)
    assert getattr(people[row], name) == value
    assert people.take_touched().tolist() == [row]
    column = people.select(np.array([row])).get(field)[0]
    if isinstance(field, Choice):
        assert people.words(field)[column] == value
    elif isinstance(field, Numbers):
        assert tuple(column[column != 0].tolist()) == value
    else:
        assert column == value


def test_nothing_is_written_behind_the_tables_back(village: Village) -> None:
    with pytest.raises(ValueError, match="read-only"):
        village.people.rent_monthly_cents[0] = 1
    with pytest.raises(AttributeError):
        village.people[0].rent_monthly = 1  # type: ignore[attr-defined]
    with pytest.raises(KeyError):
        village.people[0].enter(Life.work, "gardening")
    with pytest.raises(ValueError, match="child_birth_ordinals has 13 entries, allowed 12"):
        village.people[0].child_birth_ordinals = tuple(range(1, 14))


def test_columns_and_persons_say_the_same_of_what_follows_from_fields() -> None:
    village = Village(300)
    village.people[0].loyalty, village.people[0].leave_month, village.people[0].leave_day = Loyalty.GONE, START + 3, 17
    people = village.people
    assert people.churn_ordinal.tolist() == [person.churn_ordinal for person in people]
    assert people.eldest_birth_ordinal.tolist() == [person.eldest_birth_ordinal for person in people]
    assert people.named(Life.persona).tolist() == [person.persona for person in people]
    works = (Work.EMPLOYED, Work.RETIRED)
    assert people.are(Life.work, *works).tolist() == [person.are(Life.work, *works) for person in people]
    some = people.select(np.array([7, 3]))
    assert some.are(Life.home_ownership, HomeOwnership.RENT).tolist() == [
        people[row].home_ownership == HomeOwnership.RENT for row in (7, 3)
    ]


def test_what_lies_ahead_is_known_of_whoever_has_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    """After two years the prospects kept month by month are those that a first look at everyone finds."""
    want_nothing(monkeypatch)
    village, never = Village(400), np.ones((len(Die), 400))
    village.live(24)
    society, month = village.society, START + 24
    society.prospects.look_ahead(month)
    village.people.region = village.people.region + 0  # everyone counts as changed
    anew = Prospects(society.lives, village.people, village.world)
    anew.look_ahead(month)
    for machine in MACHINES:
        assert np.array_equal(society.prospects.may_move(machine, never, month), anew.may_move(machine, never, month)), machine.name


def test_every_state_of_every_persona_has_a_number(village: Village) -> None:
    lives = village.society.lives
    for persona in PERSONAS:
        for machine in MACHINES:
            assert {state.name for state in lives.by_persona[persona.tag][machine].values()} <= set(village.people.words(machine))
