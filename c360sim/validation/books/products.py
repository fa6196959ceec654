"""What products ask, against the postings: the least opening deposit, and who owes the monthly fee."""

from __future__ import annotations

from c360sim.validation.books.rules import Rule

_OWED = """
    WITH counted AS (
        SELECT account_id, last_day(transaction_date) AS month_end,
            sum(amount * (day(last_day(transaction_date)) - day(transaction_date) + 1))
                FILTER (transaction_category NOT IN ('Maintenance Fee', 'Charge-off')) AS usd_days,
            sum(amount) FILTER (transaction_category IN ('Maintenance Fee', 'Charge-off')) AS afterwards,
            sum(amount) FILTER (transaction_category IN ('Payroll', 'Pension', 'Social Security')) AS deposits,
            -sum(amount) FILTER (transaction_category = 'Maintenance Fee') AS charged
        FROM fact_transaction JOIN dim_account USING (account_id) WHERE account_type = 'CASA' GROUP BY ALL
    ), held AS (
        SELECT this.*, before + posted - coalesce(afterwards, 0) AS usd, coalesce(charged, 0) AS charged,
            before * day(month_end) + coalesce(usd_days, 0) AS usd_days, coalesce(deposits, 0) AS deposits
        FROM account_month AS this LEFT JOIN counted USING (account_id, month_end) WHERE account_type = 'CASA'
    ), together AS (
        SELECT customer_id, month_end, sum(usd) AS usd FROM held GROUP BY ALL
    )
    SELECT charged, CASE
            WHEN account.open_date >= date_trunc('month', month_end) OR account.close_date <= month_end THEN 0
            WHEN held.usd_days >= fee_waiver_balance * day(month_end) OR held.deposits >= fee_waiver_deposits
                OR together.usd >= fee_waiver_relationship OR held.usd < monthly_fee THEN 0
            ELSE monthly_fee END AS owed
    FROM held JOIN together USING (customer_id, month_end) JOIN dim_account AS account USING (account_id)
    JOIN dim_product AS product ON product.product_id = held.product_id
"""

RULES = (
    Rule(
        "products: accounts open with the deposit asked",
        "On the day on which an account is opened in the window, min_balance of its product or more is paid in.",
        """
        SELECT 1 FROM dim_account AS account JOIN dim_product USING (product_id) JOIN frame ON open_date > eve
        LEFT JOIN fact_transaction AS paid
            ON paid.account_id = account.account_id AND transaction_date = open_date AND amount > 0
        WHERE min_balance > 0 GROUP BY account.account_id, min_balance HAVING coalesce(sum(amount), 0) < min_balance
        """,
    ),
    Rule(
        "products: the monthly fee is charged to whom owes it",
        "The product's fee on accounts open through a month, unless waived or for want of money to take it from.",
        f"SELECT 1 FROM ({_OWED}) WHERE charged <> owed",
    ),
)
"""On accounts opened, and on account-months of deposits."""
