"""The contract, checked on the written files with SQL: keys, signs, dates, and every cent."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

FOREIGN_KEYS = [
    ("dim_account", "customer_id", "dim_customer"),
    ("dim_account", "product_id", "dim_product"),
    ("fact_transaction", "customer_id", "dim_customer"),
    ("fact_transaction", "account_id", "dim_account"),
    ("fact_transaction", "merchant_id", "dim_merchant"),
    ("fact_transaction", "date_key", "dim_date"),
    ("fact_account_snapshot", "account_id", "dim_account"),
    ("fact_account_snapshot", "customer_id", "dim_customer"),
    ("fact_account_snapshot", "date_key", "dim_date"),
    ("fact_interaction", "customer_id", "dim_customer"),
    ("fact_interaction", "date_key", "dim_date"),
    ("fact_loan_schedule", "account_id", "dim_account"),
    ("fact_loan_schedule", "customer_id", "dim_customer"),
    ("fact_loan_schedule", "date_key", "dim_date"),
]

RECONCILIATION = """
WITH bounds AS (SELECT min(snapshot_date) AS eve, max(snapshot_date) AS last_day FROM fact_account_snapshot),
months AS (SELECT DISTINCT snapshot_date AS month_end FROM fact_account_snapshot, bounds WHERE snapshot_date > eve),
grid AS (SELECT account_id, account_type, month_end FROM dim_account, months),
posted AS (SELECT account_id, last_day(transaction_date) AS month_end, sum(amount) AS amount FROM fact_transaction GROUP BY ALL),
revalued AS (
  SELECT account_id, strptime(date_key::VARCHAR, '%Y%m%d')::DATE AS month_end, sum(revaluation_cents)::DECIMAL(18, 0) * 0.01 AS amount
  FROM valuation GROUP BY ALL
),
balances AS (SELECT account_id, snapshot_date AS month_end, balance FROM fact_account_snapshot)
SELECT g.account_id, g.account_type, g.month_end
FROM grid g
LEFT JOIN balances now ON now.account_id = g.account_id AND now.month_end = g.month_end
LEFT JOIN balances before ON before.account_id = g.account_id AND before.month_end = last_day(g.month_end - INTERVAL 1 MONTH)
LEFT JOIN posted p ON p.account_id = g.account_id AND p.month_end = g.month_end
LEFT JOIN revalued r ON r.account_id = g.account_id AND r.month_end = g.month_end
WHERE coalesce(now.balance, 0) <> coalesce(before.balance, 0)
  + CASE WHEN g.account_type IN ('Credit Card', 'Loan') THEN -1 ELSE 1 END * coalesce(p.amount, 0)
  + CASE WHEN g.account_type = 'Securities' THEN coalesce(r.amount, 0) ELSE 0 END
"""


def count(tables: duckdb.DuckDBPyConnection, query: str) -> int:
    """Return the number of rows of a query."""
    return int(tables.sql(f"SELECT count(*) FROM ({query})").fetchall()[0][0])


def test_every_cent_reconciles_on_every_account_and_month(tables: duckdb.DuckDBPyConnection) -> None:
    assert tables.sql(RECONCILIATION).fetchall() == []


def test_the_reconciliation_would_notice_one_cent(tables: duckdb.DuckDBPyConnection) -> None:
    broken = RECONCILIATION.replace("FROM fact_transaction GROUP", "FROM one_cent_off GROUP")
    tables.sql(
        "CREATE OR REPLACE TEMP VIEW one_cent_off AS SELECT * REPLACE (amount + CASE WHEN transaction_id = "
        "(SELECT max(transaction_id) FROM fact_transaction) THEN 0.01 ELSE 0 END AS amount) FROM fact_transaction"
    )
    assert count(tables, broken) == 1


@pytest.mark.parametrize(("table", "column", "dimension"), FOREIGN_KEYS)
def test_no_orphan_keys(tables: duckdb.DuckDBPyConnection, table: str, column: str, dimension: str) -> None:
    key = column if column != "date_key" else "date_key"
    assert count(tables, f"SELECT 1 FROM {table} f ANTI JOIN {dimension} d ON f.{column} = d.{key} WHERE f.{column} IS NOT NULL") == 0


def test_no_duplicate_keys(tables: duckdb.DuckDBPyConnection) -> None:
    keys = {
        "dim_customer": "customer_id",
        "dim_account": "account_id",
        "dim_product": "product_id",
        "dim_merchant": "merchant_id",
        "dim_date": "date_key",
        "fact_transaction": "transaction_id",
        "fact_account_snapshot": "snapshot_id",
        "fact_interaction": "interaction_id",
        "fact_loan_schedule": "schedule_id",
    }
    doubled = {table: count(tables, f"SELECT {key} FROM {table} GROUP BY 1 HAVING count(*) > 1") for table, key in keys.items()}
    assert doubled == dict.fromkeys(keys, 0)


def test_signs_follow_the_transaction_type(tables: duckdb.DuckDBPyConnection) -> None:
    wrong = "SELECT 1 FROM fact_transaction WHERE amount = 0 OR (transaction_type = 'credit' AND amount < 0) OR (transaction_type = 'debit' AND amount > 0)"
    assert count(tables, wrong) == 0


def test_own_transfers_net_to_zero_for_each_customer_and_day_kind(tables: duckdb.DuckDBPyConnection) -> None:
    unbalanced = """
    SELECT customer_id, transaction_date, transaction_category, sum(amount) FROM fact_transaction
    WHERE transaction_type = 'transfer' AND counterparty_type = 'internal'
    GROUP BY ALL HAVING sum(amount) <> 0
    """
    assert tables.sql(unbalanced).fetchall() == []


def test_a_loans_paid_installments_are_its_postings(tables: duckdb.DuckDBPyConnection) -> None:
    """Principal paid since the eve is what installments and prepayments paid; no installment is paid before money came."""
    wrong = """
    WITH paid AS (SELECT account_id, sum(payment_due) AS due FROM fact_loan_schedule
                  WHERE payment_status = 'Paid' AND due_date > (SELECT min(snapshot_date) FROM fact_account_snapshot) GROUP BY 1),
    posted AS (SELECT account_id, sum(amount) AS amount FROM fact_transaction
               WHERE transaction_category IN ('Loan Payment', 'Loan Payoff') GROUP BY 1)
    SELECT account_id FROM paid LEFT JOIN posted USING (account_id) WHERE due > coalesce(amount, 0)
    """
    assert tables.sql(wrong).fetchall() == []


def test_nothing_happens_outside_an_accounts_life(tables: duckdb.DuckDBPyConnection) -> None:
    outside = """
    SELECT 1 FROM fact_transaction JOIN dim_account USING (account_id)
    WHERE transaction_date < open_date OR transaction_date > coalesce(close_date, DATE '9999-12-31')
    """
    assert count(tables, outside) == 0


def test_nothing_happens_after_a_customer_left(tables: duckdb.DuckDBPyConnection) -> None:
    for table, day in (
        ("fact_transaction", "transaction_date"),
        ("fact_account_snapshot", "snapshot_date"),
        ("fact_interaction", "interaction_date"),
    ):
        assert count(tables, f"SELECT 1 FROM {table} JOIN dim_customer USING (customer_id) WHERE {day} > churn_date") == 0
    assert (
        count(tables, "SELECT 1 FROM dim_account JOIN dim_customer USING (customer_id) WHERE churn_date IS NOT NULL AND status <> 'Closed'")
        == 0
    )
    assert count(tables, "SELECT 1 FROM dim_customer WHERE (churn_status = 'Churned') <> (churn_date IS NOT NULL)") == 0


def test_open_accounts_have_a_snapshot_every_month(tables: duckdb.DuckDBPyConnection) -> None:
    missing = """
    SELECT a.account_id, d.date FROM dim_account a JOIN dim_date d ON d.is_month_end
      AND d.date BETWEEN (SELECT min(snapshot_date) FROM fact_account_snapshot) AND (SELECT max(snapshot_date) FROM fact_account_snapshot)
      AND d.date >= a.open_date AND d.date < coalesce(a.close_date, DATE '9999-12-31')
    ANTI JOIN fact_account_snapshot s ON s.account_id = a.account_id AND s.snapshot_date = d.date
    """
    assert count(tables, missing) == 0


def test_date_keys_are_their_dates(tables: duckdb.DuckDBPyConnection) -> None:
    for table, day in (
        ("fact_transaction", "transaction_date"),
        ("fact_account_snapshot", "snapshot_date"),
        ("fact_interaction", "interaction_date"),
        ("fact_loan_schedule", "due_date"),
    ):
        assert count(tables, f"SELECT 1 FROM {table} WHERE date_key <> strftime({day}, '%Y%m%d')::BIGINT") == 0


def test_recurring_is_true_exactly_for_standing_payments(tables: duckdb.DuckDBPyConnection) -> None:
    wrong = """
    SELECT 1 FROM fact_transaction t JOIN dim_account a USING (account_id)
    WHERE is_recurring <> (transaction_category = 'Bill'
      OR (transaction_category = 'Loan Payment' AND amount < 0 AND EXISTS (
            SELECT 1 FROM fact_transaction o JOIN dim_account l ON l.account_id = o.account_id
            WHERE o.customer_id = t.customer_id AND o.transaction_date = t.transaction_date AND o.amount = -t.amount AND l.product_name LIKE '%Mortgage%')))
    """
    sample = wrong.replace("FROM fact_transaction t", "FROM (SELECT * FROM fact_transaction WHERE customer_id <= 60) t")
    assert count(tables, sample) == 0


def test_contact_data_can_reach_nobody(tables: duckdb.DuckDBPyConnection) -> None:
    reachable = r"""
    SELECT email, phone FROM dim_customer
    WHERE NOT regexp_full_match(email, '[a-z0-9._-]+@example\.(com|org|net)') OR NOT regexp_full_match(phone, '\(\d{3}\) 555-01\d{2}')
    """
    assert tables.sql(reachable).fetchall() == []


def test_no_text_can_start_a_formula(dataset: Path, tables: duckdb.DuckDBPyConnection) -> None:
    for table in ("dim_customer", "dim_account", "dim_product", "dim_merchant"):
        columns = [
            name for name, kind in tables.sql(f"SELECT column_name, column_type FROM (DESCRIBE {table})").fetchall() if kind == "VARCHAR"
        ]
        for column in columns:
            assert count(tables, rf"SELECT 1 FROM {table} WHERE regexp_matches({column}, '^[=+\-@\t\r]')") == 0, (table, column)
