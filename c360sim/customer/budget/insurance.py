"""Premiums: of policies with this bank, of cover with other insurers, or none where there is a gap."""

from __future__ import annotations

import numpy as np

from c360sim.customer.budget.situation import Situations
from c360sim.customer.people.person import Life
from c360sim.customer.people.tables import Flags, Vector, Whole
from c360sim.distributions import lean
from c360sim.vocabulary import Bill, Family, HomeOwnership

POLICIES = (
    (Bill.AUTO_INSURANCE, Family.AUTO_INSURANCE, Life.has_auto_cover_outside),
    (Bill.LIFE_INSURANCE, Family.LIFE_INSURANCE, Life.has_life_cover_outside),
    (Bill.TRAVEL_INSURANCE, Family.TRAVEL_INSURANCE, Life.has_travel_cover_outside),
)
"""The bill, the family and the cover elsewhere of each kind of policy, other than the home's and health."""


def own_policies(s: Situations) -> Flags:
    """Return which premiums are due to this bank, shape (people, Bill)."""
    own = np.zeros((len(s), len(Bill)), bool)
    for bill, family, _ in POLICIES:
        own[:, bill] = s.holds(family)
    own[:, Bill.HEALTH_INSURANCE] = s.holds(Family.HEALTH_INSURANCE)
    rents = s.lives_in(HomeOwnership.RENT)
    own[:, Bill.HOME_INSURANCE] = np.where(rents, s.holds(Family.RENTERS_INSURANCE), s.holds(Family.HOME_INSURANCE))
    return own


def fit(s: Situations, cents: Whole, usual_cents: Whole, home_draw: Vector) -> None:
    """Set the premiums in `cents` (people, Bill) to the usual ones where there is cover, this bank's a little lower."""
    usual = usual_cents.copy()
    first = s.own("first_vehicle_premium")
    vehicles = np.where(s.vehicles > 0, first + (1 - first) * s.vehicles, 0.0)
    usual[:, Bill.AUTO_INSURANCE] = (usual[:, Bill.AUTO_INSURANCE] * vehicles).astype(np.int64)
    usual[:, Bill.HOME_INSURANCE] = (_home_premium(s) * lean(s.own("home_premium_least"), home_draw)).astype(np.int64)
    own = own_policies(s)
    ours = (usual * s.own("bank_premium_ratio")[:, None]).astype(np.int64)
    for bill, _, outside in (*POLICIES, (Bill.HOME_INSURANCE, Family.HOME_INSURANCE, Life.has_home_cover_outside)):
        elsewhere = np.where(s.get(outside), usual[:, bill], 0)
        cents[:, bill] = np.where(own[:, bill], ours[:, bill], elsewhere)
    health = Bill.HEALTH_INSURANCE
    cents[:, health] = np.where(own[:, health], ours[:, health], cents[:, health])


def _home_premium(s: Situations) -> Vector:
    """Return the usual premium of home cover in cents per month, 0 for someone who lives with family."""
    owned = s.home_value_cents * s.own("home_premium_ratio") / 12
    return np.where(s.lives_in(HomeOwnership.RENT), s.own("renters_premium_usd") * 100, owned)
