"""The nine tables as BigQuery has them, derived from the schema."""

from __future__ import annotations

from google.cloud import bigquery
from google.cloud.bigquery.table import ColumnReference, ForeignKey, PrimaryKey, TableConstraints

from c360sim.schema import TABLES, Kind, Table
from c360sim.schema.ddl import describe

TYPES: dict[Kind, str] = {
    Kind.ID: "INTEGER",
    Kind.DATE_KEY: "INTEGER",
    Kind.DATE: "DATE",
    Kind.INTEGER: "INTEGER",
    Kind.MONEY: "NUMERIC",
    Kind.RATE: "NUMERIC",
    Kind.SCORE: "FLOAT",
    Kind.FLAG: "BOOLEAN",
    Kind.CATEGORY: "STRING",
    Kind.TEXT: "STRING",
}
"""Types by the names that the API answers with: INTEGER is SQL's INT64, FLOAT its FLOAT64, BOOLEAN its BOOL."""

APPLICATION = {"application": "c360sim"}
"""The label of everything that the loader creates."""


def tables(project: str, dataset: str) -> list[bigquery.Table]:
    """Return the nine tables in a dataset, dimensions first, as they are created: without keys, which are declared once they are proved."""
    return [bigquery_table(table, project, dataset) for table in TABLES.values()]


def bigquery_table(table: Table, project: str, dataset: str, is_partitioned: bool = True) -> bigquery.Table:
    """Return one table with types, descriptions, labels, partitions by month where wanted, and clustering; see `tables`."""
    result = bigquery.Table(f"{project}.{dataset}.{table.name}", schema=fields(table))
    result.description = table.grain
    result.labels = labels(table)
    result.time_partitioning = partitioning(table) if is_partitioned else None
    result.clustering_fields = list(table.cluster) or None
    return result


def fields(table: Table) -> list[bigquery.SchemaField]:
    """Return the columns of a table: name, type, REQUIRED or NULLABLE, description."""
    return [
        bigquery.SchemaField(
            column.name, TYPES[column.kind], mode="NULLABLE" if column.is_nullable else "REQUIRED", description=describe(table, column)
        )
        for column in table.columns
    ]


def labels(table: Table) -> dict[str, str]:
    """Return the labels of a table, by which costs and searches can be told apart."""
    return {**APPLICATION, "role": str(table.role)}


def partitioning(table: Table) -> bigquery.TimePartitioning | None:
    """Return the partitions by month of a table that has a date to partition by."""
    return bigquery.TimePartitioning(type_=bigquery.TimePartitioningType.MONTH, field=table.partition) if table.partition else None


def constraints(table: Table, project: str, dataset: str) -> TableConstraints:
    """Return the keys of a table, which BigQuery does not enforce but trusts when it plans a query."""
    return TableConstraints(
        primary_key=PrimaryKey(columns=[table.primary_key]),
        foreign_keys=[
            ForeignKey(
                name=f"{table.name}_{column.name}",
                referenced_table=bigquery.TableReference.from_string(f"{project}.{dataset}.{column.references}"),
                column_references=[
                    ColumnReference(referencing_column=column.name, referenced_column=TABLES[column.references].primary_key)
                ],
            )
            for column in table.columns
            if column.references
        ],
    )
