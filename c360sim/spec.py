"""What a run is: all that its bytes depend on, besides the versions of code and libraries."""

from __future__ import annotations

from dataclasses import dataclass

from c360sim import months

DEFAULT_START = months.parse("2024-01")
MOST_MONTHS = 600


@dataclass(frozen=True, slots=True)
class RunSpec:
    """What a run is: everything that its bytes depend on, besides the versions of code and libraries."""

    months: int = 24
    seed: int = 42
    customers: int = 5000
    start_month: int = DEFAULT_START
    scenario: str = "baseline"
    shard_customers: int = 5000
    """Customers that are simulated together: as many as fit a processor's cache well. Rows do not depend on it, but files do."""
