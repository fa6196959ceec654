"""What is bought around events of life, and how jobs pay for the last time."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from agents import PERSONAS
from c360sim import assumptions
from c360sim.bank.postings import Posting
from c360sim.catalog import load_catalog
from c360sim.catalog.kinds import shops_of_kind
from c360sim.intents import Intents
from c360sim.payments import income, occasions
from c360sim.payments.context import Context
from c360sim.payments.purchases import Basket
from c360sim.simulation import Simulation
from c360sim.spec import RunSpec
from c360sim.vocabulary import Event, Occasion, Spend


@pytest.fixture(scope="module")
def simulation() -> Simulation:
    simulation = Simulation(RunSpec(customers=600), PERSONAS)
    simulation.step()
    return simulation


@pytest.fixture
def context(simulation: Simulation) -> Iterator[Context]:
    """The second month, in which nobody has an occasion; what a test changes is undone."""
    found = simulation.context(simulation.month)
    kept = {name: getattr(found.intents, name).copy() for name in Intents.__dataclass_fields__ if name != "count"}
    found.intents.occasion_month[:] = 0
    yield found
    for name, column in kept.items():
        getattr(found.intents, name)[:] = column


def mcc_codes(basket: Basket) -> list[str]:
    return [load_catalog(assumptions.load()).merchants.mcc_code[row] for row in basket.merchant]


def counts(context: Context, occasion: Occasion, months_since: int) -> dict[str, int]:
    """Return purchases by merchant category code when the occasion was so many months ago for everyone."""
    context.intents.occasion_month[:, occasion] = context.month - months_since
    codes = mcc_codes(occasions.basket(context))
    return {code: codes.count(code) for code in set(codes)}


def test_hospital_and_baby_stores_are_paid_around_a_birth_and_not_elsewhere(context: Context) -> None:
    before, around, long_after = (counts(context, Occasion.BIRTH, since) for since in (-12, 1, 12))
    assert around["8062"] > 20 * before.get("8062", 1) and around["5641"] > 20 * before.get("5641", 1)
    assert long_after == before


def test_a_wedding_is_prepared_before_and_over_after(context: Context) -> None:
    engaged, prepared, day, after = (counts(context, Occasion.WEDDING, since) for since in (-12, -1, 0, 3))
    assert prepared["5992"] > 10 * engaged.get("5992", 1) and day["5944"] > 50 * engaged.get("5944", 1)
    assert after == engaged


def test_without_an_occasion_others_buy_the_same_things_now_and_then(context: Context) -> None:
    found = occasions.basket(context)
    assert 0 < len(found.who) < 0.2 * len(context.ids)
    assert {"5641", "8062"} & set(mcc_codes(found))


def test_who_has_left_buys_nothing_and_who_uses_another_card_less(context: Context) -> None:
    context.intents.occasion_month[:, Occasion.MOVE] = context.month
    usual = len(occasions.basket(context).who)
    context.intents.bought_here_ratio[:] = 0.25
    assert len(occasions.basket(context).who) < 0.5 * usual
    context.intents.is_active[:] = False
    assert len(occasions.basket(context).who) == 0


def test_purchases_of_a_move_are_of_the_place_moved_to(context: Context) -> None:
    context.intents.occasion_month[:, Occasion.MOVE] = context.month
    found, merchants, places = (
        occasions.basket(context),
        load_catalog(assumptions.load()).merchants,
        load_catalog(assumptions.load()).places,
    )
    local = [place for place, row in enumerate(found.merchant) if merchants.city[row] and found.spend[place] == Spend.HOME_FURNISHING]
    assert local
    for place in local:
        assert merchants.city[found.merchant[place]] == places.city[context.intents.region[found.who[place]]]


def test_shops_of_a_kind_carry_its_code_in_every_place() -> None:
    merchants = load_catalog(assumptions.load()).merchants
    customs = occasions.customs(assumptions.load())
    assert (customs.first_month <= customs.last_month).all() and (customs.purchases_monthly > 0).all()
    hospitals = shops_of_kind(merchants, Spend.MEDICAL, "8062")
    assert {merchants.mcc_code[row] for row in np.unique(hospitals)} == {"8062"}
    with pytest.raises(ValueError, match="no shop of COFFEE"):
        shops_of_kind(merchants, Spend.COFFEE, "8062")


def test_a_job_left_pays_once_more_from_the_old_employer(context: Context) -> None:
    intents = context.intents
    who = int(np.flatnonzero((context.checking >= 0) & (intents.salary_here_ratio == 1))[0])
    intents.last_pay_month[who], intents.last_pay_cents[who], intents.last_employer[who] = context.month, 123_456, 7
    paid = income.last_pay(context)
    mine = paid.take(paid.account == context.checking[who])
    assert mine.cents.tolist() == [123_456] and mine.payer.tolist() == [7] and mine.kind.tolist() == [Posting.SALARY]
    intents.last_pay_month[who] = context.month - 1
    assert not (income.last_pay(context).account == context.checking[who]).any()


def test_weddings_follow_engagements_and_students_lose_no_jobs() -> None:
    simulation = Simulation(RunSpec(customers=600, months=14), PERSONAS)
    engaged: dict[int, int] = {}
    weddings, students = [], set()
    for _ in range(14):
        students = {person.customer_id for person in simulation.people if person.work.value.startswith("studying")}
        for event in simulation.live_month().events:
            if event.event == Event.ENGAGEMENT:
                engaged[event.customer_id] = event.day
            elif event.event == Event.MARRIAGE and event.customer_id in engaged:
                weddings.append(event.day - engaged[event.customer_id])
            assert event.event != Event.JOB_LOSS or event.customer_id not in students
    assert weddings and min(weddings) > 5 * 30
