"""The world a customer sees: the catalog, the assumptions, and what the bank has told them."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from c360sim.assumptions import Assumptions
from c360sim.catalog import Catalog
from c360sim.customer.people.habits import KnownHabits
from c360sim.customer.people.outside import OutsideHoldings
from c360sim.economy import Economy
from c360sim.intents import Intents
from c360sim.streams import Streams


@dataclass(slots=True)
class Noticed:
    """What each customer noticed last month, in columns by customer row."""

    satisfaction: NDArray[np.float64]
    """0 furious .. 1 delighted; 0.7 is usual."""
    liquid_cents: NDArray[np.int64]
    """Sum of checking and savings balances."""
    outflow_cents: NDArray[np.int64]
    """Money spent in a usual month (a moving average)."""
    card_owed_cents: NDArray[np.int64]
    card_limit_cents: NDArray[np.int64]
    days_past_due: NDArray[np.int64]
    """The worst of the customer's loans and cards."""
    families: NDArray[np.int64]
    """Families of open accounts, a bit each (1 << Family)."""


@dataclass(slots=True)
class World:
    """What all customers of a shard share."""

    streams: Streams
    assumptions: Assumptions
    catalog: Catalog
    economy: Economy
    intents: Intents
    start_month: int
    outside: OutsideHoldings = field(init=False)
    """What their households hold elsewhere."""
    habits: KnownHabits = field(init=False)
    noticed: Noticed = field(init=False)

    def __post_init__(self) -> None:
        self.outside = OutsideHoldings(self.intents.count)
        self.habits = KnownHabits(self.intents.count)
