"""Settlement: which of the wanted postings lack of money or credit stops, in exact order of posting.

Rows are sorted by account, day and kind. In each pass the first row of every account that breaks its floor
is declined (and the other leg of its transfer with it) or cut to what there is, or the first uncovered bill is
charged an overdraft fee; then only the accounts touched are computed again, until nothing more happens.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from c360sim.bank.table import Column, Mask, running, spans, starts_of

NO_FLOOR = -(1 << 62)
"""Floor of a row that nothing stops."""
BLOCKED = 1 << 62
"""Floor of a row that is always declined."""


@dataclass(slots=True)
class Overdraft:
    """When and what an uncovered bill costs. `is_chargeable` is per row."""

    is_chargeable: Mask
    day: Column
    fee_cents: int
    cushion_cents: int
    daily_count: int


@dataclass(slots=True)
class Settlement:
    """Rows to settle, sorted by account, day and kind; `run` says what stands.

    `opening_cents` is per row the account's opening balance; `floor_cents` the lowest balance that the row
    may leave; `is_discretionary` rows are not tried any more after `patience` declines until money comes
    in; `partner` is the position of a transfer's other leg among these rows, or -1; of an `is_partial` row
    (which has no other leg here) what there is is paid, from `least_part_cents` on.
    """

    account: Column
    cents: Column
    opening_cents: Column
    floor_cents: Column
    is_discretionary: Mask
    partner: Column
    patience: int
    least_part_cents: int
    is_partial: Mask
    overdraft: Overdraft | None = None
    is_alive: Mask = field(init=False)
    is_declined: Mask = field(init=False)
    settled_cents: Column = field(init=False)
    """What each row that posts comes to."""
    fees: Column = field(init=False)
    """Positions of rows charged an overdraft fee."""

    def run(self) -> Settlement:
        """Settle, filling `is_alive` (posts), `is_declined` (was tried and refused) and `fees`."""
        self.is_alive = np.ones(len(self.account), bool)
        self.is_declined = np.zeros(len(self.account), bool)
        self.fees = np.empty(0, np.int64)
        self.settled_cents = self.cents.copy()
        _Passes(self).run()
        return self


class _Passes:
    """The passes over one settlement, on copies of its amounts and floors."""

    def __init__(self, task: Settlement) -> None:
        self.task = task
        self.starts = starts_of(task.account)
        self.lengths = np.diff(np.append(self.starts, len(task.account)))
        self.run_of = np.repeat(np.arange(len(self.starts)), self.lengths)
        self.effective = task.cents.copy()
        self.floor = task.floor_cents.copy()
        self.declines = np.zeros(len(self.starts), np.int64)
        self.inflows = np.flatnonzero(task.cents > 0)
        self.is_chargeable = np.zeros(len(task.account), bool)
        if task.overdraft is not None:
            self.is_chargeable[:] = task.overdraft.is_chargeable
            self.fees_daily = np.zeros(len(self.starts) * 32, np.int64)

    def run(self) -> None:
        """Pass until no account is touched."""
        touched = np.arange(len(self.starts))
        while len(touched):
            touched = self._pass(touched)

    def _pass(self, runs: Column) -> Column:
        """Treat the first happening of each run, and return the runs to compute again."""
        rows = spans(self.starts[runs], self.lengths[runs])
        inside = np.cumsum(self.lengths[runs]) - self.lengths[runs]
        after = running(self.effective[rows], inside) + self.task.opening_cents[rows]
        is_short = after < self.floor[rows]
        happens = np.flatnonzero(is_short | self._is_charged(rows, after))
        first = happens[starts_of(self.run_of[rows[happens]])]
        short = first[is_short[first]]
        partners = self._decline(self._cut(rows[short], after[short]))
        self._charge(rows[first[~is_short[first]]])
        is_touched = np.zeros(len(self.starts), bool)
        is_touched[self.run_of[rows[first]]] = True
        is_touched[self.run_of[partners]] = True
        return np.flatnonzero(is_touched)

    def _is_charged(self, rows: Column, after: Column) -> Mask:
        """Return which rows are bills that leave the account overdrawn by more than the cushion."""
        overdraft = self.task.overdraft
        if overdraft is None:
            return np.zeros(len(rows), bool)
        is_below = self.is_chargeable[rows] & (after < -overdraft.cushion_cents)
        is_more: Mask = self.fees_daily[self.run_of[rows] * 32 + overdraft.day[rows]] < overdraft.daily_count
        return is_below & is_more

    def _charge(self, rows: Column) -> None:
        """Charge a fee right after each row (one row a run)."""
        overdraft = self.task.overdraft
        if overdraft is None or not len(rows):
            return
        self.effective[rows] -= overdraft.fee_cents
        self.floor[rows] -= overdraft.fee_cents
        self.is_chargeable[rows] = False
        self.fees_daily[self.run_of[rows] * 32 + overdraft.day[rows]] += 1
        self.task.fees = np.concatenate([self.task.fees, rows])

    def _cut(self, rows: Column, after: Column) -> Column:
        """Cut what may be paid in part (one row a run) to whole dollars that there are, and return the other rows."""
        room = after - self.effective[rows] - self.floor[rows]
        is_cut = self.task.is_partial[rows] & (room >= self.task.least_part_cents)
        cut = rows[is_cut]
        self.effective[cut] = self.task.settled_cents[cut] = -(room[is_cut] // 100) * 100
        return rows[~is_cut]

    def _decline(self, rows: Column) -> Column:
        """Decline rows (one a run), and return the positions of other legs dropped with them."""
        self.task.is_declined[rows] = True
        runs = self.run_of[rows]
        self.declines[runs] += 1
        gives_up = self.declines[runs] >= self.task.patience
        self.declines[runs[gives_up]] = 0
        dropped = np.concatenate([rows, self._not_tried(rows[gives_up])])
        linked = self.task.partner[dropped]
        partners: Column = linked[linked >= 0]
        self._drop(np.concatenate([dropped, partners]))
        return partners

    def _not_tried(self, rows: Column) -> Column:
        """Return the discretionary rows that follow each row until money comes in."""
        ends = self.starts[self.run_of[rows]] + self.lengths[self.run_of[rows]]
        inflows = np.append(self.inflows, len(self.effective))
        until = np.minimum(inflows[np.searchsorted(self.inflows, rows, side="right")], ends)
        following = spans(rows + 1, until - rows - 1)
        return following[self.task.is_discretionary[following] & self.task.is_alive[following]]

    def _drop(self, rows: Column) -> None:
        """Take rows out of their accounts."""
        self.task.is_alive[rows] = False
        self.effective[rows] = 0
        self.floor[rows] = NO_FLOOR
        self.is_chargeable[rows] = False
