"""Names of people, from Faker's weighted pools, filled once: no call per customer."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

import numpy as np

from c360sim.assumptions import Assumptions
from c360sim.catalog.popularity import edges

STEPS = 65_536
"""16 bits of a random word choose a name."""

DECADES = range(1930, 2020, 10)
"""Decades of birth with tables of first names of their own; earlier and later births use the nearest."""


class Names:
    """First names by gender and time of birth, and surnames, as common as they are among people."""

    def __init__(self, assumptions: Assumptions, given: Mapping[str, Mapping[str, float]], surnames: Mapping[str, float]) -> None:
        self.given_names = {gender: list(pool) for gender, pool in given.items()}
        self.surnames = list(surnames)
        eras, rare = _eras(assumptions), assumptions.value("era_mismatch_ratio")
        self._first = {(gender, decade): _ends(_given_in(decade, pool, eras, rare)) for gender, pool in given.items() for decade in DECADES}
        self._last = _ends(list(surnames.values()))

    def first(self, gender: str, birth_year: int, word16: int) -> str:
        """Return the first name of a person of gender "F" or "M" for a number in 0..65535."""
        decade = min(max(birth_year // 10 * 10, DECADES[0]), DECADES[-1])
        return self.given_names[gender][bisect_right(self._first[gender, decade], word16)]

    def last(self, word16: int) -> str:
        """Return the surname for a number in 0..65535."""
        return self.surnames[bisect_right(self._last, word16)]


def _ends(weights: Sequence[float]) -> list[int]:
    """Return where the 16-bit numbers of each name end."""
    ends: list[int] = edges(np.array(weights, np.float64), STEPS).tolist()
    return ends


def _eras(assumptions: Assumptions) -> dict[str, tuple[int, int]]:
    """Return first and last year of birth in which a name was given, for names that came into or went out of use."""
    return {row["name"]: (int(row["born_from"]), int(row["born_to"])) for row in assumptions.rows("first_name_eras")}


def _given_in(decade: int, pool: Mapping[str, float], eras: Mapping[str, tuple[int, int]], rare: float) -> list[float]:
    """Return the pool's weights for births of a decade: `rare` times as much for names that were then not yet, or no longer, in use."""
    middle = decade + 5

    def is_in_use(name: str) -> bool:
        first, last = eras.get(name, (middle, middle))
        return first <= middle <= last

    return [weight if is_in_use(name) else weight * rare for name, weight in pool.items()]


def _spelled(surname: str) -> str:
    """Return a surname as its bearers write it: Mcdonald -> McDonald."""
    return "Mc" + surname[2:].capitalize() if surname.startswith("Mc") else surname


def load_names(assumptions: Assumptions) -> Names:
    """Return the names in Faker's pools for the United States."""
    from faker.providers.person.en_US import Provider

    given = {"F": dict(Provider.first_names_female), "M": dict(Provider.first_names_male)}
    return Names(assumptions, given, {_spelled(surname): weight for surname, weight in Provider.last_names.items()})
