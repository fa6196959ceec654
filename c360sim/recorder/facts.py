"""fact_account_snapshot, fact_interaction and fact_loan_schedule."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from c360sim import months
from c360sim.bank import Bank
from c360sim.bank.books import Snapshots
from c360sim.bank.loans import ScheduleRows
from c360sim.bank.table import order_by
from c360sim.crm.service import CHANNELS, REASONS, RESOLUTIONS, Contacts
from c360sim.recorder.columns import date_keys, dates, ids, numbered_ids, words
from c360sim.vocabulary import PaymentStatus

MOST_MONTHS = 1000
"""snapshot_id = account_id * 1000 + month of the run (0: the eve); schedule_id = account_id * 1000 + installment."""

STATUSES = tuple(PaymentStatus)


def snapshots(rows: Snapshots, bank: Bank, customer_ids: NDArray[np.int64], month: int, start_month: int) -> dict[str, Any]:
    """Return one row per account open at the end of a month, in the order of account_id."""
    order = np.argsort(bank.ledger.account_id[rows.account], kind="stable")
    account = rows.account[order]
    account_id, customer = bank.ledger.account_id[account], bank.ledger.customer[account]
    day = months.last_ordinal(month)
    available, paid, remaining = (
        column[order] for column in (rows.available_credit_cents, rows.principal_paid_cents, rows.principal_remaining_cents)
    )
    products = np.bincount(customer, minlength=len(customer_ids))
    return {
        "snapshot_id": account_id * MOST_MONTHS + (month - start_month + 1),
        "account_id": account_id,
        "customer_id": customer_ids[customer],
        "date_key": np.full(len(account), months.date_key(day)),
        "balance": rows.balance_cents[order],
        "available_credit": ids(available, rows.has_credit_line[order] == 0),
        "principal_paid": ids(paid, rows.is_loan[order] == 0),
        "principal_remaining": ids(remaining, rows.is_loan[order] == 0),
        "product_count": products[customer],
        "snapshot_date": dates(np.full(len(account), day)),
    }


def interactions(contacts: Contacts, customer_ids: NDArray[np.int64], month: int, start_month: int) -> dict[str, Any]:
    """Return one row per contact, ordered by customer and day."""
    order = order_by(contacts.customer, contacts.day)
    counts = np.bincount(contacts.customer, minlength=len(customer_ids))
    return {
        "interaction_id": numbered_ids(customer_ids, counts, month - start_month),
        "customer_id": np.repeat(customer_ids, counts),
        "date_key": months.date_keys(month, contacts.day[order]),
        "channel": words(contacts.channel[order], CHANNELS),
        "reason": words(contacts.reason[order], REASONS),
        "sentiment_score": contacts.sentiment_hundredths[order] / 100,
        "resolution_status": words(contacts.resolution[order], RESOLUTIONS),
        "interaction_date": dates(months.first_ordinal(month) - 1 + contacts.day[order]),
    }


def loan_schedule(rows: ScheduleRows, bank: Bank, customer_ids: NDArray[np.int64]) -> dict[str, Any]:
    """Return one row per loan and due date, as of the last simulated day, in the order of schedule_id."""
    account_id = bank.ledger.account_id[rows.account]
    schedule_id = account_id * MOST_MONTHS + rows.number
    order = np.argsort(schedule_id, kind="stable")
    return {
        "schedule_id": schedule_id[order],
        "account_id": account_id[order],
        "customer_id": customer_ids[bank.ledger.customer[rows.account[order]]],
        "date_key": date_keys(rows.due_on[order]),
        "payment_due": (rows.principal_cents + rows.interest_cents)[order],
        "principal_portion": rows.principal_cents[order],
        "interest_portion": rows.interest_cents[order],
        "payment_status": words(rows.status[order], STATUSES),
        "due_date": dates(rows.due_on[order]),
        "paid_date": dates(rows.paid_on[order], rows.paid_on[order] == 0),
        "days_past_due": rows.days_past_due[order],
        "prepayment": rows.prepaid_cents[order],
    }
