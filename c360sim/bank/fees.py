"""Fees on deposits: overdraft and monthly maintenance."""

from __future__ import annotations

import numpy as np

from c360sim.bank.batch import Batch
from c360sim.bank.core import Core
from c360sim.bank.journal import Journal
from c360sim.bank.postings import IS_DECLINABLE, Posting, Postings, one_of
from c360sim.bank.settle import Overdraft
from c360sim.bank.table import Column
from c360sim.vocabulary import Family

WAIVED = ("private_checking",)
"""Products whose terms waive overdraft fees."""

_KINDS = np.arange(max(Posting) + 1)
IS_BILL = (_KINDS >= Posting.BILL_TRANSFER) & (_KINDS < Posting.CONTRIBUTION_OUT) & ~IS_DECLINABLE
"""By kind, the bills the bank pays although money lacks."""

IS_PAY = one_of(Posting.SALARY, Posting.SOCIAL_SECURITY, Posting.PENSION)
"""Direct deposits that waive the maintenance fee."""


def overdraft_terms(core: Core, batch: Batch, rows: Column, first_day: int) -> Overdraft:
    """Return what uncovered bills among `rows` cost. `first_day` is the ordinal of the month's first day."""
    ledger, rules = core.ledger, core.rules
    waived = [core.catalog.products.by_code[code].product_id - 1 for code in WAIVED]
    is_stopped = (ledger.overdrawn_since > 0) & (first_day - ledger.overdrawn_since > rules.overdraft_fee_stop_days)
    pays = (ledger.family == Family.CHECKING) & ~is_stopped & ~np.isin(ledger.product, waived)
    is_chargeable = IS_BILL[batch.postings.kind[rows]] & pays[batch.postings.account[rows]]
    return Overdraft(
        is_chargeable, batch.postings.day[rows], rules.overdraft_fee_cents, rules.overdraft_cushion_cents, rules.overdraft_fees_daily_count
    )


def maintenance(core: Core, journal: Journal, accounts: Column) -> Postings:
    """Return the maintenance fees of accounts open through the month, on its last day.

    Waived by an average balance at the product's minimum, by direct deposits, by what the customer has in deposits in all, or
    for want of money to take it from.
    """
    ledger, products = core.ledger, core.catalog.products.all
    monthly = np.array([product.monthly_fee_cents for product in products], np.int64)
    minimum = np.array([product.min_balance_cents for product in products], np.int64)
    accounts = accounts[(ledger.opened_on[accounts] < journal.first) & (ledger.closing_on[accounts] == 0)]
    fee, least = monthly[ledger.product[accounts]], minimum[ledger.product[accounts]]
    is_below = (least == 0) | (journal.day_cents(accounts, np.full(len(accounts), journal.days)) < least * journal.days)
    is_unpaid = journal.received(IS_PAY)[accounts] < core.rules.direct_deposit_waiver_cents
    is_small = _deposits_cents(core, journal)[ledger.customer[accounts]] < core.rules.relationship_waiver_cents
    charged = (fee > 0) & is_below & is_unpaid & is_small & (journal.position_cents[accounts] >= fee)
    return Postings.of(accounts[charged], journal.days, -fee[charged], Posting.MAINTENANCE_FEE)


def _deposits_cents(core: Core, journal: Journal) -> Column:
    """Return what each customer has in deposits now, all accounts together."""
    ledger = core.ledger
    total = np.zeros(len(core.customer_ids), np.int64)
    deposits = ledger.of(Family.CHECKING, Family.CERTIFICATE)
    np.add.at(total, ledger.customer[deposits], journal.position_cents[deposits])
    return total
