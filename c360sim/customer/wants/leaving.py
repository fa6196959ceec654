"""Leaving and lying dormant: less and less runs through this bank, and balances drain."""

from __future__ import annotations

import numpy as np

from c360sim.customer.wants.situation import Situations
from c360sim.customer.wants.tables import Vector


def activity_ratio(s: Situations) -> Vector:
    """Return the share of usual activity that runs through this bank."""
    usual = np.where(s.is_main_bank, 1.0, s.number("secondary_activity_ratio"))
    fading = usual * (1 - (1 - s.number("leaving_activity_least")) * s.departure)
    return np.where(s.is_dormant, s.number("dormant_activity"), fading)


def restate(s: Situations) -> None:
    """Write how much runs here and how much drains this month: little at first, most at the end."""
    s.world.intents.activity_ratio[s.row] = activity_ratio(s)
    s.world.intents.drain_ratio[s.row] = s.number("drain_most") * s.departure * s.departure
