"""Income: what comes in, how often, and how much of it reaches this bank."""

from __future__ import annotations

import numpy as np

from c360sim.customer.budget import credit, leaving
from c360sim.customer.budget.situation import WORKS, Situations
from c360sim.customer.people import amounts
from c360sim.customer.people.habits import Taste
from c360sim.customer.people.tables import Flags, Vector, Whole
from c360sim.vocabulary import Family

PAYMENTS_YEARLY = np.array([52, 26, 24, 12])
"""Pay days a year, by PayFrequency."""

BONUS_MONTHS = np.array([12, 1, 2, 3])


def restate(s: Situations) -> Whole:
    """Write all columns of income and return the net income per month in cents, wherever it is paid."""
    intents, row, earned = s.world.intents, s.row, amounts.income_monthly(s, s.world, s.month)
    salary, support = s.net_salary_annual_cents, s.family_support_monthly_cents
    salaried = (s.employer >= 0) & (salary > 0)
    gig = s.gig_monthly_cents + np.where(salaried, 0, salary // 12)
    gig_here = np.where(s.is_here & ~leaving.pay_has_moved(s), gig / s.own("gig_payouts_monthly"), 0).astype(np.int64)
    pay = np.where(salaried, salary // PAYMENTS_YEARLY[s.pay_frequency], 0)
    pensions = (s.net_social_security_monthly_cents, s.net_pension_monthly_cents)
    intents.income_cents[row] = np.stack([pay, gig_here, *pensions, support, amounts.benefits_monthly(s, s.world, s.month)], axis=1)
    intents.employer[row] = s.employer
    intents.pay_frequency[row] = s.pay_frequency
    intents.pay_anchor[row] = _anchor(s)
    intents.last_pay_month[row], intents.last_pay_cents[row], intents.last_employer[row] = (
        s.last_pay_month,
        s.last_pay_cents,
        s.last_employer,
    )
    intents.salary_here_ratio[row] = salary_here_ratio(s, earned)
    payers = s.world.catalog.payers.pensions
    chosen = payers[(s.habits.taste(Taste.PENSION_PAYER) * len(payers)).astype(np.int64)]
    intents.pension_payer[row] = np.where(s.net_pension_monthly_cents > 0, chosen, -1)
    _restate_bonus(s, salaried)
    intents.refund_cents[row] = refund_cents(s)
    return earned


def _anchor(s: Situations) -> Whole:
    """Return the phase of the employer's pay cycle: the same for all its employees, most often a Friday."""
    scrambled = (s.employer + 1) * 0x9E3779B1 >> 7
    is_friday = scrambled % 1000 < s.own("friday_pay_share") * 1000
    week = scrambled // 1000 % 2
    return week * 5 + np.where(is_friday, 4, scrambled // 2000 % 5)


def salary_here_ratio(s: Situations, earned: Whole) -> Vector:
    """Return the share of pay deposited here."""
    splits = s.habits.taste(Taste.SPLITS_DEPOSIT) < s.own("split_deposit_share")
    least = s.own("split_deposit_here_least")
    usual = np.where(splits, least + (1 - least) * s.habits.taste(Taste.DEPOSIT_HERE), 1.0)
    part = _for_debts_only(s, earned)
    on_the_way = np.where(leaving.pay_has_ended(s), 0.0, np.where(leaving.pay_has_moved(s), np.minimum(part, usual), usual))
    return np.where(s.is_dormant | ~s.is_main_bank, part, on_the_way)


def _for_debts_only(s: Situations, earned: Whole) -> Vector:
    """Return the share of pay that someone who uses another bank sends here, so that what is owed here can be paid."""
    card_debt = s.world.noticed.card_owed_cents[s.row] * s.own("card_debt_paid_monthly")
    needed = (credit.debt_service(s, earned) * s.own("debt_cushion") + card_debt) / np.maximum(earned, 1)
    usual = np.where(s.is_dormant, 0.0, s.own("secondary_salary_ratio"))
    # A standing order of a few cents is not worth setting up: what is sent at all is at least this.
    least = np.where(usual + needed > 0, s.own("partial_pay_least_usd") * 100 / np.maximum(earned, 1), 0.0)
    return np.where(s.holds(Family.CHECKING), np.minimum(np.maximum(usual + needed, least), 1.0), 0.0)


def _restate_bonus(s: Situations, salaried: Flags) -> None:
    """Give some employees a yearly bonus, in one of the first months of the year or in December."""
    paid = salaried & (s.habits.taste(Taste.BONUS) < s.own("bonus_share"))
    size = s.spread("bonus_sigma", s.habits.taste(Taste.BONUS_SIZE)) * s.own("bonus_ratio_median")
    s.world.intents.bonus_ratio[s.row] = np.where(paid, size, 0.0)
    s.world.intents.bonus_month[s.row] = BONUS_MONTHS[(s.habits.taste(Taste.BONUS_MONTH) * 4).astype(np.int64)]


def refund_cents(s: Situations) -> Whole:
    """Return the expected tax refund of a year in cents, 0 for none or where it goes to another bank."""
    pays_tax = s.works_as(*WORKS) | (s.net_salary_annual_cents > 0)
    gets = pays_tax & s.is_here & ~leaving.pay_has_moved(s) & (s.habits.taste(Taste.REFUND) < s.own("refund_share"))
    children = s.own("refund_per_child_usd") * np.minimum(s.children, 3)
    size = s.spread("refund_sigma", s.habits.taste(Taste.REFUND_SIZE))
    return np.where(gets, (s.own("refund_median_usd") * size + children) * 100, 0).astype(np.int64)
