"""YAML whose values know the line they stand in, as LookML dashboards are written in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from c360sim.looker.source import LookmlError, Place


@dataclass(frozen=True, slots=True)
class Value:
    """A mapping, a list or a plain value, with its place. Plain values are as YAML types them."""

    content: Any
    place: Place

    def __getitem__(self, key: str) -> Value:
        """Return what stands under a key of a mapping, or nothing at its place."""
        return self.content.get(key, Value(None, self.place)) if isinstance(self.content, dict) else Value(None, self.place)

    def __iter__(self) -> Iterator[Value]:
        """Yield the values of a list; of anything else, none."""
        return iter(self.content if isinstance(self.content, list) else ())

    def items(self) -> Iterator[tuple[str, Value]]:
        """Yield the keys and values of a mapping; of anything else, none."""
        return iter(self.content.items() if isinstance(self.content, dict) else ())

    def text(self, default: str = "") -> str:
        """Return a plain value as text."""
        return default if self.content is None or isinstance(self.content, dict | list) else str(self.content)

    def texts(self) -> tuple[str, ...]:
        """Return the values of a list as texts, of nothing none. Raises LookmlError for anything else."""
        if not isinstance(self.content, list | None):
            raise LookmlError(self.place, f"{self.text('a mapping')} is not a list")
        return tuple(value.text() for value in self)

    def plain(self) -> Any:
        """Return the whole without places."""
        if isinstance(self.content, dict):
            return {key: value.plain() for key, value in self.content.items()}
        return [value.plain() for value in self.content] if isinstance(self.content, list) else self.content


def read(path: Path, root: Path) -> Value:
    """Return a file. Raises LookmlError for what is not YAML or gives a key twice."""
    file = path.relative_to(root).as_posix()
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=_LOADER)
    except (yaml.YAMLError, OSError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        raise LookmlError(Place(file, mark.line + 1 if mark else 1), f"cannot be read: {getattr(error, 'problem', error)}") from None
    return Value(None, Place(file, 1)) if node is None else _value(node, file)


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
    return Value(node.value if node.tag == _DAY else yaml.SafeLoader("").construct_object(node), place)


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""In C where PyYAML is built with it: ten times as fast."""
_DAY = "tag:yaml.org,2002:timestamp"
"""What YAML takes for a day stays text."""
