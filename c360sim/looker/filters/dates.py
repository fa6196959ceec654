"""Filter expressions on days: `7 days`, `3 months ago for 2 days`, `this month`, `before 2024-02-01`, `2024-01 for 3 months`, `NOT NULL`.

Every one but NULL says a first day that is in and a first day after that is out. Days relative to today are said in terms of
BigQuery's CURRENT_DATE, which a run on a data set replaces by its last day. Weeks begin on Monday. Times of day, fiscal years and
days of the week are refused: the schema has whole days and a calendar year.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from c360sim.looker.filters.terms import FilterError, combined

TODAY = "CURRENT_DATE('UTC')"
UNITS = ("day", "week", "month", "quarter", "year")
_UNIT = rf"({'|'.join(UNITS)})s?"
_DAY = r"(\d{4}[-/]\d{2}[-/]\d{2})"
_COUNT = r"(\d{1,5})"
_NEITHER = re.compile(r"second|minute|hour|fiscal|\bfy\d|\d:\d|(mon|tues|wednes|thurs|fri|satur|sun)day", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `start` to before `end`, each SQL, or empty for no bound."""

    start: str = ""
    end: str = ""


def condition(column: str, expression: str) -> str:
    """Return the condition of an expression on a column of days. Raises FilterError for what is not understood or not supported."""
    return combined([_met(column, term.strip()) for term in expression.split(",")], [])


def span(term: str) -> Span:
    """Return the days that a term names. Raises as `condition`."""
    for pattern, build in _FORMS:
        found = pattern.fullmatch(term)
        if found:
            return build(*(group.lower() if group else "" for group in found.groups()))
    if _NEITHER.search(term):
        raise FilterError(f"filter expression {term!r}: times of day, fiscal years and days of the week are not supported")
    raise FilterError(f"filter expression {term!r} is not understood")


def _met(column: str, term: str) -> str:
    if term.lower() in ("null", "not null"):
        return f"{column} IS {term.upper()}"
    days = span(term)
    bounds = [f"{column} >= {days.start}"] * bool(days.start) + [f"{column} < {days.end}"] * bool(days.end)
    return f"({' AND '.join(bounds)})"


def _this(unit: str) -> str:
    """Return the first day of the current unit."""
    if unit == "day":
        return TODAY
    return f"DATE_TRUNC({TODAY}, {'WEEK(MONDAY)' if unit == 'week' else unit.upper()})"


def _moved(day: str, count: int, unit: str) -> str:
    """Return a day moved by some units."""
    if count == 0:
        return day
    return f"DATE_{'ADD' if count > 0 else 'SUB'}({day}, INTERVAL {abs(count)} {unit.upper()})"


def _from_this(count: int, unit: str) -> str:
    return _moved(_this(unit), count, unit)


def _literal(day: str) -> str:
    try:
        return f"DATE '{dt.date.fromisoformat(day.replace('/', '-'))}'"
    except ValueError:
        raise FilterError(f"filter expression has the day {day}, which no calendar has") from None


def _past(count: str, unit: str) -> Span:
    """Return the last units, of which the current one is the last."""
    return Span(_from_this(1 - int(count), unit), _from_this(1, unit))


def _one(offset: Callable[[int], int]) -> Callable[[str, str], Span]:
    def build(count: str, unit: str) -> Span:
        first = offset(int(count))
        return Span(_from_this(first, unit), _from_this(first + 1, unit))

    return build


def _named(word: str, unit: str) -> Span:
    first = {"last": -1, "this": 0, "next": 1}[word]
    return Span(_from_this(first, unit), _from_this(first + 1, unit))


def _relative(count: str, unit: str, direction: str, length: str, length_unit: str) -> Span:
    start = _from_this(-int(count) if direction == "ago" else int(count), unit)
    return Span(start, _moved(start, int(length), length_unit))


def _side(side: str, day: str) -> Span:
    return Span(end=day) if side == "before" else Span(start=day)


def _side_of_relative(side: str, count: str, unit: str, direction: str) -> Span:
    return _side(side, _from_this(int(count) if "from" in direction else -int(count), unit))


def _side_of_named(side: str, word: str, unit: str) -> Span:
    return _side(side, _from_this({"last": -1, "this": 0, "next": 1}[word], unit))


def _keyword(word: str) -> Span:
    first = {"yesterday": -1, "today": 0, "tomorrow": 1}[word]
    return Span(_from_this(first, "day"), _from_this(first + 1, "day"))


def _lasting(start: str, count: int, unit: str) -> Span:
    return Span(start, _moved(start, count, unit))


def _month(year: str, month: str, count: str = "1", unit: str = "month") -> Span:
    return _lasting(_literal(f"{year}-{month}-01"), int(count), unit)


_FORMS: tuple[tuple[re.Pattern[str], Callable[..., Span]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE | re.ASCII), build)
    for pattern, build in (
        (rf"{_COUNT} {_UNIT}", _past),
        (rf"{_COUNT} {_UNIT} ago", _one(lambda count: -count)),
        (rf"{_COUNT} {_UNIT} from now", _one(lambda count: count)),
        (rf"{_COUNT} {_UNIT} (ago|from now) for {_COUNT} {_UNIT}", _relative),
        (rf"(last|this|next) {_UNIT}", _named),
        (rf"this {_UNIT} to {_UNIT}", lambda first, second: Span(_this(first), _this(second))),
        (rf"(before|after) {_COUNT} {_UNIT}( ago| from now)?", _side_of_relative),
        (rf"(before|after) (last|this|next) {_UNIT}", _side_of_named),
        (rf"(before|after) {_DAY}", lambda side, day: _side(side, _literal(day))),
        (r"(before|after) (?:now|today)", lambda side: _side(side, TODAY)),
        (r"(yesterday|today|tomorrow)", _keyword),
        (_DAY, lambda day: _lasting(_literal(day), 1, "day")),
        (rf"{_DAY} to {_DAY}", lambda first, second: Span(_literal(first), _literal(second))),
        (rf"{_DAY} for {_COUNT} {_UNIT}", lambda day, count, unit: _lasting(_literal(day), int(count), unit)),
        (r"(\d{4})", lambda year: _lasting(_literal(f"{year}-01-01"), 1, "year")),
        (r"(\d{4})[-/](\d{2})", _month),
        (rf"(\d{{4}})[-/](\d{{2}}) for {_COUNT} {_UNIT}", _month),
        (r"(\d{4})[-/]q([1-4])", lambda year, quarter: _lasting(_literal(f"{year}-{3 * int(quarter) - 2:02}-01"), 1, "quarter")),
    )
)
