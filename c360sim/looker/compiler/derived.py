"""Derived tables: by SQL, or by a query on another explore."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from c360sim.looker.compiler.scope import Scope
from c360sim.looker.compiler.statement import Statement, Table
from c360sim.looker.explores import Explore
from c360sim.looker.fields import View
from c360sim.looker.fields import view as as_view
from c360sim.looker.project import Model
from c360sim.looker.query import Query
from c360sim.looker.source import Block, LookmlError, Place, whole_number

_OTHER_TABLE = re.compile(r"\$\{(\w+)\.SQL_TABLE_NAME\}")
KEEPS = ("datagroup_trigger", "sql_trigger_value", "persist_for")
Compile = Callable[[Model, Query, dict[str, str]], Statement]


class DerivedTables:
    """The derived tables that one query needs, in an order in which each needs only those before it."""

    def __init__(self, model: Model, of: Explore, query: Query, compile_query: Compile) -> None:
        self.model, self._compile = model, compile_query
        self.scope = Scope(of, query, self.of_view)
        self.tables: dict[str, Table] = {}
        self._open: list[str] = []

    def of_view(self, name: str, place: Place) -> str:
        """Return what stands after FROM for a view of the model by its name. Raises LookmlError."""
        if name not in self.model.views:
            raise LookmlError(place, f"view {name} is not included in model {self.model.name}")
        return self.of(name, as_view(self.model.views[name]))

    def of(self, alias: str, view: View) -> str:
        """Return what stands after FROM for a view, having added the tables that it needs. Raises LookmlError."""
        if view.derived is None:
            return self.scope.rendered(view.table, alias, view.block.at("sql_table_name"))
        if view.name not in self.tables:
            self._add(alias, view, view.derived)
        return view.name

    def _add(self, alias: str, view: View, derived: Block) -> None:
        if view.name in self._open:
            raise LookmlError(derived.place, f"derived table {view.name} needs itself, by way of {', '.join(self._open)}")
        self._open.append(view.name)
        sql, needs = self._native(derived) if derived.has("explore_source") else self._sql(alias, view, derived)
        self._open.pop()
        is_kept = any(derived.has(key) for key in KEEPS)
        self._keep(Table(view.name, sql, tuple(needs), is_kept), derived.place)

    def _keep(self, table: Table, place: Place) -> None:
        there = self.tables.setdefault(table.name, table)
        if there != table:
            raise LookmlError(place, f"derived table {table.name} is needed with two different filters in one query")

    def _sql(self, alias: str, view: View, derived: Block) -> tuple[str, list[str]]:
        if not derived.has("sql"):
            raise LookmlError(derived.place, f"derived table of {view.name} has neither sql nor explore_source")
        place = derived.at("sql")
        sql = self.scope.rendered(derived.text("sql"), alias, place)
        needs = [name for name in _OTHER_TABLE.findall(sql) if self.of_view(name, place) in self.tables]
        return _OTHER_TABLE.sub(lambda found: self.of_view(found[1], place), sql), needs

    def _native(self, derived: Block) -> tuple[str, list[str]]:
        source = derived.block("explore_source")
        assert source is not None
        columns = explore_columns(source)
        statement = self._compile(self.model, self._inner_query(source, columns), {field: name for name, field in columns.items()})
        for table in statement.tables:
            self._keep(table, source.place)
        more = [f"{block.text('sql')} AS {block.name}" for block in source.blocks("derived_column")]
        body = f"SELECT *, {', '.join(more)} FROM (\n{statement.body}\n)" if more else statement.body
        return body, [table.name for table in statement.tables]

    def _inner_query(self, source: Block, columns: dict[str, str]) -> Query:
        query = source_query(source, columns)
        outer = self.scope.query.filters
        bound = {
            block.text("to_field"): outer[block.text("from_field")]
            for block in source.blocks("bind_filters")
            if block.text("from_field") in outer
        }
        return replace(query, filters={**query.filters, **bound, **(outer if source.flag("bind_all_filters") else {})})


def explore_columns(source: Block) -> dict[str, str]:
    """Return the full names of the fields of an explore_source by the names of its columns."""
    columns = {}
    for block in source.blocks("column"):
        name = block.text("field", block.name)
        columns[block.name] = name if "." in name else f"{source.name}.{name}"
    return columns


def source_query(source: Block, columns: dict[str, str]) -> Query:
    """Return the query of an explore_source."""
    filters = {item.key: item.value for item in source.items("filters")}
    sorts = tuple(f"{item.key} {item.value}" for item in source.items("sorts"))
    return Query(source.name, tuple(columns.values()), filters, sorts, limit=_limit(source))


def _limit(source: Block) -> int | None:
    return whole_number(source.text("limit"), source.at("limit")) if source.has("limit") else None
