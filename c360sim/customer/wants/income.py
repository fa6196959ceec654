"""Income: what comes in, how often, and how much of it reaches this bank."""

from __future__ import annotations

from c360sim.customer.person import Loyalty, Person
from c360sim.customer.wants import credit, tables
from c360sim.customer.wants.habits import Taste
from c360sim.customer.wants.situation import WORKS, Situation
from c360sim.life.states import Work
from c360sim.vocabulary import Family

PAYMENTS_YEARLY = (52, 26, 24, 12)
"""Pay days a year, by PayFrequency."""

PHASES = 10
"""Phases of a pay cycle: five weekdays in two alternating weeks."""


def monthly_cents(person: Person, numbers: dict[str, float], month: int) -> int:
    """Return a person's net income per month in cents from all sources, wherever it is paid."""
    own = person.net_salary_annual_cents // 12 + person.gig_monthly_cents + person.family_support_monthly_cents
    pensions = person.net_pension_monthly_cents + person.net_social_security_monthly_cents
    return own + pensions + benefits_cents(person, numbers, month)


def benefits_cents(person: Person, numbers: dict[str, float], month: int) -> int:
    """Return the unemployment benefit per month in cents, 0 when not entitled or exhausted."""
    out_of_work = person.work == Work.UNEMPLOYED and month - person.unemployed_since_month < numbers["benefits_months"]
    return int(numbers["benefits_monthly_usd"] * 100) if out_of_work else 0


def restate(s: Situation, draws: list[float]) -> int:
    """Write all columns of income and return the net income per month in cents, wherever it is paid."""
    person, intents, row = s.person, s.world.intents, s.row
    salaried = person.employer >= 0 and person.net_salary_annual_cents > 0
    gig_monthly = person.gig_monthly_cents + (0 if salaried else person.net_salary_annual_cents // 12)
    benefits = benefits_cents(person, s.numbers, s.month)
    intents.income_cents[row] = [
        person.net_salary_annual_cents // PAYMENTS_YEARLY[person.pay_frequency] if salaried else 0,
        int(gig_monthly / s.numbers["gig_payouts_monthly"] * _here(s)),
        person.net_social_security_monthly_cents,
        person.net_pension_monthly_cents,
        person.family_support_monthly_cents,
        benefits,
    ]
    intents.employer[row] = person.employer
    intents.pay_frequency[row] = person.pay_frequency
    intents.pay_anchor[row] = _anchor(s)
    intents.salary_here_ratio[row] = salary_here_ratio(s, draws)
    pensions = s.world.catalog.payers.pensions
    intents.pension_payer[row] = pensions[int(draws[Taste.PENSION_PAYER] * len(pensions))] if person.net_pension_monthly_cents else -1
    _restate_bonus(s, draws, salaried)
    intents.refund_cents[row] = refund_cents(s, draws)
    return monthly_cents(person, s.numbers, s.month)


def _here(s: Situation) -> float:
    return 1.0 if s.is_here and s.departure == 0 else 0.0


def _anchor(s: Situation) -> int:
    """Return the phase of the employer's pay cycle: the same for all its employees, most often a Friday."""
    scrambled = (s.person.employer + 1) * 0x9E3779B1 >> 7
    is_friday = scrambled % 1000 < s.numbers["friday_pay_share"] * 1000
    week = scrambled // 1000 % 2
    return week * 5 + (4 if is_friday else scrambled // 2000 % 5)


def salary_here_ratio(s: Situation, draws: list[float]) -> float:
    """Return the share of pay deposited here: it is the first thing to go when someone leaves."""
    if s.person.loyalty == Loyalty.DORMANT or not s.person.is_main_bank:
        return _for_debts_only(s)
    splits = draws[Taste.SPLITS_DEPOSIT] < s.numbers["split_deposit_share"]
    least = s.numbers["split_deposit_here_least"]
    usual = least + (1 - least) * draws[Taste.DEPOSIT_HERE] if splits else 1.0
    if s.person.loyalty != Loyalty.LEAVING:
        return usual
    months_left = s.month - s.person.leaving_since_month
    return usual * max(0.0, 1 - (months_left + 1) / s.numbers["leaving_salary_steps"])


def _for_debts_only(s: Situation) -> float:
    """Return the share of pay that someone who uses another bank sends here, so that what is owed here can be paid."""
    if not s.holds(Family.CHECKING):
        return 0.0
    earned = monthly_cents(s.person, s.numbers, s.month)
    card_debt = s.world.noticed.card_owed_cents[s.row] * s.numbers["card_debt_paid_monthly"]
    needed = (credit.debt_service(s, earned) * s.numbers["debt_cushion"] + card_debt) / max(earned, 1)
    usual = 0.0 if s.person.loyalty == Loyalty.DORMANT else s.numbers["secondary_salary_ratio"]
    return min(usual + needed, 1.0)


def _restate_bonus(s: Situation, draws: list[float], salaried: bool) -> None:
    """Give some employees a yearly bonus, in one of the first months of the year or in December."""
    paid = salaried and draws[Taste.BONUS] < s.numbers["bonus_share"]
    size = tables.ratio(draws[Taste.BONUS_SIZE], s.numbers["bonus_sigma"]) * s.numbers["bonus_ratio_median"]
    s.world.intents.bonus_ratio[s.row] = size if paid else 0.0
    s.world.intents.bonus_month[s.row] = (12, 1, 2, 3)[int(draws[Taste.BONUS_MONTH] * 4)]


def refund_cents(s: Situation, draws: list[float]) -> int:
    """Return the expected tax refund of a year in cents, 0 for none or where it goes to another bank."""
    pays_tax = s.person.work in WORKS or s.person.net_salary_annual_cents > 0
    if not pays_tax or not s.is_here or s.departure or draws[Taste.REFUND] >= s.numbers["refund_share"]:
        return 0
    children = s.numbers["refund_per_child_usd"] * min(len(s.person.child_birth_ordinals), 3)
    return int((s.numbers["refund_median_usd"] * tables.ratio(draws[Taste.REFUND_SIZE], s.numbers["refund_sigma"]) + children) * 100)
