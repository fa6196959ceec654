"""Looker expressions: read and worked out over rows, pivoted and not."""

from __future__ import annotations

import datetime as dt
import random
import sys
from decimal import Decimal
from typing import Any

import pytest

from c360sim.looker.expressions import ExpressionError, Results, Type, checked, evaluate, names, parse

ROWS: list[dict[str, Any]] = [
    {"a.month": "2025-12", "a.amount": Decimal("10.10"), "a.count": 4, "a.name": "Ada", "a.day": dt.date(2025, 12, 31)},
    {"a.month": "2025-11", "a.amount": Decimal("20.20"), "a.count": 0, "a.name": None, "a.day": dt.date(2025, 11, 30)},
    {"a.month": "2025-10", "a.amount": None, "a.count": 6, "a.name": "Bob", "a.day": dt.date(2024, 2, 29)},
]
for _row, _new in zip(ROWS, ("Yes", "No", None), strict=True):
    _row["a.new"] = _new
TYPES = {
    "a.month": Type.DATE, "a.amount": Type.NUMBER, "a.count": Type.NUMBER, "a.name": Type.TEXT, "a.day": Type.DATE, "a.new": Type.YES_NO,
}  # fmt: skip
PIVOTED_TYPES = {"a.month": Type.DATE, "a.amount": Type.NUMBER}
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
        ("round(-2.5, 0)", [-3.0, -3.0, -3.0]),
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
    with pytest.raises(ExpressionError, match="a.zip is not among the fields"):
        checked(parse("${a.zip}"), TYPES)


@pytest.mark.parametrize(
    ("expression", "problem"),
    [
        ("lookup(${a.count}, 1)", "function lookup is not supported"),
        ("if(yes, 1)", "if has 2 arguments; it takes 3"),
        ("offset()", "offset has 0 arguments; it takes 2"),
        ("row(1)", "row has 1 argument; it takes none"),
        ("round(2.5)", "round has 1 argument; it takes 2"),
        ("sum(${a.count}, 1)", "sum has 2 arguments; it takes 1"),
        ("concat()", "concat has 0 arguments; it takes 1 or more"),
        ("coalesce()", "coalesce has 0 arguments; it takes 1 or more"),
        ('${a.count} + "1"', "argument 2 of + is a text; it must be a number"),
        ("-${a.name}", "argument 1 of ± is a text; it must be a number"),
        ("sum(${a.name})", "argument 1 of sum is a text; it must be a number"),
        ("if(${a.count}, 1, 2)", "argument 1 of if is a number; it must be yes or no"),
        ('if(${a.new}, 1, "one")', "argument 3 of if is a text; it must be a number"),
        ('coalesce(null, 1, "one")', "argument 3 of coalesce is a text; it must be a number"),
        ('${a.new} = "Yes"', "argument 2 of = is a text; it must be yes or no"),
        ("1 < 2 < 3", "argument 2 of < is a number; it must be yes or no"),
        ("add_days(${a.day}, 1)", "argument 1 of add_days is a date; it must be a number"),
        ("add_days(1, 2)", "argument 2 of add_days is a number; it must be a date"),
        ('contains(${a.count}, "1")', "argument 1 of contains is a number; it must be a text"),
        ("pivot_row(${a.count}) + 1", "pivot_row gives a list, which + does not take"),
        ("pivot_row(${a.count})", "is a list, by pivot_row"),
        ("${a.count:total}", "needs totals, which the query does not ask for"),
        ("${a.count:row_total}", "needs row totals, which the query does not ask for"),
        ("${a.count:mean}", "after a colon stands total or row_total"),
        ("negative(1)", "function negative is not supported"),
        ("and(yes, no)", "function and is not supported"),
    ],
)
def test_what_is_not_well_formed_is_refused_before_there_is_a_row(expression: str, problem: str) -> None:
    with pytest.raises(ExpressionError) as refused:
        checked(parse(expression), TYPES, has_totals=False, has_row_totals=False)
    assert problem in str(refused.value)


@pytest.mark.parametrize(
    "expression",
    ["(" * 5000 + "1" + ")" * 5000, "-" * 5000 + "1", "NOT " * 5000 + "yes", "abs(" * 5000 + "1" + ")" * 5000, "1" + " + 1" * 5000],
    ids=["brackets", "signs", "not", "functions", "chain"],
)
def test_what_is_nested_too_deep_is_refused_by_name(expression: str) -> None:
    with pytest.raises(ExpressionError, match="nested deeper than 100 levels"):
        parse(expression)


def test_what_is_nested_just_not_too_deep_is_worked_out() -> None:
    for expression in ("(" * 99 + "1" + ")" * 99, "abs(" * 99 + "1" + ")" * 99, "1" + " + 1" * 99, "if(yes, " * 99 + "1" + ", 0)" * 99):
        node = parse(expression)
        assert checked(node, {}) is Type.NUMBER
        assert evaluate(node, Results([{}])) in ([1], [100])


@pytest.mark.parametrize(
    "expression",
    [
        "1 / 0", "mod(7, 0)", "mod(${a.amount}, ${a.count} - ${a.count})", "power(0, -1)", "power(-8, 0.5)", "power(10, 400)", "power(9, 99999999)",
        "${a.far} * ${a.far}", "to_number(\"many\")", "to_number(\"nan\")", "to_number(\"1_000\")", "date(2025, 2, 30)", "date(99999, 1, 1)",
        "add_days(99999999999, ${a.day})", "add_months(-999999, ${a.day})", "add_days(power(10, 30), ${a.day})", "add_days(1, \"soon\")",
        "diff_days(\"2025\", ${a.day})", "offset(${a.count}, null)", "offset(${a.count}, 0.5)", "offset(${a.count}, power(10, 300))",
        "index(${a.count}, 0)", "index(${a.count}, null)", "pivot_index(${a.count}, 1)", "pivot_offset(${a.count}, 1)", "pivot_column()",
        "sum(pivot_row(${a.count}))", "sum(null)", "running_total(null)", "rank(null, ${a.count})", "${a.infinite}", "1" + "0" * 299 + " * 1" + "0" * 299,
        "${a.count:row_total}", "median(${a.infinite})",
    ],
)  # fmt: skip
def test_what_has_no_value_is_null(expression: str) -> None:
    rows = [{**row, "a.far": 1e300, "a.infinite": float("inf")} for row in ROWS]
    node = parse(expression)
    checked(node, {**TYPES, "a.far": Type.NUMBER, "a.infinite": Type.NUMBER})
    assert evaluate(node, Results(rows)) == [None] * 3


def test_a_yes_or_no_of_the_rows_is_one_in_an_expression() -> None:
    results = Results(ROWS, types=TYPES)
    assert evaluate(parse('if(${a.new}, "new", "old")'), results) == ["new", "old", "old"]
    assert evaluate(parse("${a.new} = no"), results) == [False, True, None]
    assert evaluate(parse('concat("", ${a.new})'), results) == ["Yes", "No", ""]


@pytest.mark.parametrize(
    "expression",
    [
        "${a.x} / sum(${a.x})", "rank(${a.x}, ${a.x})", "running_total(${a.x})", "${a.x} - mean(${a.x}) + offset(${a.x}, 1)",
        "if(${a.x} > median(${a.x}), max(${a.x}), count_distinct(${a.x}))", "sum(sum(${a.x} / sum(${a.x})))", "index(${a.x}, row())",
    ],
)  # fmt: skip
def test_work_grows_as_the_rows_do(expression: str) -> None:
    assert _work(expression, 2000) <= 2.1 * _work(expression, 1000)


def _work(expression: str, size: int) -> int:
    """Return how many calls, of Python's or of C, and how many operations on values it takes."""
    work = 0

    class Value(int):
        def __add__(self, other: int) -> Value:
            nonlocal work
            work += 1
            return Value(int(self) + int(other))

        __radd__ = __add__

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal work
        work += event in ("call", "c_call")

    results, node = Results([{"a.x": Value(number % 97)} for number in range(size)]), parse(expression)
    before = sys.getprofile()
    sys.setprofile(count)
    try:
        evaluate(node, results)
    finally:
        sys.setprofile(before)
    return work


def test_any_expression_is_refused_or_has_a_value_in_every_row() -> None:
    chance = random.Random(7)
    results = Results(PIVOTED, ["x", "y"], {"a.amount": {"x": 6, "y": 3}}, [{"a.amount": 4}, {"a.amount": 5}], PIVOTED_TYPES)
    worked_out = 0
    for _ in range(2000):
        expression = _any(chance, 4)
        try:
            node = parse(expression)
            checked(node, PIVOTED_TYPES)
        except ExpressionError:
            continue
        worked_out += 1
        for of, wanted in ((results, 2), (Results(ROWS, totals={"a.amount": 30}, types=TYPES), 3), (Results([]), 0)):
            assert len(evaluate(node, of)) == wanted, expression
    assert worked_out > 150


def _any(chance: random.Random, depth: int) -> str:
    """Return an expression of any form: often well typed, sometimes not even read."""
    if depth == 0 or chance.random() < 0.2:
        return chance.choice(_SMALLEST)
    inner = [_any(chance, depth - 1) for _ in range(chance.choice((0, 1, 1, 2, 2, 2, 3)))]
    if len(inner) == 2 and chance.random() < 0.4:
        return f"({inner[0]} {chance.choice(_SIGNS)} {inner[1]})"
    return f"{chance.choice(_FUNCTIONS)}({', '.join(inner)})"


_SMALLEST = (
    "0", "1", "-1", "0.5", "1e5", "999999999999", "null", "yes", '""', '"2025-12"', '"x', "${a.amount}", "${a.amount}", "${a.month}",
    "${a.amount:total}", "${a.amount:row_total}", "${a.month:total}", "${b}", "row()", "pivot_column()",
)  # fmt: skip
_SIGNS = ("+", "-", "*", "/", "=", "!=", "<", "<=", ">", ">=", "AND", "OR", "AND NOT", "? ")
_FUNCTIONS = (
    "if", "coalesce", "is_null", "row", "offset", "index", "running_total", "rank", "pivot_index", "pivot_offset", "pivot_row", "sum", "mean",
    "min", "max", "median", "count", "count_distinct", "abs", "ceiling", "floor", "round", "power", "mod", "concat", "contains", "lower",
    "upper", "length", "to_string", "to_number", "date", "add_days", "add_months", "diff_days", "diff_months", "lookup", "not", "",
)  # fmt: skip


def test_an_expression_tells_what_it_refers_to() -> None:
    assert [(found.name, found.of) for found in names(parse("${a.b} / sum(${c}) + ${a.b:total}"))] == [
        ("a.b", ""),
        ("c", ""),
        ("a.b", "total"),
    ]
