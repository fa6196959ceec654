"""Kinds of columns: what a cell may hold, for the library that validates, and in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, NamedTuple

from pydantic import AfterValidator, Field


class Kind(NamedTuple):
    """What a cell of a column may hold: a type for pydantic, which reads it from text, and the same in words."""

    type: Any
    allowed: str


def numbers(least: float | None = None, most: float | None = None, above: float | None = None) -> Kind:
    """Return the kind of numbers within bounds, ends included, or `above` one."""
    return Kind(Annotated[float, Field(ge=least, le=most, gt=above, allow_inf_nan=False)], f"a number{_bounds(least, most, above)}")


def wholes(least: int | None = None, most: int | None = None) -> Kind:
    """Return the kind of whole numbers within bounds, ends included."""
    return Kind(Annotated[int, Field(ge=least, le=most)], f"a whole number{_bounds(least, most)}")


def words(allowed: Iterable[str]) -> Kind:
    """Return the kind of a closed list of words."""
    known = tuple(allowed)

    def is_known(word: str) -> str:
        if word not in known:
            raise ValueError
        return word

    return Kind(Annotated[str, AfterValidator(is_known)], f"one of {', '.join(known)}")


def texts(pattern: str, allowed: str) -> Kind:
    """Return the kind of texts of a form: a regular expression that the whole text matches, and the same in words."""
    return Kind(Annotated[str, Field(pattern=f"^(?:{pattern})$")], allowed)


def _bounds(least: float | None = None, most: float | None = None, above: float | None = None) -> str:
    if above is not None:
        return f" above {above:g}"
    if least is None:
        return ""
    return f" from {least:g} on" if most is None else f" from {least:g} to {most:g}"


TEXT = texts(r"\S(.*\S)?", "a text without blanks at its ends")
ANY_TEXT = texts(".*", "a text")
SOURCE = texts(r"\S.*", "a reference listed in SOURCES.md, or the word assumption")
AS_OF = texts(r"(\d{4}(-\d\d(-\d\d)?)?)?", "a year, a month as 2024-01 or a day as 2024-01-31")
MONTH = texts(r"(19|20|21)\d\d-(0[1-9]|1[0-2])", "a month as 2024-01")
MCC = texts(r"\d{4}", "a merchant category code of four digits")
MCC_OR_NONE = texts(r"(\d{4})?", f"{MCC.allowed}, or none")
MCC_OR_RANGE = texts(r"\d{4}(-\d{4})?", f"{MCC.allowed}, or two with a hyphen between them")
COUNTRY = texts(r"[A-Z]{2}", "a country as two letters")
STATE = texts(r"[A-Z]{2}", "a state as two letters")
STATES = texts(r"([A-Z]{2}( [A-Z]{2})*)?", "states as two letters each, a blank between them")
TERMS = texts(r"([1-9]\d*( [1-9]\d*)*)?", "terms in whole months, a blank between them, or none")
SHARE = numbers(0, 1)
AMOUNT = numbers(0)
ABOVE_ZERO = numbers(above=0)
NUMBER = numbers()
LEANING = numbers(-1, 1)
COUNT = wholes(0)
THOUSANDTHS = wholes(0, 1000)
BASIS_POINTS = wholes(0, 10_000)
DAY = wholes(1, 28)
FLAG = words(("0", "1"))
