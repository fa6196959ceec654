"""YAML whose values know the line they stand in, as LookML dashboards are written in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from c360sim.looker.source import LookmlError, Place, text_of


@dataclass(frozen=True, slots=True)
class Value:
    """A mapping, a list or a plain value, with its place. Plain values are as YAML types them."""

    content: Any
    place: Place

    def __getitem__(self, key: str) -> Value:
        """Return what stands under a key of a mapping, or nothing at its place. Raises LookmlError for what is no mapping."""
        return self._as(dict, {}).get(key, Value(None, self.place))

    def __iter__(self) -> Iterator[Value]:
        """Yield the values of a list; of nothing, none. Raises LookmlError for anything else."""
        return iter(self._as(list, []))

    def items(self) -> Iterator[tuple[str, Value]]:
        """Yield the keys and values of a mapping; of nothing, none. Raises LookmlError for anything else."""
        return iter(self._as(dict, {}).items())

    def text(self, default: str = "") -> str:
        """Return a plain value as text. Raises LookmlError for a mapping or a list."""
        if isinstance(self.content, dict | list):
            raise LookmlError(self.place, f"value: {_called(self.content)} stands here; it must be a plain value")
        return default if self.content is None else str(self.content)

    def texts(self) -> tuple[str, ...]:
        """Return the values of a list as texts, of nothing none. Raises LookmlError for anything else."""
        return tuple(value.text() for value in self)

    def _as(self, kind: type[Any], nothing: Any) -> Any:
        """Return the content where it is of a kind, or stands for nothing."""
        if self.content is None:
            return nothing
        if not isinstance(self.content, kind):
            raise LookmlError(self.place, f"value: {_called(self.content)} stands here; it must be {_called(nothing)}")
        return self.content

    def plain(self) -> Any:
        """Return the whole without places."""
        if isinstance(self.content, dict):
            return {key: value.plain() for key, value in self.content.items()}
        return [value.plain() for value in self.content] if isinstance(self.content, list) else self.content


def read(path: Path, root: Path) -> Value:
    """Return a file. Raises LookmlError for what is not YAML or gives a key twice."""
    file, text = path.relative_to(root).as_posix(), text_of(path, root)
    try:
        _check_events(text, file)
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error).splitlines()[0]
        raise LookmlError(Place(file, mark.line + 1 if mark else 1), f"cannot be read: {problem}") from None
    return Value(None, Place(file, 1)) if node is None else _value(node, file)


def _check_events(text: str, file: str) -> None:
    """Raise LookmlError for aliases, which may hold themselves, and for what is nested too deep: PyYAML's stack ends without a word."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        place = Place(file, event.start_mark.line + 1)
        if isinstance(event, yaml.AliasEvent):
            raise LookmlError(place, f"cannot be read: the alias *{event.anchor} is not supported")
        if depth > _DEEPEST:
            raise LookmlError(place, f"cannot be read: nested deeper than {_DEEPEST} levels")


def _called(content: Any) -> str:
    return "a mapping" if isinstance(content, dict) else "a list" if isinstance(content, list) else str(content)[:_SHOWN]


def _value(node: yaml.Node, file: str) -> Value:
    place = Place(file, node.start_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        return Value([_value(item, file) for item in node.value], place)
    if isinstance(node, yaml.MappingNode):
        content: dict[str, Value] = {}
        for key, value in node.value:
            if str(key.value) in content:
                raise LookmlError(Place(file, key.start_mark.line + 1), f"{key.value} is given twice")
            content[str(key.value)] = Value(_value(value, file).content, Place(file, key.start_mark.line + 1))
        return Value(content, place)
    try:
        return Value(node.value if node.tag == _DAY else yaml.SafeLoader("").construct_object(node), place)
    except (yaml.YAMLError, ValueError):
        raise LookmlError(place, f"cannot be read: {node.value[:_SHOWN]} is not {node.tag.rpartition(':')[2]}") from None


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""In C where PyYAML is built with it: ten times as fast."""
_DEEPEST, _SHOWN = 30, 60
_DAY = "tag:yaml.org,2002:timestamp"
"""What YAML takes for a day stays text."""
