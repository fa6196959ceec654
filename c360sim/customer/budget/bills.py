"""Standing payments: rent and utilities, premiums, child care and tuition, and subscriptions."""

from __future__ import annotations

import numpy as np

from c360sim import months
from c360sim.customer.budget import insurance, leaving
from c360sim.customer.budget.situation import HOUSEHOLDER, Situations
from c360sim.customer.people import tables
from c360sim.customer.people.outside import Holding
from c360sim.customer.people.states import STUDIES
from c360sim.customer.people.tables import Flags, Vector, Whole
from c360sim.distributions import either
from c360sim.vocabulary import SUBSCRIPTIONS, Bill, Family, HomeOwnership

TERM = frozenset({1, 2, 3, 4, 8, 9, 10, 11})
"""Months of the year in which tuition is due in installments."""

PAID_BY_OTHERS = (
    *(Bill.TUITION, Bill.CHILD_CARE, Bill.RENT, Bill.OUTSIDE_MORTGAGE),
    *(Bill.ELECTRICITY, Bill.WATER_GAS, Bill.INTERNET, Bill.AUTO_INSURANCE, Bill.PHONE, Bill.HEALTH_INSURANCE),
)
"""Bills that others pay, in this order, when money is short."""

HOUSEHOLD = (Bill.ELECTRICITY, Bill.WATER_GAS, Bill.INTERNET)
_SHARED = np.isin(
    np.arange(len(Bill)),
    [Bill.STREAMING_FIRST, Bill.STREAMING_SECOND, Bill.STREAMING_THIRD, Bill.MEAL_KIT, Bill.SHOPPING_CLUB],
)
"""Subscriptions of a household, paid by one of a couple."""

_IS_SUBSCRIPTION = np.isin(np.arange(len(Bill)), list(SUBSCRIPTIONS))
GOLDEN_PART = 0.6180339887498949
"""By this part of all landlords each move leads on: far from the last one, whatever the number of moves."""


class Arrangements:
    """What people have agreed to pay, shape (people, Bill).

    `usual_cents` is what each costs a household; `runs` says what is held in this month: of those that are ever
    taken, a subscription runs and pauses in cycles; `departs` is how much must have moved to another bank for it to
    move too; `on_card` how it is paid, `on_card_here` whether with a card of this bank though the main bank is another;
    `pays` which of the household's bills are this person's to pay, whole.
    """

    def __init__(self, s: Situations, earned: Whole) -> None:
        plans = tables.standing(s.world.assumptions)
        taken, size, when, self.payee, phase, means = s.habits.bills
        running = s.own("subscription_running_share")[:, None]
        ever = (1 + s.own("subscription_technology") * (2 * s.technology - 1))[:, None] / running
        kept = plans.months_kept * (1 + s.own("subscription_forgotten") * (1 - s.diligence))[:, None]
        cycle = np.floor(kept / running) + 1
        share = plans.share[s.lives_like] * np.where(_SHARED, household_share(s, earned)[:, None], 1.0)
        is_taken = taken < np.where(plans.is_subscription, share * ever, share)
        self.runs: Flags = is_taken & ((s.month + np.floor(phase * cycle)) % cycle <= kept)
        relative = np.minimum(plans.ratio(s.lives_like, size), s.own("bill_size_most")[:, None])
        self.usual_cents: Whole = (plans.median_cents[s.lives_like] * relative).astype(np.int64)
        self.day: Whole = plans.earliest_day + (when * plans.days).astype(np.int64)
        self.on_card: Flags = means < plans.card_share
        self.on_card_here: Flags = means < plans.card_share * s.own("secondary_activity_ratio")[:, None]
        self.departs: Vector = when
        self.pays: Flags = phase < household_share(s, earned)[:, None]
        self.home_draw: Vector = size[:, Bill.HOME_INSURANCE]


def household_share(s: Situations, earned: Whole) -> Vector:
    """Return the part of the household's costs that each person bears: by income where a partner earns too."""
    partner = s.partner_income_monthly_cents
    share = np.clip(earned / np.maximum(earned + partner, 1), s.own("share_of_bills_least"), 1.0)
    return np.where(partner == 0, 1.0, share)


def restate(s: Situations, earned: Whole, room_cents: Vector) -> Whole:
    """Write all columns of standing payments and return their sum in cents per month, at most `room_cents`."""
    agreed = Arrangements(s, earned)
    cents = either(agreed.runs, agreed.usual_cents, 0)
    _fit_household(s, cents, household_share(s, earned), agreed.pays)
    insurance.fit(s, cents, agreed.usual_cents, agreed.home_draw)
    payees = _payees(s, cents, agreed.payee)
    prices = s.world.catalog.merchants.plan_price_cents(s.month).take(payees)
    cents = either(_IS_SUBSCRIPTION & (cents > 0) & (prices > 0), prices, cents)
    _fit_purse(cents, room_cents)
    cents = either(_IS_SUBSCRIPTION | (cents >= s.own("bill_least_usd")[:, None] * 100), cents, 0)
    intents, row = s.world.intents, s.row
    intents.bill_cents[row] = cents * _runs_here(s, agreed)
    intents.bill_day[row] = agreed.day
    intents.bill_merchant[row] = payees
    intents.bill_on_card[row] = agreed.on_card
    return cents.sum(axis=1)


def _runs_here(s: Situations, agreed: Arrangements) -> Flags:
    """Say which bills are charged here: who banks elsewhere leaves only some, on a card; who leaves moves them one by one."""
    secondary = agreed.on_card_here & s.holds(Family.CARD)[:, None]
    moved = np.where(s.is_dormant, 1 - s.own("dormant_activity"), leaving.moved_ratio(s))
    return np.where(s.is_main_bank[:, None], agreed.departs >= moved[:, None], secondary & ~s.is_dormant[:, None])


def _payees(s: Situations, cents: Whole, draws: Vector) -> Whole:
    """Return the merchant row of each payee, -1 where nothing is paid; another home means another landlord."""
    merchants, drawn = s.world.catalog.merchants, draws.copy()
    drawn[:, Bill.RENT] = (draws[:, Bill.RENT] + s.moves * GOLDEN_PART) % 1
    bills, places, steps = merchants.payees.shape
    shelf = np.arange(bills) * places + s.region[:, None]
    payees = tables.look_up(merchants.payees.reshape(-1, steps), shelf, (drawn * steps).astype(np.int64))
    return np.where(insurance.own_policies(s), merchants.bank_insurance, either(cents > 0, payees, -1))


def _fit_household(s: Situations, cents: Whole, share: Vector, pays: Flags) -> None:
    """Set rent or mortgage, utilities, tuition and child care to the home and the family.

    A couple shares rent and mortgage; of its other bills each is paid whole by one of the two, by chance as they earn
    (a telephone plan for both).
    """
    cents[:, Bill.RENT] = (s.rent_monthly_cents * share).astype(np.int64)
    _fit_ownership(s, cents, share)
    _fit_outside_loans(s, cents, share)
    size = 1 + s.own("utility_per_child") * s.children
    size = np.where(s.works_as(*STUDIES), size * s.own("roommate_share"), size)
    size = np.where(s.lives_in(*HOUSEHOLDER), size, 0.0)
    for bill in HOUSEHOLD:
        cents[:, bill] = (cents[:, bill] * size * pays[:, bill]).astype(np.int64)
    cents[:, Bill.PHONE] = (cents[:, Bill.PHONE] / share * pays[:, Bill.PHONE]).astype(np.int64)
    cents[:, Bill.TUITION] = _tuition(s, cents[:, Bill.TUITION])
    care = np.where((s.in_care > 0) & pays[:, Bill.CHILD_CARE], 1 + s.own("further_child_care") * (s.in_care - 1), 0.0)
    cents[:, Bill.CHILD_CARE] = (cents[:, Bill.CHILD_CARE] * care).astype(np.int64)


def _fit_ownership(s: Situations, cents: Whole, share: Vector) -> None:
    """Set the mortgage of another lender, who collects the property tax with it, or the tax itself."""
    owns = s.lives_in(HomeOwnership.MORTGAGE, HomeOwnership.OWN)
    tax = np.where(owns, s.home_value_cents * s.own("property_tax_ratio") / 12, 0.0) * share
    outside = s.outside_mortgage_monthly_cents * share
    cents[:, Bill.OUTSIDE_MORTGAGE] = np.where(outside > 0, outside + tax, 0).astype(np.int64)
    cents[:, Bill.PROPERTY_TAX] = np.where(outside > 0, 0, tax).astype(np.int64)


def _fit_outside_loans(s: Situations, cents: Whole, share: Vector) -> None:
    """Set the installments of car and student loans with other lenders; student loans rest while one studies."""
    cents[:, Bill.OUTSIDE_VEHICLE_LOAN] = (s.paid_elsewhere(Holding.VEHICLE_LOAN) * share).astype(np.int64)
    student = np.where(s.works_as(*STUDIES), 0, s.paid_elsewhere(Holding.STUDENT_LOAN))
    cents[:, Bill.OUTSIDE_STUDENT_LOAN] = (student * share).astype(np.int64)


def outside_loans(s: Situations) -> Whole:
    """Return the cents a month just agreed (`restate`) on car and student loans with other lenders."""
    return s.world.intents.bill_cents[s.row][:, [Bill.OUTSIDE_VEHICLE_LOAN, Bill.OUTSIDE_STUDENT_LOAN]].sum(axis=1)


def _fit_purse(cents: Whole, room_cents: Vector) -> None:
    """Leave to others, family or those who share the home, what does not fit into `room_cents` a month."""
    excess = np.maximum(cents.sum(axis=1) - np.maximum(room_cents, 0).astype(np.int64), 0)
    for bill in PAID_BY_OTHERS:
        relief = np.minimum(cents[:, bill], excess)
        cents[:, bill] -= relief
        excess -= relief


def _tuition(s: Situations, own: Whole) -> Whole:
    """Return the tuition of this month: one's own, and that of children in college."""
    if months.of_year(s.month) not in TERM:
        return np.zeros_like(own)
    children = s.own("college_support_usd") * 100 * s.children_in_college
    return (children + np.where(s.works_as(*STUDIES), own, 0)).astype(np.int64)
