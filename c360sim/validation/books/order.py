"""Causes before what follows from them: within a day too, where transaction_id tells the order of posting."""

from __future__ import annotations

from c360sim.validation.books.rules import Rule

_CLOSES = (
    "('Interest Earned', 'Maintenance Fee', 'Own Transfer', 'Investment Withdrawal', 'Card Payment', 'Closing Transfer', 'Charge-off')"
)
"""What is reckoned after a day's business: interest, fees, and what empties an account that closes."""


def _running(account_type: str, sign: str, products: str = "%") -> str:
    """Return the query of each account's balances in the order of posting, from the eve of the window on."""
    return f"""
        SELECT coalesce(eve.balance, 0) {sign} sum(amount) OVER (PARTITION BY account_id ORDER BY transaction_id) AS balance
        FROM fact_transaction JOIN dim_account USING (account_id)
        LEFT JOIN (SELECT account_id, balance FROM fact_account_snapshot JOIN frame ON snapshot_date = frame.eve) AS eve USING (account_id)
        WHERE account_type = '{account_type}' AND product_name LIKE '{products}'
    """


def _with_cause(consequence: str, cause: str) -> str:
    """Return the query of consequences that have fewer causes before them, on the account and day, than it takes: one each."""
    return f"""
        SELECT this.transaction_id FROM (
            SELECT *, row_number() OVER (PARTITION BY account_id, transaction_date ORDER BY transaction_id) AS number
            FROM fact_transaction WHERE transaction_category = '{consequence}'
        ) AS this LEFT JOIN (SELECT * FROM fact_transaction WHERE {cause}) AS cause
            ON cause.account_id = this.account_id AND cause.transaction_date = this.transaction_date
            AND cause.transaction_id < this.transaction_id
        GROUP BY this.transaction_id, this.number HAVING count(cause.transaction_id) < this.number
    """


RULES = (
    Rule(
        "order: numbers follow the days",
        "A customer's postings are numbered in the order of their days.",
        "SELECT 1 FROM fact_transaction "
        "QUALIFY lag(transaction_date) OVER (PARTITION BY customer_id ORDER BY transaction_id) > transaction_date",
    ),
    Rule(
        "order: an overdraft fee follows a bill",
        "Before each overdraft fee stands a bill of that day, by transfer from the account.",
        _with_cause("Overdraft Fee", "transaction_category = 'Bill' AND payment_method = 'Transfer'"),
    ),
    Rule(
        "order: an overdraft fee finds the account overdrawn",
        "As postings are numbered, the balance is below zero when an overdraft fee is charged.",
        """
        SELECT fee.transaction_id FROM fact_transaction AS fee
        JOIN account_month AS month ON month.account_id = fee.account_id AND month.month_end = last_day(fee.transaction_date)
        LEFT JOIN fact_transaction AS earlier ON earlier.account_id = fee.account_id AND earlier.transaction_id < fee.transaction_id
            AND earlier.transaction_date BETWEEN date_trunc('month', fee.transaction_date) AND fee.transaction_date
        WHERE fee.transaction_category = 'Overdraft Fee'
        GROUP BY fee.transaction_id, month.before HAVING month.before + coalesce(sum(earlier.amount), 0) >= 0
        """,
    ),
    Rule(
        "order: a foreign fee follows a purchase",
        "Before each foreign transaction fee stands a purchase of that day on the account.",
        _with_cause("Foreign Transaction Fee", "transaction_category IN ('Purchase', 'Cash Withdrawal')"),
    ),
    Rule(
        "order: a refund follows its purchase",
        "Before each refund stands a purchase of as much or more, at the merchant, on the account.",
        """
        SELECT 1 FROM fact_transaction AS refund WHERE transaction_category = 'Refund' AND NOT EXISTS (
            SELECT 1 FROM fact_transaction AS bought WHERE bought.account_id = refund.account_id
                AND bought.merchant_id = refund.merchant_id AND bought.transaction_id < refund.transaction_id
                AND bought.amount <= -refund.amount AND bought.transaction_category = 'Purchase')
        """,
    ),
    Rule(
        "order: a loan's late fee follows an installment not paid",
        "When a late fee is charged on a loan, an installment has fallen due before and is not paid.",
        """
        SELECT 1 FROM fact_transaction AS fee JOIN dim_account USING (account_id)
        WHERE account_type = 'Loan' AND transaction_category = 'Late Fee' AND NOT EXISTS (
            SELECT 1 FROM fact_loan_schedule AS due WHERE due.account_id = fee.account_id
                AND due.due_date < fee.transaction_date AND coalesce(due.paid_date > fee.transaction_date, true))
        """,
    ),
    Rule(
        "order: a loan is owed before it is paid",
        "As postings are numbered, no more is ever paid on a loan than has been lent and charged.",
        f"SELECT 1 FROM ({_running('Loan', '-')}) WHERE balance < 0",
    ),
    Rule(
        "order: savings are there before they leave",
        "As postings are numbered, savings and certificates are never below zero.",
        f"SELECT 1 FROM ({_running('CASA', '+', '%Savings')} UNION ALL {_running('CASA', '+', '%Certificate%')}) WHERE balance < 0",
    ),
    Rule(
        "order: interest comes at the close of the day",
        "After interest on the balances of a day, nothing is posted on the account that day but fees for the month and what closes it.",
        f"""
        SELECT 1 FROM (
            SELECT account_id, transaction_date, min(transaction_id) AS number FROM fact_transaction
            WHERE transaction_category IN ('Interest Earned', 'Card Interest') GROUP BY ALL
        ) AS interest JOIN fact_transaction AS later USING (account_id, transaction_date)
        WHERE later.transaction_id > interest.number AND transaction_category NOT IN {_CLOSES}
        """,
    ),
    Rule(
        "order: closing comes last",
        "Nothing is posted on an account after it was written off or its rest moved to another bank.",
        """
        SELECT 1 FROM (
            SELECT account_id, min(transaction_id) AS number FROM fact_transaction
            WHERE transaction_category IN ('Charge-off', 'Closing Transfer', 'Loan Payoff') GROUP BY ALL
        ) AS last JOIN fact_transaction AS later USING (account_id) WHERE later.transaction_id > last.number
        """,
    ),
)
"""On the order of postings."""
