"""Brokerage, retirement and education savings: withdrawals are covered, and the market moves what is held."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from c360sim.bank.batch import Batch, settle
from c360sim.bank.core import Core
from c360sim.bank.journal import Journal
from c360sim.bank.postings import Postings
from c360sim.bank.settle import NO_FLOOR
from c360sim.bank.table import Column
from c360sim.money import BASIS_POINTS, divide, divide_columns
from c360sim.vocabulary import Family

MILLION = 1_000_000


class Revaluation(NamedTuple):
    """Market moves of a month: ledger rows and cents, one row an account whose value changed."""

    account: Column
    cents: Column


def settle_securities(core: Core, batch: Batch) -> None:
    """Decline withdrawals beyond what is held, not counting contributions that may yet be declined."""
    ledger = core.ledger
    rows = batch.on((ledger.family >= Family.BROKERAGE) & (ledger.balance_cents + batch.lowest_cents < 0))
    rows = rows[(batch.postings.cents[rows] < 0) | (batch.partner[rows] < 0)]
    floor = np.where(batch.postings.cents[rows] < 0, 0, NO_FLOOR)
    settle(batch, rows, Postings.none(), ledger.balance_cents, floor, core.rules)


def revaluation(core: Core, journal: Journal) -> Revaluation:
    """Return what the market did to balances held since last month in accounts that stay open (never below zero)."""
    ledger, rules = core.ledger, core.rules
    equity_bp = {
        Family.BROKERAGE: rules.brokerage_equity_bp,
        Family.RETIREMENT: rules.retirement_equity_bp,
        Family.EDUCATION_SAVINGS: rules.education_equity_bp,
    }
    equity, bond = core.economy.market_return_ppm(journal.month, "equity"), core.economy.market_return_ppm(journal.month, "bond")
    return_ppm = np.zeros(len(Family), np.int64)
    for family, share in equity_bp.items():
        return_ppm[family] = divide(share * equity + (BASIS_POINTS - share) * bond, BASIS_POINTS)
    accounts = ledger.of(Family.BROKERAGE, Family.EDUCATION_SAVINGS)
    accounts = accounts[ledger.closing_on[accounts] == 0]
    cents = divide_columns(ledger.balance_cents[accounts] * return_ppm[ledger.family[accounts]], MILLION)
    cents = np.maximum(cents, -journal.position_cents[accounts])
    return Revaluation(accounts[cents != 0], cents[cents != 0])
