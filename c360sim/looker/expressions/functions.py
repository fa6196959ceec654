"""The functions of expressions: on single values, and on all values of a column. What has no value is null, never an error."""

from __future__ import annotations

import calendar
import datetime as dt
import math
import operator
import re
import statistics
from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any

Number = int | float | Decimal
_LARGEST_BITS = 1024
"""Whole numbers beyond those of a double are null, as they are in Looker, instead of growing without end."""
_WIDE = Context(prec=100)
"""Holds BigQuery's numbers of 76 digits."""
_NUMBER = re.compile(r"\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,4})?\s*", re.ASCII)


def known(value: Any) -> Any:
    """Return a value, or null for a number that is not finite or larger than a double."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Decimal):
        return value if value.is_finite() else None
    return None if isinstance(value, int) and value.bit_length() > _LARGEST_BITS else value


def or_null(apply: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that gives null where there is no value: a day of no calendar, a root of a negative number."""

    def applied(*values: Any) -> Any:
        try:
            return known(apply(*values))
        except (ArithmeticError, TypeError, ValueError):
            return None

    return applied


def _strict(apply: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that is null where one of its arguments is."""
    safe = or_null(apply)
    return lambda *values: None if any(value is None for value in values) else safe(*values)


def _numbers(apply: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function of numbers: exact with exact ones, floats where one is a float."""

    def applied(*values: Number) -> Any:
        if any(isinstance(value, float) for value in values):
            values = tuple(float(value) for value in values)
        return apply(*values)

    return _strict(applied)


def _compared(compare: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool | None]:
    return _strict(lambda a, b: compare(_plain(a), _plain(b)))


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


def _rounded(value: Number, digits: Number) -> float:
    """Return a number rounded with halves away from zero."""
    exact, exponent = Decimal(str(value)), -int(digits)
    has_more = int(exact.as_tuple().exponent) < exponent
    return float(exact.quantize(Decimal(1).scaleb(exponent), ROUND_HALF_UP, _WIDE) if has_more else exact)


def _power(base: Number, exponent: Number) -> float | None:
    found = float(base) ** float(exponent)
    return None if isinstance(found, complex) else found


def _remainder(value: Number, divisor: Number) -> Number:
    """Return what is left of a division, with the sign of what is divided, as in SQL."""
    if isinstance(value, float):
        return math.fmod(value, divisor)
    return abs(value) % abs(divisor) * (-1 if value < 0 else 1)  # type: ignore[operator]


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return str(_plain(value))


def _number(value: Any) -> float | None:
    return float(value) if not isinstance(value, str) or _NUMBER.fullmatch(value) else None


def _day(value: Any) -> dt.date:
    return value if isinstance(value, dt.date) else dt.date.fromisoformat(str(value) + ("-01" if len(str(value)) == len("2024-01") else ""))


def _month_moved(count: Number, value: Any) -> dt.date:
    day = _day(value)
    year, month = divmod(day.year * 12 + day.month - 1 + int(count), 12)
    last = calendar.monthrange(year, month + 1)[1] if dt.MINYEAR <= year <= dt.MAXYEAR else 1
    return dt.date(year, month + 1, min(day.day, last))


def _months_between(start: Any, end: Any) -> int:
    first, last = _day(start), _day(end)
    months = (last.year - first.year) * 12 + last.month - first.month
    return months - (last.day < first.day) if months > 0 else months + (last.day > first.day) if months < 0 else 0


SCALAR: dict[str, Callable[..., Any]] = {
    "+": _numbers(operator.add),
    "-": _numbers(operator.sub),
    "*": _numbers(operator.mul),
    "/": _numbers(operator.truediv),
    "±": _numbers(operator.neg),
    "=": _compared(operator.eq),
    "!=": _compared(operator.ne),
    "<": _compared(operator.lt),
    "<=": _compared(operator.le),
    ">": _compared(operator.gt),
    ">=": _compared(operator.ge),
    "AND": lambda a, b: bool(a) and bool(b),
    "OR": lambda a, b: bool(a) or bool(b),
    "NOT": lambda a: not a,
    "if": lambda condition, then, otherwise: then if condition else otherwise,
    "coalesce": lambda *values: next((value for value in values if value is not None), None),
    "is_null": lambda value: value is None,
    "abs": _numbers(abs),
    "ceiling": _numbers(math.ceil),
    "floor": _numbers(math.floor),
    "round": _strict(_rounded),
    "power": _strict(_power),
    "mod": _numbers(_remainder),
    "concat": lambda *values: "".join("" if value is None else _text(value) for value in values),
    "to_string": _strict(_text),
    "to_number": _strict(_number),
    "contains": _strict(lambda text, part: _text(part) in _text(text)),
    "lower": _strict(lambda text: _text(text).lower()),
    "upper": _strict(lambda text: _text(text).upper()),
    "length": _strict(lambda text: len(_text(text))),
    "date": _strict(lambda year, month, day: dt.date(int(year), int(month), int(day))),
    "add_days": _strict(lambda count, day: _day(day) + dt.timedelta(days=int(count))),
    "add_months": _strict(_month_moved),
    "diff_days": _strict(lambda start, end: (_day(end) - _day(start)).days),
    "diff_months": _strict(_months_between),
}
"""Functions and operators on values. Null in, null out, but for those that say otherwise."""


def _of_values(apply: Callable[[Sequence[Any]], Any]) -> Callable[[Sequence[Any]], Any]:
    safe = or_null(apply)

    def applied(values: Sequence[Any]) -> Any:
        there = [value for value in values if value is not None]
        return safe(there) if there else None

    return applied


def _alike(values: Sequence[Any]) -> Sequence[Any]:
    """Return numbers that can be added: exact ones, or floats where one of them is."""
    return [float(value) for value in values] if any(isinstance(value, float) for value in values) else values


COLUMN: dict[str, Callable[[Sequence[Any]], Any]] = {
    "sum": _of_values(lambda values: sum(_alike(values))),
    "mean": _of_values(lambda values: sum(_alike(values)) / len(values)),
    "min": _of_values(min),
    "max": _of_values(max),
    "median": _of_values(lambda values: statistics.median(_alike(values))),
    "count": lambda values: sum(value is not None for value in values),
    "count_distinct": lambda values: len({value for value in values if value is not None}),
}
"""Functions on all values of a column; nulls are left out."""
