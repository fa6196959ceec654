"""A data set of one customer, small enough to know by heart."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pyarrow as pa

from c360sim import months
from c360sim.bank.loans import latest_due_on
from c360sim.recorder import dimensions
from c360sim.sinks.part import Part
from c360sim.sinks.publication import Publication

HEAD = {"seed": 42, "months": 1, "customers": 1, "start_month": "2024-01", "scenario": "baseline"}
EVE, PAYDAY, MONTH_END = (dt.date(2023, 12, 31).toordinal(), dt.date(2024, 1, 5).toordinal(), dt.date(2024, 1, 31).toordinal())

CUSTOMER: dict[str, Any] = {
    "customer_id": 1, "first_name": "Ada", "last_name": "Lovel,ace", "date_of_birth": 720_000, "age": 52, "gender": "Female",
    "email": "ada@example.com", "phone": "(212) 555-0101", "address_city": "Albany", "address_state": "NY", "address_country": "US",
    "marital_status": "Single", "has_children": False, "num_dependents": 0, "occupation": None, "employment_type": "Full-time",
    "income_bracket": "$50K-$75K", "home_ownership": "Rent", "segment": "Mass Market", "kyc_status": "Verified", "join_date": 735_000,
    "preferred_channel": "App", "engagement_score": 70, "persona_tag": "Frequent Traveler", "risk_tolerance": "Moderate",
    "churn_status": "Active", "churn_date": None,
}  # fmt: skip
ACCOUNTS: dict[str, Any] = {
    "account_id": [11, 12], "customer_id": [1, 1], "account_type": ["CASA", "Credit Card"], "product_name": ["Checking", "Gold Card"],
    "status": ["Active", "Active"], "open_date": [735_000, 736_000], "maturity_date": [None, None], "credit_limit": [None, 500_000],
    "interest_rate": [5, 2199], "coverage_amount": [None, None], "beneficiary_count": [None, None], "principal_amount": [None, None],
    "product_id": [1, 2], "close_date": [None, None],
}  # fmt: skip
MERCHANT: dict[str, Any] = {
    "merchant_id": 7, "merchant_name": 'The "Corner" Shop', "mcc_code": "5411", "mcc_category": "Grocery Stores", "merchant_type": "Retail",
    "merchant_city": "Albany", "merchant_state": "NY", "merchant_country": "US",
}  # fmt: skip
SNAPSHOTS: dict[str, Any] = {
    "snapshot_id": [1, 2, 3, 4], "account_id": [11, 12, 11, 12], "customer_id": [1] * 4, "date_key": [20231231] * 2 + [20240131] * 2,
    "balance": [10_000, 2_000, 210_005, 6_550], "available_credit": np.ma.masked_less([-1, 498_000, -1, 493_450], 0),
    "principal_paid": [None] * 4, "principal_remaining": [None] * 4, "product_count": [2] * 4,
    "snapshot_date": np.array([EVE, EVE, MONTH_END, MONTH_END]),
}  # fmt: skip


def transactions(cents: list[int]) -> dict[str, Any]:
    """Return a pay of `cents[0]` into checking and a purchase of `cents[1]` on the card."""
    words = pa.DictionaryArray.from_arrays(pa.array([0, 1], pa.int8()), ["credit", "debit"])
    return {
        "transaction_id": [101, 102], "customer_id": [1, 1], "account_id": [11, 12], "merchant_id": [None, 7],
        "date_key": [20240105] * 2, "amount": np.array(cents), "transaction_type": words, "payment_method": ["Transfer", "Credit Card"],
        "mcc_category": [None, "Grocery Stores"], "is_recurring": [False, False], "counterparty_type": ["external"] * 2,
        "transaction_date": [PAYDAY] * 2, "transaction_category": ["Payroll", "Purchase"], "counterparty_name": ["Acme", None],
    }  # fmt: skip


def days(start_month: str, count: int) -> dict[str, Any]:
    """Return dim_date of a run of so many months."""
    first = months.parse(start_month)
    return dimensions.date(months.first_ordinal(first) - 1, latest_due_on(first + count - 1))


def write_tiny(publication: Publication) -> None:
    """Write the tiny data set."""
    with publication.part() as part:
        _write(part)
    publication.add(part.rows)


def _write(part: Part) -> None:
    part.write("dim_customer", {name: [value] for name, value in CUSTOMER.items()})
    part.write("dim_account", ACCOUNTS)
    part.write("dim_date", days("2024-01", 1))
    part.write("dim_merchant", {name: [value] for name, value in MERCHANT.items()})
    part.write("fact_account_snapshot", SNAPSHOTS)
    part.write("fact_transaction", transactions([200_005, -4_550]))
    event = {"customer_id": [1], "date": [dt.date(2020, 6, 1)], "event": ["job_change"]}
    part.write_truth("life_event", pa.table(event))
