"""Subscriptions: charges of one merchant that come every month, on about the same day, at the same price until it rises."""

from __future__ import annotations

from c360sim.dataset import Dataset
from c360sim.validation.findings import Score
from c360sim.validation.signals.scoring import precision_and_recall

SIGNAL = "subscriptions"

HOUSEHOLD = ("48", "49", "60", "62", "63", "65", "82", "83", "93")
"""First digits of merchant category codes of bills that no one calls a subscription: telephone and power, lenders and insurers, rent,
schools, child care, taxes."""

RECENT_DAYS = 35
"""Days within which the last charge must have come: a month, and the days that a billing day shifts."""

IS_ON_TIME = "gap BETWEEN 26 AND 36 AND charge BETWEEN before * 0.7 AND before * 1.4"
"""A charge a month after the last one, at its price, after a rise, or of a box that holds more or less."""


def keep(dataset: Dataset) -> None:
    """Keep `subscriptions_found`: customer_id and merchant_name of those that run on the last day.

    Reads date, amount and merchant of debits. A merchant bills by subscription when most of its charges come on time; there the first
    charge counts when it is the price that others pay, and elsewhere it takes a rhythm of the customer's own.
    """
    dataset.keep("subscription_charges", _charges())
    dataset.keep(
        "subscription_streams",
        """
        SELECT customer_id, merchant_id, max(day) AS last_day, count(gap) AS gaps, count(*) FILTER (is_on_time) AS on_time,
            arg_max(charge, day) AS last_charge
        FROM subscription_charges GROUP BY ALL
        """,
    )
    dataset.keep(
        "subscription_merchants",
        f"""
        SELECT merchant_id, median(last_charge) FILTER (last_day > {_end()} - {RECENT_DAYS}) AS price
        FROM subscription_streams GROUP BY ALL
        HAVING sum(on_time) > 0.6 * sum(gaps)
        """,
    )
    dataset.keep(
        "subscriptions_found",
        f"""
        SELECT DISTINCT customer_id, merchant_name
        FROM subscription_streams s JOIN dim_merchant USING (merchant_id) LEFT JOIN subscription_merchants m USING (merchant_id)
        WHERE last_day > {_end()} - {RECENT_DAYS} AND (
            on_time >= 3 AND on_time >= 0.6 * gaps
            OR m.merchant_id IS NOT NULL AND (on_time > 0 OR last_charge BETWEEN price * 0.7 AND price * 1.4)
        )
        """,
    )


def _charges() -> str:
    """Return the query of charges by customer, merchant and day, each held against the one before."""
    codes = ", ".join(f"'{code}'" for code in HOUSEHOLD)
    return f"""
    WITH charges AS (
        SELECT customer_id, merchant_id, transaction_date AS day, -sum(amount)::DOUBLE AS charge, count(*) AS n
        FROM fact_transaction JOIN dim_merchant USING (merchant_id)
        WHERE transaction_type = 'debit' AND amount < 0 AND left(mcc_code, 2) NOT IN ({codes})
        GROUP BY ALL
    ), spaced AS (
        SELECT *, day - lag(day) OVER each AS gap, lag(charge) OVER each AS before FROM charges
        WINDOW each AS (PARTITION BY customer_id, merchant_id ORDER BY day)
    )
    SELECT *, coalesce({IS_ON_TIME}, false) AS is_on_time FROM spaced
    """


def _end() -> str:
    return "(SELECT max(transaction_date) FROM fact_transaction)"


def score(dataset: Dataset) -> list[Score]:
    """Return precision and recall of what each customer subscribes to on the last day, merchant by merchant."""
    keep(dataset)
    (counts,) = dataset.rows(
        """
        WITH held AS (
            SELECT customer_id, unnest(string_split(subscriptions, '; ')) AS merchant_name FROM truth_labels WHERE subscriptions <> ''
        )
        SELECT count(f.customer_id) AS found, count(t.customer_id) AS true, count(*) FILTER (f.customer_id = t.customer_id) AS both
        FROM subscriptions_found f FULL JOIN held t ON f.customer_id = t.customer_id AND f.merchant_name = t.merchant_name
        """
    )
    return precision_and_recall(SIGNAL, counts, 0.95)
