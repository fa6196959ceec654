"""What customers hold when the window opens, or take when they join: adoption by persona, leaning on income, thrift and age.

Who holds what, and how much, is decided in columns for many people at once; each account is then put together on its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from operator import or_
from typing import NamedTuple

import numpy as np

from c360sim.bank.requests import OpenAccount
from c360sim.customer.elsewhere import Holding
from c360sim.customer.person import Person
from c360sim.customer.wants import borrowing, covers, credit, elsewhere, opening
from c360sim.customer.wants.applicants import Applicants, Asked, tilt
from c360sim.customer.wants.opening import Applicant
from c360sim.customer.wants.situation import STUDIES, Whole, clamp
from c360sim.customer.wants.tables import Flags, Vector
from c360sim.customer.world import World
from c360sim.streams import Purpose
from c360sim.vocabulary import Family

_DRAWS = 6
_HOLDINGS = _DRAWS * len(Family)
_DECIDED_TOGETHER = 1024
"""Customers whose holdings are decided at once: enough for speed, and memory does not grow with the number of customers."""


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
    insured = covers.decide(them, draws.here)
    _ask_for_checking(them, draws.here[:, Family.CHECKING], asked)
    _ask_for_savings(them, draws.here[:, Family.SAVINGS], asked)
    _ask_for_certificates(them, draws.here[:, Family.CERTIFICATE], asked)
    _ask_for_cards(them, draws.here[:, Family.CARD], revolves, asked)
    borrowing.ask_for_loans(them, draws.here, asked)
    covers.ask_for_policies(them, draws.here, insured, asked)
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
    opened_on = np.where(is_first, them["join_ordinal"], them.opened_on(draws[:, 3]))
    for place, who, taste, day, cents in them.those(holds, draws[:, 2], opened_on, usual * _deposit_ratio(them)):
        asked[place].append(opening.deposit(who, opening.savings_code(who, taste, cents), day, int(cents)))


def _ask_for_certificates(them: Applicants, draws: Vector, asked: Asked) -> None:
    holds = ~them.is_joiner & them.holds_here(Family.CERTIFICATE, draws[:, 0], elsewhere.certificate_leaning(them))
    usual = them.usual_cents(Family.CERTIFICATE, draws[:, 1], them.trait("thrift"))
    is_short = draws[:, 2] < them.number("short_certificate_share")
    opened_on = np.maximum(them["join_ordinal"], them.eve - (draws[:, 3] * np.where(is_short, 365, 3 * 365)).astype(np.int64))
    for place, who, short, day, cents in them.those(holds, is_short, opened_on, usual):
        code = "certificate_12" if short else "certificate_36"
        asked[place].append(opening.deposit(who, code, day, int(cents)))


def _ask_for_cards(them: Applicants, draws: Vector, revolves: Flags, asked: Asked) -> None:
    holds = them.holds_here(Family.CARD, draws[:, 0], (0.75 + 0.5 * them.score) * _eager(them))
    for place, who, is_joiner, earliest, carries, own in them.those(holds, them.is_joiner, them.earliest, revolves, draws):
        asked[place] += _cards(who, own, is_joiner, earliest, carries)


def _cards(who: Applicant, draws: Sequence[float], is_joiner: bool, earliest: int, revolves: bool) -> list[OpenAccount]:
    """Return the cards of a holder, main card first, with what is owed on each on the eve."""
    person, eve = who.person, who.eve
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
    second = who.numbers["second_card_share"] * tilt(who.score)
    third = second * who.numbers["third_card_share"]
    return 1 + (draws[1] < second) + (draws[1] < third) + (draws[1] < third * who.numbers["fourth_card_share"])


def _owed_ratio(who: Applicant, card: OpenAccount, revolves: bool, draw: float, nth: int) -> float:
    """Return what is owed on the eve as a share of the limit: last month's purchases, and what revolvers carry."""
    usual = 2 * who.numbers["transactor_utilization"] * draw / (1 + nth)
    if not revolves:
        return usual
    return clamp(who.usual_cents(Family.CARD, draw) / card.limit_cents / (1 + nth), usual, who.numbers["revolver_utilization_most"])


def _ask_for_investments(them: Applicants, draws: Vector, asked: Asked) -> None:
    """Ask for brokerage, retirement and education savings accounts, of those who have been here for long."""
    boost = them.number("children_529_boost") * tilt(them.trait("earning"))
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
        for place, who, day, balance in them.those(holds, them.opened_on(own[:, 3]), cents):
            asked[place].append(opening.investment(who, family, day, int(balance)))
