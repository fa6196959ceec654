"""Money that goes to outside fintechs: who uses which kind, how often, for how much, and more of it before some leave."""

from __future__ import annotations

import numpy as np

from c360sim.customer.budget import leaving
from c360sim.customer.budget.situation import Situations
from c360sim.customer.people import tables
from c360sim.customer.people.habits import Taste
from c360sim.customer.people.tables import Vector, Whole
from c360sim.distributions import lean, sum_rows
from c360sim.vocabulary import WALLETS, Fintech

DESTINATIONS = np.isin(np.arange(len(Fintech)), [Fintech.NEOBANK, Fintech.BROKERAGE, Fintech.CRYPTO])
"""Kinds that money moves to when it leaves a bank."""

_SOCIABLE = np.isin(np.arange(len(Fintech)), sorted(WALLETS))
_BOLD = np.isin(np.arange(len(Fintech)), [Fintech.BROKERAGE, Fintech.CRYPTO])


def restate(s: Situations, earned: Whole) -> Whole:
    """Write all columns of fintech; return the net outflow in cents per month."""
    intents, row = s.world.intents, s.row
    least, most = s.own("fintech_income_ratio_least"), s.own("fintech_income_ratio_most")
    ampler = np.clip(np.sqrt(earned / (s.own("reference_income_usd") * 100)), least, most)
    back = s.own("fintech_return_ratio")
    share, monthly, median = (table[s.lives_like] for table in tables.fintech(s.world.assumptions))
    size = s.spread("fintech_amount_spread", s.habits.fintech_size)
    amounts = (median * size * ampler[:, None]).astype(np.int64)
    transfers = _transfers(s, share, monthly)
    intents.fintech_monthly[row] = transfers
    intents.fintech_cents[row] = amounts
    intents.fintech_return_ratio[row] = back
    outflow = sum_rows(transfers * amounts)
    return (outflow * s.own("fintech_amount_mean") * (1 - 2 * back)).astype(np.int64)


def _transfers(s: Situations, share: Vector, monthly: Vector) -> Vector:
    """Return the expected transfers per month, shape (people, Fintech)."""
    technology, boldness = s.technology[:, None], s.boldness[:, None]
    leans = np.where(_BOLD, boldness, np.where(_SOCIABLE, s.sociability[:, None], technology))
    departs = (leaving.shown(s) > 0) & (s.habits.taste(Taste.LEAVES_FOR_FINTECH) < s.own("fintech_leaver_share"))
    goes = DESTINATIONS & departs[:, None]
    uses = s.habits.fintech_used < share * lean(s.own("fintech_technology_least")[:, None], technology)
    uses[:, Fintech.NEOBANK] |= goes[:, Fintech.NEOBANK]
    more = np.where(goes, 1 + ((s.own("fintech_leaving_ratio") - 1) * leaving.shown(s))[:, None], 1.0)
    unhappy = DESTINATIONS & s.dissatisfied()[:, None]
    more = np.where(unhappy, s.own("fintech_dissatisfied_ratio")[:, None], more)
    return np.where(uses & s.is_here[:, None], monthly * lean(s.own("fintech_leaning_least")[:, None], leans) * more, 0.0)
