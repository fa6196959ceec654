"""The only randomness: a counter-based hash of (seed, customer, month, purpose, index).

Each draw is a function of what it is for, never of what was drawn before it. So a customer's life does
not depend on how many customers or months are simulated, nor on which process simulates it, and a new
draw for one purpose leaves every other draw where it was. The mixing is splitmix64's finalizer.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint64]

_GOLDEN = 0x9E3779B97F4A7C15
_GOLD = np.uint64(_GOLDEN)
_SPREAD = 0xD1B54A32D192ED03
_MASK = (1 << 64) - 1
_BLOCK = 1 << 17
"""Numbers drawn at a time: as many as a processor's cache holds, or the scrambling takes three times as long."""


class Purpose(IntEnum):
    """What a stream of draws is for. Values are part of every data set: append, never renumber."""

    PERSONA = 1
    BIRTH = 2
    LIFE = 3
    FAVORITE = 4
    PURCHASE_COUNT = 5
    PURCHASE = 6
    MOOD = 7
    BILL = 8
    INCOME = 9
    TRIP = 10
    FINTECH = 11
    OBLIGATION = 12
    SAVING = 13
    CONTACT_COUNT = 14
    CONTACT = 15
    MARKET = 16
    CATALOG = 17
    HOLDING = 18
    REFUND = 19
    SUBSCRIPTION = 20
    NAME = 21
    CHECK = 22
    CONTRIBUTION = 23
    DETAIL = 24
    TIMING = 25
    OCCASION = 26


def mix(words: Words) -> Words:
    """Return words scrambled one to one, so that neighbors in become strangers out."""
    words = words ^ (words >> np.uint64(30))
    words *= np.uint64(0xBF58476D1CE4E5B9)
    words ^= words >> np.uint64(27)
    words *= np.uint64(0x94D049BB133111EB)
    words ^= words >> np.uint64(31)
    return words


def field(words: Words, which: int) -> NDArray[np.int64]:
    """Return 16-bit field `which` (0..3) of each word, int64 in 0..65535."""
    shifted = words >> np.uint64(16 * which)
    shifted &= np.uint64(0xFFFF)
    return shifted.view(np.int64)


def twelve_bits(words: Words, which: int) -> NDArray[np.int64]:
    """Return the upper 12 bits of 16-bit field `which` of each word: a place in a table of 4096 entries, int64."""
    shifted = words >> np.uint64(16 * which + 4)
    shifted &= np.uint64(0xFFF)
    return shifted.view(np.int64)


def unit(words: Words) -> NDArray[np.float64]:
    """Return each word as a float in [0, 1), exact to 53 bits."""
    return (words >> np.uint64(11)).astype(np.float64) * 2.0**-53


def _mix_one(word: int) -> int:
    """Return `mix` of one word, in Python's integers: for a few words faster than NumPy."""
    word = (word ^ word >> 30) * 0xBF58476D1CE4E5B9 & _MASK
    word = (word ^ word >> 27) * 0x94D049BB133111EB & _MASK
    return word ^ word >> 31


class Uniforms(Protocol):
    """Numbers in [0, 1) by their place: a row of them, or a `Stream`."""

    def __getitem__(self, index: int, /) -> float:
        """Return the number at a place."""


class Stream:
    """One customer's stream of floats in [0, 1), each drawn when it is asked for: most decisions need but a few."""

    __slots__ = ("_key",)

    def __init__(self, key: int) -> None:
        self._key = key

    def __getitem__(self, index: int, /) -> float:
        """Return the number at a place: what column `index` of `Streams.units` holds for the customer."""
        return (_mix_one(self._key + (index + 1) * _GOLDEN & _MASK) >> 11) * 2.0**-53

    def after(self, count: int) -> Stream:
        """Return the stream that goes on after `count` numbers."""
        return Stream(self._key + count * _GOLDEN)


class Streams:
    """Named streams of random words for one seed."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self._salt = np.uint64((seed * _SPREAD + _SPREAD) & _MASK)

    def keys(self, customer_ids: NDArray[np.int64], month: int, purpose: Purpose) -> Words:
        """Return the key of each customer's stream in a month, shape of `customer_ids`."""
        who = mix(np.asarray(customer_ids).astype(np.uint64) ^ self._salt)
        return mix(who ^ np.uint64((month << 32 | purpose) & _MASK))

    def words(self, customer_ids: NDArray[np.int64], month: int, purpose: Purpose, index: NDArray[np.int64] | int = 0) -> Words:
        """Return word `index` of each customer's stream (shapes broadcast)."""
        return self.nth(self.keys(customer_ids, month, purpose), index)

    @staticmethod
    def nth(keys: Words, index: NDArray[np.int64] | int) -> Words:
        """Return word `index` of the streams with these keys (shapes broadcast)."""
        return mix(keys + (np.atleast_1d(index).astype(np.uint64) + np.uint64(1)) * _GOLD)

    def units(self, customer_ids: NDArray[np.int64], month: int, purpose: Purpose, count: int) -> NDArray[np.float64]:
        """Return `count` floats in [0, 1) per customer, shape (customers, count)."""
        keys, places = self.keys(customer_ids, month, purpose)[:, None], np.arange(count)
        units = np.empty((len(keys), count))
        step = max(_BLOCK // max(count, 1), 1)
        for first in range(0, len(keys), step):
            units[first : first + step] = unit(self.nth(keys[first : first + step], places))
        return units

    def of_one(self, customer_id: int, month: int, purpose: Purpose) -> Stream:
        """Return one customer's stream: for few numbers faster than `units`, and the same numbers."""
        return Stream(_mix_one(_mix_one(customer_id ^ int(self._salt)) ^ (month << 32 | purpose) & _MASK))
