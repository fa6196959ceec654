"""From the text of an expression to a tree. Operators bind, weakest first: OR, AND, NOT, comparisons, + and -, * and /, a sign."""

from __future__ import annotations

import re
from dataclasses import dataclass


class ExpressionError(ValueError):
    """The expression cannot be read, is not well typed, or names something that is not there or not supported."""


@dataclass(frozen=True, slots=True)
class Constant:
    """A number, a text, yes, no or null."""

    value: float | int | str | bool | None


@dataclass(frozen=True, slots=True)
class Reference:
    """`${view.field}`, `${calculation}`; `of` is `total` or `row_total` after a colon, or empty."""

    name: str
    of: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """A function, or an operator by its sign (`AND`, `OR`, `NOT` in capitals, `±` for a minus before one value), with its arguments."""

    name: str
    arguments: tuple[Node, ...]


Node = Constant | Reference | Call

DEEPEST = 100
"""Levels of brackets, functions and operators within each other: more than anyone writes, less than Python's stack holds."""

_TOKEN = re.compile(
    r"""\s*(?:(?P<number>\d+\.?\d*|\.\d+)|(?P<text>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|\$\{(?P<reference>[\w.]+(?::\w+)?)\}
        |(?P<word>[A-Za-z_]\w*)|(?P<sign><=|>=|!=|<>|[-+*/=<>(),]))""",
    re.VERBOSE | re.ASCII,
)
_WORDS: dict[str, bool | None] = {"yes": True, "no": False, "true": True, "false": False, "null": None}
_BINDING = {"OR": 1, "AND": 2, **dict.fromkeys(("=", "!=", "<", "<=", ">", ">="), 4), "+": 5, "-": 5, "*": 6, "/": 6}
"""How strongly operators between two values bind."""
_NOT, _LONGEST_NUMBER = 3, 300


def parse(text: str) -> Node:
    """Return the tree of an expression. Raises ExpressionError."""
    reader = _Reader(text)
    node = reader.operation(1)
    if reader.token != ("", ""):
        raise ExpressionError(f"{reader.token[1]!r} is not expected in {text!r}")
    if _depth(node) > DEEPEST:
        raise _too_deep()
    return node


def _too_deep() -> ExpressionError:
    return ExpressionError(f"is nested deeper than {DEEPEST} levels; split it into several calculations")


def _depth(node: Node) -> int:
    """Return how many levels a tree has; a chain such as 1 + 2 + 3 has one for each operator."""
    deepest, waiting = 0, [(node, 1)]
    while waiting:
        current, depth = waiting.pop()
        deepest = max(deepest, depth)
        waiting += [(argument, depth + 1) for argument in (current.arguments if isinstance(current, Call) else ())]
    return deepest


def _tokens(text: str) -> list[tuple[str, str]]:
    tokens, position = [], 0
    text = text.strip()
    while position < len(text):
        found = _TOKEN.match(text, position)
        if not found or not found.lastgroup:
            raise ExpressionError(f"{text[position:].strip()!r} is not understood")
        tokens.append((found.lastgroup, found[found.lastgroup]))
        position = found.end()
    return tokens


class _Reader:
    def __init__(self, text: str) -> None:
        self._tokens, self._text = iter(_tokens(text)), text
        self._depth = 0
        self.token = next(self._tokens, ("", ""))

    def operation(self, least: int) -> Node:
        """Return what stands here, with operators that bind at least so strongly."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise _too_deep()
        node = self._negated() if self._is("not") and least <= _NOT else self._single()
        while _BINDING.get(self._operator(), 0) >= least:
            sign = self._operator()
            self._next()
            node = Call(sign, (node, self.operation(_BINDING[sign] + 1)))
        self._depth -= 1
        return node

    def _operator(self) -> str:
        kind, value = self.token
        return "!=" if value == "<>" else value.upper() if kind in ("word", "sign") else ""

    def _negated(self) -> Node:
        self._next()
        return Call("NOT", (self.operation(_NOT),))

    def _single(self) -> Node:
        kind, value = self._next()
        if kind == "number":
            return Constant(_number(value))
        if kind == "text":
            return Constant(re.sub(r"\\(.)", r"\1", value[1:-1]))
        if kind == "reference":
            return Reference(*value.split(":"))
        if kind == "word":
            return self._word(value.lower())
        if value == "-":
            return Call("±", (self.operation(max(_BINDING.values()) + 1),))
        if value == "(":
            node = self.operation(1)
            self._expect(")")
            return node
        raise ExpressionError(f"{value or 'the end'} is not expected in {self._text!r}")

    def _word(self, word: str) -> Node:
        if self._is("("):
            self._next()
            arguments: list[Node] = []
            while not self._is(")"):
                if arguments:
                    self._expect(",")
                arguments.append(self.operation(1))
            self._next()
            return Call(word, tuple(arguments))
        if word in _WORDS:
            return Constant(_WORDS[word])
        raise ExpressionError(f"{word} is not understood in {self._text!r}")

    def _is(self, value: str) -> bool:
        return self.token[1].lower() == value and self.token[0] in ("word", "sign")

    def _next(self) -> tuple[str, str]:
        token = self.token
        self.token = next(self._tokens, ("", ""))
        return token

    def _expect(self, value: str) -> None:
        if not self._is(value):
            raise ExpressionError(f"{value} is missing in {self._text!r}")
        self._next()


def _number(digits: str) -> float | int:
    if len(digits) > _LONGEST_NUMBER:
        raise ExpressionError(f"the number {digits[:20]}... has more than {_LONGEST_NUMBER} digits")
    return float(digits) if "." in digits else int(digits)
