"""The whole statement: what is selected, from which joined tables, under which conditions, in which order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Protocol

from c360sim.looker import filters
from c360sim.looker.compiler.derived import DerivedTables
from c360sim.looker.compiler.dimensions import Dimensions
from c360sim.looker.compiler.measures import Measures
from c360sim.looker.compiler.scope import grammar
from c360sim.looker.compiler.statement import Statement
from c360sim.looker.explores import TYPES, Explore, Join, explore
from c360sim.looker.fields import Category, Field
from c360sim.looker.project import Model
from c360sim.looker.query import Query, Sort
from c360sim.looker.source import Block, LookmlError


def compiled(model: Model, query: Query, names: Mapping[str, str] | None = None) -> Statement:
    """Return the statement of a query; `names` are those of its columns, by field, where they are not the fields'.

    Raises LookmlError for what is not there or not supported.
    """
    return _Whole(model, explore(model, query.explore), query, names or {}).statement()


class _Fields(Protocol):
    def selected(self, alias: str, field: Field) -> str: ...


class _Whole:
    def __init__(self, model: Model, of: Explore, query: Query, names: Mapping[str, str]) -> None:
        self.model, self.explore, self.query, self.names = model, of, query, names
        self.filters = {**_default_filters(of, query), **query.filters}
        self.tables = DerivedTables(model, of, replace(query, filters=self.filters), compiled)
        self.scope = self.tables.scope
        self.place = of.block.place
        self.sorts = self._sorts()
        self.joins = of.needed(self._views())
        self.dimensions = Dimensions(self.scope)
        self.measures = Measures(self.scope, self.dimensions, of.multiplied(self.joins), bool(self.joins))

    def statement(self) -> Statement:
        from_ = [f"FROM {self._named(self.explore.base)}", *(self._join(join) for join in self.joins)]
        parts = [self._select(), *from_, *self._conditions("WHERE", self._where())]
        parts += [*self._group_by(), *self._conditions("HAVING", self._having()), *self._order_by()]
        if self.query.limit is not None and not self.query.pivots:
            parts.append(f"LIMIT {self.query.limit}")
        return Statement(tuple(self.tables.tables.values()), "\n".join(parts), tuple(self._column(name) for name in self.query.fields))

    def _selected(self) -> list[tuple[str, Field]]:
        return [self._asked(name) for name in self.query.fields]

    def _asked(self, name: str) -> tuple[str, Field]:
        """Return a field that a user may ask for."""
        alias, field = self.scope.field(name)
        if not self.explore.offers(name):
            raise LookmlError(self.place, f"explore {self.explore.name} does not offer {name}")
        return alias, field

    def _sorts(self) -> list[Sort]:
        try:
            return [Sort.of(text) for text in self.query.sorts]
        except ValueError as error:
            raise LookmlError(self.place, f"explore {self.explore.name}: {error}") from None

    def _views(self) -> set[str]:
        """Return the names of the views whose fields the query reads."""
        found: set[str] = set()
        seen: set[tuple[str, str]] = set()
        waiting = [self._asked(name) for name in (*self.query.fields, *self.filters, *(sort.name for sort in self.sorts))]
        for key in ("sql_always_where", "sql_always_having"):
            waiting += self.scope.named(self.explore.block.text(key), self.explore.base, self.explore.block.at(key))
        while waiting:
            alias, field = waiting.pop()
            if (alias, field.name) in seen:
                continue
            seen.add((alias, field.name))
            if field.category in (Category.DIMENSION, Category.MEASURE) or field.block.has("sql"):
                found.add(alias)
                waiting += self._named_in(alias, field)
        return found

    def _named_in(self, alias: str, field: Field) -> Iterator[tuple[str, Field]]:
        """Yield the fields that a field refers to."""
        for key in ("sql", "sql_start", "sql_end", "sql_distinct_key"):
            yield from self.scope.named(field.block.text(key), alias, field.block.at(key))
        case = field.block.block("case")
        for when in case.blocks("when") if case else ():
            yield from self.scope.named(when.text("sql"), alias, when.at("sql"))
        others = [(item.key, item.place) for item in field.block.items("filters")]
        others += [(field.block.text(key), field.block.at(key)) for key in ("list_field", "order_by_field") if field.block.has(key)]
        for name, place in others:
            yield self.scope.field(name if "." in name else f"{alias}.{name}", place)

    def _column(self, name: str) -> str:
        return self.names.get(name) or name.replace(".", "_")

    def _select(self) -> str:
        if not self.query.fields:
            raise LookmlError(self.place, f"explore {self.explore.name} is asked for no field")
        lines = [f"{self._shown(*self.scope.field(name))} AS {self._column(name)}" for name in self.query.fields]
        return "SELECT\n  " + ",\n  ".join(lines)

    def _shown(self, alias: str, field: Field) -> str:
        if field.category not in (Category.DIMENSION, Category.MEASURE):
            raise LookmlError(field.place, f"{field.category} {alias}.{field.name} cannot be selected")
        of: _Fields = self.measures if field.category is Category.MEASURE else self.dimensions
        return of.selected(alias, field)

    def _named(self, alias: str) -> str:
        name = self.tables.of(alias, self.explore.views[alias])
        return name if name == alias else f"{name} AS {alias}"

    def _join(self, join: Join) -> str:
        head = f"{TYPES[join.type]} {self._named(join.name)}"
        return head if join.type == "cross" else f"{head} ON {self._on(join)}"

    def _on(self, join: Join) -> str:
        if join.block.has("foreign_key"):
            name, key = join.block.text("foreign_key"), self.explore.views[join.name].primary_key
            if key is None:
                raise LookmlError(join.block.place, f"join {join.name} by foreign_key needs a primary_key of its view")
            of, field = self.scope.field(name if "." in name else f"{self.explore.base}.{name}", join.block.at("foreign_key"))
            return f"{self.dimensions.sql(of, field)} = {self.dimensions.sql(join.name, key)}"
        if not join.block.has("sql_on"):
            raise LookmlError(join.block.place, f"join {join.name} has neither sql_on nor foreign_key")
        return self.scope.replaced(join.block.text("sql_on"), join.name, join.block.at("sql_on"), self.dimensions.sql)

    @staticmethod
    def _conditions(word: str, conditions: list[str]) -> list[str]:
        held = [condition for condition in conditions if condition != "TRUE"]
        return [f"{word} " + "\n  AND ".join(held)] if held else []

    def _where(self) -> list[str]:
        block = self.explore.block
        conditions = [
            self.dimensions.condition(*self.scope.field(name), value, self.place) for name, value in self._filters_on(Category.DIMENSION)
        ]
        for name, _ in self._filters_on(Category.FILTER):
            alias, field = self.scope.field(name)
            if field.block.has("sql"):
                conditions.append(f"({self.scope.replaced(field.sql, alias, field.block.at('sql'), self.dimensions.sql)})")
        conditions += [self._bracketed(join.block, "sql_where", join.name) for join in self.joins if join.block.has("sql_where")]
        return conditions + [self._bracketed(block, "sql_always_where", self.explore.base)] * block.has("sql_always_where")

    def _bracketed(self, block: Block, key: str, alias: str) -> str:
        return f"({self.scope.replaced(block.text(key), alias, block.at(key), self.dimensions.sql)})"

    def _having(self) -> list[str]:
        conditions = []
        for name, value in self._filters_on(Category.MEASURE):
            alias, field = self.scope.field(name)
            try:
                conditions.append(filters.condition(grammar(field), self.measures.sql(alias, field), value))
            except filters.FilterError as error:
                raise LookmlError(self.place, f"{name}: {error}") from None
        block = self.explore.block
        if block.has("sql_always_having"):
            sql = self.scope.replaced(block.text("sql_always_having"), self.explore.base, block.at("sql_always_having"), self.measures.sql)
            conditions.append(f"({sql})")
        return conditions

    def _filters_on(self, category: Category) -> list[tuple[str, str]]:
        return [(name, value) for name, value in self.filters.items() if self.scope.field(name)[1].category is category]

    def _group_by(self) -> list[str]:
        numbers = [str(number) for number, (_, field) in enumerate(self._selected(), 1) if field.category is Category.DIMENSION]
        return [f"GROUP BY {', '.join(numbers)}"] if numbers else []

    def _order_by(self) -> list[str]:
        """Return the order asked for, or Looker's own; what remains equal is ordered by the dimensions left, so that rows never swap."""
        wanted = [(sort.name, sort.is_down) for sort in self.sorts] or self._usual_order()
        dimensions = [
            name for name, (_, field) in zip(self.query.fields, self._selected(), strict=True) if field.category is Category.DIMENSION
        ]
        wanted += [(name, False) for name in dimensions if name not in {name for name, _ in wanted}]
        return [f"ORDER BY {', '.join(self._order(name, is_down) for name, is_down in wanted)}"] if wanted else []

    def _usual_order(self) -> list[tuple[str, bool]]:
        selected = list(zip(self.query.fields, (field for _, field in self._selected()), strict=True))
        days = [name for name, field in selected if field.type in ("time", "date") and field.category is Category.DIMENSION]
        measures = [name for name, field in selected if field.category is Category.MEASURE]
        return [(days[0], True)] if days else [(measures[0], True)] if measures else []

    def _order(self, name: str, is_down: bool) -> str:
        alias, field = self.scope.field(name)
        if field.category is Category.DIMENSION:
            other = self.dimensions.sorted_by(alias, field)
            sql = (
                f"MIN({other})"
                if other
                else self._column(name)
                if name in self.query.fields
                else f"MIN({self.dimensions.sql(alias, field)})"
            )
        else:
            sql = self._column(name) if name in self.query.fields else self.measures.sql(alias, field)
        return f"{sql} DESC" if is_down else sql


def _default_filters(of: Explore, query: Query) -> dict[str, str]:
    """Return the filters that an explore sets where the query does not."""
    defaults: dict[str, str] = {}
    always = of.block.block("always_filter")
    conditionally = of.block.block("conditionally_filter")
    for block in (always, conditionally):
        if block is None:
            continue
        unless = [_full(of, word) for word in block.words("unless")]
        if any(name in query.filters for name in unless):
            continue
        defaults.update({_full(of, item.key): item.value for item in block.items("filters") if _full(of, item.key) not in query.filters})
    return defaults


def _full(of: Explore, name: str) -> str:
    return name if "." in name else f"{of.base}.{name}"
