"""BigQuery SQL translated to DuckDB's: expressions mean the same in Google's evaluator and in DuckDB, or are refused by name."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import duckdb
import pytest

from c360sim.looker.translation import TranslationError, to_duckdb
from looker_kit import TODAY

SAME = r"""
FORMAT_DATE('%Y-%m', DATE '2024-03-04')
FORMAT_DATE('%B', DATE '2024-03-04')
FORMAT_DATE('%A', DATE '2024-03-04')
FORMAT_DATE('%j', DATE '2024-03-04')
FORMAT_DATE('%V', DATE '2024-03-04')
FORMAT_DATE('%F', DATE_TRUNC(DATE '2024-03-04', WEEK(MONDAY)))
DATE_TRUNC(DATE '2024-03-06', WEEK)
DATE_TRUNC(DATE '2024-03-06', WEEK(SUNDAY))
DATE_TRUNC(DATE '2024-03-06', WEEK(THURSDAY))
DATE_TRUNC(DATE '2024-03-06', ISOWEEK)
DATE_TRUNC(DATE '2024-03-06', QUARTER)
EXTRACT(DAYOFWEEK FROM DATE '2024-03-03')
EXTRACT(DAYOFYEAR FROM DATE '2024-03-03')
EXTRACT(ISOWEEK FROM DATE '2024-12-30')
EXTRACT(ISOYEAR FROM DATE '2024-12-30')
EXTRACT(QUARTER FROM DATE '2024-12-30')
MOD(EXTRACT(DAYOFWEEK FROM DATE '2024-03-03') + 5, 7)
DATE_DIFF(DATE '2024-03-04', DATE '2024-01-31', MONTH)
DATE_DIFF(DATE '2024-03-04', DATE '2024-01-31', WEEK)
DATE_DIFF(DATE '2024-03-03', DATE '2024-03-02', WEEK)
DATE_DIFF(DATE '2024-03-04', DATE '2024-03-03', WEEK(MONDAY))
DATE_DIFF(DATE '2024-03-04', DATE '2024-03-03', ISOWEEK)
DATE_DIFF(DATE '2024-03-04', DATE '2024-01-31', DAY)
DATE_DIFF(DATE '2024-03-04', DATE '2021-12-31', QUARTER)
DATE_DIFF(DATE '2024-03-04', DATE '2021-12-31', YEAR)
DATE_ADD(DATE '2024-01-31', INTERVAL 1 MONTH)
DATE_SUB(DATE '2024-03-31', INTERVAL 1 MONTH)
DATE_ADD(DATE '2024-01-31', INTERVAL 2 QUARTER)
DATE '2024-01-31' + 3
DATE_ADD(DATE '2024-01-31', INTERVAL CAST(1.0 AS INT64) WEEK)
LAST_DAY(DATE '2024-02-01')
LAST_DAY(DATE '2024-02-01', QUARTER)
LAST_DAY(DATE '2024-02-01', WEEK)
DATE(2024, 1, 1)
PARSE_DATE('%Y%m%d', '20240101')
PARSE_DATE('%Y-%m', '2024-02')
CAST(FORMAT_DATE('%Y%m%d', DATE '2024-01-01') AS INT64)
UNIX_DATE(DATE '1970-01-02')
DATE_FROM_UNIX_DATE(3)
SAFE_DIVIDE(1, 0)
SAFE_DIVIDE(7, 2)
7 / 2
DIV(7, 2)
DIV(-7, 2)
MOD(-7, 3)
CAST(2.5 AS INT64)
CAST(3.5 AS INT64)
CAST(-2.5 AS INT64)
CAST('7' AS INT64)
SAFE_CAST('2024-02-30' AS DATE)
CAST(1.005 AS NUMERIC)
CAST(0.123456789 AS NUMERIC) * 3
NUMERIC '1.123456789'
ROUND(2.5)
ROUND(-2.5)
ROUND(CAST(1.005 AS NUMERIC), 2)
ROUND(1234.5, -2)
TRUNC(2.7)
TRUNC(-2.75, 1)
CEIL(2.1)
FLOOR(-2.1)
POW(2, 10)
SQRT(2)
EXP(1)
LN(10)
LOG(8, 2)
LOG10(1000)
SIGN(-3)
ABS(-3)
GREATEST(1, 2)
GREATEST(1, NULL)
LEAST(3, NULL)
STRPOS('abc', 'b')
STARTS_WITH('abc', 'a')
ENDS_WITH('abc', 'c')
'abc' LIKE 'a%'
'a_c' LIKE 'a\\_c'
'abc' LIKE 'a\\_c'
'a%c' LIKE '%\\%c'
REGEXP_CONTAINS('abc', r'^a')
REGEXP_EXTRACT('abc123', r'([0-9]+)')
REGEXP_REPLACE('abc', 'b', 'x')
REGEXP_REPLACE('abcabc', r'(b)', r'<\1>')
CONCAT('a', 'b', NULL)
'a' || 'b'
CONCAT('a', CAST(1 AS STRING))
LENGTH('abc')
LOWER('A')
UPPER('a')
INITCAP('ab cd')
REPLACE('aba', 'a', 'x')
SUBSTR('abc', 2)
SUBSTR('abc', -2)
SUBSTR('abc', 2, 1)
LEFT('abc', 2)
RIGHT('abc', 2)
LPAD('7', 3, '0')
TRIM('  a ')
SPLIT('a,b', ',')[OFFSET(1)]
SPLIT('a,b', ',')[SAFE_OFFSET(4)]
REVERSE('abc')
REPEAT('ab', 2)
'a\'b'
"it's"
r'a\b'
'tab\tend'
IF(TRUE, 1, 2)
IFNULL(NULL, 2)
NULLIF(1, 1)
COALESCE(NULL, 3)
CASE 1 WHEN 1 THEN 'a' ELSE 'b' END
CAST(TRUE AS STRING)
CAST(1.5 AS STRING)
CAST(100.0 AS STRING)
CAST(NUMERIC '1.50' AS STRING)
CAST(DATE '2024-01-01' AS STRING)
CAST(TRUE AS INT64)
TO_HEX(MD5('a'))
ARRAY_LENGTH([1, 2, 3])
ARRAY_TO_STRING(['a', 'b'], ', ')
(SELECT STRING_AGG(x, ', ' ORDER BY x DESC) FROM UNNEST(['a', 'b', 'c']) AS x)
(SELECT STRING_AGG(DISTINCT x, ', ' ORDER BY x) FROM UNNEST(['b', 'a', 'b']) AS x)
(SELECT ARRAY_AGG(x ORDER BY x DESC)[OFFSET(0)] FROM UNNEST([1, 3, 2]) AS x)
(SELECT ARRAY_AGG(x IGNORE NULLS ORDER BY x)[OFFSET(0)] FROM UNNEST([1, NULL, 2]) AS x)
(SELECT COUNTIF(x > 1) FROM UNNEST([1, 2, 3]) AS x)
(SELECT LOGICAL_OR(x > 2) FROM UNNEST([1, 2, 3]) AS x)
(SELECT LOGICAL_AND(x > 2) FROM UNNEST([1, 2, 3]) AS x)
(SELECT AVG(x) FROM UNNEST([1, 2, 4]) AS x)
(SELECT STDDEV_SAMP(x) FROM UNNEST([1, 2, 4]) AS x)
(SELECT STDDEV(x) FROM UNNEST([1, 2, 4]) AS x)
(SELECT VAR_POP(x) FROM UNNEST([1, 2, 4]) AS x)
(SELECT CORR(x, x * x) FROM UNNEST([1, 2, 4]) AS x)
(SELECT ANY_VALUE(x HAVING MAX x) FROM UNNEST([1, 2, 4]) AS x)
(SELECT ANY_VALUE(x) FROM UNNEST([4]) AS x)
(SELECT COUNT(*) FROM UNNEST(GENERATE_ARRAY(1, 5)) AS x)
(SELECT SUM(x) FROM UNNEST(GENERATE_ARRAY(0, 10, 5)) AS x)
(SELECT COUNT(*) FROM UNNEST(GENERATE_DATE_ARRAY(DATE '2024-01-01', DATE '2024-03-01', INTERVAL 1 MONTH)) AS d)
(SELECT MAX(d) FROM UNNEST(GENERATE_DATE_ARRAY(DATE '2024-01-01', DATE '2024-03-01', INTERVAL 1 MONTH)) AS d)
(SELECT SUM(DISTINCT x) FROM UNNEST([1, 1, 2]) AS x)
(SELECT MAX(q) FROM (SELECT PERCENTILE_CONT(x, 0.5) OVER () AS q FROM UNNEST([1, 2, 4, 8]) AS x))
(SELECT MAX(q) FROM (SELECT PERCENTILE_DISC(x, 0.5) OVER () AS q FROM UNNEST([1, 2, 4, 8]) AS x))
(SELECT MAX(q) FROM (SELECT NTILE(2) OVER (ORDER BY x) AS q FROM UNNEST([1, 2, 4, 8]) AS x))
(SELECT MAX(q) FROM (SELECT PERCENT_RANK() OVER (ORDER BY x) AS q FROM UNNEST([1, 2, 4, 8]) AS x))
(SELECT SUM(q) FROM (SELECT LAG(x, 1, 0) OVER (ORDER BY x) AS q FROM UNNEST([1, 2, 4, 8]) AS x))
(SELECT MAX(q) FROM (SELECT FIRST_VALUE(x IGNORE NULLS) OVER (ORDER BY x DESC) AS q FROM UNNEST([1, 2, 4, NULL]) AS x))
(SELECT MAX(q) FROM (SELECT SUM(x) OVER (ORDER BY x ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS q FROM UNNEST([1, 2, 4, 8]) AS x))
(SELECT x FROM UNNEST([3, 1, NULL]) AS x ORDER BY x LIMIT 1)
(SELECT x FROM UNNEST([3, 1, NULL]) AS x ORDER BY x DESC LIMIT 1)
(SELECT AS STRUCT 1 AS a, 'x' AS b).b
STRUCT(1 AS a, 'x' AS b).a
(SELECT s.a FROM UNNEST([STRUCT(1 AS a), STRUCT(2 AS a)]) AS s ORDER BY s.a DESC LIMIT 1)
(SELECT x FROM UNNEST([1, 2, 3]) AS x WHERE TRUE QUALIFY ROW_NUMBER() OVER (ORDER BY x DESC) = 1)
1 IN (1, 2)
1 NOT IN UNNEST([1, 2])
DATE '2024-01-01' BETWEEN '2023-12-31' AND '2024-01-02'
EXTRACT(YEAR FROM DATE '2024-01-01') * 100 + EXTRACT(MONTH FROM DATE '2024-01-01')
CURRENT_DATE('UTC')
CAST('1e3' AS FLOAT64)
CAST(' 7 ' AS INT64)
1 / 3
CAST(1 AS NUMERIC) / 3
NUMERIC '10' / NUMERIC '4'
CAST(10 AS NUMERIC) * 0.5
ROUND(10 / 4, 1)
""".strip().splitlines()

REFUSED = r"""
FORMAT_DATE('%b %e, %Y', DATE '2024-03-04')
FORMAT_DATE('%Q', DATE '2024-03-04')
EXTRACT(WEEK FROM DATE '2024-12-30')
TIMESTAMP_DIFF(TIMESTAMP '2024-01-02 00:00:00', TIMESTAMP '2024-01-01 23:59:00', DAY)
SAFE_CAST('1.6' AS INT64)
SAFE_CAST('x' AS INT64)
IEEE_DIVIDE(1, 0)
RANGE_BUCKET(20, [0, 10, 20, 30])
FARM_FINGERPRINT('a')
INSTR('abcabc', 'b', 1, 2)
FORMAT('%d', 5)
FORMAT('%.2f', 2.345)
FORMAT("%'d", 1234567)
FORMAT('%s', 'x')
NORMALIZE('a')
SOUNDEX('Robert')
SAFE.SUBSTR('abc', 0, -2)
SAFE.LN(-1)
(SELECT STRING_AGG(x, ', ' ORDER BY x DESC LIMIT 2) FROM UNNEST(['a', 'b', 'c']) AS x)
(SELECT ARRAY_AGG(x ORDER BY x DESC LIMIT 1)[OFFSET(0)] FROM UNNEST([1, 3, 2]) AS x)
(SELECT SUM(o) FROM UNNEST(['a', 'b', 'c']) AS x WITH OFFSET AS o)
RAND()
GENERATE_UUID()
CURRENT_TIMESTAMP()
CURRENT_DATETIME()
NOW()
TODAY()
GET_CURRENT_TIMESTAMP()
AGE(DATE '2024-01-01')
APPROX_QUANTILES(1, 4)[OFFSET(1.5)]
APPROX_QUANTILES(1, 4)[OFFSET(5)]
SESSION_USER()
""".strip().splitlines()


def plain(value: Any) -> Any:
    return round(float(value), 6) if isinstance(value, Decimal | float) else value


def in_duckdb(expression: str) -> Any:
    with duckdb.connect() as connection:
        row = connection.execute(to_duckdb(f"SELECT {expression} AS value", TODAY)).fetchone()
    assert row
    return row[0]


def test_expressions_mean_the_same_in_googles_evaluator() -> None:
    from zeta_evaluator import Evaluator

    evaluated = Evaluator("a.b.", {}).rows("SELECT " + ", ".join(f"({expression})" for expression in SAME), TODAY)[0]
    different = []
    for expression, value in zip(SAME, evaluated, strict=True):
        expected, found = plain(value), plain(in_duckdb(expression))
        if expected != found or type(expected) is not type(found):
            different.append((expression, expected, found))
    assert different == []


@pytest.mark.parametrize("expression", REFUSED)
def test_what_has_another_meaning_is_refused_by_name(expression: str) -> None:
    with pytest.raises(TranslationError, match="has no translation"):
        to_duckdb(f"SELECT {expression} AS value", TODAY)


def test_today_is_the_day_that_is_said() -> None:
    assert in_duckdb("CURRENT_DATE()") == TODAY
    assert in_duckdb("DATE_SUB(CURRENT_DATE('UTC'), INTERVAL 1 DAY)") == dt.date(2025, 12, 30)


def test_tables_of_the_schema_have_their_bare_names() -> None:
    sql = "SELECT t.amount FROM `a-project.c360.fact_transaction` AS t JOIN derived AS d ON t.customer_id = d.customer_id"
    assert to_duckdb(sql, TODAY) == "SELECT t.amount FROM fact_transaction AS t JOIN derived AS d ON t.customer_id = d.customer_id"


def test_what_is_not_sql_is_refused() -> None:
    with pytest.raises(TranslationError, match="not SQL of BigQuery"):
        to_duckdb("SELECT FROM WHERE", TODAY)
