"""Premiums: of policies with this bank, of cover with other insurers, or none where there is a gap."""

from __future__ import annotations

from c360sim.customer.wants.situation import Situation
from c360sim.vocabulary import Bill, Family, HomeOwnership

POLICIES = (
    (Bill.AUTO_INSURANCE, Family.AUTO_INSURANCE),
    (Bill.LIFE_INSURANCE, Family.LIFE_INSURANCE),
    (Bill.HEALTH_INSURANCE, Family.HEALTH_INSURANCE),
    (Bill.TRAVEL_INSURANCE, Family.TRAVEL_INSURANCE),
)
"""The bill of each kind of policy, other than the home's."""


def own_policies(s: Situation) -> list[Bill]:
    """Return the premiums that are due to this bank."""
    own = [bill for bill, family in POLICIES if s.families >> family & 1]
    return [Bill.HOME_INSURANCE, *own] if s.holds(home_family(s)) else own


def home_family(s: Situation) -> Family:
    """Return the family that insures the home: as renter or as owner."""
    return Family.RENTERS_INSURANCE if s.person.home_ownership == HomeOwnership.RENT else Family.HOME_INSURANCE


def fit(s: Situation, cents: list[int], usual: list[int], draw: float) -> None:
    """Set the premiums in `cents`: `usual` ones where there is cover and something to insure, this bank's a little lower."""
    person, numbers = s.person, s.numbers
    first = numbers["first_vehicle_premium"]
    vehicles = first + (1 - first) * person.vehicles if person.vehicles else 0.0
    cents[Bill.AUTO_INSURANCE] = int(usual[Bill.AUTO_INSURANCE] * vehicles) if person.has_auto_cover_outside else 0
    cents[Bill.LIFE_INSURANCE] = usual[Bill.LIFE_INSURANCE] if person.has_life_cover_outside else 0
    cents[Bill.TRAVEL_INSURANCE] = usual[Bill.TRAVEL_INSURANCE] if person.has_travel_cover_outside else 0
    home = int(_home_premium(s) * (0.7 + 0.6 * draw))
    cents[Bill.HOME_INSURANCE] = home if person.has_home_cover_outside else 0
    listed = {Bill.HOME_INSURANCE: home, Bill.AUTO_INSURANCE: int(usual[Bill.AUTO_INSURANCE] * vehicles)}
    for bill in own_policies(s):
        cents[bill] = int(listed.get(bill, usual[bill]) * numbers["bank_premium_ratio"])


def _home_premium(s: Situation) -> float:
    """Return the usual premium of home cover in cents per month, 0 for someone who lives with family."""
    if s.person.home_ownership == HomeOwnership.RENT:
        return s.numbers["renters_premium_usd"] * 100
    return s.person.home_value_cents * s.numbers["home_premium_ratio"] / 12
