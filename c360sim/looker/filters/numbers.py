"""Filter expressions on numbers: `5`, `not 5`, `1, 3`, `>5 AND <=10`, `[0,10)`, `3 to 7`, `NULL`, separated by commas or OR."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from c360sim.looker.filters.terms import FilterError, combined

_NUMBER = r"(-?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)"
_INTERVAL = re.compile(rf"([\[(])\s*(?:{_NUMBER}|-inf)?\s*,\s*(?:{_NUMBER}|inf)?\s*([\])])", re.IGNORECASE | re.ASCII)
_BOTH = re.compile(rf"([<>])(=?)\s*{_NUMBER}\s*AND\s*([<>])(=?)\s*{_NUMBER}", re.IGNORECASE | re.ASCII)
_TO = re.compile(rf"{_NUMBER}?\s*\bto\b\s*{_NUMBER}?", re.IGNORECASE | re.ASCII)
_ONE_SIDE = re.compile(rf"([<>])(=?)\s*{_NUMBER}", re.ASCII)
_VALUE = re.compile(_NUMBER, re.ASCII)
_NULL = re.compile("null", re.IGNORECASE | re.ASCII)
_NOT = re.compile(r"(?:not|!=|<>)\s*", re.IGNORECASE | re.ASCII)
_SEPARATOR = re.compile(r"\s*(?:,|\bor\b)\s*", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True)
class Term:
    """Numbers between two bounds, `None` for no bound; or, where `is_null`, no number at all."""

    low: str | None = None
    high: str | None = None
    includes_low: bool = True
    includes_high: bool = True
    is_null: bool = False
    is_wanted: bool = True

    @property
    def is_value(self) -> bool:
        """Whether one number is meant."""
        return self.low is not None and self.low == self.high and self.includes_low and self.includes_high


def condition(column: str, expression: str) -> str:
    """Return the condition of an expression on a column of numbers."""
    terms = parse(expression)
    return combined(
        [_met(column, term) for term in terms if term.is_wanted],
        [_unmet(column, term) for term in terms if not term.is_wanted],
    )


def parse(expression: str) -> list[Term]:
    """Return the terms of an expression. Raises FilterError for what is none."""
    terms, rest = [], expression.strip()
    while True:
        term, rest = _term(rest, expression)
        terms.append(term)
        if not rest:
            return _with_one_not_spread(terms)
        separator = _SEPARATOR.match(rest)
        if not separator:
            raise FilterError(f"filter expression {expression!r} is not understood from {rest!r}")
        rest = rest[separator.end() :]


def _term(text: str, expression: str) -> tuple[Term, str]:
    negation = _NOT.match(text)
    rest = text[negation.end() :] if negation else text
    for pattern, build in ((_NULL, _null), (_INTERVAL, _interval), (_BOTH, _both), (_TO, _to), (_ONE_SIDE, _one_side), (_VALUE, _value)):
        found = pattern.match(rest)
        if found and (term := build(found)):
            is_wanted = term.is_wanted is (negation is None)
            return replace(term, is_wanted=is_wanted), rest[found.end() :].strip()
    raise FilterError(f"filter expression {expression!r} is not understood from {text!r}")


def _null(found: re.Match[str]) -> Term:
    return Term(is_null=True)


def _interval(found: re.Match[str]) -> Term | None:
    opens, low, high, closes = found.groups()
    return Term(low, high, opens == "[" or not low, closes == "]" or not high) if low or high else None


def _both(found: re.Match[str]) -> Term | None:
    first, first_includes, a, second, second_includes, b = found.groups()
    if first == second:
        return None
    if first == ">":
        return Term(a, b, bool(first_includes), bool(second_includes))
    return Term(b, a, bool(second_includes), bool(first_includes))


def _to(found: re.Match[str]) -> Term | None:
    low, high = found.groups()
    return Term(low, high) if low or high else None


def _one_side(found: re.Match[str]) -> Term:
    side, includes, bound = found.groups()
    return Term(low=bound, includes_low=bool(includes)) if side == ">" else Term(high=bound, includes_high=bool(includes))


def _value(found: re.Match[str]) -> Term:
    return Term(found[1], found[1])


def _with_one_not_spread(terms: list[Term]) -> list[Term]:
    """Return the terms with a single `not` before one of several plain values holding for its neighbors, as in `not 66, 99, 4`."""
    unwanted = [index for index, term in enumerate(terms) if not term.is_wanted]
    if len(unwanted) != 1 or not terms[unwanted[0]].is_value:
        return terms
    first = last = unwanted[0]
    while first > 0 and terms[first - 1].is_value:
        first -= 1
    while last + 1 < len(terms) and terms[last + 1].is_value:
        last += 1
    return [replace(term, is_wanted=False) if first <= index <= last else term for index, term in enumerate(terms)]


def _met(column: str, term: Term) -> str:
    if term.is_null:
        return f"{column} IS NULL"
    if term.is_value:
        return f"{column} = {term.low}"
    bounds = []
    if term.low is not None:
        bounds.append(f"{column} {'>=' if term.includes_low else '>'} {term.low}")
    if term.high is not None:
        bounds.append(f"{column} {'<=' if term.includes_high else '<'} {term.high}")
    return f"({' AND '.join(bounds)})" if len(bounds) > 1 else bounds[0]


def _unmet(column: str, term: Term) -> str:
    return f"{column} IS NOT NULL" if term.is_null else f"({column} IS NULL OR NOT ({_met(column, term)}))"
