"""Money that goes to outside fintechs: who uses which kind, how often, for how much, and more of it before some leave."""

from __future__ import annotations

from math import sqrt

from c360sim.customer.person import Loyalty
from c360sim.customer.wants import tables
from c360sim.customer.wants.habits import Taste
from c360sim.customer.wants.situation import Situation, clamp
from c360sim.vocabulary import Fintech

KINDS = len(Fintech)
DESTINATIONS = (Fintech.NEOBANK, Fintech.BROKERAGE, Fintech.CRYPTO)
"""Kinds that money moves to when it leaves a bank."""


def restate(s: Situation, earned: int, draws: list[float]) -> int:
    """Write all columns of fintech; return the net outflow in cents per month."""
    numbers, intents, row = s.numbers, s.world.intents, s.row
    monthly, amounts = [], []
    outflow = 0.0
    ampler = clamp(sqrt(earned / (numbers["reference_income_usd"] * 100)), 0.5, 2.0)
    back, spread = numbers["fintech_return_ratio"], numbers["fintech_amount_spread"]
    tastes = s.habits.fintech
    for kind, use in enumerate(tables.fintech(s.lives_like)):
        transfers = _transfers(s, kind, use, tastes[kind], draws)
        typical = int(use.median_cents * tables.ratio(tastes[kind - KINDS], spread) * ampler)
        monthly.append(transfers)
        amounts.append(typical)
        outflow += transfers * typical
    intents.fintech_monthly[row] = monthly
    intents.fintech_cents[row] = amounts
    intents.fintech_return_ratio[row] = back
    return int(outflow * numbers["fintech_amount_mean"] * (1 - 2 * back))


def _transfers(s: Situation, kind: int, use: tables.Use, used: float, draws: list[float]) -> float:
    """Return the expected transfers per month to one kind of fintech."""
    if not s.is_here:
        return 0.0
    traits, numbers = s.person.traits, s.numbers
    bold = traits.boldness if kind in (Fintech.BROKERAGE, Fintech.CRYPTO) else traits.technology
    leans = traits.sociability if kind == Fintech.P2P else bold
    goes = kind in DESTINATIONS and s.departure > 0 and draws[Taste.LEAVES_FOR_FINTECH] < numbers["fintech_leaver_share"]
    if used >= use.share * (0.5 + traits.technology) and not (goes and kind == Fintech.NEOBANK):
        return 0.0
    more = 1 + (numbers["fintech_leaving_ratio"] - 1) * s.departure if goes else 1.0
    if s.person.loyalty == Loyalty.DISSATISFIED and kind in DESTINATIONS:
        more = numbers["fintech_dissatisfied_ratio"]
    return use.transfers_monthly * (0.5 + leans) * more
