"""The customer-months that the bank sees whole: those in which the income of a customer arrives here."""

from __future__ import annotations

from c360sim.dataset import Dataset

_INCOME = ("Payroll", "Social Security", "Pension", "Gig Income", "Family Support", "Unemployment Benefit")

_SEEN_MONTH = f"""
    WITH income AS (
        SELECT customer_id, strftime(transaction_date, '%Y-%m') AS month, sum(amount) AS usd
        FROM fact_transaction
        WHERE transaction_category IN {_INCOME} AND amount > 0
        GROUP BY ALL
    )
    SELECT truth.customer_id, truth.month, truth.persona, truth.home, truth.net_income_monthly_cents / 100.0 AS net_income,
        (truth.net_income_monthly_cents + truth.partner_income_monthly_cents) / 100.0 AS household_net,
        truth.household_gross_monthly_cents / 100.0 AS household_gross
    FROM truth_customer_month AS truth
    JOIN income USING (customer_id, month)
    WHERE truth.net_income_monthly_cents > 0
        AND income.usd >= 0.5 * truth.net_income_monthly_cents / 100
        AND truth.loyalty NOT IN ('dormant', 'leaving', 'gone')
"""


def keep_seen_months(dataset: Dataset) -> None:
    """Keep the table `seen_month` (customer_id, month, persona, home, net_income, household_net and household_gross in USD).

    A month is seen whole when at least half of what the customer earns in it, by the truth, arrives in an account here, and the
    customer is not on the way out: what others do with a second account here says nothing about how people live.
    """
    dataset.keep("seen_month", _SEEN_MONTH)
