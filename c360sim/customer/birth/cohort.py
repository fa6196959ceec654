"""A cohort: the customers of a shard while they are born, with what is drawn of all of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from c360sim.customer.people.draws import Draw
from c360sim.customer.people.table import People
from c360sim.customer.people.world import World


@dataclass(frozen=True)
class Cohort:
    """Customers, and a row of draws each."""

    world: World
    people: People
    draws: NDArray[np.float64]
    """Shape (customers, Draw)."""

    @property
    def month(self) -> NDArray[np.int64]:
        """The month in which each is first met: the window's first, or that of joining."""
        return np.maximum(self.world.start_month, self.people.join_month)

    def draw(self, which: Draw) -> NDArray[np.float64]:
        """Return everyone's draw in [0, 1) for something."""
        return self.draws[:, which]

    def own(self, name: str) -> NDArray[np.float64]:
        """Return each one's value of a parameter, by persona."""
        return self.people.number(self.world.assumptions, name)
