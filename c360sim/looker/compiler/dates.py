"""Timeframes and intervals of columns of dates, as BigQuery SQL."""

from __future__ import annotations

WITHIN = {
    "raw": "{0}",
    "date": "{0}",
    "week": "FORMAT_DATE('%F', DATE_TRUNC({0}, WEEK(MONDAY)))",
    "month": "FORMAT_DATE('%Y-%m', {0})",
    "quarter": "FORMAT_DATE('%Y-%m', DATE_TRUNC({0}, QUARTER))",
    "year": "EXTRACT(YEAR FROM {0})",
    "month_num": "EXTRACT(MONTH FROM {0})",
    "month_name": "FORMAT_DATE('%B', {0})",
    "day_of_month": "EXTRACT(DAY FROM {0})",
    "day_of_week": "FORMAT_DATE('%A', {0})",
    "day_of_week_index": "MOD(EXTRACT(DAYOFWEEK FROM {0}) + 5, 7)",
    "day_of_year": "EXTRACT(DAYOFYEAR FROM {0})",
    "week_of_year": "EXTRACT(ISOWEEK FROM {0})",
    "quarter_of_year": "CONCAT('Q', CAST(EXTRACT(QUARTER FROM {0}) AS STRING))",
}
"""Each timeframe of a date."""
SORTED_BY = {"month_name": "month_num", "day_of_week": "day_of_week_index"}
"""Timeframes in whose stead another is sorted by."""
FILTERED_AS = {name: "date" for name in ("raw", "date", "week", "month", "quarter", "year")} | {
    name: "string" for name in ("month_name", "day_of_week", "quarter_of_year")
}
"""Grammars in which timeframes are filtered, where it is not `number`. Those of `date` are conditions on the date itself."""

_MONTHS = "(DATE_DIFF({end}, {start}, MONTH) - CASE WHEN EXTRACT(DAY FROM {end}) < EXTRACT(DAY FROM {start}) THEN 1 ELSE 0 END)"
BETWEEN = {
    "day": "DATE_DIFF({end}, {start}, DAY)",
    "week": "DIV(DATE_DIFF({end}, {start}, DAY), 7)",
    "month": _MONTHS,
    "quarter": f"DIV({_MONTHS}, 3)",
    "year": f"DIV({_MONTHS}, 12)",
}
"""Each interval between two dates, in completed units."""
