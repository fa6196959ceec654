"""A compiled statement: the tables that it derives first, and the query on them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Table:
    """A derived table: its SQL, and whether a warehouse keeps it between queries."""

    name: str
    sql: str
    needs: tuple[str, ...]
    is_kept: bool


@dataclass(frozen=True, slots=True)
class Statement:
    """`tables` in an order in which each needs only those before it; `columns` are the names of the fields, in the order of the query's."""

    tables: tuple[Table, ...]
    body: str
    columns: tuple[str, ...]

    @property
    def sql(self) -> str:
        """The whole as one statement."""
        return with_tables(self.tables, self.body)


def with_tables(tables: Iterable[Table], body: str) -> str:
    """Return a query with the tables it derives before it."""
    parts = [f"{table.name} AS (\n{_indented(table.sql)}\n)" for table in tables]
    if not parts:
        return body
    has_own = re.match(r"(\s|--.*\n)*WITH\b", body, re.IGNORECASE)
    inner = f"SELECT * FROM (\n{_indented(body)}\n)" if has_own else body
    return f"WITH {', '.join(parts)}\n{inner}"


def _indented(sql: str) -> str:
    return "\n".join(f"  {line}" if line.strip() else line for line in sql.strip().splitlines())
