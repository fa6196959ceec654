"""What may happen to whom: which machines of whose life may move on in a month, asked of all customers at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from c360sim.customer.life.compiled import Lives, MachineField
from c360sim.customer.life.machine import LARGEST_SCALE, NEVER, next_scheduled
from c360sim.customer.life.persona import MACHINES
from c360sim.customer.people.table import People
from c360sim.customer.people.world import World

Flags = NDArray[np.bool_]


class Prospects:
    """What the personas' lives hold for the customers of a shard, as these stand."""

    def __init__(self, lives: Lives, people: People, world: World) -> None:
        self._lives, self._people, self._world = lives, people, world
        self._next_scheduled = {machine: np.full(len(people), NEVER) for machine in MACHINES}
        """The month from which a scheduled exit of each machine is open."""

    def look_ahead(self, month: int) -> None:
        """Find out when scheduled exits open, as of a month, for those who have changed since this was done last."""
        rows = self._people.take_touched()
        some = self._people.select(rows)
        for machine, soonest in self._next_scheduled.items():
            soonest[rows] = NEVER
            numbers = self._lives.state_numbers(some, machine)
            for place in np.flatnonzero(self._lives.is_scheduled[numbers]).tolist():
                exits = self._lives.states[numbers[place]].scheduled
                soonest[rows[place]] = next_scheduled(exits, self._people[int(rows[place])], self._world, month)

    def may_move(self, machine: MachineField, dice: NDArray[np.float64], month: int) -> Flags:
        """Say of whom a machine may move on: a scheduled exit is open, or a die is low enough for another, guards apart.

        `dice` has a row a die.
        """
        may: Flags = self._next_scheduled[machine] <= month
        numbers = self._lives.state_numbers(self._people, machine)
        for hazard in self._lives.hazards:
            if hazard.machine is machine:
                chance = hazard.by_state[numbers]
                if hazard.scale is not None:
                    chance *= np.minimum(hazard.scale(self._people, self._world, month), LARGEST_SCALE)
                may |= dice[hazard.die] < chance
        return may
