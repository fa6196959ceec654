"""Numbers in the sections of a value format."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from c360sim.looker.value_formats.durations import duration
from c360sim.looker.value_formats.syntax import EXACT, POINT, Kind, Section, Token, is_digit, parse

Number = int | float | Decimal


def formatted(value: Number, pattern: str) -> str:
    """Return a finite number as text. Raises FormatError for a pattern that is none."""
    exact = Decimal(str(value))
    section = next(section for section in parse(pattern) if section.condition is None or _holds(section.condition, exact))
    text, is_zero = _RENDERED[section.kind](abs(exact), section)
    return "-" + text if exact < 0 and section.keeps_sign and not is_zero else text


def _holds(condition: tuple[str, Decimal], value: Decimal) -> bool:
    sign, bound = condition
    return {
        "<": value < bound, "<=": value <= bound, ">": value > bound, ">=": value >= bound, "=": value == bound, "<>": value != bound,
    }[sign]  # fmt: skip


def _text(_value: Decimal, section: Section) -> tuple[str, bool]:
    return "".join(token.text for token in section.tokens), not section.literals


def _general(value: Decimal, section: Section) -> tuple[str, bool]:
    digits = f"{value:f}"
    shown = digits.rstrip("0").rstrip(".") if "." in digits else digits
    return "".join(token.text if token.is_literal else shown for token in section.tokens), value == 0


def _number(value: Decimal, section: Section) -> tuple[str, bool]:
    rounded = _rounded(value.scaleb(section.scale, EXACT), section.decimals)
    return _laid_out(f"{rounded:f}", section, ""), rounded == 0


def _exponent(value: Decimal, section: Section) -> tuple[str, bool]:
    """Return a number with a power of ten: a multiple of as many as there are digits before the point."""
    scaled = value.scaleb(section.scale, EXACT)
    step = max(1, sum(map(is_digit, section.tokens[: _place_of_exponent(section)][: section.point])))
    power = scaled.adjusted() // step * step if scaled else 0
    mantissa = _rounded(scaled.scaleb(-power, EXACT), section.decimals)
    if mantissa >= 10**step:
        power, mantissa = power + step, _rounded(scaled.scaleb(-power - step, EXACT), section.decimals)
    return _laid_out(f"{mantissa:f}", section, str(power)), mantissa == 0


def _place_of_exponent(section: Section) -> int:
    return next(
        (place for place, token in enumerate(section.tokens) if not token.is_literal and token.text[0] in "eE"), len(section.tokens)
    )


def _rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, EXACT)


def _laid_out(digits: str, section: Section, power: str) -> str:
    """Return a section with the digits of a number in their places; literals may stand between them."""
    whole, _, part = digits.partition(".")
    head = _whole(section.tokens[: section.point], whole.lstrip("0"), section.is_grouped, power)
    return head + _part(section.tokens[section.point :], part, power)


def _whole(tokens: Sequence[Token], digits: str, is_grouped: bool, power: str) -> str:
    """Return the tokens before the point with digits from the right; the first place takes all that are left."""
    first = next((place for place, token in enumerate(tokens) if is_digit(token)), None)
    left, shown, found = list(digits), 0, []
    if first is None:
        found, left = left[::-1], []
    for place in range(len(tokens) - 1, -1, -1):
        token = tokens[place]
        if not is_digit(token):
            found.append(_other(token, power))
            continue
        taken = [left.pop() if left else _MISSING[token.text]]
        while place == first and left:
            taken.append(left.pop())
        for digit in taken:
            found.append(f"{digit}," if is_grouped and digit.isdigit() and shown and shown % 3 == 0 else digit)
            shown += digit.isdigit()
    return "".join(reversed(found))


def _part(tokens: Sequence[Token], digits: str, power: str) -> str:
    """Return the point and what follows it, with digits from the left; zeros at the end, and the point, only where one asks for them."""
    places = [token.text for token in tokens if is_digit(token)]
    asked = [number for number, (place, digit) in enumerate(zip(places, digits, strict=True), 1) if place == "0" or digit != "0"]
    needed = max(asked, default=0)
    shown = iter([digit if number < needed else _MISSING[place] for number, (place, digit) in enumerate(zip(places, digits, strict=True))])
    has_point = needed or "?" in places or not places
    return "".join(next(shown) if is_digit(token) else "" if token == POINT and not has_point else _other(token, power) for token in tokens)


_MISSING = {"0": "0", "#": "", "?": " "}
"""What stands in the place of a digit that a number does not have."""


def _other(token: Token, power: str) -> str:
    if token.is_literal or token.text[0] not in "eE":
        return token.text
    sign = "-" if power.startswith("-") else "+" if token.text[1] == "+" else ""
    return f"{token.text[0].upper()}{sign}{power.lstrip('-').rjust(len(token.text) - 2, '0')}"


def _fraction(value: Decimal, section: Section) -> tuple[str, bool]:
    """Return a number as a whole one and a fraction, or only a fraction where no digit stands before it."""
    before, over, under, after = _parts_of_fraction(section.tokens)
    fixed = int("".join(token.text for token in under if token.text.isdecimal()) or 0)
    near = Fraction(value) if fixed else Fraction(value).limit_denominator(10 ** len(under) - 1)
    bottom = fixed or near.denominator
    total = math.floor(near * bottom + Fraction(1, 2))
    has_whole = any(map(is_digit, before))
    whole, top = divmod(total, bottom) if has_whole else (0, total)
    head = _whole(before, "" if not whole and top else str(whole), False, "") if has_whole else "".join(token.text for token in before)
    shown = f"{_padded(str(top), over, is_over=True)}/{_padded(str(bottom), under, is_over=False)}"
    return head + (shown if top or not has_whole else " " * len(shown)) + "".join(token.text for token in after), total == 0


def _parts_of_fraction(tokens: Sequence[Token]) -> tuple[Sequence[Token], Sequence[Token], Sequence[Token], Sequence[Token]]:
    """Return what stands before the numerator, the numerator's places, the denominator's, and what follows."""
    slash = tokens.index(Token("/"))
    start, end = slash, slash + 1
    while start and is_digit(tokens[start - 1]):
        start -= 1
    while end < len(tokens) and (is_digit(tokens[end]) or (not tokens[end].is_literal and tokens[end].text.isdecimal())):
        end += 1
    return tokens[:start], tokens[start:slash], tokens[slash + 1 : end], tokens[end:]


def _padded(digits: str, places: Sequence[Token], is_over: bool) -> str:
    """Return the digits over or under the line of a fraction: what is missing stands before those over it, and after those under it."""
    room = "".join(_MISSING.get(place.text, "") for place in places[: max(0, len(places) - len(digits))])
    return room + digits if is_over or "0" in room else digits + room


_RENDERED = {
    Kind.TEXT: _text,
    Kind.NUMBER: _number,
    Kind.EXPONENT: _exponent,
    Kind.FRACTION: _fraction,
    Kind.DURATION: duration,
    Kind.GENERAL: _general,
}
