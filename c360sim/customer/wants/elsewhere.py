"""What a household holds at other institutions when first met: drawn once, so that with what is held here it adds up to a household's."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import cache
from typing import NamedTuple

from c360sim.assumptions import rows
from c360sim.bank.requests import OpenAccount
from c360sim.customer.elsewhere import ASSETS, Holding, OutsideLoan
from c360sim.customer.person import Person, Traits
from c360sim.customer.wants.annuity import installment_ratio, remaining_ratio
from c360sim.customer.wants.opening import Applicant
from c360sim.customer.wants.situation import STUDIES, blend_of_one
from c360sim.distributions import lognormal_of_ranks
from c360sim.streams import Uniforms
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

_SHARE_MOST = 0.97


class Usual(NamedTuple):
    """How households hold a kind elsewhere: the share without it here, the share with it here, median cents and sigma of the logarithm."""

    share: float
    share_beside: float
    median_cents: float
    sigma: float


@cache
def usual(persona: str) -> dict[Holding, Usual]:
    """Return what households of a persona hold elsewhere."""
    return {
        Holding[row["holding"].upper()]: Usual(
            float(row["share"]), float(row["share_beside"]), float(row["median_usd"]) * 100, float(row["sigma"])
        )
        for row in rows("elsewhere")
        if row["persona"] == persona
    }


def settle(who: Applicant, held: Collection[OpenAccount], draws: Sequence[Uniforms], revolves: bool) -> None:
    """Give the person what the household holds elsewhere, beside the accounts `held` here; `draws` has a row a `Holding`."""
    products, usually = who.world.catalog.products.by_code, usual(who.person.persona)
    here = {products[request.product].family for request in held}
    for holding in ASSETS:
        own = draws[holding]
        if own[0] < _chance(who.person.traits, holding, usually[holding], here):
            _own(who, holding, own[1])
    who.person.elsewhere.put_in_shares(_equity_ratio(who))
    _carry_card_debt(who, draws[Holding.CARD_DEBT], revolves)
    _finance_vehicle(who, here, draws[Holding.VEHICLE_LOAN])
    _owe_for_studies(who, here, draws[Holding.STUDENT_LOAN])


def _own(who: Applicant, holding: Holding, draw: float) -> None:
    """Give the person an asset."""
    amount = _amount(who, holding, draw)
    if holding == Holding.SAVINGS:
        amount = min(amount, who.numbers["savings_most_usd"] * 100)
    who.person.elsewhere.own(holding, int(amount))


def _chance(traits: Traits, holding: Holding, found: Usual, here: Collection[Family]) -> float:
    share = found.share_beside if _FAMILY.get(holding) in here else found.share
    leaning = _LEANING.get(holding)
    return min(share * leaning(traits) if leaning else share, _SHARE_MOST)


def investor_leaning(traits: Traits) -> float:
    """Return how much likelier than usual someone with these traits has shares and funds; 1 on average."""
    return (0.4 + 1.2 * traits.earning) * (0.6 + 0.8 * traits.boldness)


def certificate_leaning(traits: Traits) -> float:
    """Return how much likelier than usual someone with these traits locks money away; 1 on average."""
    return 2 * traits.thrift


def retirement_leaning(traits: Traits) -> float:
    """Return how much likelier than usual someone with these traits has retirement savings; 1 on average."""
    return 0.1 + 1.8 * blend_of_one(traits.earning, traits.thrift)


def saver_leaning(traits: Traits) -> float:
    """Return how much likelier than usual someone with these traits has savings; 1 on average."""
    return 0.65 + 0.7 * blend_of_one(traits.earning, traits.thrift)


_LEANING: dict[Holding, Callable[[Traits], float]] = {
    Holding.SAVINGS: saver_leaning,
    Holding.CERTIFICATES: certificate_leaning,
    Holding.STOCKS: investor_leaning,
    Holding.FUNDS: investor_leaning,
    Holding.RETIREMENT: retirement_leaning,
}
"""What else than the persona makes someone hold a kind."""


def _amount(who: Applicant, holding: Holding, draw: float) -> float:
    """Return how much is held, spread by chance, earnings and thrift alike: who has much of one has much of another."""
    found, traits = usual(who.person.persona)[holding], who.person.traits
    return lognormal_of_ranks(found.median_cents, found.sigma, draw, traits.earning, traits.thrift)


def _equity_ratio(who: Applicant) -> float:
    """Return the part of retirement savings in shares: none for the most timid, more for the bold."""
    timid, boldness = who.numbers["no_equity_share"], who.person.traits.boldness
    least, most = who.numbers["retirement_equity_least"], who.numbers["retirement_equity_most"]
    return 0.0 if boldness < timid else least + (most - least) * boldness


def _carry_card_debt(who: Applicant, own: Uniforms, revolves: bool) -> None:
    """Let a household carry a balance on other cards: the person's own, where one is held elsewhere, or a spouse's."""
    found, person = usual(who.person.persona)[Holding.CARD_DEBT], who.person
    if own[0] < (found.share_beside if revolves else found.share):
        debt = lognormal_of_ranks(found.median_cents, found.sigma, own[1], person.traits.earning)
        person.elsewhere.own(Holding.CARD_DEBT, int(debt))


def _finance_vehicle(who: Applicant, here: Collection[Family], own: Uniforms) -> None:
    """Put the household somewhere in the cycle of a car loan and the years without one until the next."""
    person, numbers, found = who.person, who.numbers, usual(who.person.persona)[Holding.VEHICLE_LOAN]
    if not person.vehicles or Family.AUTO_LOAN in here:
        return
    term, rate = int(numbers["outside_vehicle_term"]), who.world.economy.rate_bp("auto_rate")
    most = numbers["outside_vehicle_payment_most"] * who.family_earned / installment_ratio(rate, term)
    loan = _lend(min(_amount(who, Holding.VEHICLE_LOAN, own[1]), most), rate, term)
    cycle = term / max(found.share, 0.01)
    phase = own[2] * cycle
    elapsed = int(phase)
    if elapsed < term:
        person.elsewhere.owe(Holding.VEHICLE_LOAN, _aged(loan, rate, term, elapsed))
    else:
        person.elsewhere.plan_vehicle(loan, who.month + max(int(cycle - phase), 1))


def _owe_for_studies(who: Applicant, here: Collection[Family], own: Uniforms) -> None:
    """Let a household owe for studies: all of it while studying, less with the years since.

    The installment follows income where that is low, whatever is owed.
    """
    person, numbers = who.person, who.numbers
    if own[0] >= _chance(person.traits, Holding.STUDENT_LOAN, usual(person.persona)[Holding.STUDENT_LOAN], here):
        return
    rate, term = who.world.economy.rate_bp("student_rate"), int(numbers["outside_student_term"])
    loan = _lend(min(_amount(who, Holding.STUDENT_LOAN, own[1]), numbers["outside_student_most_usd"] * 100), rate, term)
    most = int(numbers["outside_student_payment_most"] * max(who.family_earned, 0)) + 1
    loan = loan._replace(payment_cents=min(loan.payment_cents, most))
    elapsed = 0 if person.work in STUDIES else int(own[2] * numbers["outside_student_elapsed_most"] * term)
    person.elsewhere.owe(Holding.STUDENT_LOAN, _aged(loan, rate, term, elapsed))


def _lend(principal: float, rate_bp: int, term: int) -> OutsideLoan:
    owed = max(int(principal), 50_000)
    return OutsideLoan(owed, rate_bp, int(owed * installment_ratio(rate_bp, term)) + 1)


def _aged(loan: OutsideLoan, rate_bp: int, term: int, elapsed: int) -> OutsideLoan:
    return loan._replace(owed_cents=int(loan.owed_cents * remaining_ratio(rate_bp, term, elapsed)))


def owe_for_home(person: Person, request: OpenAccount) -> None:
    """Note a mortgage of another lender on the terms of a request."""
    payment = int(request.principal_cents * installment_ratio(request.rate_bp, request.term_months))
    person.outside_mortgage_monthly_cents = payment
    person.elsewhere.owe(Holding.MORTGAGE, OutsideLoan(request.balance_cents, request.rate_bp, payment))
