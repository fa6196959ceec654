"""Numbers of days as hours, minutes and seconds."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from c360sim.looker.value_formats.syntax import EXACT, POINT, Section, Token, is_digit

_SECONDS = {"h": 3600, "m": 60, "s": 1}
_WITHIN = {"h": 86400, "m": 3600, "s": 60}
"""Seconds of a unit, and of the next larger one."""


def duration(value: Decimal, section: Section) -> tuple[str, bool]:
    """Return a number of days as a section shows it, and whether that is nothing: seconds are rounded, longer units completed ones."""
    places = sum(map(is_digit, section.tokens[section.point :]))
    smallest = [_unit(token) for token in section.tokens if _unit(token)][-1]
    seconds = EXACT.multiply(value, Decimal(_WITHIN["h"]))
    if smallest == "s":
        seconds = seconds.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, EXACT)
    parts = f"{EXACT.remainder(seconds, Decimal(1)):f}".partition(".")[2].ljust(places, "0")
    shown = [_shown(token, seconds, parts) for token in section.tokens if not is_digit(token)]
    return "".join(shown), seconds < _SECONDS[smallest] and not (smallest == "s" and seconds)


def _unit(token: Token) -> str:
    letter = token.text.strip("[]")[:1].lower()
    return letter if not token.is_literal and letter in _SECONDS else ""


def _shown(token: Token, seconds: Decimal, parts: str) -> str:
    if token == POINT and not token.is_literal:
        return f".{parts}"
    unit = _unit(token)
    if not unit:
        return token.text
    within = seconds if token.text.startswith("[") else EXACT.remainder(seconds, Decimal(_WITHIN[unit]))
    count = EXACT.divide_int(within, Decimal(_SECONDS[unit]))
    return f"{count:f}".rjust(len(token.text.strip("[]")), "0")
