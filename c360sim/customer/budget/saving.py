"""Saving: what is put by with each pay, invested every month, or drawn in retirement, and how much feels comfortable."""

from __future__ import annotations

import numpy as np

from c360sim.customer.budget import leaving
from c360sim.customer.budget.situation import Situations
from c360sim.customer.people.habits import Taste
from c360sim.customer.people.outside import Holding
from c360sim.customer.people.ranks import blend
from c360sim.customer.people.states import Work
from c360sim.customer.people.tables import Vector, Whole
from c360sim.distributions import lean
from c360sim.vocabulary import Family


def saved_share(s: Situations) -> Vector:
    """Return the share of net income that is not spent: most by the thrifty with good pay, negative for who lives beyond it."""
    least, most = s.own("saving_share_least"), s.own("saving_share_most")
    rank = blend(s.thrift, s.earning)
    return least + (most - least) * rank * rank


def drawn_down(s: Situations) -> Whole:
    """Return the cents per month that someone without a job yet, or no more, takes from what is put by."""
    is_without = s.works_as(Work.UNEMPLOYED, Work.SEARCHING_FIRST_JOB, Work.STUDYING)
    lost = np.where(s.works_as(Work.UNEMPLOYED), s.previous_salary_annual_cents / 12, np.inf)
    drawn = np.minimum(np.maximum(s.world.noticed.liquid_cents[s.row], 0) * s.own("live_off_share"), lost * s.own("live_off_of_pay_most"))
    return np.where(is_without, drawn, 0).astype(np.int64)


def restate(s: Situations, earned: Whole) -> Whole:
    """Write saving, contributions, withdrawals and the down payment on a home; return the contributions in cents per month."""
    intents, row, thrift = s.world.intents, s.row, s.thrift
    prefers = s.habits.taste(Taste.SAVES_BY_TRANSFER) < s.own("saving_transfer_share")
    transfers = s.holds(Family.SAVINGS) & prefers & ~leaving.pay_has_moved(s) & s.is_here
    intents.saving_ratio[row] = np.where(transfers, s.own("saving_transfer_most") * thrift, 0.0)
    grown = np.clip(earned / np.maximum(s.comfort_income_cents, 1), 1.0, s.own("comfort_growth_most"))
    intents.checking_comfort_cents[row] = (s.checking_comfort_cents * grown).astype(np.int64)
    intents.savings_comfort_cents[row] = (s.savings_comfort_cents * grown).astype(np.int64)
    intents.thrift[row] = thrift
    intents.saves_elsewhere[row] = s.owned_elsewhere(Holding.SAVINGS) > 0
    contributions = _contributions(s, earned)
    intents.contribution_cents[row] = contributions
    matched = (s.employer >= 0) & (s.habits.taste(Taste.MATCH) < s.own("employer_match_share"))
    intents.employer_match_ratio[row] = np.where(matched, s.own("employer_match_ratio"), 0.0)
    intents.withdrawal_cents[row] = _withdrawal(s, earned)
    intents.home_bought_month[row] = s.home_bought_month
    own_money = np.maximum(s.world.noticed.liquid_cents[s.row], 0) * s.own("down_payment_of_liquid_share")
    intents.down_payment_cents[row] = np.where(s.home_bought_month == s.month, own_money, 0).astype(np.int64) // 10000 * 10000
    return contributions[:, 0] + contributions[:, 1] + contributions[:, 2]


def _contributions(s: Situations, earned: Whole) -> Whole:
    """Return cents per month put into brokerage, retirement and education savings held here, in whole five dollars."""
    size = s.spread("contribution_sigma", s.habits.taste(Taste.CONTRIBUTION)) * lean(s.own("contribution_thrift_least"), s.thrift)
    usual = earned * s.own("contribution_income_ratio") * size
    wanted = (
        np.where(s.holds(Family.BROKERAGE), usual, 0.0),
        np.where(s.holds(Family.RETIREMENT) & ~s.works_as(Work.RETIRED), usual, 0.0),
        np.where(s.holds(Family.EDUCATION_SAVINGS), s.children * s.own("education_contribution_usd") * 100 * size, 0.0),
    )
    can = ~leaving.pay_has_moved(s) & s.is_here & ~s.works_as(Work.UNEMPLOYED, Work.SEARCHING_FIRST_JOB)
    return np.stack(wanted, axis=1).astype(np.int64) // 500 * 500 * can[:, None]


def _withdrawal(s: Situations, earned: Whole) -> Whole:
    """Return cents per month that a retired holder draws from retirement savings, in whole ten dollars."""
    draws = s.works_as(Work.RETIRED) & s.holds(Family.RETIREMENT) & ~leaving.pay_has_moved(s)
    usual = earned * s.own("withdrawal_income_ratio")
    cents = (usual * lean(s.own("withdrawal_taste_least"), s.habits.taste(Taste.CONTRIBUTION))).astype(np.int64)
    return np.where(draws, cents // 1000 * 1000, 0)
