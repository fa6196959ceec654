"""A cohort: the customers of a shard while they are born, with what is drawn and known of all of them in columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from c360sim import months
from c360sim.customer.life.persona import Persona
from c360sim.customer.people.draws import Draw
from c360sim.customer.people.person import Person
from c360sim.customer.people.world import World


@dataclass
class Cohort:
    """Customers, an entry each in every column; `people` are added when their origins are known."""

    world: World
    customer_id: NDArray[np.int64]
    personas: Sequence[Persona]
    which: NDArray[np.int64]
    """Each one's place among the personas."""
    draws: NDArray[np.float64]
    """Shape (customers, Draw)."""
    birth_ordinal: NDArray[np.int64] = field(init=False)
    join_ordinal: NDArray[np.int64] = field(init=False)
    people: list[Person] = field(init=False)

    @property
    def month(self) -> NDArray[np.int64]:
        """The month in which each is first met: the window's first, or that of joining."""
        return np.maximum(self.world.start_month, months.of_ordinals(self.join_ordinal))

    def draw(self, which: Draw) -> NDArray[np.float64]:
        """Return everyone's draw in [0, 1) for something."""
        return self.draws[:, which]

    def number(self, name: str) -> NDArray[np.float64]:
        """Return each one's value of a parameter, by persona."""
        by_persona = np.array([self.world.assumptions.value(name, persona.tag) for persona in self.personas])
        return by_persona[self.which]
