"""Telephone numbers that reach nobody: 555-0100 to 555-0199, which every area code keeps for fiction.

A state has a hundred of them in each of its area codes, and gives them out in turn to those who live there when first met: none a second
time before all are given. Whose turn it is follows from the first homes of the customers numbered before, which their streams tell;
so a customer has one number in every data set of a seed, and keeps it when moving.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import numpy as np
from numpy.typing import NDArray

from c360sim.assumptions import Assumptions, derived
from c360sim.bank.table import turns
from c360sim.customer.birth.birth import first_regions
from c360sim.customer.people.world import World

LINES = 100
"""Numbers of an area code: 555-0100 to 555-0199."""
BLOCK = 100_000
"""Customers after whom the turns begin anew, so that no customer's number needs the homes of millions; there are numbers for a third."""
STRIDE = 7_919
"""From one turn to the next, in a state's numbers: a prime, so that every number has its turn and neighbors get no neighboring ones."""

Whole = NDArray[np.int64]


@derived
def _area_codes(assumptions: Assumptions) -> dict[str, list[str]]:
    codes = defaultdict(list)
    for row in assumptions.rows("area_codes"):
        codes[row["state"]].append(row["area_code"])
    return codes


def phones(world: World, customer_ids: Whole) -> NDArray[Any]:
    """Return the telephone number of each of some customers, as in "(212) 555-0142"."""
    first = (int(customer_ids.min()) - 1) // BLOCK * BLOCK + 1
    everyone = np.arange(first, int(customer_ids.max()) + 1)
    states, state_of_place = np.unique(world.catalog.places.state, return_inverse=True)
    home = state_of_place[first_regions(world, everyone)]
    turn = turns((everyone - 1) // BLOCK * len(states) + home)
    mine = customer_ids - first
    codes = [_area_codes(world.assumptions)[state] for state in states]
    return np.array([_number(codes[state], nth) for state, nth in zip(home[mine].tolist(), turn[mine].tolist(), strict=True)], object)


def _number(codes: list[str], turn: int) -> str:
    """Return the number whose turn it is in a state with these area codes."""
    code, line = divmod(turn * STRIDE % (LINES * len(codes)), LINES)
    return f"({codes[code]}) 555-01{line:02d}"
