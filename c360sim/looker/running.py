"""Queries run on a data set: rows as Looker would show them."""

from __future__ import annotations

import calendar
import datetime as dt
import hashlib
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from c360sim import months
from c360sim.dataset import BadQuery, Dataset
from c360sim.looker import ordering
from c360sim.looker.afterwards import with_running
from c360sim.looker.calculations import Calculation, types, with_calculations
from c360sim.looker.compiler import Statement, Table, compiled
from c360sim.looker.compiler.statement import with_tables
from c360sim.looker.explores import asked
from c360sim.looker.expressions import Results
from c360sim.looker.fields import Category, Field
from c360sim.looker.pivoting import column_name, pivoted
from c360sim.looker.project import Model
from c360sim.looker.query import Query, Sort
from c360sim.looker.translation import TranslationError, to_duckdb

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Result:
    """The rows of a query, each by the full names of its fields and the names of its calculations.

    A pivoted measure is a dict by the `columns` of the pivot. `totals` are the measures over everything, `row_totals` those of each row
    over all columns, both empty where they were not asked for. `seconds` is what it all took, `seconds_keeping` what of that went
    into derived tables that are kept.
    """

    fields: tuple[str, ...]
    rows: list[Row]
    columns: tuple[str, ...]
    totals: Row
    row_totals: list[Row]
    seconds: float
    seconds_keeping: float


class Runner:
    """Runs queries of a model on a data set, as if it were the evening of its last day.

    Derived tables that a warehouse keeps are computed when first needed and kept, each under a name that tells its SQL: tables of other
    filters lie beside it. Several threads may run queries at once where the data set lets them.
    """

    def __init__(self, model: Model, dataset: Dataset) -> None:
        self.model, self.dataset = model, dataset
        self.today = last_day(dataset)
        self._kept_names: dict[tuple[str, ...], str] = {}
        self._seconds_keeping = 0.0

    def run(self, query: Query, calculations: Sequence[Calculation] = (), calculated_sorts: Sequence[str] = ()) -> Result:
        """Return the rows of a query, with calculations. Raises LookmlError, TranslationError or NotADataset."""
        started, kept_before = time.perf_counter(), self._seconds_keeping
        fields = asked(self.model, query)
        rows, columns = self._pivoted(query, fields) if query.pivots else (self._rows(query), [])
        totals = self._totals(query, fields, columns) if query.has_totals else {}
        row_totals = self._row_totals(query, rows) if query.has_row_totals and query.pivots else []
        rows = with_running(rows, fields)
        rows = with_calculations(Results(rows, columns, totals, row_totals, types(fields)), calculations, query)
        if calculated_sorts:
            rows = ordering.ordered(rows, calculated_sorts, columns)
        names = (*query.fields, *(calculation.name for calculation in calculations))
        return Result(names, rows, tuple(columns), totals, row_totals, time.perf_counter() - started, self._seconds_keeping - kept_before)

    def _rows(self, query: Query) -> list[Row]:
        try:
            found = self.dataset.rows(self.translated(compiled(self.model, query)))
        except BadQuery as error:
            raise TranslationError(f"explore {query.explore}: DuckDB says: {str(error.__cause__).splitlines()[0]}") from None
        return [dict(zip(query.fields, row.values(), strict=True)) for row in found]

    def _pivoted(self, query: Query, fields: Mapping[str, Field]) -> tuple[list[Row], list[str]]:
        """Return the rows by column, and the columns in their order, of both no more than the query wants."""
        measures = [name for name, field in fields.items() if field.category is Category.MEASURE]
        by_measure = [sort for sort in query.sorts if Sort.of(sort).name in measures]
        of_columns = tuple(sort for sort in query.sorts if Sort.of(sort).name in query.pivots) or query.pivots
        of_rows = tuple(sort for sort in query.sorts if sort not in by_measure and Sort.of(sort).name not in query.pivots)
        heads = self._rows(replace(query, fields=query.pivots, pivots=(), sorts=of_columns, limit=query.column_limit))
        columns = [column_name(head, query.pivots) for head in heads]
        rows, _ = pivoted(self._rows(replace(query, sorts=of_rows or _usual(query, fields) or of_columns)), query.pivots, measures)
        rows = ordering.ordered(rows, by_measure, columns)
        kept = set(columns)
        rows = [{name: _columns_of(value, kept) for name, value in row.items()} for row in rows]
        return rows[: query.limit], columns

    def _totals(self, query: Query, fields: Mapping[str, Field], columns: Sequence[str]) -> Row:
        measures = tuple(name for name, field in fields.items() if field.category is Category.MEASURE)
        if not measures:
            return {}
        rows = self._rows(replace(query, fields=(*query.pivots, *measures), sorts=query.pivots, limit=None))
        if not query.pivots:
            return rows[0] if rows else {}
        found, _ = pivoted(rows, query.pivots, measures)
        return {name: _columns_of(found[0][name], set(columns)) for name in measures} if found else {}

    def _row_totals(self, query: Query, rows: Sequence[Row]) -> list[Row]:
        """Return the measures of each row over all columns."""
        fields = tuple(name for name in query.fields if name not in query.pivots)
        heads = [name for name in fields if rows and not isinstance(rows[0][name], dict)]
        found = self._rows(replace(query, fields=fields, pivots=(), sorts=(), limit=None))
        by_head = {tuple(row[name] for name in heads): row for row in found}
        return [by_head.get(tuple(row[name] for name in heads), {}) for row in rows]

    def translated(self, statement: Statement) -> str:
        """Return a statement as DuckDB's SQL, having computed the tables to keep that it needs."""
        passing: list[Table] = []
        kept: dict[str, str] = {}
        for table in statement.tables:
            if table.is_kept:
                kept[table.name] = self._kept(table.name, with_tables(passing, table.sql), kept)
            else:
                passing.append(table)
        return to_duckdb(with_tables(passing, statement.body), self.today, kept)

    def _kept(self, name: str, sql: str, others: Mapping[str, str]) -> str:
        """Return the name of a table that is kept, having computed it unless it is there; `others` are those that its SQL may name."""
        key = (sql, *others.values())
        if key not in self._kept_names:
            started = time.perf_counter()
            translated = to_duckdb(sql, self.today, others)
            full = f"{name}_{hashlib.sha256(translated.encode()).hexdigest()[:16]}"
            self.dataset.keep(full, translated)
            self._kept_names[key] = full
            self._seconds_keeping += time.perf_counter() - started
        return self._kept_names[key]


def _usual(query: Query, fields: Mapping[str, Field]) -> tuple[str, ...]:
    """Return the order of a pivoted query's rows where it says none: the latest first, else by the first dimension."""
    heads = [name for name, field in fields.items() if field.category is Category.DIMENSION and name not in query.pivots]
    days = [f"{name} desc" for name in heads if fields[name].type in ("time", "date")]
    return tuple(days[:1] or heads[:1])


def _columns_of(value: Any, columns: set[str]) -> Any:
    return {name: cell for name, cell in value.items() if name in columns} if isinstance(value, dict) else value


def last_day(dataset: Dataset) -> dt.date:
    """Return the last simulated day."""
    year, month = divmod(months.parse(dataset.manifest["start_month"]) + int(dataset.manifest["months"]) - 1, 12)
    return dt.date(year, month + 1, calendar.monthrange(year, month + 1)[1])
