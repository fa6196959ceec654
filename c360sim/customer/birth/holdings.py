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
from c360sim.customer.birth import applicants, borrowing, covers, outside
from c360sim.customer.birth.applicants import Applicants, Asked
from c360sim.customer.decisions import terms
from c360sim.customer.decisions.terms import Applicant
from c360sim.customer.people.outside import Holding
from c360sim.customer.people.ranks import clamp
from c360sim.customer.people.states import STUDIES
from c360sim.customer.people.table import People
from c360sim.customer.people.tables import Flags, Vector, Whole
from c360sim.customer.people.world import World
from c360sim.distributions import lean
from c360sim.streams import Purpose
from c360sim.vocabulary import Family

_DRAWS = 6
_HOLDINGS = _DRAWS * len(Family)
_DECIDED_TOGETHER = 1024
"""Customers whose holdings are decided at once: enough for speed, and memory does not grow with the number of customers."""


class _Steps(NamedTuple):
    """How far apart the same draw lies for one card of a person and the next, so that their cards differ."""

    terms: float = 0.37
    day: float = 0.29
    owed: float = 0.41


_APART = _Steps()


class _Draws(NamedTuple):
    """What is drawn once for people's holdings: of shape (people, Family, _DRAWS), and (people, Holding, outside.DRAWS_EACH)."""

    here: Vector
    elsewhere: Vector


def first_holdings(people: People, rows: Whole, world: World) -> Iterator[list[OpenAccount]]:
    """Yield the accounts that each of the customers in these rows holds on the eve of the window, or opens on joining in it.

    Decides also, once, what each household holds elsewhere: `has_*_cover_outside`, and `elsewhere` with the mortgage
    that this bank did not lend.
    """
    for start in range(0, len(rows), _DECIDED_TOGETHER):
        yield from _hold(Applicants(people, rows[start : start + _DECIDED_TOGETHER], world))


def _draw(them: Applicants) -> _Draws:
    count, holdings = len(them), len(Holding)
    drawn = them.world.streams.units(them.customer_id, 0, Purpose.HOLDING, _HOLDINGS + outside.DRAWS_EACH * holdings)
    here, away = drawn[:, :_HOLDINGS], drawn[:, _HOLDINGS:]
    return _Draws(here.reshape(count, len(Family), _DRAWS), away.reshape(count, holdings, outside.DRAWS_EACH))


def _hold(them: Applicants) -> Asked:
    draws, revolves = _draw(them), applicants.revolves(them)
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
    outside.settle(them, _families(them, asked), draws.elsewhere, revolves)
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
        asked[place] = [terms.deposit(who, terms.savings_code(who, taste, balance), who.person.join_ordinal, balance)]


def _eager(them: Applicants) -> Vector:
    """Return how much likelier than those who have been here for long one holds a product: those who join take fewer at first."""
    return np.where(them.is_joiner, them.own("joiner_product_ratio"), 1.0)


def _deposit_ratio(them: Applicants) -> Vector:
    """Return what part of usual balances is brought here: those who join bring less at first."""
    return np.where(them.is_joiner, them.own("joiner_deposit_ratio"), 1.0)


def _ask_for_checking(them: Applicants, draws: Vector, asked: Asked) -> None:
    usual = them.usual_cents(Family.CHECKING, draws[:, 1], them.earning, them.thrift)
    usual = np.minimum(usual, them.own("checking_most_usd") * 100)
    them.checking_comfort_cents, them.comfort_income_cents = usual.astype(np.int64), them.earned
    balance = usual + them.earned * them.own("eve_pay_most") * draws[:, 4] * them.is_main_bank
    holds = them.is_main_bank | (draws[:, 0] < them.own("secondary_checking_share"))
    for place, who, taste, cents in them.those(holds, draws[:, 2], balance * _deposit_ratio(them)):
        asked[place].append(terms.deposit(who, terms.checking_code(who, taste), who.person.join_ordinal, int(cents)))


def _ask_for_savings(them: Applicants, draws: Vector, asked: Asked) -> None:
    usual = them.usual_cents(Family.SAVINGS, draws[:, 1], them.earning, them.thrift)
    usual = np.minimum(usual, them.own("savings_most_usd") * 100)
    them.savings_comfort_cents = usual.astype(np.int64)
    holds = them.holds_here(Family.SAVINGS, draws[:, 0], _eager(them) * outside.saver_leaning(them))
    is_first = them.is_joiner | np.array([not requests for requests in asked])
    opened_on = np.where(is_first, them.join_ordinal, them.opened_on(draws[:, 3]))
    for place, who, taste, day, cents in them.those(holds, draws[:, 2], opened_on, usual * _deposit_ratio(them)):
        asked[place].append(terms.deposit(who, terms.savings_code(who, taste, cents), day, int(cents)))


def _ask_for_certificates(them: Applicants, draws: Vector, asked: Asked) -> None:
    holds = ~them.is_joiner & them.holds_here(Family.CERTIFICATE, draws[:, 0], outside.certificate_leaning(them))
    usual = them.usual_cents(Family.CERTIFICATE, draws[:, 1], them.thrift)
    is_short = draws[:, 2] < them.own("short_certificate_share")
    opened_on = np.maximum(them.join_ordinal, them.eve - (draws[:, 3] * np.where(is_short, 365, 3 * 365)).astype(np.int64))
    for place, who, short, day, cents in them.those(holds, is_short, opened_on, usual):
        code = "certificate_12" if short else "certificate_36"
        asked[place].append(terms.deposit(who, code, day, int(cents)))


def _ask_for_cards(them: Applicants, draws: Vector, revolves: Flags, asked: Asked) -> None:
    holds = them.holds_here(Family.CARD, draws[:, 0], lean(them.own("card_holding_least"), them.score) * _eager(them))
    for place, who, is_joiner, earliest, carries, own in them.those(holds, them.is_joiner, them.earliest, revolves, draws):
        asked[place] += _cards(who, own, is_joiner, earliest, carries)


def _cards(who: Applicant, draws: Sequence[float], is_joiner: bool, earliest: int, revolves: bool) -> list[OpenAccount]:
    """Return the cards of a holder, main card first, with what is owed on each on the eve."""
    person, eve = who.person, who.eve
    count = 1 if person.work in STUDIES or is_joiner else _card_count(who, draws)
    requests: list[OpenAccount] = []
    for nth in range(count):
        draw = (draws[3] + nth * _APART.terms) % 1
        code = terms.card_code(who, nth, draw)
        if any(held.product == code for held in requests):
            continue
        opened_on = person.join_ordinal if is_joiner else earliest + int((draws[4] + nth * _APART.day) % 1 * (eve - earliest + 1))
        card = terms.card(who, code, opened_on, draw)
        if not is_joiner:
            owed = _owed_ratio(who, card, revolves, (draws[5] + nth * _APART.owed) % 1, nth)
            card = card._replace(balance_cents=int(card.limit_cents * owed))
        requests.append(card)
    return requests


def _card_count(who: Applicant, draws: Sequence[float]) -> int:
    """Return how many cards a holder has here: more with a better score."""
    second = who.numbers["second_card_share"] * lean(who.numbers["product_tilt_least"], who.score)
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
    boost = them.own("children_529_boost") * them.tilt(them.earning)
    one = np.ones(len(them), np.int64)
    investments = (
        (Family.BROKERAGE, outside.investor_leaning(them), one),
        (Family.RETIREMENT, outside.retirement_leaning(them), one),
        (Family.EDUCATION_SAVINGS, np.where(them.children > 0, boost, 0.0), them.children),
    )
    for family, leaning, accounts in investments:
        own = draws[:, family]
        cents = them.usual_cents(family, own[:, 1], them.earning, them.thrift) * accounts
        holds = ~them.is_joiner & them.holds_here(family, own[:, 0], leaning)
        for place, who, day, balance in them.those(holds, them.opened_on(own[:, 3]), cents):
            asked[place].append(terms.investment(who, family, day, int(balance)))
