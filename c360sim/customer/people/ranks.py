"""Ranks among people, in [0, 1): how several make one."""

from __future__ import annotations

import numpy as np

from c360sim.customer.people.tables import Vector


def blend(first: Vector, second: Vector) -> Vector:
    """Return the rank in [0, 1) of two ranks' mean among the means of independent ranks."""
    total = first + second
    below, above = np.minimum(total, 1.0), np.maximum(total - 1.0, 0.0)
    blended: Vector = below * below / 2 + above - above * above / 2
    return blended


def blend_of_one(first: float, second: float) -> float:
    """Return `blend` of one person's two ranks."""
    total = first + second
    if total < 1.0:
        return total * total / 2
    above = total - 1.0
    return 0.5 + above - above * above / 2


def clamp(value: float, least: float, most: float) -> float:
    """Return the value, no less than `least` and no more than `most`."""
    return least if value < least else most if value > most else value


def card_discipline(diligence: Vector, thrift: Vector, chance: Vector) -> Vector:
    """Return the rank of care with cards in [0, 1); `chance` is the taste CARD_HABIT. Above `revolver_share` cards are paid in full."""
    return blend(blend(diligence, thrift), chance)
