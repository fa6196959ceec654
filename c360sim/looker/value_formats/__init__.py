"""Numbers as text in US form, as `value_format` and `value_format_name` of LookML say: the number formats of spreadsheets."""

from __future__ import annotations

from collections.abc import Mapping

from c360sim.looker.value_formats.rendering import formatted
from c360sim.looker.value_formats.syntax import FormatError, Kind, Section, parse

NAMED: Mapping[str, str] = {
    **{f"decimal_{places}": "#,##0" + "." * bool(places) + "0" * places for places in range(5)},
    **{f"percent_{places}": "0" + "." * bool(places) + "0" * places + "%" for places in range(5)},
    **{f"{name}_0": f'"{sign}"#,##0' for name, sign in (("usd", "$"), ("gbp", "£"), ("eur", "€"))},
    **{name: f'"{sign}"#,##0.00' for name, sign in (("usd", "$"), ("gbp", "£"), ("eur", "€"))},
    "id": "0",
}
"""Formats that every LookML model has by name."""
WHOLE, GENERAL = "#,##0", "#,##0.##"
"""What whole numbers and others look like where LookML says nothing."""


def of_lookml(text: str) -> str:
    r"""Return a format as it is meant where a string of LookML says it, in which a quote is written \\"."""
    return text.replace('\\"', '"')


def decimals(pattern: str) -> int:
    """Return how many digits after the point a pattern shows. Raises FormatError."""
    return parse(pattern)[0].decimals


OF_AXES = ("valueFormat", "tickFormat")
"""What the axes of a chart call their formats."""


def of_axis(pattern: str) -> tuple[Section, ...]:
    """Return the sections of the format of an axis, whose numbers the page itself makes text. Raises FormatError."""
    sections = parse(pattern)
    for section in sections:
        if section.kind not in (Kind.TEXT, Kind.NUMBER):
            raise FormatError(f"shows a {section.kind}, which is not supported on an axis")
    return sections


def unit(pattern: str) -> str:
    """Return what a pattern says the number is: usd, percent, or number. Raises FormatError."""
    first = parse(pattern)[0]
    if first.is_percent:
        return "percent"
    return "usd" if "$" in first.literals else "number"


__all__ = [
    "GENERAL",
    "NAMED",
    "OF_AXES",
    "WHOLE",
    "FormatError",
    "Kind",
    "Section",
    "decimals",
    "formatted",
    "of_axis",
    "of_lookml",
    "parse",
    "unit",
]
