"""Every cent: last month's balance and this month's postings make this month's balance, on every account and month."""

from __future__ import annotations

from c360sim.dataset import Dataset
from c360sim.validation.books.rules import Rule

_FRAME = "SELECT min(snapshot_date) AS eve, max(snapshot_date) AS last_day FROM fact_account_snapshot"
_NO_VALUATION = "SELECT NULL::BIGINT AS account_id, NULL::BIGINT AS date_key, NULL::BIGINT AS revaluation_cents WHERE false"
_ACCOUNT_MONTH = """
    WITH months AS (SELECT date AS month_end FROM dim_date, frame WHERE is_month_end AND date > eve AND date <= last_day),
    posted AS (
        SELECT account_id, last_day(transaction_date) AS month_end, sum(amount) AS amount FROM fact_transaction GROUP BY ALL
    ),
    revalued AS (
        SELECT account_id, strptime(date_key::VARCHAR, '%Y%m%d')::DATE AS month_end, sum(revaluation_cents)::DECIMAL(18, 0) * 0.01 AS amount
        FROM valuation_rows GROUP BY ALL
    ),
    balances AS (
        SELECT account_id, snapshot_date AS month_end, any_value(balance) AS balance, any_value(principal_remaining) AS principal
        FROM fact_account_snapshot GROUP BY ALL
    )
    SELECT account_id, customer_id, product_id, account_type, month_end,
        last_day(open_date) = month_end AS opens, coalesce(last_day(close_date) = month_end, false) AS closes,
        CASE WHEN account_type IN ('Credit Card', 'Loan') THEN -1 ELSE 1 END * coalesce(posted.amount, 0) AS posted,
        coalesce(revalued.amount, 0) AS revalued, coalesce(before.balance, 0) AS before, coalesce(now.balance, 0) AS now,
        coalesce(before.principal, CASE WHEN opens THEN principal_amount ELSE 0 END) AS principal_before,
        coalesce(now.principal, 0) AS principal_now
    FROM dim_account CROSS JOIN months
    LEFT JOIN balances AS now USING (account_id, month_end)
    LEFT JOIN balances AS before ON before.account_id = dim_account.account_id
        AND before.month_end = last_day(months.month_end - INTERVAL 1 MONTH)
    LEFT JOIN posted USING (account_id, month_end)
    LEFT JOIN revalued USING (account_id, month_end)
"""

_OFF = "now <> before + posted + CASE WHEN account_type = 'Securities' THEN revalued ELSE 0 END"


def keep_account_months(dataset: Dataset) -> None:
    """Keep the tables `frame` (eve of the window and last day) and `account_month` (what was, came, and is, in US dollars)."""
    dataset.keep("frame", _FRAME)
    dataset.keep("valuation_rows", "SELECT * FROM truth_valuation" if dataset.has_truth("valuation") else _NO_VALUATION)
    dataset.keep("account_month", _ACCOUNT_MONTH)


def _reconciles(account_type: str, sentence: str, truth: str = "") -> Rule:
    broken = f"SELECT 1 FROM account_month WHERE account_type = '{account_type}' AND {_OFF}"
    return Rule(f"every cent: {account_type}", sentence, broken, truth)


RULES = (
    _reconciles("CASA", "Each month's balance is the last one's and the postings between."),
    _reconciles("Credit Card", "What is owed is what was owed less the postings between."),
    _reconciles("Loan", "What is owed is what was owed less the postings between."),
    _reconciles("Insurance", "Nothing is posted on policies."),
    _reconciles("Securities", "Each month's balance is the last one's, the postings between and the revaluation.", "valuation"),
    Rule(
        "every cent: opened accounts start from zero",
        "The first balance of an account opened in the window is what was posted by then; Securities are revalued, see their own rule.",
        "SELECT 1 FROM account_month WHERE opens AND account_type <> 'Securities' AND (before <> 0 OR now <> posted)",
    ),
    Rule(
        "every cent: closed accounts end at zero",
        "The postings of an account's closing month bring it to zero; Securities are revalued, see their own rule.",
        "SELECT 1 FROM account_month WHERE closes AND account_type <> 'Securities' AND (now <> 0 OR before + posted <> 0)",
    ),
    Rule(
        "every cent: own transfers net to zero in pairs",
        "For each customer, day, category and sum, as many own transfers go in as out.",
        "SELECT 1 FROM fact_transaction WHERE transaction_type = 'transfer' AND counterparty_type = 'internal' "
        "GROUP BY customer_id, transaction_date, transaction_category, abs(amount) HAVING sum(sign(amount)) <> 0",
    ),
    Rule(
        "fact_account_snapshot: one a month",
        "An account has one snapshot a month-end.",
        "SELECT 1 FROM fact_account_snapshot GROUP BY account_id, snapshot_date HAVING count(*) > 1",
    ),
    Rule(
        "fact_account_snapshot: no gap",
        "Every account has a snapshot at every month-end while it is open, the eve of the window included.",
        "SELECT 1 FROM dim_account AS account JOIN dim_date AS day ON day.is_month_end AND day.date >= account.open_date "
        "AND day.date < coalesce(account.close_date, DATE '9999-12-31') JOIN frame ON day.date BETWEEN frame.eve AND frame.last_day "
        "ANTI JOIN fact_account_snapshot AS taken ON taken.account_id = account.account_id AND taken.snapshot_date = day.date",
    ),
    Rule(
        "fact_account_snapshot: days are month-ends",
        "Snapshots are taken on the last day of a month.",
        "SELECT 1 FROM fact_account_snapshot WHERE snapshot_date <> last_day(snapshot_date)",
    ),
    Rule(
        "fact_account_snapshot: product_count is what is held",
        "product_count is the number of the customer's accounts with a snapshot that day.",
        "SELECT 1 FROM fact_account_snapshot QUALIFY count(*) OVER (PARTITION BY customer_id, snapshot_date) <> product_count",
    ),
    Rule(
        "fact_transaction: days lie in the window",
        "No posting before the first or after the last simulated day.",
        "SELECT 1 FROM fact_transaction, frame WHERE transaction_date <= eve OR transaction_date > last_day",
    ),
    Rule(
        "dim_date: no day is missing",
        "From the first day to the last, every day has a row.",
        "SELECT 1 FROM dim_date QUALIFY lag(date) OVER (ORDER BY date) <> date - 1",
    ),
)
"""On the account-months, and on what else spans rows of a table."""
