"""Filter expressions on text: `FOO`, `%FOO%`, `FOO%`, `F_O`, `EMPTY`, `NULL`, each also with a minus before it, separated by commas."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from c360sim.looker.filters.terms import FilterError, combined, literal


class Match(StrEnum):
    """How a term is met."""

    IS = "match"
    CONTAINS = "contains"
    STARTS = "startsWith"
    ENDS = "endsWith"
    LIKE = "other"
    BLANK = "blank"
    NULL = "null"


@dataclass(frozen=True, slots=True)
class Term:
    """One term. `value` is plain text, or for LIKE a pattern of BigQuery's LIKE."""

    match: Match
    value: str = ""
    is_wanted: bool = True


_ANY, _ONE = "\0any", "\0one"
"""Stand for an unescaped % and _ among the characters of a term."""


def condition(column: str, expression: str, is_case_sensitive: bool = True) -> str:
    """Return the condition of an expression on a column of text."""
    form = "{}" if is_case_sensitive else "UPPER({})"
    terms, column = parse(expression), form.format(column)
    return combined(
        [_met(column, term, form) for term in terms if term.is_wanted], [_unmet(column, term, form) for term in terms if not term.is_wanted]
    )


def parse(expression: str) -> list[Term]:
    """Return the terms of an expression. Raises FilterError for an empty one among several."""
    terms = list(_split(expression))
    return [_term(text if is_quoted or len(terms) == 1 else text.strip(), is_quoted) for text, is_quoted in terms]


def _split(expression: str) -> Iterator[tuple[str, bool]]:
    """Yield the terms between commas that are neither quoted nor escaped; a quoted one without its quotes."""
    for found in re.finditer(r'\s*(?:"((?:\\.|[^"\\])*)"\s*|((?:\^.|[^,^]|\^$)*))(?:,|$)', expression, re.DOTALL):
        if found.start() == len(expression) and not expression.endswith(","):
            return
        quoted, plain = found.groups()
        if quoted is None and not plain:
            raise FilterError(f"filter expression {expression!r} has an empty term")
        yield (re.sub(r"\\(.)", r"\1", quoted), True) if quoted is not None else (found.group(0).removesuffix(","), False)


def _term(text: str, is_quoted: bool) -> Term:
    if is_quoted:
        return Term(Match.IS, text)
    is_wanted = not text.strip().startswith("-")
    text = text if is_wanted else text.strip()[1:]
    word = {"EMPTY": Match.BLANK, "empty": Match.BLANK, "NULL": Match.NULL, "null": Match.NULL}.get(text.strip())
    if word:
        return Term(word, is_wanted=is_wanted)
    return Term(*_match(_characters(re.sub(r"\^ \^ $", "^ ", text))), is_wanted=is_wanted)  # a space at the end is escaped twice


def _characters(text: str) -> list[str]:
    """Return the characters, escaped ones plain, and unescaped wildcards as what stands for them."""
    wildcards = {"%": _ANY, "_": _ONE}
    return [part[1:] if part[0] == "^" and len(part) > 1 else wildcards.get(part, part) for part in re.findall(r"\^.|.", text, re.DOTALL)]


def _match(characters: list[str]) -> tuple[Match, str]:
    wild = [index for index, character in enumerate(characters) if character in (_ANY, _ONE)]
    last = len(characters) - 1
    if not wild:
        return Match.IS, "".join(characters)
    if all(characters[index] == _ANY for index in wild) and last > 0:
        shapes = {(0, last): Match.CONTAINS, (last,): Match.STARTS, (0,): Match.ENDS}
        if tuple(wild) in shapes and not (tuple(wild) == (0, last) and last == 1):
            return shapes[tuple(wild)], "".join(character for character in characters if character != _ANY).strip()
    escaped = {_ANY: "%", _ONE: "_", "%": "\\%", "_": "\\_", "\\": "\\\\"}
    return Match.LIKE, "".join(escaped.get(character, character) for character in characters)


def _met(column: str, term: Term, form: str) -> str:
    value = form.format(literal(term.value))
    return {
        Match.IS: f"{column} = {value}",
        Match.CONTAINS: f"STRPOS({column}, {value}) > 0",
        Match.STARTS: f"STARTS_WITH({column}, {value})",
        Match.ENDS: f"ENDS_WITH({column}, {value})",
        Match.LIKE: f"{column} LIKE {value}",
        Match.BLANK: f"({column} IS NULL OR LENGTH({column}) = 0)",
        Match.NULL: f"{column} IS NULL",
    }[term.match]


def _unmet(column: str, term: Term, form: str) -> str:
    if term.match is Match.NULL:
        return f"{column} IS NOT NULL"
    if term.match is Match.BLANK:
        return f"NOT {_met(column, term, form)}"
    return f"({column} IS NULL OR NOT ({_met(column, term, form)}))"
