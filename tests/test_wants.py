"""What people want follows from who they are, and adds up to what they have."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest

from agents import PERSONAS
from c360sim import assumptions, months
from c360sim.customer.birth import holdings
from c360sim.customer.budget import spending
from c360sim.customer.budget.restate import restate
from c360sim.customer.people import tables
from c360sim.customer.people.person import Person
from c360sim.customer.people.states import Loyalty, Work
from c360sim.intents import Intents
from c360sim.simulation import Simulation
from c360sim.spec import RunSpec
from c360sim.vocabulary import SUBSCRIPTIONS, Bill, Family, Fintech, Income, Spend

COUNT = 300
LOANS = (Family.MORTGAGE, Family.AUTO_LOAN, Family.PERSONAL_LOAN, Family.STUDENT_LOAN)


@pytest.fixture(scope="module")
def simulation() -> Simulation:
    model = Simulation(RunSpec(customers=COUNT), PERSONAS)
    for _ in range(3):
        model.step()
    return model


def stated(simulation: Simulation, people: list[Person]) -> Intents:
    """Return fresh intents in which these people have stated what they want."""
    kept, simulation.world.intents = simulation.world.intents, Intents(COUNT)
    restate(simulation.people, np.array([person.row for person in people]), simulation.world, simulation.month)
    found, simulation.world.intents = simulation.world.intents, kept
    return found


def content(simulation: Simulation, *works: Work) -> list[Person]:
    """Return customers of this bank who are content and in one of these states of work."""
    today = months.first_ordinal(simulation.month)
    return [
        person
        for person in simulation.people
        if person.work in works and person.loyalty == Loyalty.CONTENT and person.is_main_bank and person.join_ordinal < today
    ]


def test_a_persons_wants_do_not_depend_on_who_else_states_theirs(simulation: Simulation) -> None:
    together = stated(simulation, list(simulation.people))
    for person in list(simulation.people)[::37]:
        alone = stated(simulation, [person])
        for column in fields(Intents):
            if column.metadata:
                assert np.array_equal(getattr(alone, column.name)[person.row], getattr(together, column.name)[person.row]), column.name


def test_a_lost_job_takes_the_salary_and_brings_benefits(simulation: Simulation) -> None:
    person = next(person for person in content(simulation, Work.EMPLOYED) if person.employer >= 0)
    before = stated(simulation, [person])
    kept = (person.work, person.employer, person.net_salary_annual_cents, person.unemployed_since_month)
    person.previous_salary_annual_cents = person.net_salary_annual_cents
    person.work, person.employer, person.net_salary_annual_cents = Work.UNEMPLOYED, -1, 0
    person.unemployed_since_month = simulation.month
    without = stated(simulation, [person]).income_cents[person.row, Income.BENEFITS]
    person.draws_benefits = True
    after = stated(simulation, [person])
    person.draws_benefits = False
    person.work, person.employer, person.net_salary_annual_cents, person.unemployed_since_month = kept
    assert before.income_cents[person.row, Income.SALARY] > 0 == after.income_cents[person.row, Income.SALARY]
    assert before.income_cents[person.row, Income.BENEFITS] == without == 0 < after.income_cents[person.row, Income.BENEFITS]
    assert after.income_cents[person.row, Income.BENEFITS] <= kept[2] // 24 + 1
    assert after.purchases_monthly[person.row].sum() <= before.purchases_monthly[person.row].sum()
    assert after.distress_ratio[person.row] > before.distress_ratio[person.row]


def test_a_child_changes_what_is_bought(simulation: Simulation) -> None:
    person = next(person for person in content(simulation, Work.EMPLOYED) if not person.child_birth_ordinals)
    before = stated(simulation, [person])
    person.child_birth_ordinals = (months.first_ordinal(simulation.month) - 30,)
    after = stated(simulation, [person])
    person.child_birth_ordinals = ()
    assert after.purchases_monthly[person.row, Spend.BABY_KIDS] > 3 * before.purchases_monthly[person.row, Spend.BABY_KIDS]
    assert after.trips_monthly[person.row] < before.trips_monthly[person.row]


def test_who_leaves_takes_pay_bills_and_balances_away_but_some_do_so_silently(simulation: Simulation) -> None:
    people = [person for person in content(simulation, Work.EMPLOYED) if person.employer >= 0]
    before = stated(simulation, people)
    for person in people:
        person.loyalty, person.leaving_since_month, person.leave_month = Loyalty.LEAVING, simulation.month - 3, simulation.month + 1
    after = stated(simulation, people)
    for person in people:
        person.loyalty, person.leaving_since_month, person.leave_month = Loyalty.CONTENT, 0, 0
    rows = np.array([person.row for person in people])
    silent = after.activity_ratio[rows] == before.activity_ratio[rows]
    assert 0.05 < silent.mean() < 0.45
    fading = rows[~silent]
    assert (after.bill_cents[fading] > 0).sum() < 0.9 * (before.bill_cents[fading] > 0).sum()
    assert (after.complaint_ratio[fading] > before.complaint_ratio[fading]).all()
    assert 0.3 < ((after.salary_here_ratio < before.salary_here_ratio)[fading]).mean() <= 1
    assert 0.2 < ((after.drain_ratio > before.drain_ratio)[fading]).mean() < 0.8
    quiet = rows[silent]
    assert (after.salary_here_ratio[quiet] == before.salary_here_ratio[quiet]).all() and not after.drain_ratio[quiet].any()
    assert (after.bill_cents[quiet] == before.bill_cents[quiet]).all()


def test_the_thrifty_keep_more(simulation: Simulation) -> None:
    people = [person for person in content(simulation, Work.EMPLOYED) if person.employer >= 0]
    rows = [person.row for person in people]
    kept = [person.thrift for person in people]
    found = []
    for thrift in (0.05, 0.95):
        for person in people:
            person.thrift = thrift
        found.append(stated(simulation, people))
    for person, thrift in zip(people, kept, strict=True):
        person.thrift = thrift
    loose, tight = found
    assert (tight.saving_ratio[rows] >= loose.saving_ratio[rows]).all()
    spent = [(each.purchases_monthly[rows] * each.ticket_ratio[rows]).sum() for each in found]
    assert spent[1] < 0.95 * spent[0]


def test_any_budget_leads_to_purchases_that_cost_it_within_the_levels_of_living() -> None:
    draws = np.random.default_rng(5)
    shapes, people = tables.spend_shapes(assumptions.load()), 400
    usual = draws.exponential(20_000, (people, len(Spend))) * (draws.random((people, len(Spend))) < 0.6)
    cheapest, dearest = ((usual * shapes.engel_count[level] * shapes.engel_ticket[level]).sum(axis=1) for level in (0, -1))
    target = cheapest + (dearest - cheapest) * draws.random(people) ** 8
    more, dearer = spending.engel_ratios(shapes, usual, target)
    assert np.allclose((usual * more * dearer).sum(axis=1), target, rtol=0.001)
    for beyond, met in ((cheapest / 2, cheapest), (dearest * 2, dearest)):
        more, dearer = spending.engel_ratios(shapes, usual, beyond)
        assert np.allclose((usual * more * dearer).sum(axis=1), met)


def test_wants_fit_the_purse(simulation: Simulation) -> None:
    """Bills and purchases of employed customers of one bank cost less than what comes in, for nearly all of them."""
    people = [person for person in content(simulation, Work.EMPLOYED) if not person.leave_month]
    intents = stated(simulation, people)
    rows = np.array([person.row for person in people])
    income = np.array([person.net_salary_annual_cents // 12 + person.gig_monthly_cents for person in people])
    ticket = np.array(simulation.shapes.median_cents) * intents.ticket_ratio[rows] * np.array(simulation.shapes.spread.mean(axis=1))
    spent = intents.bill_cents[rows].sum(axis=1) + (intents.purchases_monthly[rows] * ticket).sum(axis=1)
    assert 0.3 < np.median(spent / income) < 1.0
    assert np.mean(spent > 1.15 * income) < 0.1


def test_everyone_has_some_subscriptions_and_nobody_dozens(simulation: Simulation) -> None:
    people = content(simulation, Work.EMPLOYED, Work.STUDYING, Work.STUDYING_AND_WORKING, Work.RETIRED)
    intents = stated(simulation, people)
    held = (intents.bill_cents[[person.row for person in people]][:, sorted(SUBSCRIPTIONS)] > 0).sum(axis=1)
    assert 1.5 < held.mean() < 6
    assert held.max() <= len(SUBSCRIPTIONS) - 1


def test_some_use_fintechs_and_the_young_more(simulation: Simulation) -> None:
    people = content(simulation, *Work)
    intents = stated(simulation, people)
    uses = {person.customer_id: intents.fintech_monthly[person.row, Fintech.ZELLE] > 0 for person in people}
    share = {tag: np.mean([uses[person.customer_id] for person in people if person.persona == tag]) for tag in ("Digital Native", "Boomer")}
    assert share["Digital Native"] > share["Boomer"]


def test_bills_are_paid_to_somebody(simulation: Simulation) -> None:
    people = content(simulation, *Work)
    intents = stated(simulation, people)
    rows = [person.row for person in people]
    assert (intents.bill_merchant[rows][intents.bill_cents[rows] > 0] >= 0).all()
    assert (intents.bill_cents[rows, Bill.RENT] > 0).any()


def test_nobody_sends_or_owes_a_household_a_few_cents(simulation: Simulation) -> None:
    found, here = simulation.world.intents, simulation.world.intents.salary_here_ratio
    numbers = simulation.world.assumptions.value
    bills = found.bill_cents[:, [bill for bill in Bill if bill not in SUBSCRIPTIONS]]
    assert bills[bills > 0].min() >= numbers("bill_least_usd") * 100
    sent = found.income_cents[:, Income.SALARY] * here * np.array([52, 26, 24, 12])[found.pay_frequency] / 12
    assert (sent[sent > 0] >= 50_00).all()


def test_nobody_has_borrowed_before_coming_of_age() -> None:
    world = (fresh := Simulation(RunSpec(customers=COUNT), PERSONAS)).world
    eve = months.first_ordinal(world.start_month) - 1
    loans = {code for code, product in world.catalog.products.by_code.items() if product.family in LOANS}
    opened = []
    everyone, young_day = np.arange(COUNT), eve - 18 * 366
    fresh.people.birth_ordinal, fresh.people.join_ordinal = np.full(COUNT, young_day), np.full(COUNT, young_day + 16 * 366)
    for requests in holdings.first_holdings(fresh.people, everyone, world):
        opened += [request.opened_on - young_day for request in requests if request.product in loans]
    assert opened and min(opened) >= 18 * 365.25
