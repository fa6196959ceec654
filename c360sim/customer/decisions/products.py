"""Decisions about products: month by month, and when life brings an occasion."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from c360sim import months
from c360sim.assumptions import Assumptions, derived
from c360sim.bank.requests import CloseFamily, OpenAccount, Request
from c360sim.customer.decisions import terms
from c360sim.customer.decisions.noticed import notice
from c360sim.customer.decisions.terms import Applicant
from c360sim.customer.life.dice import Die
from c360sim.customer.people.person import Person
from c360sim.customer.people.states import STUDIES, Loyalty, Work
from c360sim.customer.people.world import World
from c360sim.streams import Purpose, Uniforms
from c360sim.vocabulary import Event, Family, HomeOwnership

Dice = Uniforms


class Decision(NamedTuple):
    """One thing a customer may decide in a month: its die, its hazard, and what follows."""

    die: Die
    hazard: float
    act: Callable[[Applicant, int, Dice], Request | None]


def is_tempted(personas: NDArray[np.int64], assumptions: Assumptions, dice: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Say for whom any die of a decision is low enough to `decide` on anything this month.

    `personas` are numbers of personas; `dice` has a row a die.
    """
    tempted = np.zeros(len(personas), bool)
    for die, by_persona in _hazards(assumptions):
        tempted |= dice[die] < by_persona[personas]
    return tempted


@derived
def _hazards(assumptions: Assumptions) -> list[tuple[Die, NDArray[np.float64]]]:
    """Return the dice that decisions hang on, and the hazard that goes with each, by persona."""
    by_decision = zip(*(decisions(assumptions, persona) for persona in assumptions.personas), strict=True)
    return [(held[0].die, np.array([decision.hazard for decision in held])) for held in by_decision]


def decide(person: Person, world: World, month: int, dice: Dice) -> list[Request]:
    """Return what a customer asks of the bank this month of their own accord, usually nothing."""
    if person.loyalty != Loyalty.CONTENT:
        return []
    requests: list[Request] = []
    for die, hazard, act in decisions(world.assumptions, person.persona):
        if dice[die] < hazard:
            who = Applicant(person, world, month)
            request = act(who, opening_day(person, world, month, dice), dice)
            if request is not None:
                requests.append(request)
    return _noticed(world, requests)


def on_event(person: Person, world: World, month: int, event: Event, day: int) -> list[Request]:
    """Return what a customer asks of the bank when something happens on a day of the month; the person is already changed by it.

    A purchase of a home also sets the mortgage `elsewhere` when another bank lends.
    """
    occasion = OCCASIONS.get(event)
    if occasion is None or person.loyalty in (Loyalty.LEAVING, Loyalty.DORMANT, Loyalty.GONE):
        return []
    dice = world.streams.of_one(person.customer_id, month, Purpose.HOLDING)
    opened_on = max(months.first_ordinal(month) + day - 1, person.join_ordinal)
    return _noticed(world, occasion(Applicant(person, world, month), opened_on, dice))


def opening_day(person: Person, world: World, month: int, dice: Dice) -> int:
    """Return the ordinal of the day on which this month's requests are made, after joining."""
    latest = world.assumptions.whole("decision_day_latest")
    return max(months.first_ordinal(month) + int(dice[Die.PRODUCT_DAY] * latest), person.join_ordinal)


def _noticed(world: World, requests: list[Request]) -> list[Request]:
    notice(world, [request for request in requests if isinstance(request, OpenAccount)])
    for request in requests:
        if isinstance(request, CloseFamily):
            world.noticed.families[request.customer] &= ~(1 << request.family)
    return requests


@derived
def decisions(assumptions: Assumptions, persona: str) -> tuple[Decision, ...]:
    """Return the monthly decisions of a persona with their hazards."""
    named: tuple[tuple[Die, str, Callable[[Applicant, int, Dice], Request | None]], ...] = (
        (Die.PRODUCT_SAVINGS, "open_savings", _open_savings),
        (Die.PRODUCT_CARD, "open_card", _open_card),
        (Die.PRODUCT_CERTIFICATE, "open_certificate", _open_certificate),
        (Die.PRODUCT_AUTO_LOAN, "open_auto_loan", _open_auto_loan),
        (Die.PRODUCT_PERSONAL_LOAN, "open_personal_loan", _open_personal_loan),
        (Die.PRODUCT_BROKERAGE, "open_brokerage", _open_brokerage),
        (Die.PRODUCT_RETIREMENT, "open_retirement", _open_retirement),
        (Die.PRODUCT_EDUCATION, "open_education", _open_education),
        (Die.PRODUCT_LIFE_COVER, "buy_life_cover", _buy_life_cover),
        (Die.PRODUCT_HOME_COVER, "buy_home_cover", _buy_home_cover),
        (Die.PRODUCT_TRAVEL_COVER, "buy_travel_cover", _buy_travel_cover),
        (Die.PRODUCT_CANCEL_COVER, "cancel_cover", _cancel_cover),
        (Die.PRODUCT_CLOSE_CARD, "close_card", _close_card),
        (Die.PRODUCT_BREAK_CERTIFICATE, "break_certificate", _break_certificate),
    )
    return tuple(Decision(die, assumptions.monthly(name, persona), act) for die, name, act in named)


def _holds(who: Applicant, family: Family) -> bool:
    return bool(who.world.noticed.families[who.person.row] >> family & 1)


def _idle_cents(who: Applicant) -> int:
    """Return liquid money above a comfortable number of months of outflow."""
    row, noticed = who.person.row, who.world.noticed
    return int(noticed.liquid_cents[row] - who.numbers["idle_after_months"] * noticed.outflow_cents[row])


def _is_sound(who: Applicant) -> bool:
    """Say whether the bank would lend: an income, and nothing overdue."""
    return who.earned > who.numbers["lending_income_usd"] * 100 and not who.world.noticed.days_past_due[who.person.row]


def _open_savings(who: Applicant, day: int, dice: Dice) -> Request | None:
    if _holds(who, Family.SAVINGS):
        return None
    balance = who.usual_cents(Family.SAVINGS, dice[Die.PRODUCT_SIZE], who.person.thrift) * who.numbers["joiner_deposit_ratio"]
    from_checking = _holds(who, Family.CHECKING) and _idle_cents(who) > balance
    return terms.deposit(who, terms.savings_code(who, dice[Die.PRODUCT_TERMS], balance), day, int(balance), not from_checking)


def _open_card(who: Applicant, day: int, dice: Dice) -> Request | None:
    """Open a first card, or a further one of another kind while the limits held are modest."""
    held_limit = int(who.world.noticed.card_limit_cents[who.person.row])
    if not _is_sound(who) or held_limit > who.numbers["limits_income_most"] * who.earned:
        return None
    nth = 1 if _holds(who, Family.CARD) else 0
    if nth and who.person.work in STUDIES:
        return None
    return terms.card(who, terms.card_code(who, nth, dice[Die.PRODUCT_TERMS]), day, dice[Die.PRODUCT_SIZE])


def _open_certificate(who: Applicant, day: int, dice: Dice) -> Request | None:
    """Lock away a part of idle cash for better interest."""
    code = "certificate_12" if dice[Die.PRODUCT_TERMS] < who.numbers["short_certificate_share"] else "certificate_36"
    amount = int(_idle_cents(who) * who.numbers["idle_locked_share"]) // 50_000 * 50_000
    if amount < who.product(code).min_balance_cents or not _holds(who, Family.CHECKING):
        return None
    return terms.deposit(who, code, day, amount, from_outside=True)


def _lend(who: Applicant, family: Family, day: int, dice: Dice) -> Request | None:
    if _holds(who, family) or not _is_sound(who) or who.person.work in STUDIES:
        return None
    room = who.numbers["debt_service_most"] * who.family_earned - who.person.rent_monthly_cents / 2
    draws = (dice[Die.PRODUCT_TERMS], dice[Die.PRODUCT_SIZE], dice[Die.PRODUCT_DAY])
    return terms.loan(who, family, day, draws, room=max(room / 2, 0.0))


def _open_auto_loan(who: Applicant, day: int, dice: Dice) -> Request | None:
    return _lend(who, Family.AUTO_LOAN, day, dice) if who.person.vehicles else None


def _open_personal_loan(who: Applicant, day: int, dice: Dice) -> Request | None:
    return _lend(who, Family.PERSONAL_LOAN, day, dice)


def _invest(who: Applicant, family: Family, day: int, dice: Dice) -> Request | None:
    if _holds(who, family) or who.earned < who.numbers["lending_income_usd"] * 100:
        return None
    usual = who.usual_cents(family, dice[Die.PRODUCT_SIZE], who.person.earning) * who.numbers["first_investment_ratio"]
    return terms.investment(who, family, day, max(int(usual) // 10_000 * 10_000, 10_000))


def _open_brokerage(who: Applicant, day: int, dice: Dice) -> Request | None:
    return _invest(who, Family.BROKERAGE, day, dice)


def _open_retirement(who: Applicant, day: int, dice: Dice) -> Request | None:
    return _invest(who, Family.RETIREMENT, day, dice) if who.person.work != Work.RETIRED else None


def _open_education(who: Applicant, day: int, dice: Dice) -> Request | None:
    return _invest(who, Family.EDUCATION_SAVINGS, day, dice) if who.person.child_birth_ordinals else None


def _buy_life_cover(who: Applicant, day: int, dice: Dice) -> Request | None:
    if _holds(who, Family.LIFE_INSURANCE) or who.person.has_life_cover_outside or who.person.work in STUDIES:
        return None
    return terms.policy(who, Family.LIFE_INSURANCE, day, dice[Die.PRODUCT_SIZE])


def _buy_home_cover(who: Applicant, day: int, dice: Dice) -> Request | None:
    person, family = who.person, terms.cover_family(who.person)
    if person.home_ownership == HomeOwnership.WITH_FAMILY or _holds(who, family) or person.has_home_cover_outside:
        return None
    return terms.policy(who, family, day, dice[Die.PRODUCT_SIZE])


def _buy_travel_cover(who: Applicant, day: int, dice: Dice) -> Request | None:
    if _holds(who, Family.TRAVEL_INSURANCE) or who.person.has_travel_cover_outside:
        return None
    return terms.policy(who, Family.TRAVEL_INSURANCE, day, dice[Die.PRODUCT_SIZE])


def _cancel_cover(who: Applicant, day: int, dice: Dice) -> Request | None:
    for family in (Family.TRAVEL_INSURANCE, Family.LIFE_INSURANCE, Family.RENTERS_INSURANCE):
        if _holds(who, family):
            return CloseFamily(who.person.row, family)
    return None


def _close_card(who: Applicant, day: int, dice: Dice) -> Request | None:
    row, noticed = who.person.row, who.world.noticed
    is_clear = noticed.card_owed_cents[row] < who.numbers["closing_owed_most"] * noticed.card_limit_cents[row]
    return CloseFamily(row, Family.CARD) if _holds(who, Family.CARD) and is_clear else None


def _break_certificate(who: Applicant, day: int, dice: Dice) -> Request | None:
    return CloseFamily(who.person.row, Family.CERTIFICATE) if _holds(who, Family.CERTIFICATE) else None


def _some(request: Request | None) -> list[Request]:
    return [] if request is None else [request]


def _after_home_purchase(who: Applicant, day: int, dice: Dice) -> list[Request]:
    """Borrow for the home here or elsewhere, insure it here, elsewhere or not at all, and drop the renter's policy."""
    person, numbers, draw = who.person, who.numbers, dice[Die.PRODUCT_AT_EVENT]
    requests: list[Request] = []
    if _holds(who, Family.RENTERS_INSURANCE):
        requests.append(CloseFamily(person.row, Family.RENTERS_INSURANCE))
    if person.home_ownership == HomeOwnership.MORTGAGE:
        loan = terms.mortgage(who, day, (dice[Die.PRODUCT_TERMS], dice[Die.PRODUCT_SIZE], dice[Die.PRODUCT_DAY]))
        is_here = draw < numbers["event_mortgage_here"] and person.is_main_bank and not _holds(who, Family.MORTGAGE)
        if is_here:
            requests.append(loan)
        else:
            terms.owe_for_home(person, loan)
    cover = dice[Die.PRODUCT_HOME_COVER]
    here = numbers["event_home_cover_here"]
    person.has_home_cover_outside = here <= cover < here + numbers["event_home_cover_elsewhere"]
    if cover < here and not _holds(who, Family.HOME_INSURANCE):
        requests.append(terms.policy(who, Family.HOME_INSURANCE, day, dice[Die.PRODUCT_SIZE]))
    return requests


def _after_birth(who: Applicant, day: int, dice: Dice) -> list[Request]:
    """Insure a life, save for an education, or open a savings account for the child: some do, most leave a gap."""
    person, numbers, cover = who.person, who.numbers, dice[Die.PRODUCT_LIFE_COVER]
    here = numbers["birth_life_cover_here"]
    uncovered = not _holds(who, Family.LIFE_INSURANCE) and not person.has_life_cover_outside
    requests = _some(_buy_life_cover(who, day, dice) if cover < here else None)
    if uncovered and here <= cover < here + numbers["birth_life_cover_elsewhere"]:
        person.has_life_cover_outside = True
    if dice[Die.PRODUCT_EDUCATION] < numbers["birth_529_here"]:
        requests += _some(_open_education(who, day, dice))
    elif dice[Die.PRODUCT_EDUCATION] > 1 - numbers["child_account"] and _holds(who, Family.SAVINGS):
        requests.append(terms.deposit(who, "kids_savings", day, int(numbers["child_account_usd"] * 100)))
    return requests


def _after_move(who: Applicant, day: int, dice: Dice) -> list[Request]:
    """Insure the contents of a rented home: some."""
    person = who.person
    renews = person.home_ownership == HomeOwnership.RENT and dice[Die.PRODUCT_AT_EVENT] < who.numbers["move_renters_here"]
    return _some(_buy_home_cover(who, day, dice) if renews else None)


def _after_marriage(who: Applicant, day: int, dice: Dice) -> list[Request]:
    opens = dice[Die.PRODUCT_AT_EVENT] < who.numbers["marriage_joint_savings"]
    return _some(_open_savings(who, day, dice) if opens else None)


def _after_studies(who: Applicant, day: int, dice: Dice) -> list[Request]:
    """Take a first card of one's own with the first job."""
    opens = dice[Die.PRODUCT_AT_EVENT] < who.numbers["graduate_card"]
    return _some(_open_card(who, day, dice) if opens else None)


OCCASIONS: dict[Event, Callable[[Applicant, int, Dice], list[Request]]] = {
    Event.HOME_PURCHASE: _after_home_purchase,
    Event.BIRTH: _after_birth,
    Event.MOVE: _after_move,
    Event.MARRIAGE: _after_marriage,
    Event.FIRST_JOB: _after_studies,
}
"""What follows from an event, where something does."""
