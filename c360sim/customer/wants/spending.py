"""Purchases: how many of each category, and how dear, so that they fit what is left to spend."""

from __future__ import annotations

from math import sqrt

import numpy as np

from c360sim.customer.wants import tables
from c360sim.customer.wants.situation import Situation, clamp
from c360sim.vocabulary import HomeOwnership, Spend


def usual(s: Situation) -> tables.Vector:
    """Return the purchases per month of a person of these habits and this household, before the budget."""
    shapes, numbers = tables.spend_shapes(), s.numbers
    children = len(s.person.child_birth_ordinals)
    count = s.habits.purchases * (shapes.with_vehicle if s.person.vehicles else shapes.without_vehicle)
    if children:
        count *= np.maximum(1 + shapes.child * children, 0)
    if s.person.home_ownership in (HomeOwnership.RENT, HomeOwnership.WITH_FAMILY):
        count[Spend.HOME_IMPROVEMENT] *= numbers["renter_home_improvement_ratio"]
    count[Spend.BABY_KIDS] += children_purchases(s)
    return count


def children_purchases(s: Situation) -> float:
    """Return the purchases per month for children of the household and for one that is expected."""
    children = len(s.person.child_birth_ordinals)
    own = s.young * s.numbers["young_child_purchases"] + (children - s.young) * s.numbers["older_child_purchases"]
    return own + (s.numbers["expecting_purchases"] if s.person.due_month else 0.0)


def restate(s: Situation, target_cents: float, outside_share: float) -> None:
    """Write purchases and tickets so that they cost `target_cents` a month, less the share put on other banks' cards.

    A tighter or an ampler budget changes the number of purchases and their tickets alike, within limits.
    """
    numbers, intents, shapes = s.numbers, s.world.intents, tables.spend_shapes()
    count = usual(s)
    ticket = s.habits.tickets
    expected = float(np.cumsum(count * ticket * shapes.mean_cents)[-1]) * s.world.economy.price_level(s.month)
    scale = max(target_cents, 0.0) / expected
    more = clamp(sqrt(scale), numbers["purchase_count_ratio_least"], numbers["purchase_count_ratio_most"])
    dearer = clamp(scale / more, numbers["ticket_budget_ratio_least"], numbers["ticket_budget_ratio_most"])
    intents.purchases_monthly[s.row] = count * (more * (1 - outside_share))
    intents.ticket_ratio[s.row] = ticket * dearer
