"""A loan's schedule and its postings agree."""

from __future__ import annotations

from c360sim.validation.books.rules import Rule

RULES = (
    Rule(
        "loans: interest posted is interest billed",
        "The interest posted on a loan in the window is that of its installments due in it.",
        """
        WITH posted AS (
            SELECT account_id, -sum(amount) AS usd FROM fact_transaction WHERE transaction_category = 'Loan Interest' GROUP BY ALL
        ), billed AS (
            SELECT account_id, sum(interest_portion) AS usd FROM fact_loan_schedule, frame
            WHERE due_date > eve AND due_date <= last_day GROUP BY ALL
        )
        SELECT 1 FROM posted FULL JOIN billed USING (account_id) WHERE coalesce(posted.usd, 0) <> coalesce(billed.usd, 0)
        """,
    ),
    Rule(
        "loans: paid installments are covered by payments",
        "What was paid on a loan in the window is at least its installments marked Paid.",
        """
        WITH paid AS (
            SELECT account_id, sum(payment_due) AS usd FROM fact_loan_schedule, frame
            WHERE payment_status = 'Paid' AND due_date > eve GROUP BY ALL
        ), posted AS (
            SELECT account_id, sum(amount) AS usd FROM fact_transaction
            WHERE transaction_category IN ('Loan Payment', 'Loan Payoff') GROUP BY ALL
        )
        SELECT 1 FROM paid LEFT JOIN posted USING (account_id) WHERE paid.usd > coalesce(posted.usd, 0)
        """,
    ),
    Rule(
        "loans: balance is the principal unless in arrears",
        "What is owed is the principal remaining, but for loans with an installment unpaid at the time, or a late fee charged before.",
        """
        SELECT 1 FROM fact_account_snapshot AS this
        WHERE principal_remaining <> balance
            AND NOT EXISTS (
                SELECT 1 FROM fact_loan_schedule AS due WHERE due.account_id = this.account_id
                    AND due.due_date <= this.snapshot_date AND (due.paid_date IS NULL OR due.paid_date > this.snapshot_date))
            AND NOT EXISTS (
                SELECT 1 FROM fact_transaction AS fee WHERE fee.account_id = this.account_id
                    AND fee.transaction_category = 'Late Fee' AND fee.transaction_date <= this.snapshot_date)
        """,
    ),
    Rule(
        "loans: one installment a month without a gap",
        "Due dates of a loan follow each other from month to month; the payoff of a loan falls due on its day.",
        "SELECT 1 FROM fact_loan_schedule "
        "QUALIFY date_diff('month', lag(due_date) OVER (PARTITION BY account_id ORDER BY due_date), due_date) > 1",
    ),
    Rule(
        "loans: mortgage payments recur",
        "Of the payments out of an account to a loan, exactly those to mortgages are recurring.",
        """
        SELECT 1 FROM fact_transaction JOIN dim_account USING (account_id)
        WHERE transaction_category = 'Loan Payment' AND counterparty_type = 'internal'
        GROUP BY fact_transaction.customer_id, transaction_date, abs(amount)
        HAVING count(*) FILTER (amount < 0 AND is_recurring) <> count(*) FILTER (amount > 0 AND product_name LIKE '%Mortgage%')
        """,
    ),
    Rule(
        "loans: every loan has a schedule",
        "Every open loan has an installment that is still to be paid, or owes nothing but late fees.",
        "SELECT 1 FROM dim_account AS account WHERE account_type = 'Loan' AND close_date IS NULL "
        "AND NOT EXISTS (SELECT 1 FROM fact_loan_schedule AS due WHERE due.account_id = account.account_id AND payment_status <> 'Paid') "
        "AND (SELECT max_by(balance, snapshot_date) FROM fact_account_snapshot AS last WHERE last.account_id = account.account_id) > "
        "(SELECT coalesce(-sum(amount), 0) FROM fact_transaction AS fee "
        "WHERE fee.account_id = account.account_id AND transaction_category = 'Late Fee')",
    ),
)
"""Schedules against postings and snapshots."""
