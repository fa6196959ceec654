"""Purchases: how many of each category, and how dear, so that they fit what is left to spend."""

from __future__ import annotations

import numpy as np

from c360sim.customer.wants import tables
from c360sim.customer.wants.habits import ratio
from c360sim.customer.wants.situation import Situations
from c360sim.customer.wants.tables import Vector
from c360sim.vocabulary import HomeOwnership, Spend


def usual(s: Situations) -> Vector:
    """Return the purchases per month of these lives, traits and households, before the budget, shape (people, Spend)."""
    shapes = tables.spend_shapes()
    count = tables.purchases()[s.lives_like] * ratio(s.habits.purchases, s.number("purchase_count_sigma")[:, None])
    count *= 1 + shapes.sociability * (2 * s.trait("sociability") - 1)[:, None]
    count *= 1 + shapes.technology * (2 * s.trait("technology") - 1)[:, None]
    count *= np.maximum(1 + shapes.child * s.children[:, None], 0)
    count *= np.where(s["vehicles"][:, None] > 0, shapes.with_vehicle, shapes.without_vehicle)
    is_tenant = s.lives_in(HomeOwnership.RENT, HomeOwnership.WITH_FAMILY)
    count[:, Spend.HOME_IMPROVEMENT] *= np.where(is_tenant, s.number("renter_home_improvement_ratio"), 1.0)
    count[:, Spend.BABY_KIDS] += children_purchases(s)
    return count


def children_purchases(s: Situations) -> Vector:
    """Return the purchases per month for children of the household and for one that is expected."""
    own = s.young * s.number("young_child_purchases") + (s.children - s.young) * s.number("older_child_purchases")
    return own + np.where(s["due_month"] > 0, s.number("expecting_purchases"), 0.0)


def restate(s: Situations, target_cents: Vector, outside_share: Vector) -> None:
    """Write purchases and tickets so that they cost `target_cents` a month, less the share put on other banks' cards.

    A tighter or an ampler budget changes the number of purchases and their tickets alike, within limits.
    """
    count, mean_cents = usual(s), tables.spend_shapes().mean_cents
    ticket = ratio(s.habits.tickets, s.number("ticket_sigma")[:, None])
    expected = np.cumsum(count * ticket * mean_cents, axis=1)[:, -1] * s.world.economy.price_level(s.month)
    scale = np.maximum(target_cents, 0.0) / expected
    more = np.clip(np.sqrt(scale), s.number("purchase_count_ratio_least"), s.number("purchase_count_ratio_most"))
    dearer = np.clip(scale / more, s.number("ticket_budget_ratio_least"), s.number("ticket_budget_ratio_most"))
    s.world.intents.purchases_monthly[s.row] = count * (more * (1 - outside_share))[:, None]
    s.world.intents.ticket_ratio[s.row] = ticket * dearer[:, None]
