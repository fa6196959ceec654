"""What all departments of the bank share: the ledger, the price list, the catalog, the customers."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from c360sim.bank.ledger import ACCOUNTS_PER_CUSTOMER, Ledger
from c360sim.bank.rules import Rules
from c360sim.bank.table import Column
from c360sim.catalog import Catalog
from c360sim.economy import Economy
from c360sim.streams import Purpose, Streams, Words

OWN_PAIRS = 1 << 50
"""Pair numbers from here on are the bank's own; payments use smaller ones."""


@dataclass(slots=True)
class Core:
    """The core banking system of one shard."""

    customer_ids: Column
    catalog: Catalog
    rules: Rules
    economy: Economy
    streams: Streams
    start_month: int
    ledger: Ledger = field(default_factory=Ledger)
    pairs: int = OWN_PAIRS

    def words(self, accounts: Column, which: int, month: int = 0) -> Words:
        """Return random word `which` of each account (drawn by customer and the account's number)."""
        ledger = self.ledger
        number = ledger.account_id[accounts] % ACCOUNTS_PER_CUSTOMER
        return self.streams.words(self.customer_ids[ledger.customer[accounts]], month, Purpose.DETAIL, number * 16 + which)

    def new_pairs(self, count: int) -> Column:
        """Return `count` pair numbers that nothing else uses."""
        self.pairs += count
        return np.arange(self.pairs - count, self.pairs)
