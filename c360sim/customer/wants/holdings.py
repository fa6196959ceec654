"""What customers hold when the window opens, or take when they join: adoption by persona, leaning on income, thrift and age.

Who holds what, and how much, is decided in columns for many people at once; each account is then put together on its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from operator import or_
from typing import NamedTuple, TypeVar

import numpy as np

from c360sim import months
from c360sim.bank.requests import OpenAccount
from c360sim.customer.elsewhere import Holding
from c360sim.customer.person import Person
from c360sim.customer.wants import credit, elsewhere, opening
from c360sim.customer.wants.applicants import Applicants
from c360sim.customer.wants.opening import Applicant
from c360sim.customer.wants.situation import STUDIES, Whole, clamp
from c360sim.customer.wants.tables import Flags, Vector
from c360sim.customer.world import World
from c360sim.streams import Purpose
from c360sim.vocabulary import Family, HomeOwnership

_DRAWS = 6
_HOLDINGS = _DRAWS * len(Family)
_DECIDED_TOGETHER = 1024
"""Customers whose holdings are decided at once: enough for speed, and memory does not grow with the number of customers."""

_LOANS = (Family.MORTGAGE, Family.AUTO_LOAN, Family.STUDENT_LOAN, Family.PERSONAL_LOAN)
_COVER_FLAGS = {
    Family.LIFE_INSURANCE: "has_life_cover_outside",
    Family.AUTO_INSURANCE: "has_auto_cover_outside",
    Family.TRAVEL_INSURANCE: "has_travel_cover_outside",
    Family.HOME_INSURANCE: "has_home_cover_outside",
    Family.RENTERS_INSURANCE: "has_home_cover_outside",
}

Rank = TypeVar("Rank", float, Vector)

Asked = list[list[OpenAccount]]
"""The accounts that each of some people asks for."""


class _Draws(NamedTuple):
    """What is drawn once for people's holdings: of shape (people, Family, _DRAWS), and (people, Holding, elsewhere.DRAWS_EACH)."""

    here: Vector
    elsewhere: Vector


def notice(world: World, requests: list[OpenAccount]) -> None:
    """Take accounts just asked for, and the money in them, as held until the bank reports itself."""
    noticed = world.noticed
    for request in requests:
        family = world.catalog.products.by_code[request.product].family
        noticed.families[request.customer] |= 1 << family
        noticed.card_limit_cents[request.customer] += request.limit_cents
        if family == Family.CARD:
            noticed.card_owed_cents[request.customer] += request.balance_cents
        elif family in (Family.CHECKING, Family.SAVINGS):
            noticed.liquid_cents[request.customer] += request.balance_cents


def first_holdings(people: Sequence[Person], world: World) -> Iterator[list[OpenAccount]]:
    """Yield the accounts that each of these customers holds on the eve of the window, or opens on joining in it.

    Decides also, once, what each household holds elsewhere: `has_*_cover_outside`, and `elsewhere` with the mortgage
    that this bank did not lend.
    """
    for start in range(0, len(people), _DECIDED_TOGETHER):
        yield from _hold(Applicants(people[start : start + _DECIDED_TOGETHER], world))


def _draw(them: Applicants) -> _Draws:
    count, holdings = len(them.people), len(Holding)
    drawn = them.world.streams.units(them["customer_id"], 0, Purpose.HOLDING, _HOLDINGS + elsewhere.DRAWS_EACH * holdings)
    here, away = drawn[:, :_HOLDINGS], drawn[:, _HOLDINGS:]
    return _Draws(here.reshape(count, len(Family), _DRAWS), away.reshape(count, holdings, elsewhere.DRAWS_EACH))


def _hold(them: Applicants) -> Asked:
    draws, revolves = _draw(them), credit.revolves(them)
    asked: Asked = [[] for _ in them.people]
    insured = _decide_covers(them, draws.here)
    _ask_for_checking(them, draws.here[:, Family.CHECKING], asked)
    _ask_for_savings(them, draws.here[:, Family.SAVINGS], asked)
    _ask_for_certificates(them, draws.here[:, Family.CERTIFICATE], asked)
    _ask_for_cards(them, draws.here[:, Family.CARD], revolves, asked)
    _ask_for_loans(them, draws.here, asked)
    _ask_for_policies(them, draws.here, insured, asked)
    _ask_for_investments(them, draws.here, asked)
    _ask_for_something(them, draws.here[:, Family.SAVINGS], asked)
    elsewhere.settle(them, _families(them, asked), draws.elsewhere, revolves)
    return asked


def _families(them: Applicants, asked: Asked) -> Whole:
    """Return the families of the accounts that each asks for, a bit each."""
    bit = {code: 1 << product.family for code, product in them.world.catalog.products.by_code.items()}
    return np.array([reduce(or_, [bit[request.product] for request in requests]) for requests in asked])


def _ask_for_something(them: Applicants, draws: Vector, asked: Asked) -> None:
    """Open a savings account for who would otherwise hold nothing."""
    has_none = np.array([not requests for requests in asked])
    for place, who, size, taste in them.those(has_none, draws[:, 1], draws[:, 2]):
        balance = int(who.usual_cents(Family.SAVINGS, size))
        asked[place] = [opening.deposit(who, opening.savings_code(who, taste, balance), who.person.join_ordinal, balance)]


def _earliest(them: Applicants) -> Whole:
    """Return the first day on which accounts other than the first may have been opened: after joining, and not too long ago."""
    eve = _eve(them.world)
    oldest = np.maximum(them.may_borrow_from, eve - (them.number("old_account_years") * 365).astype(np.int64))
    return np.minimum(oldest, eve)


def _opened_on(them: Applicants, draw: Vector) -> Whole:
    """Return a day for accounts other than the first, by the eve."""
    first = _earliest(them)
    return first + (draw * (_eve(them.world) - first + 1)).astype(np.int64)


def _eve(world: World) -> int:
    return months.first_ordinal(world.start_month) - 1


def _tilt(rank: Rank) -> Rank:
    """Return how much likelier someone of this rank holds a product: half as likely at the bottom, one and a half at the top."""
    return 0.5 + rank


def _eager(them: Applicants) -> Vector:
    """Return how much likelier than those who have been here for long one holds a product: those who join take fewer at first."""
    return np.where(them.is_joiner, them.number("joiner_product_ratio"), 1.0)


def _deposit_ratio(them: Applicants) -> Vector:
    """Return what part of usual balances is brought here: those who join bring less at first."""
    return np.where(them.is_joiner, them.number("joiner_deposit_ratio"), 1.0)


def _ask_for_checking(them: Applicants, draws: Vector, asked: Asked) -> None:
    usual = them.usual_cents(Family.CHECKING, draws[:, 1], them.trait("earning"), them.trait("thrift"))
    usual = np.minimum(usual, them.number("checking_most_usd") * 100)
    for person, comfort, earned in zip(them.people, usual.astype(np.int64).tolist(), them.earned.tolist(), strict=True):
        person.checking_comfort_cents, person.comfort_income_cents = comfort, earned
    balance = usual + them.earned * them.number("eve_pay_most") * draws[:, 4] * them["is_main_bank"]
    holds = (them["is_main_bank"] == 1) | (draws[:, 0] < them.number("secondary_checking_share"))
    for place, who, taste, cents in them.those(holds, draws[:, 2], balance * _deposit_ratio(them)):
        asked[place].append(opening.deposit(who, opening.checking_code(who, taste), who.person.join_ordinal, int(cents)))


def _ask_for_savings(them: Applicants, draws: Vector, asked: Asked) -> None:
    usual = them.usual_cents(Family.SAVINGS, draws[:, 1], them.trait("earning"), them.trait("thrift"))
    usual = np.minimum(usual, them.number("savings_most_usd") * 100)
    for person, comfort in zip(them.people, usual.astype(np.int64).tolist(), strict=True):
        person.savings_comfort_cents = comfort
    holds = them.holds_here(Family.SAVINGS, draws[:, 0], _eager(them) * elsewhere.saver_leaning(them))
    is_first = them.is_joiner | np.array([not requests for requests in asked])
    opened_on = np.where(is_first, them["join_ordinal"], _opened_on(them, draws[:, 3]))
    for place, who, taste, day, cents in them.those(holds, draws[:, 2], opened_on, usual * _deposit_ratio(them)):
        asked[place].append(opening.deposit(who, opening.savings_code(who, taste, cents), day, int(cents)))


def _ask_for_certificates(them: Applicants, draws: Vector, asked: Asked) -> None:
    holds = ~them.is_joiner & them.holds_here(Family.CERTIFICATE, draws[:, 0], elsewhere.certificate_leaning(them))
    usual = them.usual_cents(Family.CERTIFICATE, draws[:, 1], them.trait("thrift"))
    is_short = draws[:, 2] < them.number("short_certificate_share")
    opened_on = np.maximum(them["join_ordinal"], _eve(them.world) - (draws[:, 3] * np.where(is_short, 365, 3 * 365)).astype(np.int64))
    for place, who, short, day, cents in them.those(holds, is_short, opened_on, usual):
        code = "certificate_12" if short else "certificate_36"
        asked[place].append(opening.deposit(who, code, day, int(max(cents, who.product(code).min_balance_cents))))


def _ask_for_cards(them: Applicants, draws: Vector, revolves: Flags, asked: Asked) -> None:
    holds = them.holds_here(Family.CARD, draws[:, 0], (0.75 + 0.5 * them.score) * _eager(them))
    for place, who, is_joiner, earliest, carries, own in them.those(holds, them.is_joiner, _earliest(them), revolves, draws):
        asked[place] += _cards(who, own, is_joiner, earliest, carries)


def _cards(who: Applicant, draws: Sequence[float], is_joiner: bool, earliest: int, revolves: bool) -> list[OpenAccount]:
    """Return the cards of a holder, main card first, with what is owed on each on the eve."""
    person, eve = who.person, _eve(who.world)
    count = 1 if person.work in STUDIES or is_joiner else _card_count(who, draws)
    requests: list[OpenAccount] = []
    for nth in range(count):
        draw = (draws[3] + nth * 0.37) % 1
        code = opening.card_code(who, nth, draw)
        if any(held.product == code for held in requests):
            continue
        opened_on = person.join_ordinal if is_joiner else earliest + int((draws[4] + nth * 0.29) % 1 * (eve - earliest + 1))
        card = opening.card(who, code, opened_on, draw)
        if not is_joiner:
            owed = _owed_ratio(who, card, revolves, (draws[5] + nth * 0.41) % 1, nth)
            card = card._replace(balance_cents=int(card.limit_cents * owed))
        requests.append(card)
    return requests


def _card_count(who: Applicant, draws: Sequence[float]) -> int:
    """Return how many cards a holder has here: more with a better score."""
    second = who.numbers["second_card_share"] * _tilt(who.score)
    third = second * who.numbers["third_card_share"]
    return 1 + (draws[1] < second) + (draws[1] < third) + (draws[1] < third * who.numbers["fourth_card_share"])


def _owed_ratio(who: Applicant, card: OpenAccount, revolves: bool, draw: float, nth: int) -> float:
    """Return what is owed on the eve as a share of the limit: last month's purchases, and what revolvers carry."""
    usual = 2 * who.numbers["transactor_utilization"] * draw / (1 + nth)
    if not revolves:
        return usual
    return clamp(who.usual_cents(Family.CARD, draw) / card.limit_cents / (1 + nth), usual, who.numbers["revolver_utilization_most"])


def _ask_for_loans(them: Applicants, draws: Vector, asked: Asked) -> None:
    """Ask for the loans held here, together no more than income carries; who joins has a mortgage elsewhere at most."""
    may_borrow = {Family.AUTO_LOAN: them["vehicles"] > 0, Family.STUDENT_LOAN: ~them.studies, Family.PERSONAL_LOAN: ~them.studies}
    borrows = np.stack([may & them.holds_here(family, draws[:, family, 0]) for family, may in may_borrow.items()], axis=1)
    is_mortgaged = them.home_is == HomeOwnership.MORTGAGE
    owes = ~them.is_joiner & (is_mortgaged | np.any(borrows, axis=1))
    for place, who, since, kinds, own in them.those(owes, them.may_borrow_from, borrows, draws[:, : max(_LOANS) + 1]):
        asked[place] += _loans(who, own, since, [family for family, borrow in zip(may_borrow, kinds, strict=True) if borrow])
    for _, who, since, own in them.those(them.is_joiner & is_mortgaged, them.may_borrow_from, draws[:, Family.MORTGAGE]):
        _place_mortgage(who, own, since, None)


def _loans(who: Applicant, draws: Sequence[Sequence[float]], may_borrow_from: int, wanted: Sequence[Family]) -> list[OpenAccount]:
    """Return the mortgage held here, if there is one, and the other loans wanted that income has room for."""
    person = who.person
    room = who.numbers["debt_service_most"] * who.family_earned - person.rent_monthly_cents / 2
    requests = _place_mortgage(who, draws[Family.MORTGAGE], may_borrow_from, _home_loan_age(who, draws[Family.MORTGAGE]))
    room -= sum(opening.monthly_installment(request) for request in requests) + person.outside_mortgage_monthly_cents / 2
    for family in wanted:
        own = draws[family]
        elapsed = min(int(own[4] * opening.TERMS[family][int(own[3] * 3)] * 0.8), _months_allowed(who, may_borrow_from))
        opened_on = _day_before(who, elapsed, own[5], may_borrow_from)
        request = opening.loan(who, family, opened_on, (own[1], own[2], own[3]), max(room, 0.0), elapsed)
        if request is not None:
            requests.append(request)
            room -= opening.monthly_installment(request)
    return requests


def _months_allowed(who: Applicant, may_borrow_from: int) -> int:
    """Return how many months before the eve's a loan may date from."""
    return max(who.world.start_month - months.of_ordinal(may_borrow_from) - 1, 0)


def _day_before(who: Applicant, elapsed: int, draw: float, may_borrow_from: int) -> int:
    """Return a day in the month `elapsed` months before the eve's, by the eve, and not before one may borrow."""
    day = months.first_ordinal(who.world.start_month - 1 - elapsed) + int(draw * 28)
    return min(max(day, may_borrow_from), _eve(who.world))


def _home_loan_age(who: Applicant, draws: Sequence[float]) -> int:
    """Return how many months ago the home was bought, more for the older."""
    adult_years = max(who.person.age(months.first_ordinal(who.month)) - int(who.numbers["buyer_age"]), 1)
    return int(draws[4] * min(adult_years * 12, who.numbers["mortgage_age_most"]))


def _place_mortgage(who: Applicant, draws: Sequence[float], may_borrow_from: int, elapsed: int | None) -> list[OpenAccount]:
    """Return the mortgage on an owned home if it is held here (`elapsed` months old), else note its payment elsewhere."""
    person = who.person
    if person.home_ownership != HomeOwnership.MORTGAGE or person.outside_mortgage_monthly_cents:
        return []
    is_old_enough = elapsed is not None and elapsed <= _months_allowed(who, may_borrow_from)
    is_here = is_old_enough and draws[0] < who.adoption[Family.MORTGAGE].here_ratio
    age = elapsed or 0
    opened_on = _day_before(who, age, draws[5], may_borrow_from) if is_here else months.first_ordinal(who.month - 1 - age)
    request = opening.mortgage(who, opened_on, (draws[1], draws[2], draws[3]), age)
    if is_here:
        return [request]
    elsewhere.owe_for_home(person, request)
    return []


def _decide_covers(them: Applicants, draws: Vector) -> dict[Family, Flags]:
    """Decide which risks are insured elsewhere, and say who insures which here; the others are gaps."""
    here = {}
    for family, has_use in _insurable(them).items():
        is_covered = has_use & (draws[:, family, 0] < _cover_share(them, family))
        is_here = draws[:, family, 1] < them.here_ratio(family)
        here[family] = is_covered & is_here
        if family in _COVER_FLAGS:
            for _, who in them.those(is_covered & ~is_here):
                setattr(who.person, _COVER_FLAGS[family], True)
    return here


def _insurable(them: Applicants) -> dict[Family, Flags]:
    """Say who has a use for each kind of cover."""
    everyone = np.ones(len(them.people), bool)
    rents = them.home_is == HomeOwnership.RENT
    return {
        Family.LIFE_INSURANCE: everyone,
        Family.TRAVEL_INSURANCE: everyone,
        Family.HOME_INSURANCE: ~rents & (them.home_is != HomeOwnership.WITH_FAMILY),
        Family.RENTERS_INSURANCE: rents,
        Family.AUTO_INSURANCE: them["vehicles"] > 0,
        Family.HEALTH_INSURANCE: everyone,
    }


def _cover_share(them: Applicants, family: Family) -> Vector:
    """Return the share insured at all: life cover by income and children, travel cover by wanderlust."""
    share: Vector = them.share(family)
    if family == Family.LIFE_INSURANCE:
        return share * (0.6 + 0.5 * them.trait("earning") + 0.15 * (them.children > 0))
    if family == Family.TRAVEL_INSURANCE:
        return share * _tilt(them.trait("wanderlust"))
    return share


def _ask_for_policies(them: Applicants, draws: Vector, insured: dict[Family, Flags], asked: Asked) -> None:
    for family, is_insured in insured.items():
        opened_on = _opened_on(them, draws[:, family, 3])
        for place, who, day, size in them.those(is_insured & ~them.is_joiner, opened_on, draws[:, family, 2]):
            asked[place].append(opening.policy(who, family, day, size))


def _ask_for_investments(them: Applicants, draws: Vector, asked: Asked) -> None:
    """Ask for brokerage, retirement and education savings accounts, of those who have been here for long."""
    boost = them.number("children_529_boost") * _tilt(them.trait("earning"))
    one = np.ones(len(them.people), np.int64)
    investments = (
        (Family.BROKERAGE, elsewhere.investor_leaning(them), one),
        (Family.RETIREMENT, elsewhere.retirement_leaning(them), one),
        (Family.EDUCATION_SAVINGS, np.where(them.children > 0, boost, 0.0), them.children),
    )
    for family, leaning, accounts in investments:
        own = draws[:, family]
        cents = them.usual_cents(family, own[:, 1], them.trait("earning"), them.trait("thrift")) * accounts
        holds = ~them.is_joiner & them.holds_here(family, own[:, 0], leaning)
        for place, who, day, balance in them.those(holds, _opened_on(them, own[:, 3]), cents):
            asked[place].append(opening.investment(who, family, day, int(balance)))
