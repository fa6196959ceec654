"""A loan's schedule and its postings agree."""

from __future__ import annotations

from c360sim.validation.books.rules import Rule

_REMNANT_USD = "10.01"
"""What may be due with an installment beside the level payment (`loan_remnant_cents`), and a cent of rounding."""

_LEVEL_PAYMENTS = """
    SELECT account_id, maturity_date, principal_amount::DOUBLE AS principal, interest_rate::DOUBLE / 1200 AS rate,
        list_max(list_filter(
            string_split(term_months, ', ')::INTEGER[], lambda term: term <= date_diff('month', open_date, maturity_date)
        )) AS term,
        CASE WHEN rate = 0 THEN principal / term ELSE principal * rate / (1 - pow(1 + rate, -term)) END AS payment
    FROM dim_account JOIN dim_product USING (product_id) WHERE account_type = 'Loan'
"""
"""Loans with the longest term on offer that their dates allow: the first installment falls due a month or two after the loan is opened."""

_PAID_AS_POSTED = """
    WITH due AS (
        SELECT *, coalesce(
            max(coalesce(paid_date, DATE '9999-12-31')) OVER (
                PARTITION BY account_id ORDER BY due_date ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
            ) < date_trunc('month', due_date), true) AS begins
        FROM fact_loan_schedule, frame WHERE due_date > eve AND due_date <= last_day
    ), spell AS (
        SELECT *, sum(begins::INTEGER) OVER (PARTITION BY account_id ORDER BY due_date) AS number FROM due
    ), asked AS (
        SELECT *, sum(payment_due) OVER (PARTITION BY account_id, number ORDER BY due_date) AS usd,
            date_trunc('month', min(due_date) OVER (PARTITION BY account_id, number)) AS since
        FROM spell
    ), day AS (
        SELECT account_id, transaction_date AS date, sum(amount) AS usd, bool_or(transaction_category = 'Loan Payoff') AS ends
        FROM fact_transaction JOIN dim_account USING (account_id)
        WHERE account_type = 'Loan' AND transaction_category IN ('Loan Payment', 'Loan Payoff') GROUP BY ALL
    ), came AS (
        SELECT *, sum(usd) OVER (PARTITION BY account_id ORDER BY date) AS total FROM day
    ), found AS (
        SELECT asked.schedule_id, min(came.date) AS date
        FROM asked ASOF LEFT JOIN came AS earlier ON earlier.account_id = asked.account_id AND earlier.date < asked.since
        JOIN came ON came.account_id = asked.account_id AND came.date >= asked.since
            AND came.total - coalesce(earlier.total, 0) >= asked.usd
        GROUP BY ALL
    )
    SELECT 1 FROM asked LEFT JOIN found USING (schedule_id)
    LEFT JOIN day AS payoff ON payoff.ends AND payoff.account_id = asked.account_id AND payoff.date = asked.due_date
    WHERE asked.paid_date IS DISTINCT FROM coalesce(payoff.date, found.date)
        OR asked.days_past_due <> greatest(coalesce(payoff.date, found.date, asked.last_day) - asked.due_date, 0)
"""
"""Payments of a month cover installments, oldest first; what is left when all are paid goes to fees and principal. So a spell of arrears
begins anew with the first installment of a month before which all others were paid."""

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
        "loans: what is due is an installment",
        "Until its last one, no installment is more than the level payment of the loan's principal, rate and term, and a remnant.",
        f"""
        SELECT 1 FROM fact_loan_schedule JOIN ({_LEVEL_PAYMENTS}) AS level USING (account_id)
        WHERE due_date < maturity_date AND payment_due > level.payment + {_REMNANT_USD}
        """,
    ),
    Rule(
        "loans: installments are paid when the money came",
        "An installment's paid_date is the day on which payments since the loan was last clear reached it; days_past_due counts from that.",
        _PAID_AS_POSTED,
    ),
    Rule(
        "loans: principal falls by what is paid",
        "From month to month what remains of the principal falls by the principal of installments paid and by prepayments.",
        """
        WITH paid AS (
            SELECT account_id, last_day(paid_date) AS month_end, sum(principal_portion) AS usd
            FROM fact_loan_schedule WHERE paid_date IS NOT NULL GROUP BY ALL
        ), prepaid AS (
            SELECT account_id, last_day(due_date) AS month_end, sum(prepayment) AS usd FROM fact_loan_schedule GROUP BY ALL
        ), written_off AS (
            SELECT account_id, last_day(transaction_date) AS month_end FROM fact_transaction WHERE transaction_category = 'Charge-off'
        )
        SELECT 1 FROM account_month LEFT JOIN paid USING (account_id, month_end) LEFT JOIN prepaid USING (account_id, month_end)
        ANTI JOIN written_off USING (account_id, month_end)
        WHERE account_type = 'Loan' AND principal_now <> principal_before - coalesce(paid.usd, 0) - coalesce(prepaid.usd, 0)
        """,
    ),
    Rule(
        "loans: paid installments are covered by payments",
        "What was paid on a loan in the window is at least its installments marked Paid, and what was prepaid.",
        """
        WITH paid AS (
            SELECT account_id, sum(prepayment + CASE WHEN payment_status = 'Paid' THEN payment_due ELSE 0 END) AS usd
            FROM fact_loan_schedule, frame WHERE due_date > eve GROUP BY ALL
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
