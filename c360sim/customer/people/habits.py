"""Lasting habits: drawn once, the same in every month for as long as people live the same kind of life."""

from __future__ import annotations

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from c360sim.streams import Purpose, Streams, unit
from c360sim.vocabulary import Bill, Fintech, Spend


class Taste(IntEnum):
    """Choices of a person, one draw each."""

    SPLITS_DEPOSIT = 0
    DEPOSIT_HERE = 1
    BONUS = 2
    BONUS_SIZE = 3
    BONUS_MONTH = 4
    REFUND = 5
    REFUND_SIZE = 6
    PENSION_PAYER = 7
    SAVES_BY_TRANSFER = 8
    CONTRIBUTION = 9
    MATCH = 10
    CARD_HABIT = 11
    MINIMUM_PAYER = 12
    OUTSIDE_CARD = 13
    LEAVES_FOR_FINTECH = 14
    CREDIT = 15
    TRIP = 16
    CONTACT = 17
    USES_DEBIT = 18
    USES_APP = 19
    OUTSIDE_CARDS = 20
    LEAVES_SILENTLY = 21
    PAY_MOVES = 22
    FADES = 23
    DRAINS = 24


Vector = NDArray[np.float64]

_BILL_DRAWS = 6
_BILLS = 2 * len(Spend)
_FINTECHS = _BILLS + _BILL_DRAWS * len(Bill)
_TASTES = _FINTECHS + 2 * len(Fintech)
_DRAWS = _TASTES + len(Taste)


class Habits:
    """The draws behind lasting choices, a row a person: matrices have a column per member of Spend, Bill or Fintech.

    `purchases` and `tickets` (Spend); `bills` six draws (draw, person, Bill): taken, size, day, payee, phase, means
    of payment; `fintech_used` and `fintech_size` (Fintech).
    """

    def __init__(self, draws: Vector) -> None:
        self.purchases, self.tickets = draws[:, : len(Spend)], draws[:, len(Spend) : _BILLS]
        self.bills = draws[:, _BILLS:_FINTECHS].reshape(len(draws), _BILL_DRAWS, len(Bill)).transpose(1, 0, 2)
        self.fintech_used, self.fintech_size = draws[:, _FINTECHS : _FINTECHS + len(Fintech)], draws[:, _FINTECHS + len(Fintech) : _TASTES]
        self._tastes = draws[:, _TASTES:]

    def taste(self, which: Taste) -> Vector:
        """Return everyone's draw of a taste in [0, 1)."""
        return self._tastes[:, which]


class KnownHabits:
    """The habits of a shard's customers, a row each, drawn when someone's are first asked for."""

    def __init__(self, count: int) -> None:
        self._draws = np.empty((count, _DRAWS))
        self._whose = np.zeros(count, np.int64)
        """Id of the customer whose draws a row holds, 0 for none."""

    def of(self, streams: Streams, rows: NDArray[np.int64], customer_ids: NDArray[np.int64]) -> Habits:
        """Return the habits of the customers in these rows."""
        new = np.flatnonzero(self._whose[rows] != customer_ids)
        self._draws[rows[new]] = streams.units(customer_ids[new], 0, Purpose.SUBSCRIPTION, _DRAWS)
        self._whose[rows[new]] = customer_ids[new]
        return Habits(self._draws.take(rows, axis=0))


def taste_of_each(streams: Streams, customer_ids: NDArray[np.int64], which: Taste) -> Vector:
    """Return each customer's draw of one taste in [0, 1), without drawing the other habits."""
    return unit(streams.words(customer_ids, 0, Purpose.SUBSCRIPTION, _TASTES + which))
