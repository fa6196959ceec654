"""The truth: what the simulation knows of a customer and the bank does not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from c360sim import months
from c360sim.customer import amounts
from c360sim.customer.census import Census
from c360sim.customer.dice import BY_EVENT
from c360sim.customer.elsewhere import Holding
from c360sim.customer.lives import MACHINES
from c360sim.customer.person import Loyalty, Person
from c360sim.customer.profile import has_dependents
from c360sim.customer.world import World
from c360sim.money import from_float
from c360sim.vocabulary import SUBSCRIPTIONS, Event, Family, HomeOwnership, PayFrequency

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
    state, die = census.state[MACHINES.index(machine)], BY_EVENT[event.name]
    hazard = census.lives.hazards[state, die]
    for scaled in census.lives.scaled:
        if scaled.machine == machine and scaled.die == die:
            hazard = hazard + np.minimum(scaled.by_state[state] * scaled.scale(census, world, month), 1.0)
    return hazard


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a customer has with the bank on the last simulated day: integer cents, families as a bit each.

    `billed_by` are the merchant rows of the bills that were paid in the last month.
    """

    liquid_cents: int
    outflow_monthly_cents: int
    loans_cents: int
    life_cover_cents: int
    families: int
    trips_yearly: int
    billed_by: frozenset[int]


class Need(NamedTuple):
    """Whether a kind of cover is needed, and how much of it nobody has insured."""

    is_needed: bool
    shortfall_cents: int


def labels(person: Person, world: World, holdings: Holdings) -> dict[str, str | int | bool | None]:
    """Return the customer's row of truth/labels: by column, dates as ordinals, None where there is none."""
    salaried = person.employer >= 0 and person.net_salary_annual_cents > 0
    gone = person.has_left
    row: dict[str, str | int | bool | None] = {
        "customer_id": person.customer_id,
        "salary_employer": world.catalog.payers.names[person.employer] if salaried else None,
        "pay_frequency": PayFrequency(person.pay_frequency).name.capitalize() if salaried else None,
        "salary_comes_here": bool(
            salaried and not gone and _holds(holdings.families, Family.CHECKING) and world.intents.salary_here_ratio[person.row] > 0
        ),
        "subscriptions": "; ".join(subscriptions(person, world, holdings)),
    }
    for kind, need in insurance_needs(person, world, holdings).items():
        row[f"needs_{kind}_cover"] = need.is_needed
        row[f"{kind}_shortfall_cents"] = need.shortfall_cents
    row["idle_cash_cents"] = 0 if gone else idle_cash_cents(world, holdings, "idle_cash_outflow_months")
    row["prepayment_cents"] = 0 if gone else min(holdings.loans_cents, idle_cash_cents(world, holdings, "prepayment_cushion_months"))
    row["is_leaving"] = person.loyalty == Loyalty.LEAVING
    row["churn_on"] = person.churn_ordinal or None
    return row


def subscriptions(person: Person, world: World, holdings: Holdings) -> list[str]:
    """Return the merchants to whom the customer subscribes, in the order of `Bill`: one that could not be charged has lapsed."""
    intents, names = world.intents, world.catalog.merchants.name
    if not intents.is_active[person.row]:
        return []
    cents, merchants = intents.bill_cents[person.row].tolist(), intents.bill_merchant[person.row].tolist()
    held = [merchants[bill] for bill in _SUBSCRIPTIONS if cents[bill] > 0]
    return [names[merchant] for merchant in held if merchant in holdings.billed_by]


def insurance_needs(person: Person, world: World, holdings: Holdings) -> dict[str, Need]:
    """Return each kind of cover that the customer needs and lacks, here and elsewhere together."""
    value, families = world.assumptions.value, holdings.families
    income = person.net_salary_annual_cents + 12 * person.gig_monthly_cents
    life = amounts.cents(income * value("need_life_income_years")) if has_dependents(person) else 0
    home = person.home_value_cents if person.home_ownership in (HomeOwnership.MORTGAGE, HomeOwnership.OWN) else 0
    renters = amounts.cents(100 * value("need_renters_usd")) if person.home_ownership == HomeOwnership.RENT else 0
    auto = amounts.cents(100 * value("need_auto_usd")) if person.vehicles else 0
    travel = amounts.cents(100 * value("need_travel_usd")) if holdings.trips_yearly >= value("need_travel_trips_yearly") else 0
    return {
        "life": Need(life > 0, 0 if person.has_life_cover_outside else max(life - holdings.life_cover_cents, 0)),
        "home": _need(home, person.has_home_cover_outside or _holds(families, Family.HOME_INSURANCE)),
        "renters": _need(renters, person.has_home_cover_outside or _holds(families, Family.RENTERS_INSURANCE)),
        "auto": _need(auto, person.has_auto_cover_outside or _holds(families, Family.AUTO_INSURANCE)),
        "travel": _need(travel, person.has_travel_cover_outside or _holds(families, Family.TRAVEL_INSURANCE)),
    }


def _need(needed_cents: int, is_covered: bool) -> Need:
    return Need(needed_cents > 0, 0 if is_covered else needed_cents)


def _holds(families: int, family: Family) -> bool:
    return bool(families >> family & 1)


def idle_cash_cents(world: World, holdings: Holdings, months_kept: str) -> int:
    """Return liquid money above so many months of outflow, 0 when there is none. `months_kept` names the assumption."""
    kept = amounts.cents(holdings.outflow_monthly_cents * world.assumptions.value(months_kept))
    return max(holdings.liquid_cents - kept, 0)
