"""BigQuery SQL as DuckDB's: sqlglot translates; what it would change the meaning of is rewritten here first, or refused by name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from c360sim.schema import TABLES


class TranslationError(ValueError):
    """The SQL is not BigQuery's, or has something without the same meaning in DuckDB."""


def to_duckdb(sql: str, today: dt.date, kept: Mapping[str, str] | None = None) -> str:
    """Return BigQuery SQL as DuckDB's, with the tables of the schema by their bare names and CURRENT_DATE as a day.

    `kept` are the names of derived tables in DuckDB by those they have in the SQL. Raises TranslationError.
    """
    try:
        tree = sqlglot.parse_one(sql, read="bigquery")
        for node in reversed(list(tree.find_all(*_REWRITES, *_REFUSED, exp.CurrentDate, exp.Anonymous))):  # what is inside first
            node.replace(_rewritten(node, today))
        for table in list(tree.find_all(exp.Table)) if kept else ():
            _name_as_kept(table, kept or {})
        return tree.sql(dialect="duckdb", comments=False)
    except SqlglotError as error:
        raise TranslationError(f"not SQL of BigQuery: {str(error).splitlines()[0]}") from None
    except RecursionError:
        raise TranslationError("SQL that is nested too deep has no translation") from None


def _rewritten(node: exp.Expression, today: dt.date) -> exp.Expression:
    if isinstance(node, exp.CurrentDate):
        return exp.cast(exp.Literal.string(today.isoformat()), "date")
    if type(node) in _REFUSED or (isinstance(node, exp.Anonymous) and node.name.upper() in _REFUSED_NAMES):
        raise TranslationError(f"{_REFUSED.get(type(node), node.name.upper())} has no translation with the same meaning")
    rewrite = _REWRITES.get(type(node))
    return rewrite(node) if rewrite else node


def _bare_table(node: exp.Expression) -> exp.Expression:
    if node.args.get("db") and node.name in TABLES:
        return exp.Table(this=exp.to_identifier(node.name), alias=node.args.get("alias"))
    return node


def _name_as_kept(table: exp.Table, kept: Mapping[str, str]) -> None:
    """Let a derived table be read by the name under which it is kept, and be called as before."""
    if table.name in kept and not table.args.get("db"):
        alias = table.args.get("alias") or exp.TableAlias(this=exp.to_identifier(table.name))
        table.replace(exp.Table(this=exp.to_identifier(kept[table.name]), alias=alias))


def _whole_numeric(node: exp.Expression) -> exp.Expression:
    """Return BigQuery's NUMERIC with its nine decimals, where DuckDB's has three."""
    if isinstance(node, exp.DataType) and node.this in (exp.DType.DECIMAL, exp.DType.BIGDECIMAL) and not node.expressions:
        return exp.DataType.build("DECIMAL(38, 9)", dialect="duckdb")
    return node


def _date(node: exp.Expression) -> exp.Expression:
    """Return a day, where DuckDB would make it a timestamp."""
    return exp.cast(node.copy(), "date")


def _extract(node: exp.Expression) -> exp.Expression:
    part = node.this.name.upper()
    if part == "DAYOFWEEK":
        return exp.Paren(this=exp.Add(this=node.copy(), expression=exp.Literal.number(1)))
    if part == "WEEK" or isinstance(node.this, exp.WeekStart):
        raise TranslationError("EXTRACT(WEEK) has no translation with the same meaning: ISOWEEK has")
    return exp.Extract(this=exp.var("WEEK"), expression=node.expression) if part == "ISOWEEK" else node


def _quantile(node: exp.Expression) -> exp.Expression:
    """Return APPROX_QUANTILES(x, n)[OFFSET(k)] as the exact quantile, the same on every run."""
    inner = node.this
    if not isinstance(inner, exp.ApproxQuantiles) or len(node.expressions) != 1:
        return node
    parts, position = inner.expression.name, node.expressions[0].name
    if not (parts.isdecimal() and position.isdecimal() and int(position) <= int(parts) > 0):
        raise TranslationError(
            f"APPROX_QUANTILES in {parts or '?'} parts at {position or '?'} has no translation: both must be whole numbers"
        )
    return exp.Anonymous(this="QUANTILE_DISC", expressions=[inner.this.copy(), exp.Literal.number(int(position) / int(parts))])


def _like(node: exp.Expression) -> exp.Expression:
    """Return LIKE with the escape that BigQuery has and DuckDB wants to be told."""
    pattern = node.expression
    return exp.Escape(this=node.copy(), expression=exp.Literal.string("\\")) if "\\" in pattern.name else node


def _text(node: exp.Expression) -> exp.Expression:
    """Return a number as text as BigQuery writes it, without zeros at the end; a key to be hashed can keep them."""
    if not node.is_type("text") or (isinstance(node.this, exp.Literal) and node.this.is_string) or isinstance(node.parent, exp.MD5):
        return node
    return exp.Anonymous(this="REGEXP_REPLACE", expressions=[node.copy(), exp.Literal.string(_WITHOUT_ZEROS), exp.Literal.string("\\1")])


_WITHOUT_ZEROS = r"^(-?[0-9]+(?:\.[0-9]*[1-9])?)\.?0*$"
"""A decimal number, of which the group leaves out zeros at the end."""


def _whole_number(node: exp.Expression) -> exp.Expression:
    if node.is_type("bigint"):
        raise TranslationError("SAFE_CAST AS INT64 has no translation with the same meaning: DuckDB would round '1.6'")
    return node


def _formatted(node: exp.Expression) -> exp.Expression:
    if any(part in node.text("format") for part in ("%-d", "%Q")):
        raise TranslationError("FORMAT_DATE with %e or %Q has no translation with the same meaning")
    return node


def _position(node: exp.Expression) -> exp.Expression:
    if node.args.get("occurrence"):
        raise TranslationError("INSTR with an occurrence has no translation with the same meaning")
    return node


def _without_offset(node: exp.Expression) -> exp.Expression:
    if node.args.get("offset"):
        raise TranslationError("UNNEST WITH OFFSET has no translation with the same meaning: DuckDB would count from 1")
    return node


def _whole_list(node: exp.Expression) -> exp.Expression:
    if node.find(exp.Limit) in (node.this, node.this.this):
        raise TranslationError("ARRAY_AGG or STRING_AGG with LIMIT has no translation")
    return node


_REWRITES: dict[type[exp.Expression], Callable[[exp.Expression], exp.Expression]] = {
    exp.ArrayAgg: _whole_list,
    exp.Bracket: _quantile,
    exp.Cast: _text,
    exp.DataType: _whole_numeric,
    exp.DateAdd: _date,
    exp.DateFromUnixDate: _date,
    exp.DateSub: _date,
    exp.DateTrunc: _date,
    exp.Extract: _extract,
    exp.GroupConcat: _whole_list,
    exp.Like: _like,
    exp.StrPosition: _position,
    exp.Table: _bare_table,
    exp.TimeToStr: _formatted,
    exp.TryCast: _whole_number,
    exp.Unnest: _without_offset,
}
_REFUSED: dict[type[exp.Expression], str] = {
    exp.CurrentDatetime: "CURRENT_DATETIME",
    exp.CurrentTime: "CURRENT_TIME",
    exp.CurrentTimestamp: "CURRENT_TIMESTAMP",
    exp.DatetimeDiff: "DATETIME_DIFF",
    exp.FarmFingerprint: "FARM_FINGERPRINT",
    exp.Format: "FORMAT",
    exp.Normalize: "NORMALIZE",
    exp.Rand: "RAND",
    exp.RangeBucket: "RANGE_BUCKET",
    exp.SafeFunc: "SAFE.",
    exp.SessionUser: "SESSION_USER",
    exp.Soundex: "SOUNDEX",
    exp.TimestampDiff: "TIMESTAMP_DIFF",
    exp.Uuid: "GENERATE_UUID",
}
"""What would mean something else in DuckDB, is not there, or is not the same on every run."""
_REFUSED_NAMES = (
    "IEEE_DIVIDE", "NOW", "TODAY", "AGE", "GET_CURRENT_TIME", "GET_CURRENT_TIMESTAMP", "TRANSACTION_TIMESTAMP", "CURRENT_LOCALTIME",
    "CURRENT_LOCALTIMESTAMP",
)  # fmt: skip
"""Functions that sqlglot does not know; all but the first are DuckDB's own, and read the clock."""
