"""Queries run on a data set: rows as Looker would show them."""

from __future__ import annotations

import calendar
import datetime as dt
import time
from dataclasses import dataclass
from typing import Any

from c360sim import months
from c360sim.dataset import Dataset
from c360sim.looker.compiler import Statement, Table, compiled
from c360sim.looker.compiler.statement import with_tables
from c360sim.looker.execution import to_duckdb
from c360sim.looker.project import Model
from c360sim.looker.query import Query

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Result:
    """The rows of a query, each by the full names of its fields; `seconds` is what it took."""

    fields: tuple[str, ...]
    rows: list[Row]
    seconds: float


class Runner:
    """Runs queries of a model on a data set, as if it were the evening of its last day.

    Derived tables that a warehouse keeps are computed when first needed and kept.
    """

    def __init__(self, model: Model, dataset: Dataset) -> None:
        self.model, self.dataset = model, dataset
        self.today = last_day(dataset)
        self._kept: dict[str, str] = {}

    def run(self, query: Query) -> Result:
        """Return the rows of a query. Raises LookmlError, TranslationError or NotADataset."""
        started = time.perf_counter()
        statement = compiled(self.model, query)
        found = self.dataset.rows(self.translated(statement))
        rows = [dict(zip(query.fields, row.values(), strict=True)) for row in found]
        return Result(query.fields, rows, time.perf_counter() - started)

    def translated(self, statement: Statement) -> str:
        """Return a statement as DuckDB's SQL, having computed the tables to keep that it needs."""
        passing: list[Table] = []
        for table in statement.tables:
            if not table.is_kept:
                passing.append(table)
            elif self._kept.get(table.name) != table.sql:
                self.dataset.keep(table.name, to_duckdb(with_tables(passing, table.sql), self.today))
                self._kept[table.name] = table.sql
        return to_duckdb(with_tables(passing, statement.body), self.today)


def last_day(dataset: Dataset) -> dt.date:
    """Return the last simulated day."""
    year, month = divmod(months.parse(dataset.manifest["start_month"]) + int(dataset.manifest["months"]) - 1, 12)
    return dt.date(year, month + 1, calendar.monthrange(year, month + 1)[1])
