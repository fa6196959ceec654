"""What one month leaves: the books, the contacts, and the events of customers' lives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from c360sim.bank import MonthBooks
from c360sim.crm.service import Contacts
from c360sim.customer.society import LifeEvent


@dataclass(frozen=True, slots=True)
class MonthRecord:
    """What one month leaves for the recorder."""

    month: int
    books: MonthBooks
    contacts: Contacts
    events: Sequence[LifeEvent]
