"""The tables as BigQuery is told of them."""

from __future__ import annotations

from google.cloud.bigquery import Table

from c360sim.bigquery.tables import constraints, tables
from c360sim.schema import TABLES

BY_NAME: dict[str, Table] = {table.table_id: table for table in tables("p", "d")}


def test_facts_are_partitioned_by_the_month_of_their_day_and_clustered_by_customer() -> None:
    facts = {name: table for name, table in BY_NAME.items() if name.startswith("fact_")}
    assert {name: (table.time_partitioning.type_, table.time_partitioning.field) for name, table in facts.items()} == {
        "fact_transaction": ("MONTH", "transaction_date"),
        "fact_account_snapshot": ("MONTH", "snapshot_date"),
        "fact_interaction": ("MONTH", "interaction_date"),
        "fact_loan_schedule": ("MONTH", "due_date"),
    }
    assert {table.clustering_fields[0] for table in facts.values()} == {"customer_id"}


def test_keys_dates_and_measures_are_required_and_money_is_exact() -> None:
    fields = {field.name: (field.field_type, field.mode) for field in BY_NAME["fact_transaction"].schema}
    assert fields["transaction_id"] == ("INTEGER", "REQUIRED")
    assert fields["transaction_date"] == ("DATE", "REQUIRED")
    assert fields["amount"] == ("NUMERIC", "REQUIRED")
    assert fields["merchant_id"] == ("INTEGER", "NULLABLE")


def test_everything_is_described_within_bigquerys_limits() -> None:
    for table in BY_NAME.values():
        assert table.description
        assert table.labels["application"] == "c360sim"
        assert all(0 < len(field.description) <= 1024 for field in table.schema)


def test_foreign_keys_refer_to_primary_keys() -> None:
    declared = {name: constraints(table, "p", "d").to_api_repr() for name, table in TABLES.items()}
    for keys in declared.values():
        for foreign in keys.get("foreignKeys", []):
            referred = [column["referencedColumn"] for column in foreign["columnReferences"]]
            assert referred == declared[foreign["referencedTable"]["tableId"]]["primaryKey"]["columns"]
