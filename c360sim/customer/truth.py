"""The truth: what the simulation knows of a customer and the bank does not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from c360sim import months
from c360sim.customer import amounts
from c360sim.customer.agent import TOLD_HAZARDS, Customer
from c360sim.customer.elsewhere import Holding
from c360sim.customer.person import Loyalty, Person
from c360sim.customer.profile import has_dependents
from c360sim.customer.world import World
from c360sim.vocabulary import SUBSCRIPTIONS, Family, HomeOwnership, PayFrequency

STATES = ("persona", "stage", "work", "family", "home", "loyalty")
_SUBSCRIPTIONS = sorted(SUBSCRIPTIONS)
AMOUNTS = ("partner_income_monthly_cents",)


def customer_months(customers: Iterable[Customer], world: World, month: int) -> dict[str, list[Any]]:
    """Return the columns of truth/customer_month: a row for each customer of the month (the month of leaving included).

    Hazards are those of the present state, with their scales, before guards.
    """
    first, last = months.first_ordinal(month), months.last_ordinal(month)
    present = [
        customer
        for customer in customers
        if customer.person.join_ordinal <= last and not (customer.person.has_left and customer.person.churn_ordinal < first)
    ]
    people = [customer.person for customer in present]
    hazards = [_told(customer, world, month) for customer in present]
    columns: dict[str, list[Any]] = {"customer_id": [person.customer_id for person in people], "month": [months.label(month)] * len(people)}
    columns |= {name: [str(getattr(person, name)) for person in people] for name in STATES}
    columns["net_income_monthly_cents"] = [amounts.income_monthly(person, world, month) for person in people]
    columns["household_gross_monthly_cents"] = [household_gross_monthly_cents(person, world, month) for person in people]
    columns |= {name: [getattr(person, name) for person in people] for name in AMOUNTS}
    columns |= {f"{holding}_elsewhere_cents": [person.elsewhere.cents(holding) for person in people] for holding in Holding}
    columns["equity_elsewhere_cents"] = [person.elsewhere.equity_cents for person in people]
    return columns | {f"{name}_hazard_monthly": [row[place] for row in hazards] for place, name in enumerate(TOLD_HAZARDS)}


def household_gross_monthly_cents(person: Person, world: World, month: int) -> int:
    """Return the income before tax a month of the customer and a spouse together: pay is grossed up, the rest is untaxed."""
    taxed = person.net_salary_annual_cents // 12 + person.gig_monthly_cents + person.partner_income_monthly_cents
    untaxed = amounts.income_monthly(person, world, month) - person.net_salary_annual_cents // 12 - person.gig_monthly_cents
    return amounts.cents(taxed / world.assumptions.value("net_of_gross_ratio", person.persona)) + untaxed


def _told(customer: Customer, world: World, month: int) -> list[float]:
    """Return the hazards of `TOLD_HAZARDS`, of the present states."""
    person = customer.person
    present = [by_state[getattr(person, name)] for name, by_state in customer.life.told]
    return [min(hazard * scale(person, world, month), 1.0) if scale and hazard else hazard for hazard, scale in present]


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
