"""What customers hold when the window opens, or take when they join: adoption by persona, leaning on income, thrift and age."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from c360sim import months
from c360sim.bank.requests import OpenAccount
from c360sim.customer.elsewhere import Holding
from c360sim.customer.person import Person
from c360sim.customer.wants import credit, elsewhere, opening
from c360sim.customer.wants.habits import Taste, taste_of_each, taste_of_one
from c360sim.customer.wants.opening import Applicant
from c360sim.customer.wants.situation import STUDIES, clamp
from c360sim.customer.world import World
from c360sim.streams import Purpose, Uniforms
from c360sim.vocabulary import Family, HomeOwnership

_DRAWS = 6
_HOLDINGS = _DRAWS * len(Family)
_DRAWN_TOGETHER = 1024
"""Customers whose draws are made in one call: enough for speed, and memory does not grow with the number of customers."""

_ADULT_DAYS = 18 * 365 + 5  # with the leap days of 18 years, of which there are at most five
_INVESTMENTS = (Family.BROKERAGE, Family.RETIREMENT, Family.EDUCATION_SAVINGS)
_COVER_FLAGS = {
    Family.LIFE_INSURANCE: "has_life_cover_outside",
    Family.AUTO_INSURANCE: "has_auto_cover_outside",
    Family.TRAVEL_INSURANCE: "has_travel_cover_outside",
    Family.HOME_INSURANCE: "has_home_cover_outside",
    Family.RENTERS_INSURANCE: "has_home_cover_outside",
}


class _Draws(NamedTuple):
    """What is drawn once for a customer's holdings: a row of `_DRAWS` a family, one of `elsewhere.DRAWS_EACH` a `Holding`, and a taste."""

    here: Sequence[Uniforms]
    elsewhere: Sequence[Uniforms]
    card_habit: float


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


def on_eve(people: Sequence[Person], world: World) -> list[OpenAccount]:
    """Return the accounts customers hold on the eve of the window, one customer after the other.

    Decides also, once, what each household holds elsewhere: `has_*_cover_outside`, and `elsewhere` with the mortgage
    that this bank did not lend.
    """
    requests: list[OpenAccount] = []
    for start in range(0, len(people), _DRAWN_TOGETHER):
        block = people[start : start + _DRAWN_TOGETHER]
        for person, drawn in zip(block, _draw(world, block), strict=True):
            requests += _hold(person, world, drawn)
    return requests


def on_joining(person: Person, world: World) -> list[OpenAccount]:
    """Return the accounts someone opens on the day of joining in the window, and decide as `on_eve` what is held elsewhere."""
    stream = world.streams.of_one(person.customer_id, 0, Purpose.HOLDING)
    here = [stream.after(_DRAWS * family) for family in Family]
    away = [stream.after(_HOLDINGS + elsewhere.DRAWS_EACH * place) for place in range(len(Holding))]
    return _hold(person, world, _Draws(here, away, taste_of_one(world.streams, person.customer_id, Taste.CARD_HABIT)))


def _draw(world: World, people: Sequence[Person]) -> Iterator[_Draws]:
    ids = np.array([person.customer_id for person in people])
    drawn = world.streams.units(ids, 0, Purpose.HOLDING, _HOLDINGS + elsewhere.DRAWS_EACH * len(Holding))
    here = drawn[:, :_HOLDINGS].reshape(len(ids), len(Family), _DRAWS).tolist()
    away = drawn[:, _HOLDINGS:].reshape(len(ids), len(Holding), elsewhere.DRAWS_EACH).tolist()
    card_habit = taste_of_each(world.streams, ids, Taste.CARD_HABIT).tolist()
    return map(_Draws, here, away, card_habit)


def _hold(person: Person, world: World, drawn: _Draws) -> list[OpenAccount]:
    joined, draws = months.of_ordinal(person.join_ordinal), drawn.here
    who = Applicant(person, world, max(joined, world.start_month))
    is_joiner, revolves = joined >= world.start_month, credit.revolves(who, drawn.card_habit)
    insured = _decide_covers(who, draws)
    requests = [*_deposits(who, draws, is_joiner), *_cards(who, draws[Family.CARD], is_joiner, revolves)]
    if is_joiner:
        _place_mortgage(who, draws[Family.MORTGAGE], None)
    else:
        requests += [*_loans(who, draws), *_policies(who, draws, insured), *_investments(who, draws)]
    if not requests:
        requests = [_first_account(who, draws)]
    elsewhere.settle(who, requests, drawn.elsewhere, revolves)
    notice(world, requests)
    return requests


def _first_account(who: Applicant, draws: Sequence[Uniforms]) -> OpenAccount:
    """Open a savings account for someone who would otherwise hold nothing."""
    balance = int(who.usual_cents(Family.SAVINGS, draws[Family.SAVINGS][1]))
    return opening.deposit(who, opening.savings_code(who, draws[Family.SAVINGS][2], balance), who.person.join_ordinal, balance)


def _opened_on(who: Applicant, draw: float) -> int:
    """Return a day between joining (or coming of age) and the eve, for accounts other than the first."""
    eve = months.first_ordinal(who.world.start_month) - 1
    oldest = max(who.person.join_ordinal, who.person.birth_ordinal + _ADULT_DAYS, eve - int(who.numbers["old_account_years"] * 365))
    first = min(oldest, eve)
    return first + int(draw * (eve - first + 1))


def _holds_here(who: Applicant, family: Family, draw: float, tilt: float = 1.0) -> bool:
    found = who.adoption[family]
    return draw < found.share * found.here_ratio * tilt


def _tilt(rank: float) -> float:
    """Return how much likelier someone of this rank holds a product: half as likely at the bottom, one and a half at the top."""
    return 0.5 + rank


def _deposits(who: Applicant, draws: Sequence[Uniforms], is_joiner: bool) -> list[OpenAccount]:
    person, numbers = who.person, who.numbers
    requests = []
    ratio = numbers["joiner_deposit_ratio"] if is_joiner else 1.0
    own = draws[Family.CHECKING]
    balance = who.usual_cents(Family.CHECKING, own[1], person.traits.earning, person.traits.thrift)
    balance = min(balance, numbers["checking_most_usd"] * 100)
    person.checking_comfort_cents, person.comfort_income_cents = int(balance), who.earned
    balance += who.earned * numbers["eve_pay_most"] * own[4] * person.is_main_bank
    if person.is_main_bank or own[0] < numbers["secondary_checking_share"]:
        requests.append(opening.deposit(who, opening.checking_code(who, own[2]), person.join_ordinal, int(balance * ratio)))
    own = draws[Family.SAVINGS]
    savings = who.usual_cents(Family.SAVINGS, own[1], person.traits.earning, person.traits.thrift)
    savings = min(savings, numbers["savings_most_usd"] * 100)
    person.savings_comfort_cents = int(savings)
    eager = numbers["joiner_product_ratio"] if is_joiner else 1.0
    if _holds_here(who, Family.SAVINGS, own[0], eager * elsewhere.saver_leaning(person.traits)):
        savings *= ratio
        opened_on = person.join_ordinal if is_joiner or not requests else _opened_on(who, own[3])
        requests.append(opening.deposit(who, opening.savings_code(who, own[2], savings), opened_on, int(savings)))
    own = draws[Family.CERTIFICATE]
    if not is_joiner and _holds_here(who, Family.CERTIFICATE, own[0], elsewhere.certificate_leaning(person.traits)):
        code = "certificate_12" if own[2] < numbers["short_certificate_share"] else "certificate_36"
        least = who.product(code).min_balance_cents
        balance = max(who.usual_cents(Family.CERTIFICATE, own[1], person.traits.thrift), least)
        age_days = int(own[3] * (365 if code == "certificate_12" else 3 * 365))
        eve = months.first_ordinal(who.world.start_month) - 1
        requests.append(opening.deposit(who, code, max(person.join_ordinal, eve - age_days), int(balance)))
    return requests


def _cards(who: Applicant, draws: Uniforms, is_joiner: bool, revolves: bool) -> list[OpenAccount]:
    """Return the cards held here, main card first, with what is owed on each on the eve."""
    numbers, person = who.numbers, who.person
    eager = numbers["joiner_product_ratio"] if is_joiner else 1.0
    if not _holds_here(who, Family.CARD, draws[0], (0.75 + 0.5 * who.score) * eager):
        return []
    count = 1 if person.work in STUDIES or is_joiner else _card_count(who, draws)
    requests: list[OpenAccount] = []
    for nth in range(count):
        draw = (draws[3] + nth * 0.37) % 1
        code = opening.card_code(who, nth, draw)
        if any(held.product == code for held in requests):
            continue
        opened_on = person.join_ordinal if is_joiner else _opened_on(who, (draws[4] + nth * 0.29) % 1)
        card = opening.card(who, code, opened_on, draw)
        if not is_joiner:
            owed = _owed_ratio(who, card, revolves, (draws[5] + nth * 0.41) % 1, nth)
            card = card._replace(balance_cents=int(card.limit_cents * owed))
        requests.append(card)
    return requests


def _card_count(who: Applicant, draws: Uniforms) -> int:
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


def _loans(who: Applicant, draws: Sequence[Uniforms]) -> list[OpenAccount]:
    """Return the loans held here, together no more than income carries."""
    person = who.person
    room = who.numbers["debt_service_most"] * who.family_earned - person.rent_monthly_cents / 2
    requests = _place_mortgage(who, draws[Family.MORTGAGE], _home_loan_age(who, draws[Family.MORTGAGE]))
    room -= sum(opening.monthly_installment(request) for request in requests) + person.outside_mortgage_monthly_cents / 2
    eligible = (
        (Family.AUTO_LOAN, person.vehicles > 0),
        (Family.STUDENT_LOAN, person.work not in STUDIES),
        (Family.PERSONAL_LOAN, person.work not in STUDIES),
    )
    for family, may_hold in eligible:
        own = draws[family]
        if not may_hold or not _holds_here(who, family, own[0]):
            continue
        elapsed = min(int(own[4] * opening.TERMS[family][int(own[3] * 3)] * 0.8), _months_allowed(who))
        request = opening.loan(who, family, _day_before(who, elapsed, own[5]), (own[1], own[2], own[3]), max(room, 0.0), elapsed)
        if request is not None:
            requests.append(request)
            room -= opening.monthly_installment(request)
    return requests


def _may_borrow_from(person: Person) -> int:
    """Return the ordinal day from which someone may sign for a loan here: as an adult who has joined."""
    return max(person.join_ordinal, person.birth_ordinal + _ADULT_DAYS)


def _months_allowed(who: Applicant) -> int:
    """Return how many months before the eve's a loan may date from."""
    return max(who.world.start_month - months.of_ordinal(_may_borrow_from(who.person)) - 1, 0)


def _day_before(who: Applicant, elapsed: int, draw: float) -> int:
    """Return a day in the month `elapsed` months before the eve's, by the eve, and not before joining or coming of age."""
    day = months.first_ordinal(who.world.start_month - 1 - elapsed) + int(draw * 28)
    return min(max(day, _may_borrow_from(who.person)), months.first_ordinal(who.world.start_month) - 1)


def _home_loan_age(who: Applicant, draws: Uniforms) -> int:
    """Return how many months ago the home was bought, more for the older."""
    adult_years = max(who.person.age(months.first_ordinal(who.month)) - int(who.numbers["buyer_age"]), 1)
    return int(draws[4] * min(adult_years * 12, who.numbers["mortgage_age_most"]))


def _place_mortgage(who: Applicant, draws: Uniforms, elapsed: int | None) -> list[OpenAccount]:
    """Return the mortgage on an owned home if it is held here (`elapsed` months old), else note its payment elsewhere."""
    person = who.person
    if person.home_ownership != HomeOwnership.MORTGAGE or person.outside_mortgage_monthly_cents:
        return []
    is_here = elapsed is not None and elapsed <= _months_allowed(who) and draws[0] < who.adoption[Family.MORTGAGE].here_ratio
    age = elapsed or 0
    opened_on = _day_before(who, age, draws[5]) if is_here else months.first_ordinal(who.month - 1 - age)
    request = opening.mortgage(who, opened_on, (draws[1], draws[2], draws[3]), age)
    if is_here:
        return [request]
    elsewhere.owe_for_home(person, request)
    return []


def _decide_covers(who: Applicant, draws: Sequence[Uniforms]) -> list[Family]:
    """Decide which risks are insured elsewhere, and return those to insure here; the others are gaps."""
    here = []
    for family in _insurable(who.person):
        is_covered, is_here = draws[family][0] < _cover_share(who, family), draws[family][1] < who.adoption[family].here_ratio
        if is_covered and is_here:
            here.append(family)
        if family in _COVER_FLAGS:
            setattr(who.person, _COVER_FLAGS[family], is_covered and not is_here)
    return here


def _insurable(person: Person) -> list[Family]:
    """Return the kinds of cover that someone has a use for."""
    families = [Family.LIFE_INSURANCE, Family.TRAVEL_INSURANCE]
    if person.home_ownership != HomeOwnership.WITH_FAMILY:
        families.append(opening.cover_family(person))
    if person.vehicles:
        families.append(Family.AUTO_INSURANCE)
    return [*families, Family.HEALTH_INSURANCE]


def _cover_share(who: Applicant, family: Family) -> float:
    """Return the share insured at all: life cover by income and children, travel cover by wanderlust."""
    share, traits = who.adoption[family].share, who.person.traits
    if family == Family.LIFE_INSURANCE:
        return share * (0.6 + 0.5 * traits.earning + 0.15 * bool(who.person.child_birth_ordinals))
    if family == Family.TRAVEL_INSURANCE:
        return share * _tilt(traits.wanderlust)
    return share


def _policies(who: Applicant, draws: Sequence[Uniforms], insured: list[Family]) -> list[OpenAccount]:
    """Return the insurance policies held here."""
    return [opening.policy(who, family, _opened_on(who, draws[family][3]), draws[family][2]) for family in insured]


def _investments(who: Applicant, draws: Sequence[Uniforms]) -> list[OpenAccount]:
    """Return the brokerage, retirement and education savings accounts held here."""
    traits, children = who.person.traits, len(who.person.child_birth_ordinals)
    leaning = {
        Family.BROKERAGE: elsewhere.investor_leaning(traits),
        Family.RETIREMENT: elsewhere.retirement_leaning(traits),
        Family.EDUCATION_SAVINGS: who.numbers["children_529_boost"] * _tilt(traits.earning) if children else 0.0,
    }
    requests = []
    for family in _INVESTMENTS:
        own = draws[family]
        if _holds_here(who, family, own[0], leaning[family]):
            accounts = children if family == Family.EDUCATION_SAVINGS else 1
            balance = who.usual_cents(family, own[1], traits.earning, traits.thrift) * accounts
            requests.append(opening.investment(who, family, _opened_on(who, own[3]), int(balance)))
    return requests
