"""Queries on explores: the rows of SQL written by hand, and those of Google's own evaluator."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from c360sim.dataset import Dataset
from c360sim.looker.calculations import Calculation
from c360sim.looker.compiler import compiled
from c360sim.looker.project import Model, load
from c360sim.looker.query import Query
from c360sim.looker.running import Runner
from c360sim.looker.source import LookmlError, Place
from c360sim.looker.validation import run_fields
from looker_kit import TODAY, bank, copy_project, replaced

Rows = list[tuple[Any, ...]]
FEW = 12
"""Customers of whom there are all rows where SQL by hand is compared."""


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Model:
    return bank(tmp_path_factory.mktemp("lookml"))


@pytest.fixture(scope="module")
def few(dataset: Path) -> Iterator[Dataset]:
    """A data set of few customers, one of them without accounts and postings."""
    found = Dataset(dataset)
    for name in ("dim_customer", "dim_account", "fact_transaction", "fact_account_snapshot"):
        without = f" AND customer_id <> {FEW}" if name != "dim_customer" else ""
        found.keep(f"few_{name}", f"SELECT * FROM {name} WHERE customer_id <= {FEW}{without}")
        found.keep(name, f"SELECT * FROM few_{name}")
    yield found


def asked(model: Model, data: Dataset, query: Query) -> Rows:
    return [tuple(_rounded(value) for value in row.values()) for row in Runner(model, data).run(query).rows]


def _rounded(value: Any) -> Any:
    return round(float(value), 6) if isinstance(value, Decimal | float) else value


def by_hand(data: Dataset, sql: str) -> Rows:
    return [tuple(_rounded(value) for value in row.values()) for row in data.rows(sql)]


CASES: list[tuple[str, Query, str]] = [
    (
        "measures of three views that multiply each other's rows",
        Query(
            "customers",
            ("dim_customer.segment", "dim_customer.count", "dim_customer.total_dependents", "dim_customer.average_age", "dim_account.count",
             "dim_account.total_credit_limit", "fact_transaction.total_amount", "dim_customer.postings_per_customer"),
            sorts=("dim_customer.segment",),
        ),
        """
        WITH c AS (SELECT segment, count(*) AS n, sum(num_dependents) AS d, avg(age) AS age FROM dim_customer GROUP BY 1),
          a AS (SELECT segment, count(*) AS n, sum(credit_limit) AS credit FROM dim_account JOIN dim_customer USING (customer_id) GROUP BY 1),
          t AS (SELECT segment, count(*) AS n, sum(amount) AS amount FROM fact_transaction JOIN dim_customer USING (customer_id) GROUP BY 1)
        SELECT c.segment, c.n AS customers, c.d, c.age, a.n AS accounts, coalesce(a.credit, 0), t.amount, t.n / c.n FROM c LEFT JOIN a USING (segment)
        LEFT JOIN t USING (segment) ORDER BY 1
        """,
    ),
    (
        "a customer without rows in what is joined",
        Query("customers", ("dim_customer.count", "dim_account.count", "fact_transaction.count"), {"dim_customer.customer_id": str(FEW)}),
        "SELECT 1 AS a, 0 AS b, 0 AS c",
    ),
    (
        "two hops to the product, one to an alias of the customer",
        Query(
            "transactions",
            ("dim_product.product_type", "owner.segment", "owner.count", "fact_transaction.count"),
            {"dim_customer.segment": "-High Net Worth"},
            sorts=("dim_product.product_type desc", "owner.segment"),
        ),
        """
        SELECT p.product_type, c.segment, count(DISTINCT c.customer_id), count(*) FROM fact_transaction t
        JOIN dim_account a USING (account_id) JOIN dim_product p USING (product_id) JOIN dim_customer c ON c.customer_id = a.customer_id
        WHERE c.segment <> 'High Net Worth' GROUP BY 1, 2 ORDER BY 1 DESC, 2
        """,
    ),
    (
        "a derived table by SQL and one by a query on another explore",
        Query(
            "customers",
            ("customer_spending.spending_rank", "customer_activity.activity_rank", "customer_spending.total_spent", "customer_activity.total_postings"),
            {"customer_spending.spending_rank": "<=3"},
            sorts=("customer_spending.spending_rank",),
        ),
        """
        WITH s AS (SELECT customer_id, -sum(amount) AS spent FROM fact_transaction WHERE transaction_category = 'Purchase' GROUP BY 1),
          a AS (SELECT customer_id, count(*) AS n FROM fact_transaction WHERE transaction_type = 'debit' GROUP BY 1),
          r AS (SELECT customer_id, spent, rank() OVER (ORDER BY spent DESC) AS place FROM s),
          q AS (SELECT customer_id, n, rank() OVER (ORDER BY n DESC) AS place FROM a)
        SELECT r.place, q.place AS place_of_postings, r.spent, q.n FROM r JOIN q USING (customer_id) WHERE r.place <= 3 ORDER BY 1
        """,
    ),
    (
        "timeframes, a filtered measure, a filter on a measure and a templated filter",
        Query(
            "transactions",
            ("fact_transaction.transaction_month", "fact_transaction.amount_in_period", "fact_transaction.count"),
            {"fact_transaction.transaction_date": "3 months", "fact_transaction.period": "2025-11", "fact_transaction.count": ">0"},
        ),
        """
        SELECT strftime(transaction_date, '%Y-%m'), coalesce(sum(amount) FILTER (transaction_date BETWEEN '2025-11-01' AND '2025-11-30'), 0),
        count(*) FROM fact_transaction WHERE transaction_date BETWEEN '2025-10-01' AND '2025-12-31' GROUP BY 1 ORDER BY 1 DESC
        """,
    ),
    (
        "bands in their order, a case, and completed years",
        Query("customers", ("dim_customer.age_band", "dim_customer.generation", "dim_customer.years_with_bank", "dim_customer.count"),
              sorts=("dim_customer.age_band", "dim_customer.generation desc", "dim_customer.years_with_bank")),
        """
        SELECT CASE WHEN age < 30 THEN 'Below 30' WHEN age < 45 THEN '30 to 44' WHEN age < 60 THEN '45 to 59' ELSE '60 or Above' END,
        CASE WHEN age < 35 THEN 'Young' ELSE 'Older' END AS g, date_sub('year', join_date, DATE '2025-01-01') AS y, count(*)
        FROM dim_customer GROUP BY ALL ORDER BY min(CASE WHEN age < 30 THEN 0 WHEN age < 45 THEN 1 WHEN age < 60 THEN 2 ELSE 3 END),
        min(age < 35), y
        """,
    ),
    (
        "a parameter that chooses the column",
        Query("customers", ("dim_customer.split", "dim_customer.count"), {"dim_customer.split_by": "state"}, ("dim_customer.split",)),
        "SELECT address_state, count(*) FROM dim_customer GROUP BY 1 ORDER BY 1",
    ),
    (
        "balances of the last month-end, within those of twelve months",
        Query("balances", ("dim_account.account_type", "fact_account_snapshot.last_balance"), sorts=("dim_account.account_type",)),
        """
        SELECT account_type, coalesce(sum(balance) FILTER (snapshot_date = DATE '2025-12-31'), 0) FROM fact_account_snapshot
        JOIN dim_account USING (account_id) WHERE snapshot_date >= DATE '2025-01-01' GROUP BY 1 ORDER BY 1
        """,
    ),
    (
        "a list and a running total",
        Query("transactions", ("fact_transaction.payment_method", "fact_transaction.categories", "fact_transaction.running_amount"),
              {"fact_transaction.transaction_category": "Purchase,Bill"}, ("fact_transaction.payment_method",)),
        """
        SELECT payment_method, string_agg(DISTINCT transaction_category, ', ' ORDER BY transaction_category),
        sum(sum(amount)) OVER (ORDER BY payment_method) FROM fact_transaction WHERE transaction_category IN ('Purchase', 'Bill')
        GROUP BY 1 ORDER BY 1
        """,
    ),
]  # fmt: skip


@pytest.mark.parametrize(("query", "sql"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_query_gives_the_rows_of_sql_by_hand(model: Model, few: Dataset, query: Query, sql: str) -> None:
    rows = by_hand(few, sql)
    assert rows
    assert asked(model, few, query) == rows


@pytest.mark.parametrize("query", [case[1] for case in CASES], ids=[case[0] for case in CASES])
def test_googles_evaluator_gives_the_same_rows(model: Model, few: Dataset, query: Query) -> None:
    from zeta_evaluator import Evaluator

    names = ("dim_customer", "dim_account", "dim_product", "fact_transaction", "fact_account_snapshot")
    slices = {name: f"WHERE customer_id <= 2 AND {'date_key % 10 = 1' if name.startswith('fact') else 'true'}" for name in names}
    slices["dim_product"] = ""
    tables = {name: few.rows(f"SELECT * FROM {name} {slices[name]}") for name in names}
    small = Dataset(few.folder)
    for name, rows in tables.items():
        small.keep(name, f"SELECT * FROM {name} {slices[name]}")
        assert rows
    statement = compiled(model, query)
    evaluated = Evaluator("a-project.c360.", tables).rows(statement.sql, TODAY)
    assert evaluated
    assert [tuple(_rounded(value) for value in row) for row in evaluated] == [
        tuple(_rounded(value) for value in row.values()) for row in small.rows(Runner(model, small).translated(statement))
    ]


@pytest.mark.parametrize("sort", ["fact_transaction.count desc", "fact_transaction.count DESC 0"])
def test_a_sort_may_say_a_column(model: Model, few: Dataset, sort: str) -> None:
    counts = [
        row[1]
        for row in asked(model, few, Query("transactions", ("fact_transaction.payment_method", "fact_transaction.count"), sorts=(sort,)))
    ]
    assert len(counts) > 1 and counts == sorted(counts, reverse=True)


def test_a_median_is_a_value_that_is_there(model: Model, few: Dataset) -> None:
    rows = asked(model, few, Query("customers", ("dim_account.median_credit_limit",)))
    assert rows == by_hand(few, "SELECT quantile_disc(credit_limit, 0.5) AS median FROM dim_account")


def test_every_field_of_every_explore_runs(model: Model, few: Dataset) -> None:
    count, failing = run_fields(Runner(model, few))
    assert [str(finding) for finding in failing] == []
    assert count > 200


def test_a_field_that_does_not_run_is_named(few: Dataset, tmp_path: Path) -> None:
    root = copy_project(tmp_path / "bank")
    replaced(root, "views/dim_customer.view.lkml", "sql: ${num_dependents}", "sql: SAFE_CAST(${first_name} AS INT64)")
    _, failing = run_fields(Runner(load(root).models["bank"], few))
    assert {finding.message.split(": ")[0] for finding in failing} == {
        f"dim_customer.total_dependents in explore {name}" for name in ("customers", "transactions")
    }


def test_only_the_joins_that_are_needed_are_made(model: Model) -> None:
    assert "JOIN" not in compiled(model, Query("transactions", ("fact_transaction.count",))).sql
    two_hops = compiled(model, Query("transactions", ("dim_product.product_name",))).sql
    assert [line.split()[2].split(".")[-1].strip("`") for line in two_hops.splitlines() if "JOIN" in line] == ["dim_account", "dim_product"]


def test_a_pivot_with_totals_and_a_calculation_adds_up(model: Model, few: Dataset) -> None:
    amount = "fact_transaction.total_amount"
    query = Query(
        "transactions",
        ("fact_transaction.transaction_month", "dim_account.account_type", amount),
        {"fact_transaction.transaction_date": "3 months"},
        pivots=("dim_account.account_type",),
        has_totals=True,
        has_row_totals=True,
    )
    calculations = [
        Calculation("whole_row", "", f"sum(pivot_row(${{{amount}}}))", Place("a tile", 1)),
        Calculation("share", "", f"${{{amount}}} / ${{{amount}:total}}", Place("a tile", 2)),
    ]
    result = Runner(model, few).run(query, calculations)
    assert list(result.columns) == sorted(result.columns)
    assert [row["fact_transaction.transaction_month"] for row in result.rows] == ["2025-12", "2025-11", "2025-10"]
    assert [row["whole_row"] for row in result.rows] == [total[amount] for total in result.row_totals]
    for column in result.columns:
        assert sum(row[amount].get(column, 0) for row in result.rows) == result.totals[amount][column]
        assert sum(row["share"][column] or 0 for row in result.rows) == pytest.approx(1)


def test_a_pivot_keeps_the_rows_and_columns_asked_for(model: Model, few: Dataset) -> None:
    query = Query(
        "transactions",
        ("fact_transaction.transaction_category", "fact_transaction.transaction_month", "fact_transaction.count"),
        pivots=("fact_transaction.transaction_month",),
        sorts=("fact_transaction.transaction_month desc", "fact_transaction.count desc 0"),
        limit=2,
        column_limit=3,
    )
    result = Runner(model, few).run(query)
    assert result.columns == ("2025-12", "2025-11", "2025-10")
    counts = few.rows(
        "SELECT transaction_category AS c, count(*) AS n FROM fact_transaction WHERE strftime(transaction_date, '%Y-%m') = '2025-12' GROUP BY 1 "
        "ORDER BY 2 DESC, 1 LIMIT 2"
    )
    assert [row["fact_transaction.count"]["2025-12"] for row in result.rows] == [row["n"] for row in counts]


def test_days_are_relative_to_the_last_day_of_the_data(model: Model, few: Dataset) -> None:
    query = Query("transactions", ("fact_transaction.transaction_date",), {"fact_transaction.transaction_date": "7 days"}, limit=None)
    days = [row[0] for row in asked(model, few, query)]
    assert days and all(dt.date(2025, 12, 25) <= day <= TODAY for day in days)


def test_a_kept_table_is_computed_once(model: Model, few: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    runner, kept, keep = Runner(model, few), [], few.keep

    def count(name: str, sql: str) -> None:
        kept.append(name)
        keep(name, sql)

    monkeypatch.setattr(few, "keep", count)
    for _ in range(2):
        runner.run(Query("customers", ("customer_spending.total_spent",)))
    assert [name.rpartition("_")[0] for name in kept] == ["customer_spending"]


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        (Query("nowhere", ("a.b",)), "model bank has no explore nowhere"),
        (Query("customers", ("dim_customer.shoe_size",)), "explore customers has no field dim_customer.shoe_size"),
        (Query("transactions", ("owner.age",)), "explore transactions does not offer owner.age"),
        (Query("customers", ("dim_customer.split_by",)), "parameter dim_customer.split_by cannot be selected"),
        (
            Query("customers", ("dim_customer.split",), {"dim_customer.split_by": "age"}),
            "parameter split_by is age; allowed: segment, state",
        ),
        (
            Query("customers", ("dim_account.median_credit_limit", "fact_transaction.count")),
            "over rows that a join repeats is not supported",
        ),
        (Query("customers", ("dim_customer.count",), {"dim_customer.age": "old"}), "'old' is not understood"),
    ],
)
def test_what_cannot_be_compiled_is_refused_by_name(model: Model, query: Query, problem: str) -> None:
    with pytest.raises(LookmlError, match=problem):
        compiled(model, query)
