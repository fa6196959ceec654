"""Standing payments: rent and utilities, premiums, child care and tuition, and subscriptions at their price of the month."""

from __future__ import annotations

import numpy as np

from c360sim import months
from c360sim.customer.wants import insurance
from c360sim.customer.wants.habits import Standing
from c360sim.customer.wants.situation import HOUSEHOLDER, STUDIES, Situation, clamp
from c360sim.customer.wants.tables import Flags
from c360sim.vocabulary import Bill, Family

TERM = frozenset({1, 2, 3, 4, 8, 9, 10, 11})
"""Months of the year in which tuition is due in installments."""

PAID_BY_OTHERS = (
    *(Bill.TUITION, Bill.CHILD_CARE, Bill.RENT, Bill.OUTSIDE_MORTGAGE),
    *(Bill.ELECTRICITY, Bill.WATER_GAS, Bill.INTERNET, Bill.AUTO_INSURANCE, Bill.PHONE, Bill.HEALTH_INSURANCE),
)
"""Bills that others pay, in this order, when money is short."""

FIRST_SUBSCRIPTION = int(Bill.GYM)


def household_share(s: Situation, earned: int) -> float:
    """Return the part of the household's bills that this person pays: by income where a partner earns too."""
    partner = s.person.partner_income_monthly_cents
    if partner == 0:
        return 1.0
    return clamp(earned / max(earned + partner, 1), s.numbers["share_of_bills_least"], 1.0)


def restate(s: Situation, earned: int, room_cents: float) -> int:
    """Write all columns of standing payments and return their sum in cents per month, at most `room_cents`."""
    standing = s.habits.standing
    usual = standing.usual_cents
    runs = standing.is_taken & ((s.month + standing.phase) % standing.cycle <= standing.kept)
    cents = [amount if is_on else 0 for amount, is_on in zip(usual, runs.tolist(), strict=True)]
    _fit_household(s, cents, household_share(s, earned))
    insurance.fit(s, cents, usual, standing.home_premium)
    payees = _payees(s, cents, standing.payee)
    prices = s.world.catalog.merchants.plan_price_cents(s.month)
    for bill in range(FIRST_SUBSCRIPTION, len(cents)):
        if cents[bill]:
            cents[bill] = int(prices[payees[bill]]) or cents[bill]
    _fit_purse(cents, room_cents)
    intents, row = s.world.intents, s.row
    intents.bill_cents[row] = np.array(cents) * _runs_here(s, standing)
    intents.bill_day[row] = standing.day
    intents.bill_merchant[row] = payees
    intents.bill_on_card[row] = standing.on_card
    return sum(cents)


def _runs_here(s: Situation, standing: Standing) -> Flags:
    """Say which bills are charged here: who banks elsewhere leaves only some, on a card; who leaves moves them one by one."""
    if s.person.is_main_bank:
        return np.greater_equal(standing.departs, s.departure)
    return standing.on_card if s.holds(Family.CARD) else np.zeros_like(standing.on_card)


def _payees(s: Situation, cents: list[int], draws: list[float]) -> list[int]:
    """Return the merchant row of each payee, -1 where nothing is paid; another home means another landlord."""
    merchants, region = s.world.catalog.merchants, s.person.region
    rows = [-1] * len(cents)
    for bill, by_place in merchants.payees.items():
        if cents[bill]:
            local = by_place[region]
            step = int(draws[bill] * len(local)) + (s.person.moves if bill == Bill.RENT else 0)
            rows[bill] = int(local[step % len(local)])
    for bill in insurance.own_policies(s):
        rows[bill] = merchants.bank_insurance
    return rows


def _fit_household(s: Situation, cents: list[int], share: float) -> None:
    """Set rent or mortgage, utilities, tuition and child care to the home and the family."""
    person, numbers = s.person, s.numbers
    cents[Bill.RENT] = int(person.rent_monthly_cents * share)
    cents[Bill.OUTSIDE_MORTGAGE] = int(person.outside_mortgage_monthly_cents * share)
    part = share * (1 + numbers["utility_per_child"] * len(person.child_birth_ordinals))
    if person.work in STUDIES:
        part *= numbers["roommate_share"]
    if person.home_ownership not in HOUSEHOLDER:
        part = 0.0
    for bill in (Bill.ELECTRICITY, Bill.WATER_GAS, Bill.INTERNET):
        cents[bill] = int(cents[bill] * part)
    cents[Bill.TUITION] = int(_tuition(s, cents[Bill.TUITION]))
    cents[Bill.CHILD_CARE] = int(cents[Bill.CHILD_CARE] * share * (1 + numbers["further_child_care"] * (s.young - 1))) if s.young else 0


def _fit_purse(cents: list[int], room_cents: float) -> None:
    """Leave to others, family or those who share the home, what does not fit into `room_cents` a month."""
    excess = sum(cents) - max(int(room_cents), 0)
    for bill in PAID_BY_OTHERS:
        if excess <= 0:
            return
        relief = min(cents[bill], excess)
        cents[bill] -= relief
        excess -= relief


def _tuition(s: Situation, own: int) -> float:
    """Return the tuition of this month: one's own, and that of children in college."""
    if months.of_year(s.month) not in TERM:
        return 0.0
    children = s.numbers["college_support_usd"] * 100 * s.person.children_in_college
    return children + (own if s.person.work in STUDIES else 0)
