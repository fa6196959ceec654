"""Idle cash and what could prepay loans: money within reach above some months of what usually leaves."""

from __future__ import annotations

from c360sim.dataset import Dataset
from c360sim.validation.findings import Score
from c360sim.validation.signals.scoring import share

IDLE_MONTHS, CUSHION_MONTHS = 6, 4
"""Months of outflow above which money is idle, and that are kept before a loan is prepaid: the yardsticks of the truth."""

MONTHS_SEEN = 6
"""Months whose outflow is averaged."""

CLOSE = 0.25
"""Part of the true amount within which a found one agrees; smaller sums than a month's outflow agree as well."""


def keep(dataset: Dataset) -> None:
    """Keep `cash_found`: customer_id, loans owed, outflow a month, idle_cash and prepayment (all in USD) of those with an account open.

    Reads balances on the last day and what left accounts for good: own transfers, and payments on own cards and loans, do not.
    """
    dataset.keep(
        "cash_found",
        f"""
        WITH held AS (
            SELECT customer_id, coalesce(sum(balance) FILTER (account_type = 'CASA' AND maturity_date IS NULL), 0)::DOUBLE AS liquid,
                coalesce(sum(balance) FILTER (account_type = 'Loan'), 0)::DOUBLE AS loans
            FROM fact_account_snapshot JOIN dim_account USING (customer_id, account_id)
            WHERE snapshot_date = (SELECT max(snapshot_date) FROM fact_account_snapshot) GROUP BY ALL
        ), spent AS (
            SELECT customer_id, year(transaction_date) * 12 + month(transaction_date) AS m, -sum(amount)::DOUBLE AS outflow
            FROM fact_transaction
            WHERE amount < 0 AND (transaction_type <> 'transfer' OR counterparty_type = 'external')
            GROUP BY ALL
        ), usual AS (
            SELECT customer_id, sum(outflow * w) / sum(w) AS outflow
            FROM (SELECT *, power(2.0 / 3, (SELECT max(m) FROM spent) - m) AS w FROM spent)
            WHERE m > (SELECT max(m) FROM spent) - {MONTHS_SEEN} GROUP BY ALL
        )
        SELECT customer_id, loans, coalesce(outflow, 0) AS outflow, greatest(liquid - {IDLE_MONTHS} * coalesce(outflow, 0), 0) AS idle_cash,
            least(loans, greatest(liquid - {CUSHION_MONTHS} * coalesce(outflow, 0), 0)) AS prepayment
        FROM held LEFT JOIN usual USING (customer_id)
        """,
    )


def score(dataset: Dataset) -> list[Score]:
    """Return how often it is seen rightly whether there is idle cash, or money to prepay the loans of those who owe any, and how much."""
    keep(dataset)
    return [*_agreement(dataset, "idle cash", "idle_cash", "true"), *_agreement(dataset, "prepayment", "prepayment", "loans > 0")]


def _agreement(dataset: Dataset, signal: str, column: str, among: str) -> list[Score]:
    (counts,) = dataset.rows(
        f"""
        SELECT count(*) AS cases, count(*) FILTER ((found > 0) = (truth > 0)) AS right, count(*) FILTER (truth > 0) AS positive,
            count(*) FILTER (truth > 0 AND abs(found - truth) <= greatest({CLOSE} * truth, outflow)) AS close
        FROM (
            SELECT {column} AS found, {column}_cents / 100.0 AS truth, outflow
            FROM cash_found JOIN truth_labels USING (customer_id) WHERE {among}
        )
        """
    )
    return [
        share(signal, "customers classified correctly", counts["right"], counts["cases"], 0.95),
        share(signal, "amount about right where there is any", counts["close"], counts["positive"]),
    ]
