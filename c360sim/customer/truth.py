"""The truth: what the simulation knows of customers and the bank does not. In columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from c360sim import months
from c360sim.customer.life.compiled import MachineField
from c360sim.customer.life.dice import BY_EVENT
from c360sim.customer.people import amounts
from c360sim.customer.people.outside import Holding
from c360sim.customer.people.person import Life
from c360sim.customer.people.states import Loyalty
from c360sim.customer.people.table import People
from c360sim.customer.people.world import World
from c360sim.customer.society import Society
from c360sim.money import cents, from_float
from c360sim.vocabulary import SUBSCRIPTIONS, Event, Family, HomeOwnership, MaritalStatus, PayFrequency

Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]

TOLD_HAZARDS: dict[str, tuple[MachineField, Event]] = {
    "churn": (Life.loyalty, Event.STARTED_LEAVING),
    "job_loss": (Life.work, Event.JOB_LOSS),
    "marriage": (Life.family, Event.ENGAGEMENT),
    "divorce": (Life.family, Event.DIVORCE),
    "pregnancy": (Life.family, Event.PREGNANCY),
    "move": (Life.home, Event.MOVE),
}
"""Hazards that the truth tells each month: the machine and the event of each."""
STATES = (Life.stage, Life.work, Life.family, Life.home, Life.loyalty)
"""States of the machines, in the order of their columns."""
_SUBSCRIPTIONS = sorted(SUBSCRIPTIONS)


def customer_months(society: Society, month: int) -> dict[str, Sequence[Any]]:
    """Return the columns of truth/customer_month: a row for each customer of the month (the month of leaving included).

    Hazards are those of the present state, with their scales, before guards.
    """
    people, world = society.people, society.world
    columns: dict[str, Any] = {"customer_id": people.customer_id, "month": np.full(len(people), months.label(month), object)}
    columns["persona"] = people.named(Life.persona)
    columns |= {machine.name: people.named(machine) for machine in STATES}
    columns["net_income_monthly_cents"] = amounts.income_monthly(people, world, month)
    columns["household_gross_monthly_cents"] = household_gross_monthly_cents(people, world, month)
    columns["partner_income_monthly_cents"] = people.partner_income_monthly_cents
    columns |= {f"{holding.name.lower()}_elsewhere_cents": world.outside.cents[holding] for holding in Holding}
    columns["equity_elsewhere_cents"] = world.outside.equity_cents()
    columns |= {f"{name}_hazard_monthly": _hazard(society, month, *told) for name, told in TOLD_HAZARDS.items()}
    row = np.flatnonzero(people.present(month))
    return {name: column[row] for name, column in columns.items()}


def household_gross_monthly_cents(people: People, world: World, month: int) -> NDArray[np.int64]:
    """Return the income before tax a month of each customer and a spouse together: pay is grossed up, the rest is untaxed."""
    paid = people.net_salary_annual_cents // 12 + people.gig_monthly_cents
    untaxed = amounts.income_monthly(people, world, month) - paid
    net_of_gross = people.number(world.assumptions, "net_of_gross_ratio")
    return from_float((paid + people.partner_income_monthly_cents) / net_of_gross) + untaxed


def _hazard(society: Society, month: int, machine: MachineField, event: Event) -> NDArray[np.float64]:
    """Return each one's hazard of an event this month, in the present state of a machine; 0 where it cannot happen."""
    people, die = society.people, BY_EVENT[event.name]
    state, total = society.lives.state_numbers(people, machine), np.zeros(len(people))
    for hazard in society.lives.hazards:
        if hazard.machine is machine and hazard.die == die:
            by_state = hazard.by_state[state]
            total += by_state if hazard.scale is None else np.minimum(by_state * hazard.scale(people, society.world, month), 1.0)
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
    people, world = society.people, society.world
    gone = people.are(Life.loyalty, Loyalty.GONE)
    salaried = (people.employer >= 0) & (people.net_salary_annual_cents > 0)
    frequencies = np.array([frequency.name.capitalize() for frequency in PayFrequency], object)
    has_checking = _holds(holdings.families, Family.CHECKING)
    prepayment = np.minimum(holdings.loans_cents, idle_cash_cents(world, holdings, "prepayment_cushion_months"))
    told: dict[str, NDArray[Any]] = {
        "customer_id": people.customer_id,
        "salary_employer": _where(salaried, np.array(world.catalog.payers.names, object)[people.employer]),
        "pay_frequency": _where(salaried, frequencies[people.pay_frequency]),
        "salary_comes_here": salaried & ~gone & has_checking & (world.intents.salary_here_ratio > 0),
        "subscriptions": subscriptions(world, holdings),
    }
    for kind, need in insurance_needs(people, world, holdings).items():
        told |= {f"needs_{kind}_cover": need.is_needed, f"{kind}_shortfall_cents": need.shortfall_cents}
    told["idle_cash_cents"] = np.where(gone, 0, idle_cash_cents(world, holdings, "idle_cash_outflow_months"))
    told["prepayment_cents"] = np.where(gone, 0, prepayment)
    told["is_leaving"] = people.are(Life.loyalty, Loyalty.LEAVING)
    told["churn_date"] = people.churn_ordinal
    met = np.flatnonzero(people.join_ordinal <= last_day)
    return {name: column[met] for name, column in told.items()}


def _where(is_known: Flags, text: NDArray[np.object_]) -> NDArray[np.object_]:
    """Return text where it is known, elsewhere None."""
    told = text.copy()
    told[~is_known] = None
    return told


def subscriptions(world: World, holdings: Holdings) -> NDArray[np.object_]:
    """Return the merchants to whom customers subscribe, in the order of `Bill`: one that could not be charged has lapsed."""
    intents, names = world.intents, world.catalog.merchants.name
    is_held = (intents.bill_cents[:, _SUBSCRIPTIONS] > 0) & holdings.is_billed[:, _SUBSCRIPTIONS] & intents.is_active[:, None]
    merchants = iter(intents.bill_merchant[:, _SUBSCRIPTIONS][is_held].tolist())
    held = is_held.sum(axis=1).tolist()
    return np.array(["; ".join(names[merchant] for merchant in islice(merchants, count)) for count in held], object)


def insurance_needs(people: People, world: World, holdings: Holdings) -> dict[str, Need]:
    """Return who needs each kind of cover, and what each lacks of it, here and elsewhere together."""
    value, families = world.assumptions.value, holdings.families
    is_owner = people.are(Life.home_ownership, HomeOwnership.MORTGAGE, HomeOwnership.OWN)
    is_renter = people.are(Life.home_ownership, HomeOwnership.RENT)
    income = people.net_salary_annual_cents + 12 * people.gig_monthly_cents
    life = np.where(has_dependents(people), from_float(income * value("need_life_income_years")), 0)
    home_outside, auto_outside = people.has_home_cover_outside, people.has_auto_cover_outside
    lacking = np.where(people.has_life_cover_outside, 0, np.maximum(life - holdings.life_cover_cents, 0))
    travels = holdings.trips_yearly >= value("need_travel_trips_yearly")
    return {
        "life": Need(life > 0, lacking),
        "home": _need(np.where(is_owner, people.home_value_cents, 0), home_outside | _holds(families, Family.HOME_INSURANCE)),
        "renters": _need(is_renter * cents(100 * value("need_renters_usd")), home_outside | _holds(families, Family.RENTERS_INSURANCE)),
        "auto": _need((people.vehicles > 0) * cents(100 * value("need_auto_usd")), auto_outside | _holds(families, Family.AUTO_INSURANCE)),
        "travel": _need(
            travels * cents(100 * value("need_travel_usd")), people.has_travel_cover_outside | _holds(families, Family.TRAVEL_INSURANCE)
        ),
    }


def has_dependents(people: People) -> Flags:
    """Say who has someone who lives on their income: children, or a spouse who earns nothing."""
    has_children = (people.eldest_birth_ordinal > 0) | (people.children_in_college > 0)
    is_married = people.are(Life.marital_status, MaritalStatus.MARRIED)
    return has_children | (is_married & (people.partner_income_monthly_cents == 0))


def _need(needed_cents: Whole, is_covered: Flags) -> Need:
    return Need(needed_cents > 0, np.where(is_covered, 0, needed_cents))


def _holds(families: Whole, family: Family) -> Flags:
    held: Flags = families >> family & 1 == 1
    return held


def idle_cash_cents(world: World, holdings: Holdings, months_kept: str) -> Whole:
    """Return liquid money above so many months of outflow, 0 when there is none. `months_kept` names the assumption."""
    kept = from_float(holdings.outflow_monthly_cents * world.assumptions.value(months_kept))
    return np.maximum(holdings.liquid_cents - kept, 0)
