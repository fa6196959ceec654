"""Measures as SQL, each over the rows of its own view: where joins repeat those, symmetric aggregates count every row once."""

from __future__ import annotations

from c360sim.looker.compiler.dimensions import Dimensions
from c360sim.looker.compiler.scope import Scope, bracketed
from c360sim.looker.fields import Category, Field
from c360sim.looker.source import LookmlError, whole_number

AFTERWARDS = ("running_total", "percent_of_total", "percent_of_previous")
"""Types of measures that are another measure until the rows are there."""
_LAST_PERCENTILE = 100
OF_MEASURES = ("number", "string", "yesno", "date", *AFTERWARDS)
"""Types of measures whose SQL refers to measures."""


class Measures:
    """The measures of one query; `repeated` are the names of the views whose rows its joins repeat."""

    def __init__(self, scope: Scope, dimensions: Dimensions, repeated: set[str], has_joins: bool) -> None:
        self.scope, self.dimensions, self.repeated, self.has_joins = scope, dimensions, repeated, has_joins
        self._open: list[Field] = []

    def sql(self, alias: str, field: Field) -> str:
        """Return a measure. Raises LookmlError for one that refers to itself or cannot be computed over repeated rows."""
        if field in self._open:
            raise LookmlError(field.place, f"{field.full_name} refers to itself")
        self._open.append(field)
        try:
            return self._sql(alias, field)
        finally:
            self._open.pop()

    def selected(self, alias: str, field: Field) -> str:
        """Return a measure as its value is shown."""
        sql = self.sql(alias, field)
        return f"CASE WHEN {sql} THEN 'Yes' ELSE 'No' END" if field.type == "yesno" else sql

    def _sql(self, alias: str, field: Field) -> str:
        if field.type in OF_MEASURES:
            if field.block.has("filters"):
                raise LookmlError(field.block.at("filters"), f"filters of {field.full_name}, of type {field.type}, are not supported")
            return self.scope.replaced(field.sql, alias, field.block.at("sql"), self._any)
        if field.type == "count":
            return self._count(alias, field)
        if field.type == "list":
            return self._list(alias, field)
        value = self._value(alias, field)
        if field.type in ("min", "max"):
            return f"{field.type.upper()}({value})"
        if field.type == "count_distinct":
            return f"COUNT(DISTINCT {value})"
        if field.type in ("median", "percentile"):
            return self._quantile(alias, field, value)
        return self._sum(alias, field, value) if field.type.startswith("sum") else self._average(alias, field, value)

    def _any(self, alias: str, field: Field) -> str:
        return self.sql(alias, field) if field.category is Category.MEASURE else self.dimensions.sql(alias, field)

    def _value(self, alias: str, field: Field) -> str:
        """Return what is aggregated: the measure's SQL where its filters hold."""
        if not field.block.has("sql"):
            raise LookmlError(field.place, f"measure {field.full_name} of type {field.type} has no sql")
        return self._filtered(alias, field, self.scope.replaced(field.sql, alias, field.block.at("sql"), self.dimensions.sql))

    def _filtered(self, alias: str, field: Field, value: str) -> str:
        conditions = []
        for item in field.block.items("filters"):
            of, filtered = self.scope.field(item.key if "." in item.key else f"{alias}.{item.key}", item.place)
            conditions.append(self.dimensions.condition(of, filtered, item.value, item.place))
        return f"CASE WHEN {' AND '.join(conditions)} THEN {value} END" if conditions else value

    def _count(self, alias: str, field: Field) -> str:
        is_filtered = field.block.has("filters")
        if alias not in self.repeated and not (self.has_joins and self.scope.explore.views[alias].primary_key):
            if alias != self.scope.explore.base:
                self._key(alias, field)
            return f"COUNT({self._filtered(alias, field, '1')})" if is_filtered else "COUNT(*)"
        key = self._filtered(alias, field, self._key(alias, field))
        return f"COUNT(DISTINCT {key})" if alias in self.repeated else f"COUNT({key})"

    def _sum(self, alias: str, field: Field, value: str) -> str:
        key = self._distinct_key(alias, field)
        return f"COALESCE({_symmetric_sum(value, key) if key else f'SUM({value})'}, 0)"

    def _average(self, alias: str, field: Field, value: str) -> str:
        key = self._distinct_key(alias, field)
        if not key:
            return f"AVG({value})"
        return f"SAFE_DIVIDE({_symmetric_sum(value, key)}, COUNT(DISTINCT CASE WHEN {value} IS NOT NULL THEN {key} END))"

    def _quantile(self, alias: str, field: Field, value: str) -> str:
        if alias in self.repeated:
            raise LookmlError(field.place, f"{field.type} {field.full_name} over rows that a join repeats is not supported")
        percent = whole_number(field.block.text("percentile", "50"), field.block.at("percentile"))
        if percent > _LAST_PERCENTILE:
            raise LookmlError(
                field.block.at("percentile"), f"percentile of {field.full_name} is {percent}; allowed: 0 to {_LAST_PERCENTILE}"
            )
        return f"APPROX_QUANTILES({value}, 100)[OFFSET({percent})]"

    def _list(self, alias: str, field: Field) -> str:
        name = field.block.text("list_field")
        value = self.dimensions.sql(*self.scope.field(name if "." in name else f"{alias}.{name}", field.block.at("list_field")))
        text = f"CAST({self._filtered(alias, field, value)} AS STRING)"
        return f"STRING_AGG(DISTINCT {text}, ', ' ORDER BY {text})"

    def _distinct_key(self, alias: str, field: Field) -> str:
        """Return the key of the rows to count once each, or nothing where every row is there once."""
        if field.type.endswith("_distinct"):
            return self.scope.replaced(field.block.text("sql_distinct_key"), alias, field.block.at("sql_distinct_key"), self.dimensions.sql)
        return self._key(alias, field) if alias in self.repeated else ""

    def _key(self, alias: str, field: Field) -> str:
        view = self.scope.explore.views[alias]
        if view.primary_key is None:
            raise LookmlError(field.place, f"{field.full_name} is of view {view.name}, which joins need a primary_key of")
        return bracketed(self.dimensions.sql(alias, view.primary_key))


def _symmetric_sum(value: str, key: str) -> str:
    """Return the sum with every key once: that of distinct (hash + value), less that of the same distinct hashes.

    The hash is whole and has 60 bits, so that two keys practically never differ by just the difference of their values, and sums over
    billions of rows fit NUMERIC.
    """
    hashed = f"CAST(CAST(CONCAT('0x', SUBSTR(TO_HEX(MD5(CAST({key} AS STRING))), 1, 15)) AS INT64) AS NUMERIC)"
    of_values = f"CASE WHEN {value} IS NOT NULL THEN {hashed} END"
    return f"(SUM(DISTINCT {of_values} + CAST({value} AS NUMERIC)) - SUM(DISTINCT {of_values}))"
