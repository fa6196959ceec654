"""What households own and owe at other institutions: loans to the cent, and shares and ranks over many people."""

from __future__ import annotations

import numpy as np
import pytest

from agents import PERSONAS
from c360sim.customer.birth.outside import usual
from c360sim.customer.people.outside import Elsewhere, Holding, OutsideHoldings, OutsideLoan
from c360sim.customer.people.person import Person
from c360sim.simulation import Simulation
from c360sim.spec import RunSpec
from c360sim.vocabulary import Family

YES, NO = np.array([True]), np.array([False])


def household() -> Elsewhere:
    return Elsewhere(OutsideHoldings(1), 0)


def test_a_loan_elsewhere_amortises_to_the_cent() -> None:
    """1,000 dollars at 12% a year: 10 dollars of interest, 100 paid."""
    held = household()
    held.owe(Holding.MORTGAGE, OutsideLoan(1_000_00, 1200, 100_00))
    for owed in (910_00, 819_10):
        held.of.pass_month(0, YES, NO)
        assert held.cents(Holding.MORTGAGE) == owed and not held.has_turned


def test_student_loans_rest_while_one_studies_and_end_when_paid() -> None:
    held = household()
    held.owe(Holding.STUDENT_LOAN, OutsideLoan(150_00, 0, 100_00))
    seen = []
    for studies in (YES, NO, NO):
        held.of.pass_month(0, YES, studies)
        seen.append((held.cents(Holding.STUDENT_LOAN), held.has_turned))
    assert seen == [(150_00, False), (50_00, False), (0, True)]
    assert held.payment_cents(Holding.STUDENT_LOAN) == 0


def test_who_has_not_joined_or_has_left_pays_nothing() -> None:
    held = household()
    held.owe(Holding.MORTGAGE, OutsideLoan(1_000_00, 1200, 100_00))
    held.of.pass_month(0, NO, NO)
    assert held.cents(Holding.MORTGAGE) == 1_000_00


def test_the_next_car_is_financed_in_its_month() -> None:
    held = household()
    held.plan_vehicle(OutsideLoan(20_000_00, 800, 400_00), 5)
    turned = []
    for month in (4, 5, 6):
        held.of.pass_month(month, YES, NO)
        turned.append(held.has_turned)
    assert turned == [False, True, False]
    assert held.payment_cents(Holding.VEHICLE_LOAN) == 400_00


def test_growth_and_divorce_scale_assets_but_no_debts() -> None:
    held = household()
    for holding, cents in ((Holding.STOCKS, 100_00), (Holding.RETIREMENT, 300_00), (Holding.CARD_DEBT, 70_00)):
        held.own(holding, cents)
    held.put_in_shares(0.5)
    held.scale_assets(0.6)
    assert (held.wealth_cents, held.cents(Holding.RETIREMENT), held.cents(Holding.CARD_DEBT)) == (60_00, 180_00, 70_00)
    assert held.of.equity_cents().tolist() == [150_00]


@pytest.fixture(scope="module")
def simulation() -> Simulation:
    return Simulation(RunSpec(customers=4000), PERSONAS)


def test_households_hold_retirement_savings_as_surveyed_and_the_well_paid_more(simulation: Simulation) -> None:
    """SCF 2019: 51% of 55-75; here and elsewhere together, within three standard errors of 900 people and a few points."""
    families = simulation.bank.families()
    boomers = [person for person in simulation.people if person.persona == "Boomer" and person.join_ordinal < 738_886]
    holds = np.array(
        [person.elsewhere.cents(Holding.RETIREMENT) > 0 or bool(families[person.row] >> Family.RETIREMENT & 1) for person in boomers]
    )
    assert 0.44 < holds.mean() < 0.58
    earning = np.array([person.earning for person in boomers])
    assert holds[earning > 0.67].mean() > holds[earning < 0.33].mean() + 0.15


def test_who_has_much_of_one_has_much_of_another(simulation: Simulation) -> None:
    rows = [person.row for person in simulation.people if person.persona == "Boomer"]
    both = simulation.world.outside.cents[[[Holding.SAVINGS], [Holding.RETIREMENT]], rows].T
    both = both[(both > 0).all(axis=1)]
    ranks = both.argsort(axis=0).argsort(axis=0)
    assert 0.3 < np.asarray(np.corrcoef(ranks.T))[0, 1] < 0.9


def test_cars_are_on_credit_for_the_surveyed_part_of_their_cycle(simulation: Simulation) -> None:
    owners = [
        person
        for person in simulation.people
        if person.persona == "Young Parent" and (simulation.world.outside.next_vehicle_month[person.row] or _has_loan(person))
    ]
    young_parent = list(simulation.world.assumptions.personas).index("Young Parent")
    share = np.mean([_has_loan(person) for person in owners])
    assert share == pytest.approx(usual(simulation.world.assumptions).share[young_parent, Holding.VEHICLE_LOAN], abs=0.06)


def _has_loan(person: Person) -> bool:
    return person.elsewhere.cents(Holding.VEHICLE_LOAN) > 0
