"""Inferred events against true ones: matched one to one, then precision and recall."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

DAYS_OFF_MOST = 61
"""Two months: how far an inferred date may be from the true one."""

Dates = Mapping[int, Iterable[dt.date]]
"""Days of events by customer."""


@dataclass(frozen=True, slots=True)
class Matched:
    """How many events were inferred, truly happened, and agree."""

    inferred: int
    true: int
    agreed: int

    @property
    def precision(self) -> float:
        """Share of the inferred events that happened, NaN for none inferred."""
        return self.agreed / self.inferred if self.inferred else float("nan")

    @property
    def recall(self) -> float:
        """Share of the events that happened which were inferred, NaN when none happened."""
        return self.agreed / self.true if self.true else float("nan")


def pairs(inferred: Iterable[dt.date], true: Iterable[dt.date]) -> list[tuple[dt.date, dt.date]]:
    """Return inferred and true days that belong together, each in one pair at most, the nearest first."""
    near = sorted((abs((found - day).days), found, day) for found in set(inferred) for day in set(true))
    used_found: set[dt.date] = set()
    used_true: set[dt.date] = set()
    matched = []
    for days_off, found, day in near:
        if days_off <= DAYS_OFF_MOST and found not in used_found and day not in used_true:
            used_found.add(found)
            used_true.add(day)
            matched.append((found, day))
    return matched


def match(inferred: Dates, visible: Dates, outside: Dates) -> Matched:
    """Return how the inferred events agree with those that the bank can see; one that meets an event `outside` counts neither way."""
    inferred_count = true_count = agreed = 0
    for customer in {*inferred, *visible}:
        found, true, beyond = (set(dates.get(customer, ())) for dates in (inferred, visible, outside))
        met = pairs(found, true)
        rest = found - {day for day, _ in met}
        agreed += len(met)
        true_count += len(true)
        inferred_count += len(found) - len(pairs(rest, beyond))
    return Matched(inferred_count, true_count, agreed)


def by_customer(rows: Iterable[Mapping[str, object]]) -> dict[int, list[dt.date]]:
    """Return the `day` of each row by its `customer_id`."""
    found: dict[int, list[dt.date]] = defaultdict(list)
    for row in rows:
        customer, day = row["customer_id"], row["day"]
        assert isinstance(customer, int) and isinstance(day, dt.date)
        found[customer].append(day)
    return dict(found)
