"""DuckDB DDL: the tables with types and keys, and a comment on every table and column; and how SQL spells texts and files."""

from __future__ import annotations

import re
from pathlib import Path

from c360sim.schema import Column, Kind, Role, Table

SQL_TYPES: dict[Kind, str] = {
    Kind.ID: "BIGINT",
    Kind.DATE_KEY: "BIGINT",
    Kind.DATE: "DATE",
    Kind.INTEGER: "BIGINT",
    Kind.MONEY: "DECIMAL(18,2)",
    Kind.RATE: "DECIMAL(9,4)",
    Kind.SCORE: "DOUBLE",
    Kind.FLAG: "BOOLEAN",
    Kind.CATEGORY: "VARCHAR",
    Kind.TEXT: "VARCHAR",
}


def create_table(table: Table) -> str:
    """Return the CREATE TABLE statement.

    Primary keys are declared on dimensions; on facts they are documented in the comments, because the index of
    a fact's key would be larger than the fact itself.
    """
    lines = [f"    {column.name} {SQL_TYPES[column.kind]}{_constraint(table, column)}" for column in table.columns]
    return f"CREATE TABLE {table.name} (\n" + ",\n".join(lines) + "\n);"


def comments(table: Table) -> list[str]:
    """Return the COMMENT ON statements of the table and its columns."""
    return [f"COMMENT ON TABLE {table.name} IS {quoted(table.grain)};"] + [
        f"COMMENT ON COLUMN {table.name}.{column.name} IS {quoted(describe(table, column))};" for column in table.columns
    ]


def describe(table: Table, column: Column) -> str:
    """Return a column's description with its key, additivity and list of values."""
    notes = [column.description]
    if column.name == table.primary_key:
        notes.append("Primary key.")
    if column.references:
        notes.append(f"Foreign key to {column.references}.")
    if column.additivity:
        notes.append(f"{column.additivity.capitalize()}.")
    if column.values:
        notes.append(f"One of: {', '.join(column.values)}.")
    return " ".join(notes)


def _constraint(table: Table, column: Column) -> str:
    if table.role is Role.DIMENSION and column.name == table.primary_key:
        return " PRIMARY KEY"
    return "" if column.is_nullable else " NOT NULL"


def quoted(text: str) -> str:
    """Return a text as SQL spells it."""
    return "'" + text.replace("'", "''") + "'"


def pattern(path: Path, files: str = "") -> str:
    """Return what DuckDB reads `files` in a folder by, or one file; characters of the path that stand for others stand for themselves."""
    escaped = re.sub(r"[*?\[]", r"[\g<0>]", str(path))
    return f"{escaped}/{files}" if files else escaped
