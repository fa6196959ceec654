"""LookML as written: blocks of parameters that know the file and line they stand in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from lkml import tokens, tree
from lkml.keys import PLURAL_KEYS
from lkml.lexer import Lexer
from lkml.parser import Parser


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A line of a file of the project; the file is named from the project's root."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


class LookmlError(ValueError):
    """What is written cannot be read, resolved or compiled, or is LookML that this runtime does not support."""

    def __init__(self, place: Place, problem: str) -> None:
        self.place, self.problem = place, one_line(problem)
        super().__init__(f"{place}: {self.problem}")


def one_line(text: str) -> str:
    """Return a message as one line, cut where it quotes more than anyone reads."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_LINE else f"{line[:_LONGEST_LINE]}... ({len(line) - _LONGEST_LINE} characters more)"


_LONGEST_LINE = 500


@dataclass(frozen=True, slots=True)
class Pair:
    """`key: value`; in a list of words, the words have no key."""

    key: str
    value: str
    place: Place


@dataclass(frozen=True, slots=True)
class Items:
    """`key: [a, b]` or `key: [a: "1", b: "2"]`."""

    key: str
    items: tuple[Pair, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Block:
    """`key: name { ... }`. The name of a refinement is without its plus sign."""

    key: str
    name: str
    entries: tuple[Entry, ...]
    place: Place
    is_refinement: bool = False

    def blocks(self, *keys: str) -> Iterator[Block]:
        """Yield the blocks inside of some keys, in order."""
        return (entry for entry in self.entries if isinstance(entry, Block) and entry.key in keys)

    def block(self, key: str) -> Block | None:
        """Return the block inside of a key, or None."""
        return next(self.blocks(key), None)

    def pair(self, key: str) -> Pair | None:
        """Return a parameter, or None."""
        return next((entry for entry in self.entries if isinstance(entry, Pair) and entry.key == key), None)

    def text(self, key: str, default: str = "") -> str:
        """Return the value of a parameter."""
        pair = self.pair(key)
        return default if pair is None else pair.value

    def flag(self, key: str, default: bool = False) -> bool:
        """Return the value of a yes/no parameter."""
        return self.text(key, "yes" if default else "no") == "yes"

    def items(self, key: str) -> tuple[Pair, ...]:
        """Return the items of a list, of all of them where the list is given more than once."""
        return tuple(item for entry in self.entries if isinstance(entry, Items) and entry.key == key for item in entry.items)

    def words(self, key: str) -> tuple[str, ...]:
        """Return the values of a list."""
        return tuple(item.value for item in self.items(key))

    def has(self, key: str) -> bool:
        """Return whether a parameter, list or block of the key is there."""
        return any(entry.key == key for entry in self.entries)

    def at(self, key: str) -> Place:
        """Return the place of a parameter, or of the block where it is missing."""
        return next((entry.place for entry in self.entries if entry.key == key), self.place)


Entry = Pair | Items | Block


def read(path: Path, root: Path) -> Block:
    """Return a file as a block without key or name. Raises LookmlError for what is not LookML."""
    file = path.relative_to(root).as_posix()
    try:
        return _read(text_of(path, root), file)
    except SyntaxError as error:
        raise LookmlError(Place(file, error.lineno or 1), f"cannot be read: {error.msg}") from None


def text_of(path: Path, root: Path) -> str:
    """Return the text of a file. Raises LookmlError for one that is not there, or is not text."""
    place = Place(path.relative_to(root).as_posix(), 1)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise LookmlError(place, f"cannot be read: {error.strerror or error}") from None
    except UnicodeDecodeError:
        raise LookmlError(place, "cannot be read: it is not UTF-8") from None
    if "\0" in text:
        raise LookmlError(Place(place.file, text.count("\n", 0, text.index("\0")) + 1), "cannot be read: it has a NUL character")
    return text


@lru_cache(maxsize=1000)
def _read(text: str, file: str) -> Block:
    """Return the block of a text: read once, though a check and the model both want it. Raises LookmlError or SyntaxError."""
    found = _Lexer(text).scan()
    _check_depth(found)
    parser = Parser(found)
    try:
        document = parser.parse()
    except KeyError:
        raise _repeated(text, file) from None
    if not parser.check(tokens.StreamEndToken):  # the rest would be left out
        raise SyntaxError("a bracket closes what none has opened", ("", found[parser.index].line_number, None, None))
    return Block("", "", _entries(document.container, file), Place(file, 1))


def _check_depth(found: Iterable[tokens.Token]) -> None:
    """Raise SyntaxError for blocks and lists that are nested deeper than any of LookML, on which recursion would end."""
    depth = 0
    for token in found:
        depth += isinstance(token, tokens.BlockStartToken | tokens.ListStartToken)
        depth -= isinstance(token, tokens.BlockEndToken | tokens.ListEndToken)
        if depth > _DEEPEST:
            raise SyntaxError(f"nested deeper than {_DEEPEST} levels", ("", token.line_number, None, None))


class _Lexer(Lexer):
    """The lexer of `lkml`, which would stand still at a lone semicolon and run past the end after an open quote."""

    _at = _looks = 0

    def peek(self) -> str:
        """Return the next character. Raises SyntaxError when nothing comes after it."""
        self._looks = self._looks + 1 if self.index == self._at else 0
        self._at = self.index
        if self._looks > _MOST_LOOKS or self.index >= len(self.text):
            raise SyntaxError("a semicolon alone, or a quote or expression that does not end", ("", self.line_number, None, None))
        return super().peek()


_DEEPEST = 30
_MOST_LOOKS = 20
"""More looks at one character than any token takes."""


def _repeated(text: str, file: str) -> LookmlError:
    """Return the error of a parameter that a block gives twice, with its line, which `lkml` does not say."""
    known = [token for token in _Lexer(text).scan() if not isinstance(token, tokens.TriviaToken)]
    seen: list[set[str]] = [set()]
    for token, following in pairwise(known):
        if isinstance(token, tokens.BlockStartToken | tokens.ListStartToken):
            seen.append(set())
        elif isinstance(token, tokens.BlockEndToken | tokens.ListEndToken):
            seen.pop()
        elif isinstance(token, tokens.LiteralToken) and isinstance(following, tokens.ValueToken):
            if token.value in seen[-1] and token.value not in PLURAL_KEYS:
                return LookmlError(Place(file, token.line_number), f"duplicate: {token.value} is given twice in a block")
            seen[-1].add(token.value)
    return LookmlError(Place(file, 1), "duplicate: a parameter is given twice in a block")


def whole_number(text: str, place: Place) -> int:
    """Return the number that a parameter says. Raises LookmlError unless it is a whole one, from 0 to 999,999,999."""
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise LookmlError(place, f"value: {text[:60] or 'nothing'} is not a whole number, from 0 to 999,999,999")
    return int(text)


def with_values(block: Block, change: Callable[[Pair], str]) -> Block:
    """Return the block with every value inside it changed."""
    return replace(block, entries=tuple(_changed(entry, change) for entry in block.entries))


def _changed(entry: Entry, change: Callable[[Pair], str]) -> Entry:
    if isinstance(entry, Pair):
        return replace(entry, value=change(entry))
    if isinstance(entry, Items):
        return replace(entry, items=tuple(replace(item, value=change(item)) for item in entry.items))
    return with_values(entry, change)


def _entries(container: tree.ContainerNode, file: str) -> tuple[Entry, ...]:
    return tuple(_entry(node, file) for node in container.items)


def _entry(node: tree.SyntaxNode, file: str) -> Entry:
    if isinstance(node, tree.PairNode):
        return _pair(node, file)
    if isinstance(node, tree.ListNode):
        items = (
            _pair(item, file) if isinstance(item, tree.PairNode) else Pair("", item.value, _place(item, node, file)) for item in node.items
        )
        return Items(node.type.value, tuple(items), _place(node.type, node, file))
    assert isinstance(node, tree.BlockNode)
    name = node.name.value if node.name else ""
    entries = _entries(node.container, file) if node.container else ()
    return Block(node.type.value, name.removeprefix("+"), entries, _place(node.type, node, file), name.startswith("+"))


def _pair(node: tree.PairNode, file: str) -> Pair:
    return Pair(node.type.value, node.value.value.strip(), _place(node.type, node, file))


def _place(token: tree.SyntaxToken, node: tree.PairNode | tree.ListNode | tree.BlockNode, file: str) -> Place:
    return Place(file, token.line_number or node.type.line_number or 1)
