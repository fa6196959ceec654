"""truth/: what the simulation knows of its customers, as Arrow tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from c360sim import months
from c360sim.bank import Bank
from c360sim.bank.securities import Revaluation
from c360sim.customer.society import LifeEvent
from c360sim.recorder.columns import dates


def customer_month(columns: Mapping[str, Sequence[Any]]) -> pa.Table:
    """Return one row per customer of the month: states, income, hazards, and what the household holds and owes elsewhere."""
    return pa.table({name: pa.array(values, _type(name)) for name, values in columns.items()})


def _type(name: str) -> pa.DataType:
    if name.endswith("_hazard_monthly"):
        return pa.float64()
    return pa.int64() if name.endswith(("_cents", "_id")) else pa.string()


def life_event(events: Sequence[LifeEvent]) -> pa.Table:
    """Return one row per event: customer_id, date, event."""
    return pa.table(
        {
            "customer_id": pa.array([event.customer_id for event in events], pa.int64()),
            "date": dates(np.array([event.day for event in events], np.int64)),
            "event": pa.array([event.event.value for event in events], pa.string()),
        }
    )


def valuation(revaluation: Revaluation, bank: Bank, month: int) -> pa.Table:
    """Return the month's market moves: account_id, date_key of the month-end, revaluation_cents."""
    order = np.argsort(bank.ledger.account_id[revaluation.account], kind="stable")
    return pa.table(
        {
            "account_id": pa.array(bank.ledger.account_id[revaluation.account[order]], pa.int64()),
            "date_key": pa.array(np.full(len(order), months.date_key(months.last_ordinal(month))), pa.int64()),
            "revaluation_cents": pa.array(revaluation.cents[order], pa.int64()),
        }
    )


def labels(columns: Mapping[str, NDArray[Any]]) -> pa.Table:
    """Return one row per customer: what an analyst may infer, and should be scored against."""
    table = {name: pa.array(column, pa.string() if column.dtype == object else None) for name, column in columns.items()}
    churned = columns["churn_date"]
    return pa.table(table | {"churn_date": dates(churned, churned == 0)})
