"""Numbers as text in US form, as `value_format` and `value_format_name` of LookML say: the number formats of spreadsheets.

A format has up to four sections divided by semicolons, for positive and negative numbers, zero and text, or as many with conditions
such as `[>=1000000]`. In a section `0` is a digit, `#` a digit that may be missing, `,` between them groups thousands, after them divides
by a thousand; `%` multiplies by a hundred; quotes and backslashes keep characters as they are, `_x` leaves room and `*x` fills: both
are a space here or nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

Number = int | float | Decimal

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

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[(?P<bracketed>[^\]]*)\]|_(?P<room>.)|\*.|(?P<digits>[0#?][0#?,.]*)|(?P<plain>.)'
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a format. `whole` and `part` are the placeholders before and after the point."""

    before: str
    whole: str
    part: str
    after: str
    is_grouped: bool
    scale: int
    """The power of ten by which the number is multiplied: 2 for a percent sign, -3 for a comma at the end."""
    condition: tuple[str, Decimal] | None
    has_digits: bool


def formatted(value: Number, pattern: str) -> str:
    """Return a finite number as text. A pattern without any placeholder is the text itself."""
    exact = Decimal(str(value))
    section, sign = _chosen(_sections(pattern), exact)
    return sign + section.before + (_digits(abs(exact), section) if section.has_digits else "") + section.after


def decimals(pattern: str) -> int:
    """Return how many digits after the point a pattern shows."""
    return len(_sections(pattern)[0].part)


def unit(pattern: str) -> str:
    """Return what a pattern says the number is: usd, percent, or number."""
    first = _sections(pattern)[0]
    if "%" in first.before + first.after:
        return "percent"
    return "usd" if "$" in first.before + first.after else "number"


def _chosen(sections: tuple[Section, ...], value: Decimal) -> tuple[Section, str]:
    """Return the section of a number, and the minus sign where the section does not stand for negative numbers alone."""
    minus = "-" if value < 0 else ""
    if any(section.condition for section in sections):
        found = next((section for section in sections if section.condition is None or _holds(section.condition, value)), sections[-1])
        return found, minus
    if value < 0 and len(sections) > 1:
        return sections[1], ""
    if value == 0 and len(sections) > 2:
        return sections[2], ""
    return sections[0], minus if _rounded(abs(value), sections[0]) or not sections[0].has_digits else ""


def _holds(condition: tuple[str, Decimal], value: Decimal) -> bool:
    sign, bound = condition
    return {
        "<": value < bound, "<=": value <= bound, ">": value > bound, ">=": value >= bound, "=": value == bound, "<>": value != bound,
    }[sign]  # fmt: skip


def _rounded(value: Decimal, section: Section) -> Decimal:
    return value.scaleb(section.scale).quantize(Decimal(1).scaleb(-len(section.part)), ROUND_HALF_UP)


def _digits(value: Decimal, section: Section) -> str:
    whole, _, part = f"{_rounded(value, section):f}".partition(".")
    needed = section.whole.count("0")
    whole = whole.lstrip("0").rjust(needed, "0") if needed else whole.lstrip("0")
    least = len(section.part.rstrip("#"))
    while len(part) > least and part.endswith("0"):
        part = part[:-1]
    if section.is_grouped:
        whole = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", whole)
    return f"{whole}.{part}" if part else whole


@lru_cache(maxsize=500)
def _sections(pattern: str) -> tuple[Section, ...]:
    parts, inside = [""], False
    for character in re.findall(r"\\.|.", pattern):
        inside ^= character == '"'
        if character == ";" and not inside:
            parts.append("")
        else:
            parts[-1] += character
    return tuple(_section(part) for part in parts)


def _section(text: str) -> Section:
    before, after, digits, percents = "", "", "", 0
    condition: tuple[str, Decimal] | None = None
    for found in _TOKEN.finditer(text):
        if found["digits"] and not digits:
            digits = found["digits"]
            continue
        if found["bracketed"] is not None:
            held = _CONDITION.fullmatch(found["bracketed"].strip())
            condition = (held[1], Decimal(held[2])) if held else condition
            continue
        literal = found["quoted"] or found["escaped"] or (" " if found["room"] else found["plain"]) or ""
        percents += found["plain"] == "%"
        before, after = (before, after + literal) if digits else (before + literal, after)
    scaled = len(digits) - len(digits.rstrip(","))
    whole, _, part = digits.rstrip(",").partition(".")
    return Section(before, whole, part.replace(",", ""), after, "," in whole, 2 * percents - 3 * scaled, condition, bool(digits))
