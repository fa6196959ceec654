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
from c360sim.schema.truth import CUSTOMER_MONTH, LABELS, LIFE_EVENT, VALUATION, TruthTable


def customer_month(columns: Mapping[str, Sequence[Any]]) -> pa.Table:
    """Return one row per customer of the month: states, income, hazards, and what the household holds and owes elsewhere."""
    return _table(CUSTOMER_MONTH, columns)


def life_event(events: Sequence[LifeEvent]) -> pa.Table:
    """Return one row per event: customer_id, date, event."""
    return _table(
        LIFE_EVENT,
        {
            "customer_id": [event.customer_id for event in events],
            "date": dates(np.array([event.day for event in events], np.int64)),
            "event": [event.event.value for event in events],
        },
    )


def valuation(revaluation: Revaluation, bank: Bank, month: int) -> pa.Table:
    """Return the month's market moves: account_id, date_key of the month-end, revaluation_cents."""
    order = np.argsort(bank.ledger.account_id[revaluation.account], kind="stable")
    return _table(
        VALUATION,
        {
            "account_id": bank.ledger.account_id[revaluation.account[order]],
            "date_key": np.full(len(order), months.date_key(months.last_ordinal(month))),
            "revaluation_cents": revaluation.cents[order],
        },
    )


def labels(columns: Mapping[str, NDArray[Any]]) -> pa.Table:
    """Return one row per customer: what an analyst may infer, and should be scored against."""
    churned = columns["churn_date"]
    return _table(LABELS, {**columns, "churn_date": dates(churned, churned == 0)})


def _table(table: TruthTable, columns: Mapping[str, Any]) -> pa.Table:
    """Return columns as the schema has them. Raises ValueError for others than it describes."""
    if tuple(columns) != tuple(column.name for column in table.columns):
        raise ValueError(f"the columns of truth/{table.name} are {', '.join(columns)}; the schema describes others")
    return pa.table([pa.array(columns[field.name], field.type) for field in table.schema], schema=table.schema)
