"""Columns of people: fields of `Person`, or of another class, gathered from many objects into arrays."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter
from struct import Struct
from typing import Any

import numpy as np
from numpy.typing import NDArray


def numbers(them: Iterable[Any], names: Iterable[str], kind: type[np.generic] = np.int64) -> dict[str, NDArray[Any]]:
    """Return some fields (two or more) of each, as arrays by the field's name."""
    names = tuple(names)
    pack = Struct(f"{len(names)}{np.dtype(kind).char}").pack  # takes half the time of np.fromiter
    packed = b"".join([pack(*row) for row in map(attrgetter(*names), them)])
    return dict(zip(names, np.ascontiguousarray(np.frombuffer(packed, kind).reshape(-1, len(names)).T), strict=True))


def words(them: Iterable[Any], name: str) -> NDArray[np.object_]:
    """Return a field of each that is text."""
    return np.array([str(word) for word in map(attrgetter(name), them)], object)


def where(has: NDArray[np.bool_], found: NDArray[np.object_]) -> NDArray[np.object_]:
    """Return text where there is some, elsewhere None."""
    told = found.copy()
    told[~has] = None
    return told
