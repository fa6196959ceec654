"""Subscriptions: taken up and dropped over the months, or forgotten."""

from __future__ import annotations

import numpy as np

from c360sim.customer.wants.situation import Situation
from c360sim.customer.wants.tables import Flags, Standing, Vector


def shares(s: Situation, plans: Standing) -> Vector:
    """Return the share of such people who have each standing payment: of subscriptions, who ever subscribe."""
    ever = (1 + s.numbers["subscription_technology"] * (2 * s.person.traits.technology - 1)) / s.numbers["subscription_running_share"]
    return np.where(plans.is_subscription, plans.share * ever, plans.share)


def runs(s: Situation, plans: Standing, phase: Vector) -> Flags:
    """Say of each standing payment whether it runs this month, for someone who has it.

    A subscriber keeps a subscription for its usual months, drops it, and takes it up again later; whoever
    watches the bills less keeps it longer, forgotten. Other standing payments run always. `phase` is a draw each.
    """
    kept = plans.months_kept * (1 + s.numbers["subscription_forgotten"] * (1 - s.person.traits.diligence))
    cycle = np.floor(kept / s.numbers["subscription_running_share"]) + 1
    is_on: Flags = (s.month + np.floor(phase * cycle)) % cycle <= kept
    return is_on
