"""What customers have to pay this month: card statements and loan installments."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Self

import numpy as np

from c360sim.bank.ledger import ACCOUNTS_PER_CUSTOMER, Ledger
from c360sim.bank.table import Column


@dataclass(frozen=True, slots=True)
class Dues:
    """One row per account with a payment due, all int64 of one length.

    `account` is a ledger row, `account_number` its number among the customer's own accounts; `due_day` a day
    of the month. `full_cents` is the statement balance of a card, for a loan all that is overdue plus the
    month's installment; `minimum_cents` for a loan the same. `overdue_cents` is the part of it from earlier
    months, `installment_cents` this month's. `payoff_cents` is all that is owed, this month's interest on a
    loan included.
    """

    account: Column
    account_number: Column
    customer: Column
    family: Column
    due_day: Column
    minimum_cents: Column
    full_cents: Column
    installment_cents: Column
    overdue_cents: Column
    payoff_cents: Column
    months_overdue: Column

    @classmethod
    def of(cls, ledger: Ledger, account: Column, **columns: Column) -> Self:
        """Return dues of accounts, looking up whose they are."""
        number = ledger.account_id[account] % ACCOUNTS_PER_CUSTOMER
        return cls(account=account, account_number=number, customer=ledger.customer[account], family=ledger.family[account], **columns)

    @classmethod
    def concat(cls, parts: list[Dues]) -> Self:
        """Return all parts' rows, in order."""
        return cls(*(np.concatenate([getattr(part, column.name) for part in parts]) for column in fields(cls)))
