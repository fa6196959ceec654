"""What an analyst sees of each customer at each month-end, from the nine tables only: the features that churn is foreseen from."""

from __future__ import annotations

from c360sim.dataset import Dataset

MONTHS_SEEN = 6
"""Months of history behind each row: the last one or two are held against the ones before."""

FLOWS = {
    "transactions": "sum(n)",
    "purchases": "sum(n) FILTER (category IN ('Purchase', 'Cash Withdrawal') AND amount < 0)",
    "spending": "-sum(amount) FILTER (category IN ('Purchase', 'Cash Withdrawal') AND amount < 0)",
    "bills": "sum(n) FILTER (is_recurring)",
    "income": "sum(amount) FILTER (type = 'credit' AND is_outside AND amount > 0)",
    "payroll": "sum(amount) FILTER (category = 'Payroll')",
    "sent_away": "-sum(amount) FILTER (category IN ('Outside Transfer', 'Investment Withdrawal') AND is_outside AND amount < 0)",
    "fintech": "-sum(amount) FILTER (category = 'Fintech Transfer' AND amount < 0)",
    "own_transfers": "sum(n) FILTER (category IN ('Own Transfer', 'Investment Contribution'))",
    "fees": "sum(n) FILTER (category IN ('Overdraft Fee', 'Late Fee', 'Maintenance Fee', 'Annual Fee'))",
}
"""Monthly sums of postings. Charges by the bank count among transactions of no one."""

CONTACTS = {
    "contacts": "count(*)",
    "complaints": "count(*) FILTER (reason = 'Complaint')",
    "disputes": "count(*) FILTER (reason IN ('Fee Dispute', 'Declined Card', 'Missed Payment', 'Technical Issue'))",
    "closures": "count(*) FILTER (reason = 'Account Closure')",
    "displeasure": "sum(greatest(-sentiment_score, 0))",
    "unresolved": "count(*) FILTER (resolution_status <> 'Resolved')",
}
"""Monthly sums of contacts."""

TRENDS = ("transactions", "purchases", "spending", "bills", "income", "liquid")
"""Flows whose last month, and last two, are held against the months before."""

RECENT = ("sent_away", "fintech", "own_transfers", "fees", *CONTACTS)
"""What counts by its sum over the last three months."""


def keep(dataset: Dataset) -> None:
    """Keep `churn_features`: a row per customer and month-end at which something was held, with `months_to_leaving`, NULL for never.

    Numbers of money enter as ln(1 + USD). Products, status and segment of the dimensions are as of the last day and left out.
    """
    _keep_months(dataset)
    names = [*FLOWS, *CONTACTS]
    past = ", ".join(f"coalesce({name}, 0) AS {name}" for name in names)
    dataset.keep(
        "churn_months",
        f"""
        SELECT s.customer_id, s.m, s.liquid, s.owed, s.invested, s.products, {past}
        FROM churn_stock s LEFT JOIN churn_flows USING (customer_id, m) LEFT JOIN churn_contacts USING (customer_id, m)
        """,
    )
    dataset.keep(
        "churn_features",
        f"""
        SELECT w.* EXCLUDE (rows_seen), {_age_and_tenure()},
            datediff('month', make_date(m // 12, m % 12 + 1, 1), date_trunc('month', churn_date)) AS months_to_leaving
        FROM ({_windows()}) w JOIN dim_customer USING (customer_id)
        WHERE rows_seen = {MONTHS_SEEN}
        """,
    )


def _keep_months(dataset: Dataset) -> None:
    flows = ", ".join(f"{sql} AS {name}" for name, sql in FLOWS.items())
    dataset.keep(
        "churn_flows",
        f"""
        WITH daily AS (
            SELECT customer_id, date_key // 10000 * 12 + date_key // 100 % 100 - 1 AS m, transaction_category AS category,
                transaction_type AS type, is_recurring, counterparty_type = 'external' AS is_outside, sign(amount) AS s,
                count(*) AS n, sum(amount)::DOUBLE AS amount
            FROM fact_transaction GROUP BY ALL
        )
        SELECT customer_id, m, {flows} FROM daily GROUP BY ALL
        """,
    )
    contacts = ", ".join(f"{sql} AS {name}" for name, sql in CONTACTS.items())
    dataset.keep(
        "churn_contacts",
        f"""
        SELECT customer_id, date_key // 10000 * 12 + date_key // 100 % 100 - 1 AS m, {contacts}
        FROM fact_interaction GROUP BY ALL
        """,
    )
    dataset.keep(
        "churn_stock",
        """
        SELECT s.customer_id, s.date_key // 10000 * 12 + s.date_key // 100 % 100 - 1 AS m,
            coalesce(sum(balance) FILTER (account_type = 'CASA'), 0)::DOUBLE AS liquid,
            coalesce(sum(balance) FILTER (account_type IN ('Credit Card', 'Loan')), 0)::DOUBLE AS owed,
            coalesce(sum(balance) FILTER (account_type = 'Securities'), 0)::DOUBLE AS invested,
            count(*) AS products
        FROM fact_account_snapshot s JOIN dim_account a USING (account_id) GROUP BY ALL
        """,
    )


def _age_and_tenure() -> str:
    day = "make_date(m // 12, m % 12 + 1, 1)"
    return f"""
        datediff('month', join_date, {day}) / 12 AS tenure_years, least(datediff('month', join_date, {day}) / 12, 2) AS tenure_early,
        datediff('month', date_of_birth, {day}) / 12 AS age_years,
        (datediff('month', date_of_birth, {day}) / 12 < 30)::INT AS is_young
    """


def _windows() -> str:
    """Return the query of windows over each customer's months: levels, changes, and sums of the last three."""

    def trend(name: str) -> str:
        now, two = f"{name}", f"(sum({name}) OVER last2) / 2"
        before = f"(sum({name}) OVER earlier) / 4"
        scale = 1 if name in ("transactions", "purchases", "bills") else 100
        return ", ".join(
            [
                f"ln(({scale} + greatest({now}, 0)) / ({scale} + greatest({before}, 0))) AS {name}_change",
                f"ln(({scale} + greatest({two}, 0)) / ({scale} + greatest({before}, 0))) AS {name}_change_two",
                f"ln({scale} + greatest({before}, 0)) AS {name}_level",
            ]
        )

    recent = ", ".join(f"ln(1 + coalesce(sum({name}) OVER last3, 0)) AS {name}_recent" for name in RECENT)
    return f"""
        SELECT customer_id, m, count(*) OVER six AS rows_seen, {", ".join(trend(name) for name in TRENDS)}, {recent},
            (income < 0.1 * (sum(income) OVER earlier) / 4)::INT AS income_gone,
            (bills = 0 AND (sum(bills) OVER earlier) > 0)::INT AS bills_gone,
            ln(1 + greatest(owed, 0)) AS owed_level, ln(1 + invested) AS invested_level, products,
            products - first_value(products) OVER six AS products_change
        FROM churn_months
        WINDOW six AS (PARTITION BY customer_id ORDER BY m RANGE BETWEEN {MONTHS_SEEN - 1} PRECEDING AND CURRENT ROW),
            last2 AS (PARTITION BY customer_id ORDER BY m RANGE BETWEEN 1 PRECEDING AND CURRENT ROW),
            last3 AS (PARTITION BY customer_id ORDER BY m RANGE BETWEEN 2 PRECEDING AND CURRENT ROW),
            earlier AS (PARTITION BY customer_id ORDER BY m RANGE BETWEEN 5 PRECEDING AND 2 PRECEDING)
    """
