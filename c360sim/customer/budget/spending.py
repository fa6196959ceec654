"""Purchases: how many of each category, and how dear, so that they fit what is left to spend."""

from __future__ import annotations

import numpy as np

from c360sim.customer.budget.situation import Situations
from c360sim.customer.people import tables
from c360sim.customer.people.tables import Vector, Whole
from c360sim.distributions import sum_rows
from c360sim.vocabulary import HomeOwnership, Spend

_NO_DIVISION_BY_ZERO = 1e-9
_TOP_RANK = 1 - 2**-20
"""Below 1: a rank among those who take part."""


def usual(s: Situations) -> Vector:
    """Return the purchases per month of these lives, traits and households, before the budget, shape (people, Spend)."""
    shapes = tables.spend_shapes(s.world.assumptions)
    takes_part = s.habits.purchases < shapes.participation
    often = s.spread("purchase_count_sigma", np.minimum(s.habits.purchases / shapes.participation, _TOP_RANK))
    count = tables.purchases(s.world.assumptions)[s.lives_like] * (often / shapes.participation * takes_part)
    count *= 1 + shapes.sociability * (2 * s.sociability - 1)[:, None]
    count *= 1 + shapes.technology * (2 * s.technology - 1)[:, None]
    count *= np.maximum(1 + shapes.child * s.children[:, None], 0)
    count *= np.where(s.vehicles[:, None] > 0, shapes.with_vehicle, shapes.without_vehicle)
    is_tenant = s.lives_in(HomeOwnership.RENT, HomeOwnership.WITH_FAMILY)
    count[:, Spend.HOME_IMPROVEMENT] *= np.where(is_tenant, s.own("renter_home_improvement_ratio"), 1.0)
    count[:, Spend.BABY_KIDS] += children_purchases(s)
    return count


def children_purchases(s: Situations) -> Vector:
    """Return the purchases per month for children of the household and for one that is expected."""
    own = s.young * s.own("young_child_purchases") + (s.children - s.young) * s.own("older_child_purchases")
    return own + np.where(s.due_month > 0, s.own("expecting_purchases"), 0.0)


def restate(s: Situations, target_cents: Vector, outside_share: Vector) -> None:
    """Write purchases and tickets so that they cost `target_cents` a month, less the share put on other banks' cards.

    An ampler budget raises the level of living: travel and charity more than groceries (`engel_ratios`), the number of
    purchases and their tickets alike.
    """
    shapes, count = tables.spend_shapes(s.world.assumptions), usual(s)
    mean_cents = shapes.mean_cents
    ticket = s.spread("ticket_sigma", s.habits.tickets)
    usual_cents = count * ticket * mean_cents * s.world.economy.price_level(s.month)
    more, dearer = engel_ratios(shapes, usual_cents, np.maximum(target_cents, 0.0))
    s.world.intents.purchases_monthly[s.row] = count * more * (1 - outside_share)[:, None]
    s.world.intents.ticket_ratio[s.row] = ticket * dearer


def engel_ratios(shapes: tables.SpendShapes, usual_cents: Vector, target_cents: Vector) -> tuple[Vector, Vector]:
    """Return how many more and how much dearer purchases are than usual, each of shape (people, Spend), when they cost the target.

    The level of living solves sum(usual * engel) = target, between the levels of `tables.LEVELS`; a target beyond them is
    met in part.
    """
    by_category = np.ascontiguousarray(usual_cents.T)
    above = _level_above(shapes, by_category, target_cents)
    low, high = _cost_at(shapes, above - 1, by_category), _cost_at(shapes, above, by_category)
    part = np.clip((target_cents - low) / np.maximum(high - low, _NO_DIVISION_BY_ZERO), 0.0, 1.0)[:, None]
    more, dearer = (
        table.take(above - 1, axis=0) * (1 - part) + table.take(above, axis=0) * part for table in (shapes.engel_count, shapes.engel_ticket)
    )
    return more, dearer


def _level_above(shapes: tables.SpendShapes, by_category: Vector, target_cents: Vector) -> Whole:
    """Return the first of `tables.LEVELS` at which purchases of shape (Spend, people) cost the target, or the last, never the first of all.

    By bisection: no elasticity is negative, so that the cost rises with the level.
    """
    last = len(tables.LEVELS) - 1
    above = np.ones(len(target_cents), np.int64)
    for power in reversed(range(last.bit_length())):
        farther = np.minimum(above + 2**power, last)
        above = np.where(_cost_at(shapes, farther - 1, by_category) < target_cents, farther, above)
    return above


def _cost_at(shapes: tables.SpendShapes, level: Whole, by_category: Vector) -> Vector:
    """Return what purchases of shape (Spend, people) cost at a level of living each.

    Category after category is added: a sum over the axis may come in another order for one person than for many.
    """
    cost, *others = shapes.engel_by_category.take(level, axis=1) * by_category
    for cents in others:
        cost += cents
    return cost


def pay_without_debit(s: Situations) -> None:
    """Move what those without a debit card cannot put on a credit card of this bank to cash from the machine.

    Who needs much cash takes more at a time: nobody goes to the machine more than `cash_withdrawals_most` times a month on average.
    """
    intents, row = s.world.intents, s.row
    mean_cents = tables.spend_shapes(s.world.assumptions).mean_cents
    place = np.flatnonzero(~intents.uses_debit[row])
    who = row[place]
    kept = np.where(s.world.noticed.card_limit_cents[s.row][place] > 0, intents.credit_ratio[who], 0.0)
    cost = sum_rows(intents.purchases_monthly[who] * intents.ticket_ratio[who] * mean_cents)
    cash = cost * (1 - kept) / (mean_cents[Spend.CASH] * intents.ticket_ratio[who, Spend.CASH])
    intents.purchases_monthly[who] *= kept[:, None]
    intents.purchases_monthly[who, Spend.CASH] += np.where(intents.is_active[who], cash, 0.0)
    intents.credit_ratio[who] = 1.0
    wanted = intents.purchases_monthly[row, Spend.CASH]
    often = np.minimum(wanted, s.own("cash_withdrawals_most"))
    intents.ticket_ratio[row, Spend.CASH] *= np.where(often > 0, wanted / np.maximum(often, _NO_DIVISION_BY_ZERO), 1.0)
    intents.purchases_monthly[row, Spend.CASH] = often
