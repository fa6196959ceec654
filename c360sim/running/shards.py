"""How a run divides: shards of customers that share nothing, each simulated on its own, wherever that is."""

from __future__ import annotations

from dataclasses import dataclass

from c360sim.spec import RunSpec


@dataclass(frozen=True, slots=True)
class Shard:
    """Consecutive customers that are simulated together; the first shard also writes what belongs to no customer."""

    number: int
    first_customer: int
    customers: int

    @property
    def is_first(self) -> bool:
        """Whether this is the run's first shard."""
        return self.number == 0


def of_run(spec: RunSpec) -> list[Shard]:
    """Return the shards of a run, in the order of their customers."""
    size = spec.shard_customers
    return [Shard(number, first + 1, min(size, spec.customers - first)) for number, first in enumerate(range(0, spec.customers, size))]


def of_task(spec: RunSpec, task: int, tasks: int) -> list[Shard]:
    """Return the shards that task number `task` (from 0) of `tasks` simulates: none when there are fewer shards than tasks."""
    return of_run(spec)[task::tasks]
