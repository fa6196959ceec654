"""A customer joins with the first account and leaves with the last one."""

from __future__ import annotations

from c360sim.validation.books.rules import Rule

_HELD = """
    SELECT customer_id, min(open_date) AS first_opened, max(close_date) AS last_closed, bool_and(close_date IS NOT NULL) AS holds_none
    FROM dim_account GROUP BY ALL
"""

RULES = (
    Rule(
        "dim_customer: joined with the first account",
        "join_date is the open_date of the oldest account, and nobody is without one.",
        f"SELECT 1 FROM dim_customer LEFT JOIN ({_HELD}) USING (customer_id) WHERE join_date IS DISTINCT FROM first_opened",
    ),
    Rule(
        "dim_customer: left with the last account",
        "churn_date is the last close_date of exactly those all of whose accounts are closed.",
        f"SELECT 1 FROM dim_customer LEFT JOIN ({_HELD}) USING (customer_id) "
        "WHERE churn_date IS DISTINCT FROM CASE WHEN holds_none THEN last_closed END",
    ),
)
"""Customers against their accounts."""
