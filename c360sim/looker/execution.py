"""BigQuery SQL, run by DuckDB on a data set: sqlglot translates, and what it would change the meaning of is rewritten here first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from c360sim.schema import TABLES


class TranslationError(ValueError):
    """The SQL is not BigQuery's, or has something that is not translated."""


def to_duckdb(sql: str, today: dt.date) -> str:
    """Return BigQuery SQL as DuckDB's, with the tables of the schema by their bare names and CURRENT_DATE as a day.

    Raises TranslationError for SQL that cannot be read or has a function without the same meaning in DuckDB.
    """
    try:
        tree = sqlglot.parse_one(sql, read="bigquery")
        for node in reversed(list(tree.find_all(*_REWRITES, exp.CurrentDate, exp.Anonymous))):  # what is inside first
            node.replace(_rewritten(node, today))
        return tree.sql(dialect="duckdb", comments=False)
    except SqlglotError as error:
        raise TranslationError(f"not SQL of BigQuery: {str(error).splitlines()[0]}") from None


def _rewritten(node: exp.Expression, today: dt.date) -> exp.Expression:
    if isinstance(node, exp.CurrentDate):
        return exp.cast(exp.Literal.string(today.isoformat()), "date")
    if isinstance(node, exp.Anonymous):
        if node.name.upper() in _UNTRANSLATED:
            raise TranslationError(f"{node.name.upper()} has no translation with the same meaning")
        return node
    return _REWRITES[type(node)](node)


def _bare_table(node: exp.Expression) -> exp.Expression:
    if node.args.get("db") and node.name in TABLES:
        return exp.Table(this=exp.to_identifier(node.name), alias=node.args.get("alias"))
    return node


def _whole_numeric(node: exp.Expression) -> exp.Expression:
    """Return BigQuery's NUMERIC with its nine decimals, where DuckDB's has three."""
    if isinstance(node, exp.DataType) and node.this in (exp.DType.DECIMAL, exp.DType.BIGDECIMAL) and not node.expressions:
        return exp.DataType.build("DECIMAL(38, 9)", dialect="duckdb")
    return node


def _date(node: exp.Expression) -> exp.Expression:
    """Return a day moved by an interval as a day, where DuckDB would make it a timestamp."""
    return node if isinstance(node.parent, exp.Cast) and node.parent.is_type("date") else exp.cast(node.copy(), "date")


def _extract(node: exp.Expression) -> exp.Expression:
    part = node.this.name.upper()
    if part == "DAYOFWEEK":
        return exp.Paren(this=exp.Add(this=node.copy(), expression=exp.Literal.number(1)))
    return exp.Extract(this=exp.var("WEEK"), expression=node.expression) if part == "ISOWEEK" else node


def _quantile(node: exp.Expression) -> exp.Expression:
    """Return APPROX_QUANTILES(x, n)[OFFSET(k)] as the exact quantile, the same on every run."""
    inner = node.this
    if not isinstance(inner, exp.ApproxQuantiles) or len(node.expressions) != 1:
        return node
    parts, position = int(inner.expression.name), int(node.expressions[0].name)
    return exp.Anonymous(this="QUANTILE_DISC", expressions=[inner.this.copy(), exp.Literal.number(position / parts)])


_REWRITES: dict[type[exp.Expression], Callable[[exp.Expression], exp.Expression]] = {
    exp.Table: _bare_table,
    exp.DataType: _whole_numeric,
    exp.DateAdd: _date,
    exp.DateSub: _date,
    exp.Extract: _extract,
    exp.Bracket: _quantile,
}
_UNTRANSLATED = {"RANGE_BUCKET", "IEEE_DIVIDE", "NORMALIZE", "SOUNDEX"}
