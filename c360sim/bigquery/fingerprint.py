"""What tells whether two tables hold the same rows, in SQL that DuckDB and BigQuery answer alike.

The checksum is the sum, over all rows, of the first 8 hexadecimal digits of the MD5 of the row written as text. Numbers with decimals
are written as scaled integers, because the engines spell decimals differently.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from c360sim.schema import Column, Kind, Table


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Rows, distinct primary keys, and the sum of the rows' hashes."""

    rows: int
    keys: int
    checksum: int

    @classmethod
    def of(cls, answer: Mapping[str, Any]) -> Fingerprint:
        """Return the fingerprint in a row that `measures` answered."""
        return cls(int(answer["row_count"]), int(answer["key_count"]), int(answer["checksum"]))

    def __str__(self) -> str:
        return f"{self.rows:,} rows, {self.keys:,} keys, checksum {self.checksum}"


@dataclass(frozen=True, slots=True)
class Dialect:
    """How an engine's SQL spells what a fingerprint needs."""

    text: str
    integer: str
    separator: str
    null: str
    hash: str
    decimals: Mapping[Kind, str]
    """How a decimal column becomes a whole number."""


DUCKDB = Dialect(
    text="VARCHAR",
    integer="BIGINT",
    separator="chr(31)",
    null="chr(30)",
    hash="CAST('0x' || substr(md5({row}), 1, 8) AS BIGINT)",
    decimals={
        Kind.MONEY: "CAST(TRY_CAST({column} AS DECIMAL(18, 2)) AS DECIMAL(30, 2)) * 100",
        Kind.RATE: "CAST(TRY_CAST({column} AS DECIMAL(9, 4)) AS DECIMAL(18, 4)) * 10000",
    },
)
BIGQUERY = Dialect(
    text="STRING",
    integer="INT64",
    separator=r"'\x1f'",
    null=r"'\x1e'",
    hash="CAST(CONCAT('0x', SUBSTR(TO_HEX(MD5({row})), 1, 8)) AS INT64)",
    decimals={Kind.MONEY: "{column} * 100", Kind.RATE: "{column} * 10000"},
)


def measures(table: Table, dialect: Dialect) -> str:
    """Return what stands between SELECT and FROM to take a table's fingerprint."""
    words = [f"COALESCE({_word(column, dialect)}, {dialect.null})" for column in table.columns]
    row = f"CONCAT({f', {dialect.separator}, '.join(words)})"
    checksum = f"COALESCE(SUM({dialect.hash.format(row=row)}), 0)"
    return f"COUNT(*) AS row_count, COUNT(DISTINCT {table.primary_key}) AS key_count, {checksum} AS checksum"


def query(sources: Iterable[tuple[Table, str]]) -> str:
    """Return the BigQuery statement that takes the fingerprints of tables, each with its full name; a row for each."""
    return "\nUNION ALL\n".join(
        f"SELECT '{table.name}' AS table_name, {measures(table, BIGQUERY)} FROM `{source}`" for table, source in sources
    )


def _word(column: Column, dialect: Dialect) -> str:
    match column.kind:
        case Kind.CATEGORY | Kind.TEXT:
            return column.name
        case Kind.MONEY | Kind.RATE:
            number = dialect.decimals[column.kind].format(column=column.name)
        case Kind.SCORE:
            number = f"ROUND({column.name} * 1000000000)"
        case _:
            return f"CAST({column.name} AS {dialect.text})"
    return f"CAST(CAST({number} AS {dialect.integer}) AS {dialect.text})"
