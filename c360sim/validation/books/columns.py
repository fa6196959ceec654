"""Rules that the schema itself says: keys, references, NULLs, closed lists, date keys, and text that starts no formula."""

from __future__ import annotations

from c360sim.schema import TABLES, Kind, Table
from c360sim.spreadsheets import FORMULA
from c360sim.validation.books.rules import RowRule, Rule


def rules() -> list[Rule]:
    """Return the rules on keys: unique in their table, and there in the table they refer to."""
    unique = [
        Rule(
            f"{table.name}: key is unique",
            f"No two rows have the same {table.primary_key}.",
            f"SELECT {table.primary_key} FROM {table.name} GROUP BY 1 HAVING count(*) > 1",
        )
        for table in TABLES.values()
    ]
    return unique + [
        _reference(table, column.name, column.references) for table in TABLES.values() for column in table.columns if column.references
    ]


def _reference(table: Table, column: str, dimension: str) -> Rule:
    key = TABLES[dimension].primary_key
    return Rule(
        f"{table.name}: {column} is known",
        f"Every {column} is a {key} of {dimension}.",
        f"SELECT 1 FROM {table.name} AS this ANTI JOIN {dimension} AS there ON there.{key} = this.{column} WHERE this.{column} IS NOT NULL",
    )


def row_rules() -> list[RowRule]:
    """Return the rules on the values of columns."""
    return [rule for table in TABLES.values() for rule in _of_table(table)]


def _of_table(table: Table) -> list[RowRule]:
    required = " OR ".join(f"this.{column.name} IS NULL" for column in table.columns if not column.is_nullable)
    found = [RowRule(table.name, f"{table.name}: nothing is missing", "No column that must have a value is NULL.", required)]
    for column in table.columns:
        if column.values:
            listed = ", ".join(_quoted(value) for value in column.values)
            sentence = f"{column.name} is one of: {', '.join(column.values)}."
            found.append(
                RowRule(table.name, f"{table.name}: {column.name} is on its list", sentence, f"this.{column.name} NOT IN ({listed})")
            )
    if table.partition:
        sentence = f"date_key is {table.partition} as yyyymmdd."
        found.append(RowRule(table.name, f"{table.name}: date_key is its date", sentence, _not_its_date(table.partition)))
    texts = [column.name for column in table.columns if column.kind in (Kind.TEXT, Kind.CATEGORY) and not column.values]
    if texts:
        formula = " OR ".join(f"regexp_matches(this.{name}, {_quoted(FORMULA)})" for name in texts)
        found.append(
            RowRule(table.name, f"{table.name}: no text starts a formula", "No text begins as a spreadsheet's formula does.", formula)
        )
    return found


def _not_its_date(column: str) -> str:
    return f"this.date_key <> year(this.{column}) * 10000 + month(this.{column}) * 100 + day(this.{column})"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
