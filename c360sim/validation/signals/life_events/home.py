"""Moves: another landlord, the cost of moving and settling in, and the call to the bank."""

from __future__ import annotations

from c360sim.dataset import Dataset
from c360sim.validation.signals.life_events.scorecard import Sign, keep_peaks

MOVE = (
    Sign("new_landlord", 0, 1, 4.0),
    Sign("down_payment", 0, 0, 4.0),
    Sign("address_change", 0, 0, 3.0),
    Sign("truck", 0, 0, 2.0),
    Sign("mover", 0, 0, 2.0),
    Sign("furniture", 0, 1, 0.7, most=3, against=(-3, -2)),
    Sign("hardware", 0, 1, 0.7, most=3, against=(-3, -2)),
    Sign("office", 0, 2, 0.4),
)
"""Rent to another landlord, a down payment, an address change told, a truck or movers, furniture and hardware above the usual."""

MOVE_POINTS = 5.0
"""Points from which on a move is inferred: one strong sign with another beside it; relatives are moved, addresses corrected."""

MOVES_APART_MONTHS = 3


def keep_moves(dataset: Dataset) -> None:
    """Keep the table `inferred_move` (customer_id, day): of renters and owners, by choice or into a home just bought."""
    keep_peaks(dataset, "inferred_move", MOVE, MOVE_POINTS, MOVES_APART_MONTHS)
