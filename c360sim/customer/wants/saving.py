"""Saving: what is put by with each pay, invested every month, or drawn in retirement, and how much feels comfortable."""

from __future__ import annotations

from c360sim.customer.wants import tables
from c360sim.customer.wants.habits import Taste
from c360sim.customer.wants.situation import Situation
from c360sim.life.states import Work
from c360sim.vocabulary import Family


def saved_share(s: Situation) -> float:
    """Return the share of net income that is not spent, negative for those who live beyond their means."""
    least, most = s.numbers["saving_share_least"], s.numbers["saving_share_most"]
    thrift = s.person.traits.thrift
    return least + (most - least) * thrift * thrift


def drawn_down(s: Situation) -> int:
    """Return the cents per month that someone without a job yet, or no more, takes from what is put by."""
    is_without = s.person.work in (Work.UNEMPLOYED, Work.SEARCHING_FIRST_JOB, Work.STUDYING)
    return int(max(s.world.noticed.liquid_cents[s.row], 0) * s.numbers["live_off_share"]) if is_without else 0


def restate(s: Situation, earned: int, draws: list[float]) -> int:
    """Write saving, contributions and withdrawals; return the contributions in cents per month."""
    intents, row, numbers, thrift = s.world.intents, s.row, s.numbers, s.person.traits.thrift
    transfers = s.holds(Family.SAVINGS) and draws[Taste.SAVES_BY_TRANSFER] < numbers["saving_transfer_share"] and s.departure == 0
    intents.saving_ratio[row] = numbers["saving_transfer_most"] * thrift if transfers and s.is_here else 0.0
    months = numbers["buffer_months_least"] + (numbers["buffer_months_most"] - numbers["buffer_months_least"]) * thrift
    intents.buffer_cents[row] = int(earned * months)
    intents.thrift[row] = thrift
    contributions = _contributions(s, earned, draws)
    intents.contribution_cents[row] = contributions
    matched = s.person.employer >= 0 and draws[Taste.MATCH] < numbers["employer_match_share"]
    intents.employer_match_ratio[row] = numbers["employer_match_ratio"] if matched else 0.0
    intents.withdrawal_cents[row] = _withdrawal(s, earned, draws)
    return sum(contributions)


def _contributions(s: Situation, earned: int, draws: list[float]) -> list[int]:
    """Return cents per month put into brokerage, retirement and education savings held here, in whole five dollars."""
    person = s.person
    if s.departure or not s.is_here or person.work in (Work.UNEMPLOYED, Work.SEARCHING_FIRST_JOB):
        return [0, 0, 0]
    size = tables.ratio(draws[Taste.CONTRIBUTION], s.numbers["contribution_sigma"]) * (0.5 + person.traits.thrift)
    usual = earned * s.numbers["contribution_income_ratio"] * size
    children = len(person.child_birth_ordinals) * s.numbers["education_contribution_usd"] * 100 * size
    wanted = (
        usual if s.holds(Family.BROKERAGE) else 0.0,
        usual if s.holds(Family.RETIREMENT) and person.work != Work.RETIRED else 0.0,
        children if s.holds(Family.EDUCATION_SAVINGS) else 0.0,
    )
    return [int(cents) // 500 * 500 for cents in wanted]


def _withdrawal(s: Situation, earned: int, draws: list[float]) -> int:
    """Return cents per month that a retired holder draws from retirement savings, in whole ten dollars."""
    if s.person.work != Work.RETIRED or not s.holds(Family.RETIREMENT) or s.departure:
        return 0
    return int(earned * s.numbers["withdrawal_income_ratio"] * (0.5 + draws[Taste.CONTRIBUTION])) // 1000 * 1000
