"""The data dictionary: every table and column, from the schema, as Markdown."""

from __future__ import annotations

from c360sim.schema import TABLES, Column, Table
from c360sim.schema.ddl import SQL_TYPES
from c360sim.schema.truth import TRUTH, TruthTable

_INTRODUCTION = """# Data dictionary

Generated from `c360sim/schema` by `make docs`; do not edit.

Types are those of the DuckDB file; Parquet and CSV hold the same values. Money is US dollars with two decimals, rates are
percent a year. Foreign keys carry the name of the dimension's primary key. *Additive* measures may be summed over
everything; *semi-additive* ones over customers and accounts but never over time; *non-additive* ones never.
"""


_TRUTH_INTRODUCTION = """# truth/

What the simulation knows of its customers and a bank does not, as Parquet files: for scoring what is inferred from the nine tables,
never for inferring it. Money is in whole cents.
"""


def markdown() -> str:
    """Return the data dictionary."""
    tables, truth = [_section(table) for table in TABLES.values()], [_truth_section(table) for table in TRUTH.values()]
    return "\n".join([_INTRODUCTION, *tables, _TRUTH_INTRODUCTION, *truth])


def _section(table: Table) -> str:
    lines = [f"## {table.name}", "", table.grain]
    if table.partition:
        lines += ["", f"Partition by month of `{table.partition}`, cluster by {', '.join(f'`{name}`' for name in table.cluster)}."]
    lines += ["", "| Column | Type | Null | Description |", "|---|---|---|---|"]
    lines += [_row(table, column) for column in table.columns]
    return "\n".join(lines) + "\n"


def _truth_section(table: TruthTable) -> str:
    lines = [f"## truth/{table.name}", "", table.grain, "", "| Column | Type | Null | Description |", "|---|---|---|---|"]
    return "\n".join(lines + [_line(column, column.description) for column in table.columns]) + "\n"


def _row(table: Table, column: Column) -> str:
    return _line(column, _description(table, column))


def _line(column: Column, description: str) -> str:
    return f"| `{column.name}` | {SQL_TYPES[column.kind]} | {'yes' if column.is_nullable else ''} | {description} |"


def _description(table: Table, column: Column) -> str:
    notes = [column.description]
    if column.name == table.primary_key:
        notes.append("**Primary key.**")
    if column.references:
        notes.append(f"Refers to [{column.references}](#{column.references}).")
    if column.additivity:
        notes.append(f"*{column.additivity.capitalize()}.*")
    if column.values:
        notes.append("Values: " + ", ".join(f"`{value}`" for value in column.values) + ".")
    return " ".join(notes)
