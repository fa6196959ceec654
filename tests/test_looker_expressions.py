"""Looker expressions: read and worked out over rows, pivoted and not."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from c360sim.looker.expressions import ExpressionError, Results, evaluate, names, parse

ROWS: list[dict[str, Any]] = [
    {"a.month": "2025-12", "a.amount": Decimal("10.10"), "a.count": 4, "a.name": "Ada", "a.day": dt.date(2025, 12, 31)},
    {"a.month": "2025-11", "a.amount": Decimal("20.20"), "a.count": 0, "a.name": None, "a.day": dt.date(2025, 11, 30)},
    {"a.month": "2025-10", "a.amount": None, "a.count": 6, "a.name": "Bob", "a.day": dt.date(2024, 2, 29)},
]
PIVOTED: list[dict[str, Any]] = [{"a.month": "2025-12", "a.amount": {"x": 1, "y": 3}}, {"a.month": "2025-11", "a.amount": {"x": 5}}]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("1 + 2 * 3 - -4", [11, 11, 11]),
        ("(1 + 2) * 3 / 2", [4.5, 4.5, 4.5]),
        ("${a.amount} / ${a.count}", [Decimal("2.525"), None, None]),
        ("${a.amount} + 0.5", [10.6, 20.7, None]),
        ("${a.count} > 3 AND NOT ${a.count} = 6", [True, False, False]),
        ("${a.count} = 4 OR ${a.count} = 0 AND no", [True, False, False]),
        ("${a.amount} <= 20", [True, False, None]),
        ('if(${a.count} != 0, "some", "none")', ["some", "none", "some"]),
        ("coalesce(${a.amount}, 0)", [Decimal("10.10"), Decimal("20.20"), 0]),
        ("is_null(${a.name})", [False, True, False]),
        ("row()", [1, 2, 3]),
        ("offset(${a.count}, 1)", [0, 6, None]),
        ("offset(${a.count}, -1)", [None, 4, 0]),
        ("index(${a.count}, 3)", [6, 6, 6]),
        ("running_total(${a.count})", [4, 4, 10]),
        ("rank(${a.count}, ${a.count})", [2, 3, 1]),
        ("sum(${a.amount})", [Decimal("30.30")] * 3),
        ("${a.count} / sum(${a.count})", [0.4, 0, 0.6]),
        ("mean(${a.count})", [10 / 3] * 3),
        ("max(${a.count}) - min(${a.count})", [6, 6, 6]),
        ("median(${a.count})", [4, 4, 4]),
        ("count(${a.name}) + count_distinct(${a.month})", [5, 5, 5]),
        ("${a.count} / ${a.count:total}", [0.4, 0, 0.6]),
        ("round(${a.amount} / 3, 2)", [3.37, 6.73, None]),
        ("round(-2.5)", [-3.0, -3.0, -3.0]),
        ("abs(0 - 3) + ceiling(1.2) + floor(1.8) + power(2, 3) + mod(7, 4)", [17, 17, 17]),
        ('concat(${a.name}, " of ", ${a.month})', ["Ada of 2025-12", " of 2025-11", "Bob of 2025-10"]),
        ('contains(lower(${a.name}), "a") ', [True, None, False]),
        ("length(${a.name})", [3, None, 3]),
        ("diff_days(${a.day}, date(2026, 1, 1))", [1, 32, 672]),
        ("diff_months(${a.day}, date(2026, 1, 31))", [1, 2, 23]),
        ("add_months(1, ${a.day})", [dt.date(2026, 1, 31), dt.date(2025, 12, 30), dt.date(2024, 3, 29)]),
        ("add_days(-1, ${a.day}) = ${a.day}", [False, False, False]),
        ('${a.month} = "2025-12"', [True, False, False]),
    ],
)
def test_an_expression_over_rows(expression: str, expected: list[Any]) -> None:
    assert evaluate(parse(expression), Results(ROWS, totals={"a.count": 10})) == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("${a.amount} * 2", [{"x": 2, "y": 6}, {"x": 10, "y": None}]),
        ("sum(pivot_row(${a.amount}))", [4, 5]),
        ("pivot_index(${a.amount}, 2)", [3, None]),
        ("${a.amount} - pivot_offset(${a.amount}, -1)", [{"x": None, "y": 2}, {"x": None, "y": None}]),
        ("sum(${a.amount})", [{"x": 6, "y": 3}, {"x": 6, "y": 3}]),
        ("${a.amount:row_total}", [4, 5]),
        ("${a.amount} / ${a.amount:total}", [{"x": 1 / 6, "y": 1.0}, {"x": 5 / 6, "y": None}]),
        ("pivot_column()", [{"x": 1, "y": 2}, {"x": 1, "y": 2}]),
    ],
)
def test_an_expression_over_a_pivot(expression: str, expected: list[Any]) -> None:
    results = Results(PIVOTED, ["x", "y"], {"a.amount": {"x": 6, "y": 3}}, [{"a.amount": 4}, {"a.amount": 5}])
    assert evaluate(parse(expression), results) == expected


@pytest.mark.parametrize("expression", ["", "1 +", "(1", "1 2", "sum(1,", "${a.b", "one", "1 ? 2", "'open"])
def test_what_is_not_an_expression_is_refused(expression: str) -> None:
    with pytest.raises(ExpressionError):
        parse(expression)


def test_what_is_not_there_is_refused() -> None:
    with pytest.raises(ExpressionError, match="a.zip is not among the fields"):
        evaluate(parse("${a.zip}"), Results(ROWS))
    with pytest.raises(ExpressionError, match="function lookup is not supported"):
        list(names(parse("lookup(${a.count}, 1)")))


def test_an_expression_tells_what_it_refers_to() -> None:
    assert [(found.name, found.of) for found in names(parse("${a.b} / sum(${c}) + ${a.b:total}"))] == [
        ("a.b", ""),
        ("c", ""),
        ("a.b", "total"),
    ]
