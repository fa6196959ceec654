"""Where money is spent: national brands, local shops of every place, and shops abroad."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import chain, cycle, islice
from typing import NamedTuple

import numpy as np

from c360sim.assumptions import Assumptions
from c360sim.catalog.places import Places
from c360sim.catalog.popularity import heavy_tail
from c360sim.catalog.wording import Wording, blanks
from c360sim.vocabulary import MerchantType

HOME_COUNTRY = "US"
"""ISO 3166 code of the country that customers live in."""

BANK_INSURANCE = "BANK_INSURANCE"
"""Group of this bank's own insurance arm."""


class Merchant(NamedTuple):
    """One merchant. `city` and `state` are empty for a brand found in many places.

    `template` is what the name was worded from (itself, for a brand); `country` an ISO 3166 code; `group` the
    name of a member of Spend, Bill or Fintech, or "BANK_INSURANCE". `weight` is the popularity among merchants
    of the same group and reach; a brand with `only_states` is found in these alone.
    """

    name: str
    template: str
    group: str
    mcc_code: str
    merchant_type: MerchantType
    weight: float
    city: str = ""
    state: str = ""
    country: str = HOME_COUNTRY
    only_states: frozenset[str] = frozenset()

    @property
    def is_abroad(self) -> bool:
        """Whether paying here is a foreign transaction."""
        return self.country != HOME_COUNTRY

    @property
    def is_local(self) -> bool:
        """Whether it is found in one place of the home country only."""
        return bool(self.city) and not self.is_abroad


def all_merchants(assumptions: Assumptions, places: Places, wording: Wording) -> list[Merchant]:
    """Return every merchant, in the order of their rows. Raises ValueError when two share name, city and state."""
    merchants = [*_national(assumptions), *_local(assumptions, places, wording), *_abroad(assumptions)]
    seen = {(merchant.name, merchant.city, merchant.state) for merchant in merchants}
    if len(seen) < len(merchants):
        raise ValueError("two merchants share name and city")
    return merchants


def _national(assumptions: Assumptions) -> Iterator[Merchant]:
    for row in assumptions.rows("merchants_national"):
        yield Merchant(
            name=row["name"],
            template=row["name"],
            group=row["group"],
            mcc_code=row["mcc"],
            merchant_type=MerchantType(row["merchant_type"]),
            weight=float(row["weight"]),
            only_states=frozenset(row["states"].split()),
        )


class Pattern(NamedTuple):
    """How local merchants of a kind are named; `serves_once` in each place where the name says no more than the place."""

    wording: str
    group: str
    mcc_code: str
    merchant_type: MerchantType
    serves_once: bool


def _patterns(assumptions: Assumptions) -> dict[str, list[Pattern]]:
    """Return the patterns of each group."""
    found: dict[str, list[Pattern]] = defaultdict(list)
    for row in assumptions.rows("merchants_local"):
        serves_once = not set(blanks(row["pattern"])) - {"place"}
        found[row["group"]].append(Pattern(row["pattern"], row["group"], row["mcc"], MerchantType(row["merchant_type"]), serves_once))
    return found


def _local(assumptions: Assumptions, places: Places, wording: Wording) -> Iterator[Merchant]:
    """Yield each place's own merchants, more of them in larger places, the first of a group the most popular."""
    mixes, patterns = [(row["group"], int(row["local_count"])) for row in assumptions.rows("merchant_mix")], _patterns(assumptions)
    popularity = cache(heavy_tail)
    offset = assumptions.value("local_popularity_offset")
    population = places.population.astype(np.float64)
    size = np.sqrt(population / (np.cumsum(population)[-1] / len(places)))
    for place in range(len(places)):
        taken: set[str] = set()
        city, state = places.city[place], places.state[place]
        for group, usual_count in mixes:
            count = max(1, round(usual_count * float(size[place])))
            for weight, pattern in zip(popularity(count, offset).tolist(), _turns(patterns[group], place, count), strict=True):
                name = wording.unused(pattern.wording, taken, {"place": city})
                yield Merchant(name, pattern.wording, group, pattern.mcc_code, pattern.merchant_type, weight, city, state)


def _turns(patterns: list[Pattern], place: int, count: int) -> Iterator[Pattern]:
    """Return `count` patterns in turn, starting elsewhere in each place; those worded by the place alone serve once."""
    start = place * 7 % len(patterns)
    once = patterns[start:] + patterns[:start]
    again = [pattern for pattern in once if not pattern.serves_once]
    return islice(chain(once, cycle(again)), count)


def _abroad(assumptions: Assumptions) -> Iterator[Merchant]:
    """Yield merchants abroad: those listed first in a country are the most popular of their group there."""
    ranks: dict[tuple[str, str], int] = defaultdict(int)
    for row in assumptions.rows("merchants_abroad"):
        key = (row["country"], row["group"])
        ranks[key] += 1
        yield Merchant(
            name=row["name"],
            template=row["name"],
            group=row["group"],
            mcc_code=row["mcc"],
            merchant_type=MerchantType.RETAIL,
            weight=1.0 / ranks[key],
            city=row["city"],
            country=row["country"],
        )
