"""Who holds what: ledger rows by customer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np

from c360sim.bank.core import Core
from c360sim.bank.table import Column
from c360sim.vocabulary import Family, Investment

CARDS_SHOWN = 4
_INVESTMENT_FAMILY = {
    Investment.BROKERAGE: Family.BROKERAGE,
    Investment.RETIREMENT: Family.RETIREMENT,
    Investment.EDUCATION: Family.EDUCATION_SAVINGS,
}


@dataclass(frozen=True, slots=True)
class Holdings:
    """Open accounts by customer row: ledger rows, -1 for none."""

    primary_checking: Column
    primary_savings: Column
    cards: Column
    """Shape (customers, 4): the highest limit first."""
    investments: Column
    """Shape (customers, members of Investment)."""

    @classmethod
    def of(cls, core: Core) -> Self:
        """Return the holdings as the ledger has them now."""
        investments = [first_open(core, _INVESTMENT_FAMILY[kind]) for kind in Investment]
        checking, savings = first_open(core, Family.CHECKING), first_open(core, Family.SAVINGS)
        return cls(checking, savings, _cards(core), np.stack(investments, axis=1))


def first_open(core: Core, family: Family) -> Column:
    """Return each customer's oldest open account of a family (ledger row), -1 for none."""
    rows = core.ledger.of(family)[::-1]
    held = np.full(len(core.customer_ids), -1)
    held[core.ledger.customer[rows]] = rows  # the last of several written stays: the oldest account
    return held


def _cards(core: Core) -> Column:
    ledger = core.ledger
    rows = ledger.of(Family.CARD)
    rows = rows[np.lexsort((rows, -ledger.limit_cents[rows], ledger.customer[rows]))]
    owner = ledger.customer[rows]
    number = np.arange(len(rows)) - np.searchsorted(owner, owner)
    cards = np.full((len(core.customer_ids), CARDS_SHOWN), -1)
    shown = number < CARDS_SHOWN
    cards[owner[shown], number[shown]] = rows[shown]
    return cards


def families(core: Core) -> Column:
    """Return the families of each customer's open accounts, a bit (1 << Family) each."""
    ledger = core.ledger
    rows = np.flatnonzero(ledger.is_open)
    is_held = np.zeros((len(core.customer_ids), len(Family)), np.int64)
    is_held[ledger.customer[rows], ledger.family[rows]] = 1
    return is_held @ (1 << np.arange(len(Family)))
