"""The only calendar: months, days and US bank business days.

A month is an int, `year * 12 + (month - 1)`, so that arithmetic on months is arithmetic on ints. A day
is either a day of the month (1..31) or an ordinal (`datetime.date.toordinal`).
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

import numpy as np
from numpy.typing import NDArray

EPOCH = dt.date(1970, 1, 1).toordinal()
"""Ordinal of 1970-01-01, the zero of date32 and of datetime64[D]."""

DAYS_PER_YEAR = 365.2425
"""Days in a mean year: ages in years are days divided by it, exact enough for behavior."""

USUAL_DAYS = 30.4375
"""Days in a mean month of four years."""

_FORM = re.compile(r"([0-9]{4})-([0-9]{2})")


def parse(text: str) -> int:
    """Return the month written as 'YYYY-MM'. Raises ValueError when it is no month of 1900..2199."""
    match = _FORM.fullmatch(text)
    if match is None or not 1 <= int(match[2]) <= 12 or not 1900 <= int(match[1]) <= 2199:
        raise ValueError(f"not a month: {text!r}")
    return int(match[1]) * 12 + int(match[2]) - 1


def label(month: int) -> str:
    """Return the month as 'YYYY-MM'."""
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def of_year(month: int) -> int:
    """Return the month of the year, 1..12."""
    return month % 12 + 1


@cache
def first_ordinal(month: int) -> int:
    """Return the ordinal of the month's first day."""
    return dt.date(month // 12, month % 12 + 1, 1).toordinal()


@cache
def days_in(month: int) -> int:
    """Return the number of days in the month, 28..31."""
    return first_ordinal(month + 1) - first_ordinal(month)


def last_ordinal(month: int) -> int:
    """Return the ordinal of the month's last day."""
    return first_ordinal(month + 1) - 1


def of_ordinal(ordinal: int) -> int:
    """Return the month that holds the ordinal day."""
    day = dt.date.fromordinal(ordinal)
    return day.year * 12 + day.month - 1


def of_ordinals(ordinals: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the month that holds each ordinal day."""
    return (ordinals - EPOCH).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) + 1970 * 12


def first_ordinals(months: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the ordinal of the first day of each month."""
    return (months - 1970 * 12).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64) + EPOCH


def date_key(ordinal: int) -> int:
    """Return the ordinal day as the integer yyyymmdd."""
    day = dt.date.fromordinal(ordinal)
    return day.year * 10_000 + day.month * 100 + day.day


def date_keys(month: int, day: NDArray[np.integer]) -> NDArray[np.int64]:
    """Return days of one month as integers yyyymmdd, int64 of the same shape."""
    return np.asarray(day, np.int64) + (month // 12) * 10_000 + of_year(month) * 100


@cache
def weekdays(month: int) -> NDArray[np.int64]:
    """Return the weekday (Monday 0) of every day of the month, shape (days,)."""
    return (first_ordinal(month) + 6 + np.arange(days_in(month))) % 7


@cache
def bank_holidays(year: int) -> frozenset[dt.date]:
    """Return the Federal Reserve's holidays of a year.

    The Reserve Banks close on the Monday after a Sunday holiday and stay open on the Friday before a
    Saturday one (Federal Reserve holiday schedule). Juneteenth counts in every year, though it is one since 2021.
    """
    from pandas.tseries import holiday  # imported here: a command that needs no calendar starts faster

    fixed = {"New Year": (1, 1), "Juneteenth": (6, 19), "Independence Day": (7, 4), "Veterans Day": (11, 11), "Christmas": (12, 25)}
    moving = (
        *(holiday.USMartinLutherKingJr, holiday.USPresidentsDay, holiday.USMemorialDay),
        *(holiday.USLaborDay, holiday.USColumbusDay, holiday.USThanksgivingDay),
    )
    rules = [holiday.Holiday(name, month=month, day=day, observance=holiday.sunday_to_monday) for name, (month, day) in fixed.items()]
    calendar = holiday.AbstractHolidayCalendar("Federal Reserve", [*rules, *moving])
    return frozenset(day.date() for day in calendar.holidays(dt.datetime(year, 1, 1), dt.datetime(year, 12, 31)))


@cache
def business_day_on_or_before(ordinal: int) -> int:
    """Return the ordinal of the last bank business day on or before an ordinal day."""
    day = dt.date.fromordinal(ordinal)
    while day.weekday() >= 5 or day in bank_holidays(day.year):
        day -= dt.timedelta(days=1)
    return day.toordinal()


@cache
def business_day_on_or_after(ordinal: int) -> int:
    """Return the ordinal of the first bank business day on or after an ordinal day."""
    day = dt.date.fromordinal(ordinal)
    while day.weekday() >= 5 or day in bank_holidays(day.year):
        day += dt.timedelta(days=1)
    return day.toordinal()


@cache
def days_of_age(years: float) -> int:
    """Return the least number of days that are so many years."""
    days = int(years * DAYS_PER_YEAR)
    while days / DAYS_PER_YEAR < years:
        days += 1
    return days


def ages_on(births: NDArray[np.int64], ordinal: int) -> NDArray[np.int64]:
    """Return the ages in completed years on an ordinal day of people born on ordinal days."""
    born = (births - EPOCH).astype("datetime64[D]")
    month = born.astype("datetime64[M]")
    day, today = (born - month).astype(np.int64), ordinal - first_ordinal(of_ordinal(ordinal))
    lived_months = of_ordinal(ordinal) - (month.astype(np.int64) + 1970 * 12) - (today < day)
    ages: NDArray[np.int64] = lived_months // 12
    return ages
