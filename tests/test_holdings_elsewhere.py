"""What households own and owe at other institutions: loans to the cent, and shares and ranks over many people."""

from __future__ import annotations

import numpy as np
import pytest

from agents import PERSONAS
from c360sim.customer.elsewhere import Elsewhere, Holding, OutsideLoan
from c360sim.customer.person import Person
from c360sim.customer.wants.elsewhere import usual
from c360sim.simulation import RunSpec, Simulation
from c360sim.vocabulary import Family


def test_a_loan_elsewhere_amortises_to_the_cent() -> None:
    """1,000 dollars at 12% a year: 10 dollars of interest, 100 paid."""
    loan = OutsideLoan(1_000_00, 1200, 100_00)
    loan.pay()
    assert loan.owed_cents == 910_00
    loan.pay()
    assert loan.owed_cents == 819_10


def test_student_loans_rest_while_one_studies_and_end_when_paid() -> None:
    held = Elsewhere()
    held.loans[Holding.STUDENT_LOAN] = OutsideLoan(150_00, 0, 100_00)
    assert not held.pass_month(0, studies=True)
    assert held.cents(Holding.STUDENT_LOAN) == 150_00
    assert not held.pass_month(1, studies=False)
    assert held.pass_month(2, studies=False)
    assert held.payment_cents(Holding.STUDENT_LOAN) == 0


def test_the_next_car_is_financed_in_its_month() -> None:
    held = Elsewhere()
    held.next_vehicle, held.next_vehicle_month = OutsideLoan(20_000_00, 800, 400_00), 5
    assert not held.pass_month(4, studies=False)
    assert held.pass_month(5, studies=False)
    assert held.payment_cents(Holding.VEHICLE_LOAN) == 400_00
    assert not held.pass_month(6, studies=False)


def test_growth_and_divorce_scale_assets_but_no_debts() -> None:
    held = Elsewhere()
    held.assets = {Holding.STOCKS: 100_00, Holding.RETIREMENT: 300_00}
    held.equity_ratio, held.card_debt_cents = 0.5, 70_00
    held.scale_assets(0.6)
    assert (held.wealth_cents, held.cents(Holding.RETIREMENT), held.equity_cents, held.card_debt_cents) == (60_00, 180_00, 150_00, 70_00)


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
    earning = np.array([person.traits.earning for person in boomers])
    assert holds[earning > 0.67].mean() > holds[earning < 0.33].mean() + 0.15


def test_who_has_much_of_one_has_much_of_another(simulation: Simulation) -> None:
    held = [person.elsewhere.assets for person in simulation.people if person.persona == "Boomer"]
    both = np.array(
        [(each[Holding.SAVINGS], each[Holding.RETIREMENT]) for each in held if {Holding.SAVINGS, Holding.RETIREMENT} <= set(each)]
    )
    ranks = both.argsort(axis=0).argsort(axis=0)
    assert 0.3 < np.asarray(np.corrcoef(ranks.T))[0, 1] < 0.9


def test_cars_are_on_credit_for_the_surveyed_part_of_their_cycle(simulation: Simulation) -> None:
    owners = [
        person for person in simulation.people if person.persona == "Young Parent" and (person.elsewhere.next_vehicle or _has_loan(person))
    ]
    share = np.mean([_has_loan(person) for person in owners])
    assert share == pytest.approx(usual("Young Parent")[Holding.VEHICLE_LOAN].share, abs=0.06)


def _has_loan(person: Person) -> bool:
    return person.elsewhere.cents(Holding.VEHICLE_LOAN) > 0
