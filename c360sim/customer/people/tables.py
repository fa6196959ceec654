"""The assumptions that wants follow from, by persona: read once, then plain lists and dicts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from math import sqrt
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from c360sim.assumptions import EVERYONE, Assumptions, derived
from c360sim.customer.people.outside import Holding
from c360sim.distributions import STEPS, PoissonTable, exp, normal_quantiles
from c360sim.vocabulary import SUBSCRIPTIONS, Bill, Family, Fintech, Spend

OF_THE_PERSON = frozenset({Bill.RENT, Bill.OUTSIDE_MORTGAGE, Bill.HOME_INSURANCE, Bill.OUTSIDE_VEHICLE_LOAN, Bill.OUTSIDE_STUDENT_LOAN})
"""Bills that follow from the person, not from figures of the persona."""


class PersonalTable(NamedTuple):
    """A table of the personas' figures: whose rows it has, and which columns."""

    items: tuple[str, ...]
    columns: tuple[str, ...]


PERSONAL_TABLES = {
    "spending": PersonalTable(tuple(Spend.__members__), ("purchases_monthly",)),
    "bills": PersonalTable(tuple(bill.name for bill in Bill if bill not in OF_THE_PERSON), ("share", "median_usd", "sigma")),
    "adoption": PersonalTable(tuple(Family.__members__), ("share", "here_ratio", "median_usd", "sigma")),
    "fintech": PersonalTable(tuple(Fintech.__members__), ("share", "transfers_monthly", "amount_usd")),
    "channels": PersonalTable(("",), ("app", "call_center", "branch", "chatbot", "contacts_monthly")),
    "elsewhere": PersonalTable(
        tuple(holding.name.lower() for holding in Holding if holding != Holding.MORTGAGE), ("share", "share_beside", "median_usd", "sigma")
    ),
}
"""What each persona buys, pays, holds here, sends to fintechs, how they get in touch, and what they hold elsewhere."""

LIFESTYLES = "lifestyles"
"""Table of the personas whose spending a life resembles once it works, or has children."""

Vector = NDArray[np.float64]
Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Plans:
    """How personas hold standing payments: shape (personas, Bill) for who has each and how much, (Bill,) for the rest.

    Share and amount are 0 where they follow from the person.
    """

    share: Vector
    median_cents: Vector
    sigmas: Vector
    """The different sigmas of amounts."""
    which_sigma: NDArray[np.int64]
    """Place of each one's among them, shape (personas, Bill)."""
    earliest_day: NDArray[np.int64]
    days: NDArray[np.int64]
    card_share: Vector
    months_kept: Vector
    is_subscription: Flags

    def ratio(self, personas: NDArray[np.int64], uniform: Vector) -> Vector:
        """Return what amounts come to, relative to the median, by numbers in [0, 1) of shape (people, Bill)."""
        return look_up(lognormals(tuple(self.sigmas.tolist())), self.which_sigma[personas], (uniform * STEPS).astype(np.int64))


class Adoption(NamedTuple):
    """How much of a product family is held: median cents, sigma of the logarithm; and the part of its holders who hold it here."""

    here_ratio: float
    median_cents: float
    sigma: float


class Adoptions(NamedTuple):
    """Who holds a product family at all and here, and how much of it, shape (personas, Family)."""

    share: Vector
    here_ratio: Vector
    median_cents: Vector
    sigma: Vector


@dataclass(frozen=True, slots=True)
class SpendShapes:
    """Per category: mean ticket in cents, and how purchases lean on traits and children, with a vehicle and without.

    `participation` is the share of people who ever buy it.
    `engel_count` and `engel_ticket` hold what purchases and tickets come to, relative to the usual, on each step of `LEVELS`,
    shape (levels, Spend); `engel_by_category` what both come to together, shape (Spend, levels).
    """

    mean_cents: Vector
    sociability: Vector
    technology: Vector
    child: Vector
    with_vehicle: Vector
    without_vehicle: Vector
    participation: Vector
    engel_count: Vector
    engel_ticket: Vector
    engel_by_category: Vector


LEVEL_STEP = 0.05
"""Between two levels of living, in the logarithm."""

LEVELS = np.arange(-60, 61) * LEVEL_STEP
"""Levels of living: the logarithm of a category's spending against the usual is its elasticity times the level."""


@derived
def numbers(assumptions: Assumptions, persona: str) -> dict[str, float]:
    """Return every scalar parameter that holds for a persona, by name."""
    everyone = {name: found.value for (name, segment), found in assumptions.parameters.items() if segment == EVERYONE}
    own = {name: found.value for (name, segment), found in assumptions.parameters.items() if segment == persona}
    return everyone | own


def matrix(assumptions: Assumptions, table: str, column: str, items: Iterable[str]) -> Vector:
    """Return a column of one of the personas' tables, shape (personas, items); 0 where a persona has no such figure."""
    items = tuple(items)
    return np.array([[float(assumptions.cell(persona, table, item, column) or 0) for item in items] for persona in assumptions.personas])


@derived
def number(assumptions: Assumptions, name: str) -> Vector:
    """Return a scalar parameter of every persona, in the order of the personas' numbers."""
    return np.array([assumptions.value(name, persona) for persona in assumptions.personas])


@lru_cache(maxsize=1)
def poisson() -> PoissonTable:
    """Return the table of counts by their mean: the same for all."""
    return PoissonTable()


@cache
def lognormals(sigmas: tuple[float, ...]) -> Vector:
    """Return the quantiles of lognormals with median 1 and these sigmas of the logarithm, shape (sigmas, STEPS).

    To look a number up is many times faster than to reckon its `exp`.
    """
    return exp(np.array(sigmas)[:, None] * normal_quantiles())


def lognormal_of_ranks(median: Vector, sigma: Vector, personas: NDArray[np.int64], *ranks: Vector) -> Vector:
    """Return `distributions.lognormal_of_ranks` of each person, with a median and sigma by persona."""
    ratios = lognormals(tuple(round(one / sqrt(len(ranks)), 6) for one in sigma.tolist()))
    amount: Vector = median[personas]
    for rank in ranks:
        amount = amount * look_up(ratios, personas, (rank * STEPS).astype(np.int64))
    return amount


def look_up(table: NDArray[Any], row: NDArray[np.int64], column: NDArray[np.int64]) -> NDArray[Any]:
    """Return table[row, column], shapes broadcast: by one index into the flat table, which takes half the time."""
    return table.ravel().take(row * table.shape[1] + column)


@derived
def purchases(assumptions: Assumptions) -> Vector:
    """Return the expected purchases per month, shape (personas, Spend)."""
    return matrix(assumptions, "spending", "purchases_monthly", Spend.__members__)


@derived
def spend_shapes(assumptions: Assumptions) -> SpendShapes:
    """Return the shapes of all categories."""
    amounts = {row["spend"]: row for row in assumptions.rows("amounts")}
    sigma = np.array([float(amounts[spend.name]["sigma"]) for spend in Spend])
    median = np.array([float(amounts[spend.name]["median_usd"]) * 100 for spend in Spend])
    leanings = {row["spend"]: row for row in assumptions.rows("spending_traits")}
    names = ("sociability", "technology", "child", "vehicle", "elasticity", "participation")
    sociability, technology, child, vehicle, elasticity, participation = np.array(
        [[float(leanings[spend.name][name]) for spend in Spend] for name in names]
    )
    mean = median * exp(sigma * sigma / 2)
    leaning = LEVELS[:, None] * elasticity[None, :]
    part = assumptions.value("ticket_part")
    count, ticket = exp((1 - part) * leaning), exp(part * leaning)
    with_vehicle, without_vehicle = 1 + np.minimum(vehicle, 0), 1 - np.maximum(vehicle, 0)
    together = np.ascontiguousarray((count * ticket).T)
    return SpendShapes(mean, sociability, technology, child, with_vehicle, without_vehicle, participation, count, ticket, together)


@derived
def trip_night_cents(assumptions: Assumptions) -> float:
    """Return the mean cost in cents of a night away, without the journey."""
    mean = spend_shapes(assumptions).mean_cents
    costs = np.array([float(row["per_night"]) * mean[Spend[row["spend"]]] for row in assumptions.rows("trip_spending")])
    return float(np.cumsum(costs)[-1])


@derived
def standing(assumptions: Assumptions) -> Plans:
    """Return how personas hold each standing payment."""
    names = [bill.name for bill in Bill]
    by_name = {row["bill"]: row for row in assumptions.rows("bill_habits")}
    habits = [by_name[name] for name in names]
    sigmas, which = np.unique(matrix(assumptions, "bills", "sigma", names), return_inverse=True)
    first = np.array([int(habit["earliest_day"]) for habit in habits])
    return Plans(
        share=matrix(assumptions, "bills", "share", names),
        median_cents=matrix(assumptions, "bills", "median_usd", names) * 100,
        sigmas=sigmas,
        which_sigma=which.reshape(len(assumptions.personas), len(names)),
        earliest_day=first,
        days=np.array([int(habit["latest_day"]) for habit in habits]) - first + 1,
        card_share=np.array([float(habit["card_share"]) for habit in habits]),
        months_kept=np.array([float(habit["months_kept"]) for habit in habits]),
        is_subscription=np.array([bill in SUBSCRIPTIONS for bill in Bill]),
    )


@derived
def adoptions(assumptions: Assumptions) -> Adoptions:
    """Return who holds each product family, and how much."""
    share, here, usd, sigma = (
        matrix(assumptions, "adoption", column, Family.__members__) for column in ("share", "here_ratio", "median_usd", "sigma")
    )
    return Adoptions(share, here, usd * 100, sigma)


@derived
def adoption(assumptions: Assumptions, persona: str) -> dict[Family, Adoption]:
    """Return what one persona holds of each product family."""
    found, code = adoptions(assumptions), list(assumptions.personas).index(persona)
    return {
        family: Adoption(*(float(column[code, family]) for column in (found.here_ratio, found.median_cents, found.sigma)))
        for family in Family
    }


@derived
def fintech(assumptions: Assumptions) -> tuple[Vector, Vector, Vector]:
    """Return who uses each kind of fintech, transfers a month and median cents, each of shape (personas, Fintech)."""
    share, monthly, usd = (
        matrix(assumptions, "fintech", column, Fintech.__members__) for column in ("share", "transfers_monthly", "amount_usd")
    )
    return share, monthly, usd * 100


@derived
def channels(assumptions: Assumptions) -> tuple[Vector, Vector]:
    """Return the weights of App, Call Center, Branch and Chatbot, shape (personas, 4), and contacts per month (personas,)."""
    weights = np.concatenate([matrix(assumptions, "channels", name, [""]) for name in ("app", "call_center", "branch", "chatbot")], axis=1)
    return weights, matrix(assumptions, "channels", "contacts_monthly", [""])[:, 0]


@derived
def lifestyles(assumptions: Assumptions) -> NDArray[np.int64]:
    """Return the persona whose spending a life resembles, by the persona's number, shape (personas, is working, is parent).

    A graduate who works lives like the young who work. Whoever would live like a persona that is not in the run goes on as before.
    """
    number_of = {persona: number for number, persona in enumerate(assumptions.personas)}
    return np.array(
        [
            [
                [number_of[_lifestyle(assumptions, persona, is_working, is_parent)] for is_parent in (False, True)]
                for is_working in (False, True)
            ]
            for persona in assumptions.personas
        ]
    )


def _lifestyle(assumptions: Assumptions, persona: str, is_working: bool, is_parent: bool) -> str:
    as_parent = assumptions.cell(persona, LIFESTYLES, "parent", "lives_like") if is_parent else None
    as_working = assumptions.cell(persona, LIFESTYLES, "working", "lives_like") if is_working else None
    like = as_parent or as_working or persona
    return like if like in assumptions.personas else persona
