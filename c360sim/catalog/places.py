"""Where customers live: cities weighted by population, with the cost of renting there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from c360sim.assumptions import Assumptions
from c360sim.catalog.popularity import Rows, pick_table
from c360sim.distributions import STEPS


@dataclass(frozen=True, slots=True)
class Places:
    """Home regions, one row each.

    `state` is the two-letter code. `population` counts the people a city stands for (its part of the state).
    `pick` gives a row for a uniform index in 0..4095, by population. `rent_index_ppt` is the cost of renting,
    1000 for the US average.
    """

    city: list[str]
    state: list[str]
    population: NDArray[np.int64]
    pick: Rows
    rent_index_ppt: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.city)


def load_places(assumptions: Assumptions) -> Places:
    """Return the places of the table."""
    table = assumptions.rows("places")
    population = np.array([int(row["state_population"]) * int(row["share_of_state_ppt"]) // 1000 for row in table], np.int64)
    return Places(
        city=[row["city"] for row in table],
        state=[row["state"] for row in table],
        population=population,
        pick=pick_table(np.arange(len(table)), population.astype(np.float64), STEPS),
        rent_index_ppt=np.array([int(row["rent_index_ppt"]) for row in table], np.int64),
    )
