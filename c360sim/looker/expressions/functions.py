"""The functions of expressions: on single values, and on all values of a column."""

from __future__ import annotations

import calendar
import datetime as dt
import math
import operator
import statistics
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

Number = int | float | Decimal


def _numbers(apply: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function of numbers that is null where one of them is; exact with exact ones, floats where one is a float."""

    def applied(*values: Number | None) -> Any:
        if any(value is None for value in values):
            return None
        if any(isinstance(value, float) for value in values):
            values = tuple(float(value) for value in values if value is not None)
        return apply(*values)

    return applied


def _divided(a: Number, b: Number) -> Number | None:
    return None if b == 0 else a / b  # type: ignore[operator]


def _compared(compare: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool | None]:
    def applied(a: Any, b: Any) -> bool | None:
        return None if a is None or b is None else compare(_plain(a), _plain(b))

    return applied


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


def _rounded(value: Number, digits: int = 0) -> Number:
    """Return a number rounded with halves away from zero."""
    scale = 10**digits
    return math.copysign(
        math.floor(abs(value) * scale + Decimal("0.5") if isinstance(value, Decimal) else abs(value) * scale + 0.5) / scale, value
    )


def _text(value: Any) -> str | None:
    return None if value is None else str(_plain(value))


def _joined(*values: Any) -> str:
    return "".join(_text(value) or "" for value in values)


def _day(value: Any) -> dt.date:
    return value if isinstance(value, dt.date) else dt.date.fromisoformat(str(value) + ("-01" if len(str(value)) == len("2024-01") else ""))


def _days(apply: Callable[..., Any]) -> Callable[..., Any]:
    def applied(*values: Any) -> Any:
        return None if any(value is None for value in values) else apply(*values)

    return applied


def _month_moved(count: int, value: Any) -> dt.date:
    day = _day(value)
    year, month = divmod(day.year * 12 + day.month - 1 + int(count), 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _months_between(start: Any, end: Any) -> int:
    first, last = _day(start), _day(end)
    months = (last.year - first.year) * 12 + last.month - first.month
    return months - (last.day < first.day) if months > 0 else months + (last.day > first.day) if months < 0 else 0


SCALAR: dict[str, Callable[..., Any]] = {
    "+": _numbers(operator.add),
    "-": _numbers(operator.sub),
    "*": _numbers(operator.mul),
    "/": _numbers(_divided),
    "negative": _numbers(operator.neg),
    "=": _compared(operator.eq),
    "!=": _compared(operator.ne),
    "<": _compared(operator.lt),
    "<=": _compared(operator.le),
    ">": _compared(operator.gt),
    ">=": _compared(operator.ge),
    "and": lambda a, b: bool(a) and bool(b),
    "or": lambda a, b: bool(a) or bool(b),
    "not": lambda a: not a,
    "abs": _numbers(abs),
    "ceiling": _numbers(math.ceil),
    "floor": _numbers(math.floor),
    "round": _numbers(_rounded),
    "power": _numbers(operator.pow),
    "mod": _numbers(operator.mod),
    "concat": _joined,
    "to_string": _text,
    "to_number": lambda value: None if value is None else float(value),
    "contains": _days(lambda text, part: str(part) in str(text)),
    "lower": _days(lambda text: str(text).lower()),
    "upper": _days(lambda text: str(text).upper()),
    "length": _days(lambda text: len(str(text))),
    "date": _days(lambda year, month, day: dt.date(int(year), int(month), int(day))),
    "add_days": _days(lambda count, day: _day(day) + dt.timedelta(days=int(count))),
    "add_months": _days(_month_moved),
    "diff_days": _days(lambda start, end: (_day(end) - _day(start)).days),
    "diff_months": _days(_months_between),
}
"""Functions and operators on values. Null in, null out, but for those that say otherwise."""


def _of_numbers(apply: Callable[[Sequence[Any]], Any]) -> Callable[[Sequence[Any]], Any]:
    def applied(values: Sequence[Any]) -> Any:
        there = [value for value in values if value is not None]
        return apply(there) if there else None

    return applied


def _total(values: Sequence[Any]) -> Any:
    add = SCALAR["+"]
    total = values[0]
    for value in values[1:]:
        total = add(total, value)
    return total


COLUMN: dict[str, Callable[[Sequence[Any]], Any]] = {
    "sum": _of_numbers(_total),
    "mean": _of_numbers(lambda values: SCALAR["/"](_total(values), len(values))),
    "min": _of_numbers(min),
    "max": _of_numbers(max),
    "median": _of_numbers(statistics.median),
    "count": lambda values: sum(value is not None for value in values),
    "count_distinct": lambda values: len({value for value in values if value is not None}),
}
"""Functions on all values of a column; nulls are left out."""
