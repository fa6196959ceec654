"""What households hold at other institutions when first met: drawn once, so that with what is held here it adds up to a household's."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import numpy as np

from c360sim.assumptions import Assumptions, derived
from c360sim.customer.birth.applicants import Applicants
from c360sim.customer.people import tables
from c360sim.customer.people.annuity import installment_ratio, remaining_ratio
from c360sim.customer.people.outside import ASSETS, Holding, OutsideLoans
from c360sim.customer.people.ranks import blend
from c360sim.customer.people.tables import Flags, Vector, Whole
from c360sim.distributions import lean
from c360sim.economy import rate_bp
from c360sim.vocabulary import Family

DRAWS_EACH = 4
"""Numbers in [0, 1) drawn for each `Holding`."""
_FAMILY = {
    Holding.SAVINGS: Family.SAVINGS,
    Holding.CERTIFICATES: Family.CERTIFICATE,
    Holding.STOCKS: Family.BROKERAGE,
    Holding.FUNDS: Family.BROKERAGE,
    Holding.RETIREMENT: Family.RETIREMENT,
    Holding.VEHICLE_LOAN: Family.AUTO_LOAN,
    Holding.STUDENT_LOAN: Family.STUDENT_LOAN,
}
"""The family under which each is held here instead."""

_RARE = 0.01
"""No cycle of car loans is longer than a hundred terms: where hardly anyone has one."""


class Usual(NamedTuple):
    """How households hold each kind elsewhere, shape (personas, Holding).

    The share without it here, the share with it here, median cents and sigma of the logarithm.
    """

    share: Vector
    share_beside: Vector
    median_cents: Vector
    sigma: Vector


@derived
def usual(assumptions: Assumptions) -> Usual:
    """Return what households of each persona hold elsewhere."""
    names = [holding.name.lower() for holding in Holding]
    share, beside, usd, sigma = (
        tables.matrix(assumptions, "elsewhere", column, names) for column in ("share", "share_beside", "median_usd", "sigma")
    )
    return Usual(share, beside, usd * 100, sigma)


def settle(them: Applicants, families: Whole, draws: Vector, revolves: Flags) -> None:
    """Give people what their households hold elsewhere, beside the `families` of accounts held here, a bit each.

    `draws` has the shape (people, Holding, DRAWS_EACH).
    """
    outside, row = them.world.outside, them.row
    for holding in ASSETS:
        cents = _amount(them, holding, draws[:, holding, 1])
        if holding == Holding.SAVINGS:
            cents = np.minimum(cents, them.own("savings_most_usd") * 100)
        owns = draws[:, holding, 0] < _chance(them, holding, families)
        outside.own(row[owns], holding, cents[owns].astype(np.int64))
    outside.equity_ratio[row] = _equity_ratio(them)
    _carry_card_debt(them, draws[:, Holding.CARD_DEBT], revolves)
    _finance_vehicles(them, families, draws[:, Holding.VEHICLE_LOAN])
    _owe_for_studies(them, families, draws[:, Holding.STUDENT_LOAN])


def _chance(them: Applicants, holding: Holding, families: Whole) -> Vector:
    share = them.by_persona(usual(them.world.assumptions).share[:, holding])
    if holding in _FAMILY:
        share = np.where(_holds(families, _FAMILY[holding]), them.by_persona(usual(them.world.assumptions).share_beside[:, holding]), share)
    leaning = _LEANING.get(holding)
    return np.minimum(share * leaning(them) if leaning else share, them.own("outside_holding_most"))


def _holds(families: Whole, family: Family) -> Flags:
    held: Flags = families >> family & 1 == 1
    return held


def investor_leaning(them: Applicants) -> Vector:
    """Return how much likelier than usual people with these traits have shares and funds; 1 on average."""
    by_earning: Vector = lean(them.own("investor_earning_least"), them.earning)
    return by_earning * lean(them.own("investor_boldness_least"), them.boldness)


def certificate_leaning(them: Applicants) -> Vector:
    """Return how much likelier than usual people with these traits lock money away; 1 on average."""
    return 2 * them.thrift


def retirement_leaning(them: Applicants) -> Vector:
    """Return how much likelier than usual people with these traits have retirement savings; 1 on average."""
    leaning: Vector = lean(them.own("retirement_holding_least"), blend(them.earning, them.thrift))
    return leaning


def saver_leaning(them: Applicants) -> Vector:
    """Return how much likelier than usual people with these traits have savings; 1 on average."""
    leaning: Vector = lean(them.own("saver_holding_least"), blend(them.earning, them.thrift))
    return leaning


_LEANING: dict[Holding, Callable[[Applicants], Vector]] = {
    Holding.SAVINGS: saver_leaning,
    Holding.CERTIFICATES: certificate_leaning,
    Holding.STOCKS: investor_leaning,
    Holding.FUNDS: investor_leaning,
    Holding.RETIREMENT: retirement_leaning,
}
"""What else than the persona makes someone hold a kind."""


def _amount(them: Applicants, holding: Holding, draw: Vector) -> Vector:
    """Return how much is held, spread by chance, earnings and thrift alike: who has much of one has much of another."""
    found = usual(them.world.assumptions)
    return them.lognormal(found.median_cents[:, holding], found.sigma[:, holding], draw, them.earning, them.thrift)


def _equity_ratio(them: Applicants) -> Vector:
    """Return the part of retirement savings in shares: none for the most timid, more for the bold."""
    boldness, least, most = them.boldness, them.own("retirement_equity_least"), them.own("retirement_equity_most")
    return np.where(boldness < them.own("no_equity_share"), 0.0, least + (most - least) * boldness)


def _carry_card_debt(them: Applicants, draws: Vector, revolves: Flags) -> None:
    """Let households carry a balance on other cards: the person's own, where one is held elsewhere, or a spouse's."""
    found, debt = usual(them.world.assumptions), Holding.CARD_DEBT
    share = np.where(revolves, them.by_persona(found.share_beside[:, debt]), them.by_persona(found.share[:, debt]))
    owes = draws[:, 0] < share
    cents = them.lognormal(found.median_cents[:, debt], found.sigma[:, debt], draws[:, 1], them.earning)
    them.world.outside.own(them.row[owes], debt, cents[owes].astype(np.int64))


def _finance_vehicles(them: Applicants, families: Whole, draws: Vector) -> None:
    """Put households somewhere in the cycle of a car loan and the years without one until the next."""
    world, row = them.world, them.row
    term, rate = world.assumptions.whole("outside_vehicle_term"), rate_bp(world.assumptions, "auto_rate")
    most = them.own("outside_vehicle_payment_most") * them.family_earned / installment_ratio(rate, term)
    loan = _lend(them, np.minimum(_amount(them, Holding.VEHICLE_LOAN, draws[:, 1]), most), rate, term)
    cycle = term / np.maximum(them.by_persona(usual(them.world.assumptions).share[:, Holding.VEHICLE_LOAN]), _RARE)
    phase = draws[:, 2] * cycle
    elapsed = phase.astype(np.int64)
    has_car = (them.vehicles > 0) & ~_holds(families, Family.AUTO_LOAN)
    pays, waits = has_car & (elapsed < term), has_car & (elapsed >= term)
    world.outside.owe(row[pays], Holding.VEHICLE_LOAN, _aged(loan.of(pays), _remaining_ratios(rate, term)[elapsed[pays]]))
    until_next = np.maximum((cycle - phase).astype(np.int64), 1)
    world.outside.plan_vehicle(row[waits], loan.of(waits), (them.month + until_next)[waits])


def _owe_for_studies(them: Applicants, families: Whole, draws: Vector) -> None:
    """Let households owe for studies: all of it while studying, less with the years since.

    The installment follows income where that is low, whatever is owed.
    """
    world, student = them.world, Holding.STUDENT_LOAN
    owes = draws[:, 0] < _chance(them, student, families)
    rate, term = rate_bp(world.assumptions, "student_rate"), world.assumptions.whole("outside_student_term")
    loan = _lend(them, np.minimum(_amount(them, student, draws[:, 1]), them.own("outside_student_most_usd") * 100), rate, term)
    most = (them.own("outside_student_payment_most") * np.maximum(them.family_earned, 0)).astype(np.int64) + 1
    loan = loan._replace(payment_cents=np.minimum(loan.payment_cents, most))
    elapsed = (draws[:, 2] * them.own("outside_student_elapsed_most") * term).astype(np.int64)
    elapsed = np.where(them.studies, 0, elapsed)
    world.outside.owe(them.row[owes], student, _aged(loan.of(owes), _remaining_ratios(rate, term)[elapsed[owes]]))


def _lend(them: Applicants, principal: Vector, rate_bp: int, term: int) -> OutsideLoans:
    owed = np.maximum(principal, them.own("outside_loan_least_usd") * 100).astype(np.int64)
    return OutsideLoans(owed, np.full_like(owed, rate_bp), (owed * installment_ratio(rate_bp, term)).astype(np.int64) + 1)


def _aged(loans: OutsideLoans, ratio: Vector) -> OutsideLoans:
    """Return loans of which a part is still owed."""
    return loans._replace(owed_cents=(loans.owed_cents * ratio).astype(np.int64))


@cache
def _remaining_ratios(rate_bp: int, term: int) -> Vector:
    """Return the part still owed of a loan by the number of installments paid, shape (term + 1,)."""
    return np.array([remaining_ratio(rate_bp, term, paid) for paid in range(term + 1)])
