"""Believable names of small businesses and employers: patterns filled with invented words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import count

import numpy as np

from c360sim.assumptions import Assumptions
from c360sim.catalog.names import Names
from c360sim.streams import Purpose, Streams, field

EDITION = 1
"""Seed of the catalog. It is one fixed edition, the same whatever the seed of a run."""

_BLANK = re.compile(r"{(\w+)}")
_BLOCK = 4096
_PATIENCE = 1000


@cache
def _pieces(pattern: str) -> list[str]:
    """Return a pattern's text and the names of its blanks in turn, beginning and ending with text."""
    return _BLANK.split(pattern)


def blanks(pattern: str) -> list[str]:
    """Return the names of a pattern's blanks."""
    return _pieces(pattern)[1::2]


class Wording:
    """Fills patterns such as '{street} Street Bistro' with words from named pools, by counter-based draws."""

    def __init__(self, assumptions: Assumptions, names: Names) -> None:
        self._draws = self._endless_draws()
        self._pools: dict[str, list[str]] = {"first": _given(names), "last": names.surnames}
        for row in assumptions.rows("name_words"):
            self._pools.setdefault(row["pool"], []).append(row["word"])

    def unused(self, pattern: str, taken: set[str], fixed: Mapping[str, str] | None = None) -> str:
        """Return a wording of the pattern that is not in `taken`, and add it there.

        Raises ValueError when the pattern has no more wordings to give.
        """
        for _ in range(_PATIENCE):
            name = self._fill(pattern, next(self._draws), fixed or {})
            if name not in taken:
                taken.add(name)
                return name
        raise ValueError(f"no unused wording of {pattern!r}")

    def _endless_draws(self) -> Iterator[tuple[int, ...]]:
        """Yield, word by word of one stream, four numbers in 0..65535."""
        streams = Streams(EDITION)
        for start in count(0, _BLOCK):
            words = streams.words(np.arange(start, start + _BLOCK), 0, Purpose.CATALOG)
            yield from zip(*(field(words, which).tolist() for which in range(4)), strict=True)

    def _fill(self, pattern: str, draw: tuple[int, ...], fixed: Mapping[str, str]) -> str:
        pieces, numbers = _pieces(pattern).copy(), iter(draw)
        for place in range(1, len(pieces), 2):
            blank = pieces[place]
            if blank in fixed:
                pieces[place] = fixed[blank]
            else:
                pool = self._pools[blank]
                pieces[place] = pool[next(numbers) * len(pool) >> 16]
        return "".join(pieces)


def _given(names: Names) -> list[str]:
    """Return the first names of both genders, each once, in order."""
    return list(dict.fromkeys(name for pool in names.given_names.values() for name in pool))
