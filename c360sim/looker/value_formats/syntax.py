r"""From a value format to its sections.

A format has up to three sections divided by semicolons, for positive numbers, negative ones and zero, and after them one for text. The
first two may have a condition instead, such as `[>=1000000]`; the last is for all that remains. In a section stand

    0 # ?       a digit; one that may be missing; one in whose place there is room
    , .         between digits a comma groups thousands, after them each divides by a thousand; the point
    %           multiplies by a hundred and stays
    E+00 E-0    a power of ten; as many digits as stand before the point belong to a multiple of as many
    ?/? #/8     a fraction, of so many digits, or of eighths
    [h]:mm:ss   a number of days as hours, minutes and seconds; without the brackets those that go beyond a day are left out
    General     the number as it is
    "..." \x    text; so are spaces and $ - + / ( ) : ! ^ & ' ~ { } < > =
    _x *x       room as wide as x, which is a space; x as often as it fits, which is nothing, or where x is a digit that digit
    [$€-407]    the sign of a currency; what follows it, a language, changes no number

Days, times of day and colors are refused, as Looker does, and so are letters and other signs that do not stand in quotes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Context, Decimal
from enum import StrEnum
from functools import lru_cache


class FormatError(ValueError):
    """The format is not one, or not supported."""


class Kind(StrEnum):
    """What a section makes of a number."""

    TEXT = "text"
    NUMBER = "number"
    EXPONENT = "exponent"
    FRACTION = "fraction"
    DURATION = "duration"
    GENERAL = "general"


@dataclass(frozen=True, slots=True)
class Token:
    """A part of a section: `is_literal` text as it stands, or what is replaced by a part of the number."""

    text: str
    is_literal: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """One section. Tokens of a number are single placeholders, the point, an exponent, a unit of time, or a denominator."""

    kind: Kind
    tokens: tuple[Token, ...]
    condition: tuple[str, Decimal] | None
    scale: int
    """The power of ten by which the number is multiplied: 2 for a percent sign, -3 for a comma at the end."""
    is_grouped: bool
    keeps_sign: bool = True
    """Whether a minus is put before a negative number: not where the section stands for those alone."""

    @property
    def literals(self) -> str:
        """The text in it."""
        return "".join(token.text for token in self.tokens if token.is_literal)

    @property
    def is_percent(self) -> bool:
        """Whether it multiplies by a hundred."""
        return any(token.text == "%" for token in self.tokens if not token.is_literal)

    @property
    def point(self) -> int:
        """The place of the point among the tokens, after all of them where there is none."""
        return next((place for place, token in enumerate(self.tokens) if token == POINT), len(self.tokens))

    @property
    def decimals(self) -> int:
        """How many digits after the point it shows."""
        return sum(is_digit(token) for token in self.tokens[self.point :]) if self.kind in (Kind.NUMBER, Kind.EXPONENT) else 0


POINT = Token(".")
EXACT = Context(prec=800)
"""Holds every double with all of its digits."""
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[\$(?P<currency>[^\]-]*)(?:-[^\]]*)?\]|\[(?P<elapsed>h+|m+|s+)\]|\[(?P<bracketed>[^\]]*)\]'
    r"|_(?P<room>.)|\*(?P<filled>.)|(?P<general>general)|(?P<exponent>e[-+][0#?]+)|(?P<time>h{1,2}(?!h)|m{1,2}(?!m)|s{1,2}(?!s))"
    r"|(?P<digit>[0#?])|(?P<sign>[.,%/])|(?P<denominator>[1-9]\d*)|(?P<plain>[-$+():!^&'~{}<>= ])",
    re.IGNORECASE | re.ASCII,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d{1,30}(?:\.\d{1,30})?)", re.ASCII)
_CLOCK = re.compile(r"am/pm|a/p", re.IGNORECASE)
_LONGEST, _MOST_SECTIONS = 300, 4


@lru_cache(maxsize=500)
def parse(pattern: str) -> tuple[Section, ...]:
    """Return the sections for numbers, the last without a condition. Raises FormatError."""
    if len(pattern) > _LONGEST:
        raise FormatError(f"has {len(pattern)} characters; allowed: {_LONGEST}")
    parts = list(_parts(pattern))
    if len(parts) > _MOST_SECTIONS:
        raise FormatError(f"has {len(parts)} sections; allowed: {_MOST_SECTIONS}")
    for part in parts[:-1]:
        if ("@", False) in part:
            raise FormatError("has @, which stands for text, in a section for numbers")
    if len(parts) == _MOST_SECTIONS or ("@", False) in parts[-1]:
        parts.pop()  # for text, of which numbers have none
    sections = [_section(part) for part in parts] or [_section([("General", False)])]
    return tuple(_with_conditions(sections))


def _parts(pattern: str) -> Iterator[list[tuple[str, bool]]]:
    """Yield the sections, each as texts and whether they are literals."""
    part: list[tuple[str, bool]] = []
    position = 0
    while position < len(pattern):
        if pattern[position] in ";@":
            if pattern[position] == ";":
                yield part
                part = []
            else:
                part.append(("@", False))
            position += 1
            continue
        found = _TOKEN.match(pattern, position)
        if found is None or _CLOCK.match(pattern, position):
            raise _refused(pattern, position)
        part += _read(found)
        position = found.end()
    yield part


def _read(found: re.Match[str]) -> list[tuple[str, bool]]:
    if found["bracketed"] is not None and not _CONDITION.fullmatch(found["bracketed"].strip()):
        raise FormatError(f"has [{found['bracketed']}]; in brackets stand conditions, [h], [m], [s] and currencies, no colors")
    if found["filled"]:
        return [(found["filled"], False)] if found["filled"] in "0#?" else []
    for name in ("quoted", "escaped", "currency", "plain"):
        if found[name] is not None:
            return [(found[name], True)]
    return [(" ", True)] if found["room"] else [(found[0], False)]


def _refused(pattern: str, position: int) -> FormatError:
    there = pattern[position]
    if there in '"[\\_*':
        return FormatError(f"has a {there} that nothing follows or closes")
    if _CLOCK.match(pattern, position) or there.lower() in "dyhmsbg":
        return FormatError(f"has {there!r}; days and times of day are not supported, text stands in quotes")
    return FormatError(f"has {there!r} without quotes")


def _section(part: list[tuple[str, bool]]) -> Section:
    conditions = [text[1:-1].strip() for text, is_literal in part if not is_literal and _says_condition(text)]
    if len(conditions) > 1:
        raise FormatError("has two conditions in one section")
    found = _CONDITION.fullmatch(conditions[0]) if conditions else None
    condition = (found[1], Decimal(found[2])) if found else None
    tokens = [Token(text, is_literal) for text, is_literal in part if is_literal or not _says_condition(text)]
    kind = _kind(tokens)
    tokens, is_grouped, commas = _without_commas(tokens)
    percents = sum(token == Token("%") for token in tokens)
    section = Section(kind, tuple(_slashes(kind, tokens)), condition, 2 * percents - 3 * commas, is_grouped)
    _check(section)
    return section


def _says_condition(text: str) -> bool:
    return text.startswith("[") and _CONDITION.fullmatch(text[1:-1].strip()) is not None


def _kind(tokens: list[Token]) -> Kind:
    texts = [token.text.lower() for token in tokens if not token.is_literal]
    if "general" in texts:
        return Kind.GENERAL
    if any(text.strip("[]") and text.strip("[]")[0] in "hms" for text in texts):
        return Kind.DURATION
    if any(text.startswith("e") for text in texts):
        return Kind.EXPONENT
    slash = texts.index("/") if "/" in texts else 0
    if slash and texts[slash - 1] in DIGITS and slash + 1 < len(texts) and (texts[slash + 1] in DIGITS or texts[slash + 1].isdecimal()):
        return Kind.FRACTION
    return Kind.NUMBER if any(text in DIGITS for text in texts) else Kind.TEXT


DIGITS = ("0", "#", "?")


def is_digit(token: Token) -> bool:
    """Say whether a token is the place of a digit."""
    return not token.is_literal and token.text in DIGITS


def _without_commas(tokens: list[Token]) -> tuple[list[Token], bool, int]:
    """Return the tokens without commas, whether thousands are grouped, and how often the number is divided by a thousand."""
    left: list[Token] = []
    is_grouped, scaled, waiting = False, 0, 0
    for token in tokens:
        if token == Token(","):
            if not left or not (is_digit(left[-1])):
                raise FormatError("has a comma that follows no digit; text stands in quotes")
            waiting += 1
            continue
        if waiting:
            is_grouped, scaled = (True, scaled) if is_digit(token) else (is_grouped, scaled + waiting)
            waiting = 0
        left.append(token)
    return left, is_grouped, scaled + waiting


def _slashes(kind: Kind, tokens: list[Token]) -> Iterator[Token]:
    """Yield the tokens with slashes, points and digits that are no part of a number as text."""
    for token in tokens:
        is_text = token == Token("/") and kind is not Kind.FRACTION or token == POINT and kind is Kind.TEXT
        yield Token(token.text, True) if is_text else token


def _check(section: Section) -> None:
    texts = [token.text.lower() for token in section.tokens if not token.is_literal]
    counted = {name: texts.count(name) for name in (".", "/", "general")}
    several = [name for name, count in counted.items() if count > 1]
    if several or sum(text.startswith("e") for text in texts) > 1:
        raise FormatError(f"has {several[0] if several else 'E'} twice in one section")
    stray = [text for text in texts if text.isdecimal() and text != "0" and section.kind is not Kind.FRACTION]
    if stray:
        raise FormatError(f"has {stray[0]!r} without quotes")
    allowed = _ALLOWED[section.kind]
    wrong = [text for text in texts if not re.fullmatch(allowed, text)]
    if wrong or (section.kind not in (Kind.NUMBER, Kind.EXPONENT) and (section.is_grouped or section.scale)):
        raise FormatError(f"has {wrong[0] if wrong else 'a comma or percent sign'} in a section that shows {_SHOWN[section.kind]}")
    if section.kind is Kind.DURATION:
        _check_duration(texts)
    if section.kind is Kind.EXPONENT and texts[0] not in DIGITS:
        raise FormatError("has a power of ten that no digit comes before")


_ALLOWED = {
    Kind.TEXT: "",
    Kind.NUMBER: "[0#?.%]",
    Kind.EXPONENT: r"[0#?.%]|e[-+][0#?]+",
    Kind.FRACTION: r"[0#?/]|[1-9]\d*",
    Kind.DURATION: r"[0.]|\[?[hms]+\]?",
    Kind.GENERAL: "general",
}
_SHOWN = {kind: f"{'an' if kind is Kind.EXPONENT else 'a'} {kind}" for kind in Kind} | {
    Kind.GENERAL: "a number as it is",
    Kind.TEXT: "text",
}


def _check_duration(texts: list[str]) -> None:
    units = [text.strip("[]")[0] for text in texts if text.strip("[]")[0] in "hms"]
    for place, unit in enumerate(units):
        is_minute = unit != "m" or texts[0].startswith("[m") or "h" in units[:place] or "s" in units[place + 1 :]
        if not is_minute:
            raise FormatError("has 'm' for a month; days are not supported")
    if units != sorted(set(units), key="hms".index) or sum(text.startswith("[") for text in texts[1:]):
        raise FormatError(
            "has units of time that do not follow each other as hours, minutes, seconds, the first of them in brackets or none"
        )
    after = texts.index(".") if "." in texts else len(texts)
    if any(text == "0" for text in texts[:after]) or (after < len(texts) and not texts[after - 1].strip("[]").startswith("s")):
        raise FormatError("has digits in a time that are not parts of a second")


def _with_conditions(sections: list[Section]) -> Iterator[Section]:
    """Yield sections, the first ones with the conditions that they have without saying them."""
    if sections[-1].condition:
        raise FormatError("has a condition in its last section, or only one; the last is for all numbers that remain")
    usual = [(">=", Decimal(0))] if len(sections) == 2 else [(">", Decimal(0)), ("<", Decimal(0))]
    conditions = [section.condition or usual[place] for place, section in enumerate(sections[:-1])]
    for section, condition in zip(sections, [*conditions, None], strict=True):
        sign, bound = condition or ("", Decimal(0))
        is_negative = (sign == "<" and bound <= 0) or (sign in ("<=", "=") and bound < 0)
        is_rest_negative = condition is None and len(conditions) == 1 and conditions[0][0] in (">", ">=") and conditions[0][1] == 0
        yield Section(
            section.kind, section.tokens, condition, section.scale, section.is_grouped, keeps_sign=not (is_negative or is_rest_negative)
        )
