"""Pay days are those of the calendar: shifted before weekends and bank holidays."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from c360sim import months
from c360sim.payments.income import payday_table
from c360sim.vocabulary import PayFrequency


def paydays(frequency: PayFrequency, anchor: int, month: int) -> tuple[int, ...]:
    return tuple(day for day in payday_table(month)[frequency, anchor].tolist() if day)


@pytest.mark.parametrize(
    ("frequency", "anchor", "month", "expected"),
    [
        (PayFrequency.WEEKLY, 4, "2024-03", (1, 8, 15, 22, 29)),
        (PayFrequency.SEMIMONTHLY, 0, "2024-06", (14, 28)),  # the 15th is a Saturday, the 30th a Sunday
        (PayFrequency.SEMIMONTHLY, 1, "2024-09", (13,)),  # 1 September, a Sunday, was paid in August
        (PayFrequency.SEMIMONTHLY, 1, "2024-08", (1, 15, 30)),
        (PayFrequency.MONTHLY, 0, "2024-03", (29,)),
        (PayFrequency.MONTHLY, 2, "2024-12", (24,)),  # Christmas
        (PayFrequency.WEEKLY, 0, "2024-05", (6, 13, 20, 24)),  # Memorial Day
    ],
)
def test_worked_examples(frequency: PayFrequency, anchor: int, month: str, expected: tuple[int, ...]) -> None:
    assert paydays(frequency, anchor, months.parse(month)) == expected


@given(st.sampled_from(PayFrequency), st.integers(0, 9), st.integers(months.parse("2020-01"), months.parse("2030-12")))
def test_nobody_is_paid_on_a_day_on_which_banks_are_closed(frequency: PayFrequency, anchor: int, month: int) -> None:
    for day in paydays(frequency, anchor, month):
        date = dt.date.fromordinal(months.first_ordinal(month) + day - 1)
        assert date.weekday() < 5
        assert date not in months.bank_holidays(date.year)


@given(st.integers(0, 9), st.integers(2015, 2040))
def test_a_year_of_biweekly_pay_has_26_or_27_pay_days(anchor: int, year: int) -> None:
    count = sum(len(paydays(PayFrequency.BIWEEKLY, anchor, year * 12 + month)) for month in range(12))
    assert 25 <= count <= 27


def test_christmas_on_a_sunday_closes_banks_on_monday() -> None:
    assert dt.date(2022, 12, 26) in months.bank_holidays(2022)


def test_a_saturday_holiday_leaves_friday_open() -> None:
    assert dt.date(2026, 7, 3) not in months.bank_holidays(2026)
