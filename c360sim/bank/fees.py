"""Fees on deposits: overdraft and monthly maintenance."""

from __future__ import annotations

import numpy as np

from c360sim.bank.batch import Batch
from c360sim.bank.core import Core
from c360sim.bank.journal import Journal
from c360sim.bank.postings import Posting, Postings, one_of
from c360sim.bank.settle import Overdraft
from c360sim.bank.table import Column
from c360sim.vocabulary import Family

WAIVED = ("private_checking",)
"""Products whose terms waive overdraft fees."""

IS_BILL = one_of(Posting.BILL_TRANSFER)
"""By kind, the bills the bank pays although money lacks."""

IS_PAY = one_of(Posting.SALARY, Posting.BONUS, Posting.SOCIAL_SECURITY, Posting.PENSION)
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
    """Return the maintenance fees of those accounts that are open through the month, on its last day.

    Waived by the account's average balance, by direct deposits, by what the customer has in deposits in all, each as the product
    says, or for want of money to take it from.
    """
    ledger = core.ledger
    accounts = accounts[(ledger.opened_on[accounts] < journal.first) & (ledger.closing_on[accounts] == 0)]
    fee, balance, deposit, relationship = np.array(
        [
            (each.monthly_fee_cents, each.waiver_balance_cents, each.waiver_deposit_cents, each.waiver_relationship_cents)
            for each in core.catalog.products.all
        ],
        np.int64,
    )[ledger.product[accounts]].T
    day_cents = journal.day_cents(accounts, np.full(len(accounts), journal.days))
    is_waived = (balance > 0) & (day_cents >= balance * journal.days)
    is_waived |= (deposit > 0) & (journal.received(IS_PAY)[accounts] >= deposit)
    is_waived |= (relationship > 0) & (_deposits_cents(core, journal)[ledger.customer[accounts]] >= relationship)
    charged = (fee > 0) & ~is_waived & (journal.position_cents[accounts] >= fee)
    return Postings.of(accounts[charged], journal.days, -fee[charged], Posting.MAINTENANCE_FEE)


def _deposits_cents(core: Core, journal: Journal) -> Column:
    """Return what each customer has in deposits now, all accounts together."""
    ledger = core.ledger
    total = np.zeros(len(core.customer_ids), np.int64)
    deposits = ledger.of(Family.CHECKING, Family.CERTIFICATE)
    np.add.at(total, ledger.customer[deposits], journal.position_cents[deposits])
    return total
