from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from c360sim.bank.postings import FORMS
from c360sim.schema import TABLES, Additivity, Kind, Role, ddl
from c360sim.schema.arrow import file_schema

BRIEF = {
    "dim_customer": "customer_id first_name last_name date_of_birth age gender email phone address_city address_state address_country "
    "marital_status has_children num_dependents occupation employment_type income_bracket home_ownership segment kyc_status join_date "
    "preferred_channel engagement_score persona_tag risk_tolerance churn_status churn_date",
    "dim_account": "account_id customer_id account_type product_name status open_date maturity_date credit_limit interest_rate "
    "coverage_amount beneficiary_count principal_amount",
    "dim_product": "product_id product_name product_type product_category min_balance annual_fee interest_rate_range",
    "dim_merchant": "merchant_id merchant_name mcc_code mcc_category merchant_type",
    "dim_date": "date_key date day month quarter year is_weekend",
    "fact_transaction": "transaction_id customer_id account_id merchant_id date_key amount transaction_type payment_method mcc_category "
    "is_recurring counterparty_type",
    "fact_account_snapshot": "snapshot_id account_id customer_id date_key balance available_credit principal_paid principal_remaining "
    "product_count",
    "fact_interaction": "interaction_id customer_id date_key channel reason sentiment_score resolution_status",
    "fact_loan_schedule": "schedule_id account_id customer_id date_key payment_due principal_portion interest_portion payment_status",
}


def test_columns_of_the_brief_stand_first_and_in_order() -> None:
    assert list(TABLES) == list(BRIEF)
    for name, columns in BRIEF.items():
        brief = tuple(columns.split())
        assert TABLES[name].column_names[: len(brief)] == brief


def test_every_foreign_key_names_a_dimension_by_its_primary_key() -> None:
    for table in TABLES.values():
        for column in table.columns:
            if column.references:
                assert TABLES[column.references].primary_key == column.name


def test_facts_partition_on_a_date_and_say_how_their_measures_add() -> None:
    for table in TABLES.values():
        is_fact = table.role is Role.FACT
        assert (table.partition in table.of_kind(Kind.DATE)) is is_fact
        money = [column for column in table.columns if column.kind is Kind.MONEY]
        assert all((column.additivity is not None) is is_fact for column in money)
    balance = next(column for column in TABLES["fact_account_snapshot"].columns if column.name == "balance")
    assert balance.additivity is Additivity.SEMI_ADDITIVE


def test_words_of_transactions_are_those_of_the_postings() -> None:
    values = {column.name: set(column.values) for column in TABLES["fact_transaction"].columns}
    assert values["transaction_category"] == {form.category for form in FORMS.values()}
    assert values["transaction_type"] == {form.transaction_type for form in FORMS.values()}
    assert values["payment_method"] == {form.payment_method for form in FORMS.values()}


def test_ddl_runs_and_comments_on_every_table_and_column() -> None:
    with duckdb.connect() as connection:
        for table in TABLES.values():
            connection.execute(ddl.create_table(table))
            for comment in ddl.comments(table):
                connection.execute(comment)
        for catalog in ("duckdb_tables()", "duckdb_columns()"):
            assert connection.execute(f"SELECT table_name FROM {catalog} WHERE comment IS NULL AND NOT internal").fetchall() == []


def test_parquet_files_have_the_types_of_the_schema(tiny: Path) -> None:
    for table in TABLES.values():
        found = pq.read_schema(tiny / "parquet" / table.name / "part-0.parquet")
        assert found.equals(file_schema(table))


def test_the_data_dictionary_is_current() -> None:
    from c360sim.derive.__main__ import stale

    assert stale() == []


def test_descriptions_are_sentences() -> None:
    for table in TABLES.values():
        assert all(re.search(r"[.]$", text) for text in (table.grain, *(column.description for column in table.columns)))


def test_every_column_of_the_truth_is_described(dataset: Path) -> None:
    described = (Path(__file__).parents[1] / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
    for folder in sorted((dataset / "truth").iterdir()):
        section = described.partition(f"## truth/{folder.name}\n")[2].partition("\n## ")[0]
        rows = re.findall(r"^\| `(\w+)` \| [A-Z]+ \| (?:yes)? \| .{12,} \|$", section, re.MULTILINE)
        assert rows == pq.read_schema(next(folder.iterdir())).names, folder.name
