"""From the text of an expression to a tree. Operators bind, weakest first: OR, AND, NOT, comparisons, + and -, * and /, a sign."""

from __future__ import annotations

import re
from dataclasses import dataclass


class ExpressionError(ValueError):
    """The expression cannot be read, or names something that is not there or not supported."""


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
    """A function, or an operator by its sign, with what it is applied to."""

    name: str
    arguments: tuple[Node, ...]


Node = Constant | Reference | Call

_TOKEN = re.compile(
    r"""\s*(?:(?P<number>\d+\.?\d*|\.\d+)|(?P<text>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|\$\{(?P<reference>[\w.]+(?::\w+)?)\}
        |(?P<word>[A-Za-z_]\w*)|(?P<sign><=|>=|!=|<>|[-+*/=<>(),]))""",
    re.VERBOSE,
)
_WORDS: dict[str, bool | None] = {"yes": True, "no": False, "true": True, "false": False, "null": None}
_LEVELS = (("or",), ("and",), ("=", "!=", "<>", "<", "<=", ">", ">="), ("+", "-"), ("*", "/"))
_COMPARISONS = 2


def parse(text: str) -> Node:
    """Return the tree of an expression. Raises ExpressionError."""
    reader = _Reader(_tokens(text), text)
    node = reader.level(0)
    if reader.peek()[1]:
        raise ExpressionError(f"{reader.peek()[1]!r} is not expected in {text!r}")
    return node


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
    def __init__(self, tokens: list[tuple[str, str]], text: str) -> None:
        self._tokens, self._text = tokens, text

    def peek(self) -> tuple[str, str]:
        return self._tokens[0] if self._tokens else ("", "")

    def level(self, level: int) -> Node:
        """Return what stands here, with operators of a level or one that binds more."""
        if level == len(_LEVELS):
            return self._signed()
        if level == _COMPARISONS and self._takes("not"):
            return Call("not", (self.level(level),))
        node = self.level(level + 1)
        while self.peek()[1].lower() in _LEVELS[level]:
            sign = self._next()[1].lower()
            node = Call("!=" if sign == "<>" else sign, (node, self.level(level + 1)))
        return node

    def _signed(self) -> Node:
        return Call("negative", (self._signed(),)) if self._takes("-") else self._single()

    def _single(self) -> Node:
        kind, value = self._next()
        if kind == "number":
            return Constant(float(value) if "." in value else int(value))
        if kind == "text":
            return Constant(re.sub(r"\\(.)", r"\1", value[1:-1]))
        if kind == "reference":
            return Reference(*value.split(":"))
        if kind == "word":
            return self._word(value.lower())
        if value == "(":
            node = self.level(0)
            self._expect(")")
            return node
        raise ExpressionError(f"{value or 'the end'} is not expected in {self._text!r}")

    def _word(self, word: str) -> Node:
        if self._takes("("):
            arguments: list[Node] = []
            while not self._takes(")"):
                if arguments:
                    self._expect(",")
                arguments.append(self.level(0))
            return Call(word, tuple(arguments))
        if word in _WORDS:
            return Constant(_WORDS[word])
        raise ExpressionError(f"{word} is not understood in {self._text!r}")

    def _next(self) -> tuple[str, str]:
        return self._tokens.pop(0) if self._tokens else ("", "")

    def _takes(self, value: str) -> bool:
        if self.peek()[1].lower() != value or self.peek()[0] in ("text", "reference"):
            return False
        self._tokens.pop(0)
        return True

    def _expect(self, value: str) -> None:
        if not self._takes(value):
            raise ExpressionError(f"{value} is missing in {self._text!r}")
