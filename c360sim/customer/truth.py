"""The truth: what the simulation knows of customers and the bank does not. In columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from c360sim import months
from c360sim.customer.life.dice import BY_EVENT
from c360sim.customer.people import gather
from c360sim.customer.people.columns import Census
from c360sim.customer.people.outside import Holding
from c360sim.customer.people.states import Loyalty
from c360sim.customer.people.world import World
from c360sim.customer.society import Society
from c360sim.money import cents, from_float
from c360sim.vocabulary import SUBSCRIPTIONS, Event, Family, HomeOwnership, MaritalStatus, PayFrequency

Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]

TOLD_HAZARDS = {
    "churn": ("loyalty", Event.STARTED_LEAVING),
    "job_loss": ("work", Event.JOB_LOSS),
    "marriage": ("family", Event.ENGAGEMENT),
    "divorce": ("family", Event.DIVORCE),
    "pregnancy": ("family", Event.PREGNANCY),
    "move": ("home", Event.MOVE),
}
"""Hazards that the truth tells each month: the machine and the event of each."""
STATES = ("stage", "work", "family", "home", "loyalty")
_SUBSCRIPTIONS = sorted(SUBSCRIPTIONS)
_LABELLED = (
    *("employer", "pay_frequency", "home_value_cents", "vehicles"),
    *("has_life_cover_outside", "has_home_cover_outside", "has_auto_cover_outside", "has_travel_cover_outside"),
)


def customer_months(census: Census, world: World, month: int) -> dict[str, Sequence[Any]]:
    """Return the columns of truth/customer_month: a row for each customer of the month (the month of leaving included).

    Hazards are those of the present state, with their scales, before guards.
    """
    row = np.flatnonzero(census.present(month))
    columns: dict[str, Any] = {"customer_id": census.customer_id, "month": np.full(len(census.row), months.label(month), object)}
    columns["persona"] = census.personas()
    columns |= {name: census.state_names(name) for name in STATES}
    columns["net_income_monthly_cents"] = census.net_income_monthly_cents
    columns["household_gross_monthly_cents"] = household_gross_monthly_cents(census, world)
    columns["partner_income_monthly_cents"] = census.partner_income_monthly_cents
    columns |= {f"{holding.name.lower()}_elsewhere_cents": world.outside.cents[holding] for holding in Holding}
    columns["equity_elsewhere_cents"] = world.outside.equity_cents()
    columns |= {f"{name}_hazard_monthly": _hazard(census, world, month, *told) for name, told in TOLD_HAZARDS.items()}
    return {name: column[row] for name, column in columns.items()}


def household_gross_monthly_cents(census: Census, world: World) -> NDArray[np.int64]:
    """Return the income before tax a month of each customer and a spouse together: pay is grossed up, the rest is untaxed."""
    paid = census.net_salary_annual_cents // 12 + census.gig_monthly_cents
    untaxed = census.net_income_monthly_cents - paid
    return from_float((paid + census.partner_income_monthly_cents) / census.number("net_of_gross_ratio")) + untaxed


def _hazard(census: Census, world: World, month: int, machine: str, event: Event) -> NDArray[np.float64]:
    """Return each one's hazard of an event this month, in the present state of a machine; 0 where it cannot happen."""
    state, die = census.state[machine], BY_EVENT[event.name]
    total = np.zeros(len(census.row))
    for hazard in census.lives.hazards:
        if hazard.machine == machine and hazard.die == die:
            by_state = hazard.by_state[state]
            total += by_state if hazard.scale is None else np.minimum(by_state * hazard.scale(census, world, month), 1.0)
    return total


@dataclass(frozen=True, slots=True)
class Holdings:
    """What customers have with the bank on the last simulated day, an entry each: integer cents, families as a bit each.

    `is_billed` says which of their standing payments' payees were paid a bill in the last month, shape (customers, Bill).
    """

    liquid_cents: Whole
    outflow_monthly_cents: Whole
    loans_cents: Whole
    life_cover_cents: Whole
    families: Whole
    trips_yearly: Whole
    is_billed: Flags


class Need(NamedTuple):
    """Who needs a kind of cover, and how much of it nobody has insured."""

    is_needed: Flags
    shortfall_cents: Whole


def labels(society: Society, holdings: Holdings, last_day: int) -> dict[str, NDArray[Any]]:
    """Return the columns of truth/labels: a row for each customer who has joined by the last day.

    Days are ordinals, 0 for none; text is None where there is none.
    """
    census, world = society.census, society.world
    own = gather.numbers(society.people, _LABELLED)
    gone = census.stands_in("loyalty", Loyalty.GONE)
    salaried = (own["employer"] >= 0) & (census.net_salary_annual_cents > 0)
    frequencies = np.array([frequency.name.capitalize() for frequency in PayFrequency], object)
    has_checking = _holds(holdings.families, Family.CHECKING)
    prepayment = np.minimum(holdings.loans_cents, idle_cash_cents(world, holdings, "prepayment_cushion_months"))
    told: dict[str, NDArray[Any]] = {
        "customer_id": census.customer_id,
        "salary_employer": gather.where(salaried, np.array(world.catalog.payers.names, object)[own["employer"]]),
        "pay_frequency": gather.where(salaried, frequencies[own["pay_frequency"]]),
        "salary_comes_here": salaried & ~gone & has_checking & (world.intents.salary_here_ratio > 0),
        "subscriptions": subscriptions(world, holdings),
    }
    for kind, need in insurance_needs(society, own, holdings).items():
        told |= {f"needs_{kind}_cover": need.is_needed, f"{kind}_shortfall_cents": need.shortfall_cents}
    told["idle_cash_cents"] = np.where(gone, 0, idle_cash_cents(world, holdings, "idle_cash_outflow_months"))
    told["prepayment_cents"] = np.where(gone, 0, prepayment)
    told["is_leaving"] = census.stands_in("loyalty", Loyalty.LEAVING)
    told["churn_date"] = census.churn_ordinal
    met = np.flatnonzero(census.join_ordinal <= last_day)
    return {name: column[met] for name, column in told.items()}


def subscriptions(world: World, holdings: Holdings) -> NDArray[np.object_]:
    """Return the merchants to whom customers subscribe, in the order of `Bill`: one that could not be charged has lapsed."""
    intents, names = world.intents, world.catalog.merchants.name
    is_held = (intents.bill_cents[:, _SUBSCRIPTIONS] > 0) & holdings.is_billed[:, _SUBSCRIPTIONS] & intents.is_active[:, None]
    merchants = iter(intents.bill_merchant[:, _SUBSCRIPTIONS][is_held].tolist())
    held = is_held.sum(axis=1).tolist()
    return np.array(["; ".join(names[merchant] for merchant in islice(merchants, count)) for count in held], object)


def insurance_needs(society: Society, own: Mapping[str, Whole], holdings: Holdings) -> dict[str, Need]:
    """Return who needs each kind of cover, and what each lacks of it, here and elsewhere together; `own` has the fields `_LABELLED`."""
    value, census, families = society.world.assumptions.value, society.census, holdings.families
    home_is = gather.words(society.people, "home_ownership")
    is_owner, is_renter = (home_is == HomeOwnership.MORTGAGE) | (home_is == HomeOwnership.OWN), home_is == HomeOwnership.RENT
    income = census.net_salary_annual_cents + 12 * census.gig_monthly_cents
    life = np.where(has_dependents(society), from_float(income * value("need_life_income_years")), 0)
    home_outside, auto_outside, travel_outside = (own[f"has_{kind}_cover_outside"] == 1 for kind in ("home", "auto", "travel"))
    lacking = np.where(own["has_life_cover_outside"] == 1, 0, np.maximum(life - holdings.life_cover_cents, 0))
    travels = holdings.trips_yearly >= value("need_travel_trips_yearly")
    return {
        "life": Need(life > 0, lacking),
        "home": _need(np.where(is_owner, own["home_value_cents"], 0), home_outside | _holds(families, Family.HOME_INSURANCE)),
        "renters": _need(is_renter * cents(100 * value("need_renters_usd")), home_outside | _holds(families, Family.RENTERS_INSURANCE)),
        "auto": _need((own["vehicles"] > 0) * cents(100 * value("need_auto_usd")), auto_outside | _holds(families, Family.AUTO_INSURANCE)),
        "travel": _need(travels * cents(100 * value("need_travel_usd")), travel_outside | _holds(families, Family.TRAVEL_INSURANCE)),
    }


def has_dependents(society: Society) -> Flags:
    """Say who has someone who lives on their income: children, or a spouse who earns nothing."""
    census = society.census
    is_married = gather.words(society.people, "marital_status") == MaritalStatus.MARRIED
    has_children = (census.eldest_birth_ordinal > 0) | (census.children_in_college > 0)
    return has_children | (is_married & (census.partner_income_monthly_cents == 0))


def _need(needed_cents: Whole, is_covered: Flags) -> Need:
    return Need(needed_cents > 0, np.where(is_covered, 0, needed_cents))


def _holds(families: Whole, family: Family) -> Flags:
    held: Flags = families >> family & 1 == 1
    return held


def idle_cash_cents(world: World, holdings: Holdings, months_kept: str) -> Whole:
    """Return liquid money above so many months of outflow, 0 when there is none. `months_kept` names the assumption."""
    kept = from_float(holdings.outflow_monthly_cents * world.assumptions.value(months_kept))
    return np.maximum(holdings.liquid_cents - kept, 0)
