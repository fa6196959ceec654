"""Filter expressions: Looker's own test vectors, and what each kind selects."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from c360sim.looker.filters import FilterError, condition, dates, numbers, strings
from c360sim.looker.translation import to_duckdb
from looker_kit import TODAY

VECTORS: list[dict[str, str]] = json.loads((Path(__file__).parent / "looker_filter_expressions.json").read_text())["vectors"]
REFUSED = {
    "before 2018-01-01 12:00:00",
    "2018-05-18 12:00:00 to 2018-05-18 14:00:00",
    "this year to second",
    "last second",
    "last minute",
    "last hour",
    "monday",
    "{{ _user_attributes['id'] }}",
}
"""Of times of day, of days of the week, and of user attributes; the fiscal ones are refused too."""
SAID_OTHERWISE = {"<3 OR >80.44": "(-inf,3),(80.44,inf)"}
"""An expression of which Looker's normal form has other bounds than the expression."""


def supported(vector: dict[str, str]) -> bool:
    return vector["expression"] not in REFUSED and "fiscal" not in vector["expression"]


def meaning(vector: dict[str, str], expression: str) -> Any:
    """Return what an expression means, whatever way it is written."""
    if vector["grammar"] == "number":
        return set(numbers.parse(expression))
    if vector["grammar"] == "date":
        return condition("date", "x", expression)
    return [term for term in strings.parse(expression)] if expression else []


@pytest.mark.parametrize("vector", [vector for vector in VECTORS if supported(vector)], ids=lambda vector: vector["expression"])
def test_an_expression_means_the_same_as_its_normal_form(vector: dict[str, str]) -> None:
    normal = SAID_OTHERWISE.get(vector["expression"], vector["normal"])
    assert meaning(vector, vector["expression"]) == meaning(vector, normal)


@pytest.mark.parametrize("vector", [vector for vector in VECTORS if not supported(vector)], ids=lambda vector: vector["expression"])
def test_what_days_and_texts_cannot_be_asked_is_refused_by_name(vector: dict[str, str]) -> None:
    with pytest.raises(FilterError, match="not supported"):
        condition("date" if vector["grammar"] == "date" else "string", "x", vector["expression"])


@pytest.mark.parametrize(
    "vector", [v for v in VECTORS if v["grammar"] == "string" and supported(v) and v["expression"]], ids=lambda v: v["expression"]
)
def test_a_text_term_is_of_the_type_that_looker_says(vector: dict[str, str]) -> None:
    first = strings.parse(vector["expression"])[0]
    assert ("" if first.is_wanted else "!") + first.match == vector["type"]


@pytest.mark.parametrize("vector", [v for v in VECTORS if v["grammar"] == "number"], ids=lambda vector: vector["expression"])
def test_a_number_term_is_of_the_type_that_looker_says(vector: dict[str, str]) -> None:
    terms = [term for term in numbers.parse(vector["expression"]) if term.is_wanted] or numbers.parse(vector["expression"])
    kind = vector["type"].removeprefix("!").removeprefix("=").replace("=", "") or "value"
    term = terms[0]
    found = "null" if term.is_null else "value" if term.is_value else "<" if term.low is None else ">" if term.high is None else "between"
    assert found == kind or vector["expression"] in SAID_OTHERWISE


COLUMN: dict[str, list[Any]] = {
    "string": ["FOO", "FOOD", "BAR", "a_b", "axb", "100%", "", None, " padded "],
    "number": [0, 1, 5, 10, 10.5, 20, 66, None],
    "date": ["2025-12-31", "2025-12-30", "2025-12-01", "2025-11-30", "2025-10-01", "2025-01-01", "2024-12-31", "2026-01-01", None],
    "yesno": [True, False, None],
}
TYPES = {"string": "VARCHAR", "number": "DOUBLE", "date": "DATE", "yesno": "BOOLEAN"}


def selected(grammar: str, expression: str) -> list[Any]:
    """Return the values of the grammar's column that an expression selects, when today is 2025-12-31."""
    values = ", ".join(f"({'NULL' if value is None else repr(value)})" for value in COLUMN[grammar])
    held = to_duckdb(f"SELECT {condition(grammar, 'x', expression)}", TODAY).removeprefix("SELECT ")
    with duckdb.connect() as connection:
        rows = connection.execute(
            f"SELECT CAST(x AS VARCHAR) FROM (SELECT CAST(v AS {TYPES[grammar]}) AS x FROM (VALUES {values}) t(v)) WHERE {held}"
        )
        return [row[0] for row in rows.fetchall()]


@pytest.mark.parametrize(
    ("grammar", "expression", "expected"),
    [
        ("string", "FOO", ["FOO"]),
        ("string", "FOO, BAR", ["FOO", "BAR"]),
        ("string", "FOO%,-FOOD", ["FOO"]),
        ("string", "a^_b", ["a_b"]),
        ("string", "a_b", ["a_b", "axb"]),
        ("string", "100^%", ["100%"]),
        ("string", "EMPTY", ["", None]),
        ("string", "-EMPTY,-NULL", ["FOO", "FOOD", "BAR", "a_b", "axb", "100%", " padded "]),
        ("string", "-%O%", ["BAR", "a_b", "axb", "100%", "", None, " padded "]),
        ("string", '"FOO"', ["FOO"]),
        ("number", "not 5, 66", ["0.0", "1.0", "10.0", "10.5", "20.0", None]),
        ("number", ">1 AND <=10.5", ["5.0", "10.0", "10.5"]),
        ("number", "<1 OR >=20", ["0.0", "20.0", "66.0"]),
        ("number", "(1, 10),66", ["5.0", "66.0"]),
        ("number", "NULL", [None]),
        ("number", "NOT NULL", ["0.0", "1.0", "5.0", "10.0", "10.5", "20.0", "66.0"]),
        ("date", "2 days", ["2025-12-31", "2025-12-30"]),
        ("date", "1 day ago", ["2025-12-30"]),
        ("date", "this month", ["2025-12-31", "2025-12-30", "2025-12-01"]),
        ("date", "last month", ["2025-11-30"]),
        ("date", "3 months", ["2025-12-31", "2025-12-30", "2025-12-01", "2025-11-30", "2025-10-01"]),
        ("date", "2 months ago for 2 months", ["2025-11-30", "2025-10-01"]),
        ("date", "before this year", ["2024-12-31"]),
        ("date", "after 2026-01-01", ["2026-01-01"]),
        ("date", "tomorrow", ["2026-01-01"]),
        ("date", "this month to day", ["2025-12-30", "2025-12-01"]),
        ("date", "2025-10-01 to 2025-12-01", ["2025-11-30", "2025-10-01"]),
        ("date", "2025-Q4, 2025-01", ["2025-12-31", "2025-12-30", "2025-12-01", "2025-11-30", "2025-10-01", "2025-01-01"]),
        ("date", "2024", ["2024-12-31"]),
        ("date", "NULL", [None]),
        ("yesno", "Yes", ["true"]),
        ("yesno", "no", ["false", None]),
    ],
)
def test_an_expression_selects(grammar: str, expression: str, expected: list[Any]) -> None:
    assert selected(grammar, expression) == expected


@pytest.mark.parametrize(
    ("grammar", "expression"),
    [
        ("string", "a,,b"),
        ("number", "five"),
        ("number", "5 6"),
        ("number", "to"),
        ("date", "soon"),
        ("date", "last 3 months"),
        ("yesno", "maybe"),
    ],
)
def test_what_is_not_of_the_grammar_is_refused(grammar: str, expression: str) -> None:
    with pytest.raises(FilterError):
        condition(grammar, "x", expression)


def test_any_value_is_no_condition() -> None:
    assert [condition(grammar, "x", " ") for grammar in TYPES] == ["TRUE"] * 4


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1))
def test_a_quoted_text_selects_exactly_itself(text: str) -> None:
    quoted = '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    assert [(term.match, term.value) for term in strings.parse(quoted)] == [(strings.Match.IS, text)]


@given(st.integers(1, 400), st.sampled_from(dates.UNITS))
def test_the_last_units_end_with_the_current_one(count: int, unit: str) -> None:
    assert dates.span(f"{count} {unit}s").end == dates.span(f"this {unit}").end
