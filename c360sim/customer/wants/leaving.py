"""Leaving and lying dormant: less and less runs through this bank, and balances drain."""

from __future__ import annotations

from c360sim.customer.person import Loyalty
from c360sim.customer.wants.situation import Situation


def activity_ratio(s: Situation) -> float:
    """Return the share of usual activity that runs through this bank."""
    numbers = s.numbers
    if s.person.loyalty == Loyalty.DORMANT:
        return numbers["dormant_activity"]
    usual = 1.0 if s.person.is_main_bank else numbers["secondary_activity_ratio"]
    return usual * (1 - (1 - numbers["leaving_activity_least"]) * s.departure)


def restate(s: Situation) -> None:
    """Write how much runs here and how much drains this month: little at first, most at the end."""
    s.world.intents.activity_ratio[s.row] = activity_ratio(s)
    s.world.intents.drain_ratio[s.row] = s.numbers["drain_most"] * s.departure * s.departure
