"""Lasting habits of a customer: drawn once, the same in every month for as long as they live the same kind of life."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from c360sim.assumptions import Assumptions
from c360sim.customer.wants import tables
from c360sim.customer.wants.tables import Flags, Vector
from c360sim.distributions import STEPS
from c360sim.streams import Purpose, Streams
from c360sim.vocabulary import Bill, Fintech, Spend


class Taste(IntEnum):
    """Choices of a person, one draw each."""

    SPLITS_DEPOSIT = 0
    DEPOSIT_HERE = 1
    BONUS = 2
    BONUS_SIZE = 3
    BONUS_MONTH = 4
    REFUND = 5
    REFUND_SIZE = 6
    PENSION_PAYER = 7
    SAVES_BY_TRANSFER = 8
    CONTRIBUTION = 9
    MATCH = 10
    CARD_HABIT = 11
    MINIMUM_PAYER = 12
    OUTSIDE_CARD = 13
    LEAVES_FOR_FINTECH = 14
    CREDIT = 15
    TRIP = 16
    CONTACT = 17


_BILL_DRAWS = 6
_BILLS = 2 * len(Spend)
_FINTECHS = _BILLS + _BILL_DRAWS * len(Bill)
_TASTES = _FINTECHS + 2 * len(Fintech)
_DRAWS = _TASTES + len(Taste)
_EACH_BILL = np.arange(len(Bill))
REMEMBERED = 8192
"""Customers whose habits are kept in memory: more than a shard holds."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A customer's standing payments, by Bill.

    `usual_cents` is what each costs a household; `is_taken` says who has it at all (of subscriptions, in those
    months in which `(month + phase) % cycle <= kept`); `departs` is how far someone must be on the way out for
    it to move away; `payee` a draw that chooses among payees.
    """

    usual_cents: list[int]
    is_taken: Flags
    kept: Vector
    cycle: Vector
    phase: Vector
    day: NDArray[np.int64]
    on_card: Flags
    departs: Vector
    payee: list[float]
    home_premium: float


@dataclass(frozen=True, slots=True)
class Habits:
    """`tastes` by Taste; purchases per month and tickets (of the typical one) by Spend; draws of use, then amount, by Fintech."""

    tastes: list[float]
    purchases: Vector
    tickets: Vector
    fintech: list[float]
    standing: Standing


@lru_cache(maxsize=REMEMBERED)
def habits(
    streams: Streams, assumptions: Assumptions, persona: str, lives_like: str, customer_id: int, leanings: tuple[float, float, float]
) -> Habits:
    """Return a customer's habits. `leanings` are the traits sociability, technology and diligence."""
    numbers = tables.numbers(assumptions, persona)
    draws = streams.units(np.array([customer_id]), 0, Purpose.SUBSCRIPTION, _DRAWS)[0]
    sociability, technology, diligence = leanings
    steps = (draws[:_BILLS] * STEPS).astype(np.int64)
    shapes = tables.spend_shapes()
    purchases = tables.purchases(lives_like) * tables.quantile_vector(numbers["purchase_count_sigma"])[steps[: len(Spend)]]
    purchases *= 1 + shapes.sociability * (2 * sociability - 1)
    purchases *= 1 + shapes.technology * (2 * technology - 1)
    return Habits(
        tastes=draws[_TASTES:].tolist(),
        purchases=purchases,
        tickets=tables.quantile_vector(numbers["ticket_sigma"])[steps[len(Spend) :]],
        fintech=draws[_FINTECHS:_TASTES].tolist(),
        standing=_standing(tables.standing(lives_like), draws[_BILLS:_FINTECHS].reshape(_BILL_DRAWS, -1), numbers, technology, diligence),
    )


def _standing(plans: tables.Plans, draws: Vector, numbers: dict[str, float], technology: float, diligence: float) -> Standing:
    """Return standing payments: more subscriptions with technology, kept longer, forgotten, by who watches the bills less."""
    taken, size, when, whom, phase, means = draws
    running = numbers["subscription_running_share"]
    ever = (1 + numbers["subscription_technology"] * (2 * technology - 1)) / running
    kept = plans.months_kept * (1 + numbers["subscription_forgotten"] * (1 - diligence))
    cycle = np.floor(kept / running) + 1
    return Standing(
        usual_cents=(plans.median_cents * plans.spread[_EACH_BILL, (size * STEPS).astype(np.int64)]).astype(np.int64).tolist(),
        is_taken=np.less(taken, np.where(plans.is_subscription, plans.share * ever, plans.share)),
        kept=kept,
        cycle=cycle,
        phase=np.floor(phase * cycle),
        day=plans.earliest_day + (when * plans.days).astype(np.int64),
        on_card=np.less(means, plans.card_share),
        departs=when,
        payee=whom.tolist(),
        home_premium=float(size[Bill.HOME_INSURANCE]),
    )
