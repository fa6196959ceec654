"""The month as planned for each checking account: what comes, what is to leave, and where that leaves it day by day.

Tables are cents by day of the month and customer, shape (32, customers), day 0 being the eve.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import NDArray

from c360sim.bank.postings import Posting, Postings, one_of
from c360sim.bank.table import running, starts_of
from c360sim.money import Cents
from c360sim.payments.context import Context

DAYS = 32

NO_PAYDAY = 99
"""A day that no month has."""

_IS_REGULAR = one_of(Posting.SALARY, Posting.PENSION, Posting.SOCIAL_SECURITY)
"""Income that people plan with."""


@dataclass(frozen=True)
class Plan:
    """What is known so far of each customer's checking account this month; with more postings a new plan (`plus`)."""

    context: Context
    regular: Postings
    """The month's pay that people plan with."""
    coming: Cents
    leaving: Cents
    """Positive cents."""

    @classmethod
    def of(cls, context: Context, pay: Postings) -> Self:
        """Return the plan in which only the month's pay comes."""
        nothing = np.zeros((DAYS, len(context.ids)), np.int64)
        return cls(context, pay.take(np.flatnonzero(_IS_REGULAR.take(pay.kind))), nothing, nothing).plus(pay)

    def plus(self, postings: Postings) -> Self:
        """Return the plan with these postings, of which only those on checking accounts count."""
        customers = len(self.context.ids)
        owner = self.context.bank.ledger.customer.take(postings.account)
        mine = np.flatnonzero(postings.account == self.context.checking.take(owner))
        cell, cents = postings.day.take(mine) * customers + owner.take(mine), postings.cents.take(mine)
        return type(self)(self.context, self.regular, _with(self.coming, cell, cents), _with(self.leaving, cell, -cents))

    @cached_property
    def payday(self) -> NDArray[np.int64]:
        """First day of the month on which each customer gets regular pay, `NO_PAYDAY` for none."""
        first = np.full(len(self.context.ids), NO_PAYDAY)
        np.minimum.at(first, self.context.bank.ledger.customer[self.regular.account], self.regular.day)
        return first

    @cached_property
    def pay(self) -> Cents:
        """What comes to each checking account in the month."""
        total: Cents = self.coming.sum(axis=0)
        return total

    @cached_property
    def leaves(self) -> Cents:
        """What leaves each checking account in the month."""
        total: Cents = self.leaving.sum(axis=0)
        return total

    @cached_property
    def leaves_before_payday(self) -> Cents:
        """What leaves each checking account before regular pay comes: so it will next month."""
        return up_to_each_day(self.leaving)[np.minimum(self.payday, DAYS - 1), np.arange(len(self.payday))]

    @cached_property
    def free(self) -> Cents:
        """Liquid money and pay of the month that the plan leaves, and what falls due before pay comes again."""
        return self.context.liquid_cents + self.pay - self.leaves - self.leaves_before_payday

    @cached_property
    def level(self) -> Cents:
        """Where each checking account stands at the end of each day if the plan's postings alone are posted."""
        return self.context.balance(self.context.checking) + up_to_each_day(self.coming - self.leaving)

    def lowest_level(self, kept: Cents) -> Cents:
        """Return the lowest that each checking account will come to from each day on, `kept` of it being for the next month."""
        level = self.level.copy()
        level[-1] -= kept
        return up_to_each_day(level[::-1], np.minimum)[::-1]


def _with(table: Cents, cell: NDArray[np.int64], cents: Cents) -> Cents:
    """Return a table with those of the amounts that are positive, or itself where none is."""
    rows = np.flatnonzero(cents > 0)
    if not len(rows):
        return table
    table = table.copy()
    np.add.at(table.reshape(-1), cell.take(rows), cents.take(rows))
    return table


def up_to_each_day(table: Cents, combine: np.ufunc = np.add) -> Cents:
    """Return what the days up to each one come to: `combine.accumulate` down a table, which would take five times as long."""
    total = table.copy()
    for day in range(1, DAYS):
        combine(total[day - 1], total[day], out=total[day])
    return total


def spent_before(who: NDArray[np.int64], day: NDArray[np.int64], cents: Cents) -> Cents:
    """Return for each row what the same person's rows of earlier days, and earlier rows of that day, come to. Days are 0..99."""
    order = np.argsort(who * 128 + day, kind="stable")
    before = np.empty_like(cents)
    before[order] = running(cents[order], starts_of(who[order])) - cents[order]
    return before
