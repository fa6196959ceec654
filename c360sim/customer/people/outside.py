"""What households own and owe at other institutions: never seen by the bank but for the payments.

Time changes all of it every month, so it is kept in columns for all customers of a shard; a person looks at their own part.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from c360sim.money import BASIS_POINTS
from c360sim.state import Columns, fit


class Holding(IntEnum):
    """What is held elsewhere: rows of the columns, named as in the columns `<holding>_elsewhere_cents` of truth/customer_month."""

    SAVINGS = 0
    CERTIFICATES = 1
    STOCKS = 2
    FUNDS = 3
    RETIREMENT = 4
    LIFE_CASH = 5
    CARD_DEBT = 6
    MORTGAGE = 7
    VEHICLE_LOAN = 8
    STUDENT_LOAN = 9


ASSETS = tuple(Holding)[: Holding.CARD_DEBT]
_ASSETS = slice(0, Holding.CARD_DEBT)
_WEALTH = slice(0, Holding.RETIREMENT)
"""Assets that can be had at once: what a down payment is made from."""
_LOANS = slice(Holding.MORTGAGE, len(Holding))
_STUDENT_LOAN = Holding.STUDENT_LOAN - Holding.MORTGAGE


class OutsideLoan(NamedTuple):
    """A loan of another lender: integer cents, basis points a year."""

    owed_cents: int
    rate_bp: int
    payment_cents: int


class OutsideLoans(NamedTuple):
    """Such loans in columns, one a household."""

    owed_cents: NDArray[np.int64]
    rate_bp: NDArray[np.int64]
    payment_cents: NDArray[np.int64]

    def of(self, which: NDArray[np.bool_]) -> OutsideLoans:
        """Return some of them."""
        return OutsideLoans(*(column[which] for column in self))


Numbers = int | NDArray[np.int64]
"""What concerns one customer, or several, one each."""


class OutsideHoldings:
    """What the households of a shard own and owe elsewhere; a spouse's is among it.

    Columns have the shape (Holding, customers): int64 `cents`, and of loans `payment_cents` a month (0 for no loan) and `rate_bp` a year.
    Card debt is what is carried from month to month on cards of other banks.
    """

    def __init__(self, count: int) -> None:
        self.cents = np.zeros((len(Holding), count), np.int64)
        self.payment_cents = np.zeros_like(self.cents)
        self.rate_bp = np.zeros_like(self.cents)
        self.equity_ratio = np.zeros(count)
        """Part of the retirement savings that is in shares."""
        self.next_vehicle = OutsideLoans(*np.zeros((len(OutsideLoans._fields), count), np.int64))
        """The loan that the next car will be bought with."""
        self.next_vehicle_month = np.zeros(count, np.int64)
        """The month in which it will be bought, 0 where none is planned."""
        self.has_turned = np.zeros(count, bool)
        """For whom a loan began or ended in the month that has passed last."""

    def columns(self) -> Columns:
        """Return a copy of all that they own and owe."""
        return {name: column.copy() for name, column in self._held().items()}

    def restore(self, columns: Columns) -> None:
        """Let as many households own and owe something else. Raises StateError for other columns than these."""
        held = self._held()
        fit("outside", columns, held)
        for name, column in columns.items():
            held[name][:] = column

    def _held(self) -> Columns:
        return {
            **{"cents": self.cents, "payment_cents": self.payment_cents, "rate_bp": self.rate_bp, "equity_ratio": self.equity_ratio},
            **{f"next_vehicle_{name}": column for name, column in self.next_vehicle._asdict().items()},
            **{"next_vehicle_month": self.next_vehicle_month, "has_turned": self.has_turned},
        }

    def equity_cents(self) -> NDArray[np.int64]:
        """Return what each has in shares, directly, in funds and in retirement savings."""
        direct = self.cents[Holding.STOCKS] + self.cents[Holding.FUNDS]
        return direct + (self.cents[Holding.RETIREMENT] * self.equity_ratio).astype(np.int64)

    def grow(self, ratio: float, who: NDArray[np.bool_] | int) -> None:
        """Multiply every asset of some, in whole cents: a year's growth, or the half kept after a divorce."""
        self.cents[_ASSETS, who] = (self.cents[_ASSETS, who] * ratio).astype(np.int64)

    def pass_month(self, month: int, lives: NDArray[np.bool_], studies: NDArray[np.bool_]) -> None:
        """Let those who live pay the month's installments, and the next cars be financed; student loans rest while one studies."""
        owed, payment = self.cents[_LOANS], self.payment_cents[_LOANS]
        pays = (payment > 0) & lives
        pays[_STUDENT_LOAN] &= ~studies
        left = np.maximum(owed + owed * self.rate_bp[_LOANS] // (12 * BASIS_POINTS) - payment, 0)
        np.copyto(owed, left, where=pays)
        ends = pays & (left == 0)
        payment[ends] = 0
        begins = lives & (self.next_vehicle_month > 0) & (self.next_vehicle_month <= month)
        begins &= self.payment_cents[Holding.VEHICLE_LOAN] == 0
        self.owe(np.flatnonzero(begins), Holding.VEHICLE_LOAN, self.next_vehicle.of(begins))
        self.next_vehicle_month[begins] = 0
        self.has_turned = ends.any(axis=0) | begins

    def own(self, row: Numbers, holding: Holding, cents: Numbers) -> None:
        """Let households hold so much of an asset, or carry so much card debt, in whole cents."""
        self.cents[holding, row] = cents

    def owe(self, row: Numbers, holding: Holding, loan: OutsideLoan | OutsideLoans) -> None:
        """Let households owe a loan, in place of one of the kind that was owed before."""
        self.cents[holding, row], self.rate_bp[holding, row], self.payment_cents[holding, row] = loan

    def plan_vehicle(self, row: Numbers, loan: OutsideLoan | OutsideLoans, month: Numbers) -> None:
        """Let households buy the next car on a loan in a month."""
        planned = self.next_vehicle
        planned.owed_cents[row], planned.rate_bp[row], planned.payment_cents[row] = loan
        self.next_vehicle_month[row] = month


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """One household's part of `OutsideHoldings`."""

    of: OutsideHoldings
    row: int

    @property
    def wealth_cents(self) -> int:
        """What could be spent on a home."""
        return int(self.of.cents[_WEALTH, self.row].sum())

    @property
    def has_turned(self) -> bool:
        """Whether a loan began or ended in the month that has passed last."""
        return bool(self.of.has_turned[self.row])

    def cents(self, holding: Holding) -> int:
        """Return what is owned or owed of a kind."""
        return int(self.of.cents[holding, self.row])

    def payment_cents(self, holding: Holding) -> int:
        """Return the installment a month of a loan, 0 for none."""
        return int(self.of.payment_cents[holding, self.row])

    def own(self, holding: Holding, cents: int) -> None:
        """Hold so much of an asset, or carry so much card debt."""
        self.of.own(self.row, holding, cents)

    def put_in_shares(self, ratio: float) -> None:
        """Keep this part of the retirement savings in shares."""
        self.of.equity_ratio[self.row] = ratio

    def owe(self, holding: Holding, loan: OutsideLoan) -> None:
        """Owe a loan, in place of one of the kind that was owed before."""
        self.of.owe(self.row, holding, loan)

    def plan_vehicle(self, loan: OutsideLoan, month: int) -> None:
        """Buy the next car on a loan in a month."""
        self.of.plan_vehicle(self.row, loan, month)

    def scale_assets(self, ratio: float) -> None:
        """Multiply every asset, in whole cents."""
        self.of.grow(ratio, self.row)
