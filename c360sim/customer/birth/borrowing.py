"""What people owe when first met: loans here, and a mortgage here or elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from c360sim import months
from c360sim.bank.requests import OpenAccount
from c360sim.customer.birth.applicants import Applicants, Asked
from c360sim.customer.decisions import terms
from c360sim.customer.decisions.terms import Applicant
from c360sim.customer.people.person import Life
from c360sim.customer.people.tables import Vector
from c360sim.vocabulary import Family, HomeOwnership

_LOANS = (Family.MORTGAGE, Family.AUTO_LOAN, Family.STUDENT_LOAN, Family.PERSONAL_LOAN)


def ask_for_loans(them: Applicants, draws: Vector, asked: Asked) -> None:
    """Ask for the loans held here, together no more than income carries; who joins has a mortgage elsewhere at most."""
    may_borrow = {Family.AUTO_LOAN: them.vehicles > 0, Family.STUDENT_LOAN: ~them.studies, Family.PERSONAL_LOAN: ~them.studies}
    borrows = np.stack([may & them.holds_here(family, draws[:, family, 0]) for family, may in may_borrow.items()], axis=1)
    is_mortgaged = them.are(Life.home_ownership, HomeOwnership.MORTGAGE)
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
    room -= sum(terms.monthly_installment(request) for request in requests) + person.outside_mortgage_monthly_cents / 2
    for family in wanted:
        own = draws[family]
        longest, term = who.numbers["loan_elapsed_most"], terms.loan_term(who, family, own[1], own[3])
        elapsed = min(int(own[4] * term * longest), _months_allowed(who, may_borrow_from))
        opened_on = _day_before(who, elapsed, own[5], may_borrow_from)
        request = terms.loan(who, family, opened_on, (own[1], own[2], own[3]), max(room, 0.0), elapsed)
        if request is not None:
            requests.append(request)
            room -= terms.monthly_installment(request)
    return requests


def _months_allowed(who: Applicant, may_borrow_from: int) -> int:
    """Return how many months before the eve's a loan may date from."""
    return max(who.world.start_month - months.of_ordinal(may_borrow_from) - 1, 0)


def _day_before(who: Applicant, elapsed: int, draw: float, may_borrow_from: int) -> int:
    """Return a day in the month `elapsed` months before the eve's, by the eve, and not before one may borrow."""
    day = months.first_ordinal(who.world.start_month - 1 - elapsed) + int(draw * 28)
    return min(max(day, may_borrow_from), who.eve)


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
    request = terms.mortgage(who, opened_on, (draws[1], draws[2], draws[3]), age)
    if is_here:
        return [request]
    terms.owe_for_home(person, request)
    return []
