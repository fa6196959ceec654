"""The bank: ledger, settlement, deposits, cards, loans, investments, and books that reconcile to the cent."""

from c360sim.bank.bank import Bank
from c360sim.bank.books import BooksError, MonthBooks, Snapshots
from c360sim.bank.dues import Dues
from c360sim.bank.loans import ScheduleRows

__all__ = ["Bank", "BooksError", "Dues", "MonthBooks", "ScheduleRows", "Snapshots"]
