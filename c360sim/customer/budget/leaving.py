"""Leaving and lying dormant: for some less and less runs through this bank and balances drain, others close their accounts one day."""

from __future__ import annotations

import numpy as np

from c360sim.customer.budget.situation import Situations
from c360sim.customer.people.habits import Taste
from c360sim.customer.people.tables import Flags, Vector


def shown(s: Situations) -> Vector:
    """Return how far each is on the way out as far as their banking shows it: not at all for those who leave silently."""
    is_silent = s.habits.taste(Taste.LEAVES_SILENTLY) < s.own("silent_leaver_share")
    return np.where(is_silent, 0.0, s.departure)


def pay_has_moved(s: Situations) -> Flags:
    """Say whose pay goes to the new bank already: the switch comes at some point of the way, each at their own."""
    moved: Flags = shown(s) > s.habits.taste(Taste.PAY_MOVES) * s.own("pay_moves_latest")
    return moved


def pay_has_ended(s: Situations) -> Flags:
    """Say whose pay goes to the new bank whole: until late on the way a part still comes here, for what is still paid from here."""
    ended: Flags = pay_has_moved(s) & (shown(s) > s.own("pay_ends_after"))
    return ended


def moved_ratio(s: Situations) -> Vector:
    """Return the share of purchases and bills that the new bank has taken over: more every month, and all of it for few."""
    least, most = s.own("leaving_fade_least"), s.own("leaving_fade_most")
    return shown(s) * (least + (most - least) * s.habits.taste(Taste.FADES))


def activity_ratio(s: Situations) -> Vector:
    """Return the share of usual activity that runs through this bank."""
    usual = np.where(s.is_main_bank, 1.0, s.own("secondary_activity_ratio"))
    return np.where(s.is_dormant, s.own("dormant_activity"), usual * (1 - moved_ratio(s)))


def restate(s: Situations) -> None:
    """Write how much runs here and how much drains this month: some move balances late on the way, others at its end."""
    s.world.intents.activity_ratio[s.row] = activity_ratio(s)
    drains = s.habits.taste(Taste.DRAINS) < s.own("early_drain_share")
    after = s.own("drain_after")
    late = np.maximum(shown(s) - after, 0.0) / (1 - after)
    s.world.intents.drain_ratio[s.row] = np.where(drains, s.own("drain_most") * late * late, 0.0)
