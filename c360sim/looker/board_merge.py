"""Dashboards that extend others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from c360sim.looker.source import LookmlError
from c360sim.looker.yaml_source import Value

NAMED = ("elements", "filters", "tabs")
"""Lists of which the parts have names: an extension adds to them, and lays its own over those of the same name."""


def extended(written: Value, boards: Mapping[str, Value], seen: tuple[str, ...] = ()) -> Value:
    """Return a dashboard with all that it extends below it. Raises LookmlError for what is not there, or a circle."""
    name, parents = written["dashboard"].text(), written["extends"]
    result: Value | None = None
    for parent in parents if isinstance(parents.content, list) else [parents] if parents.content else []:
        if parent.text() not in boards:
            raise LookmlError(parents.place, f"extends dashboard {parent.text()}, which is not included")
        if parent.text() in (*seen, name):
            raise LookmlError(parents.place, f"dashboard {parent.text()} extends itself")
        above = _without(extended(boards[parent.text()], boards, (*seen, name)), "extension")
        result = above if result is None else _laid_over(result, above)
    own = _without(written, "extends")
    return own if result is None else replace(_laid_over(result, own), place=written.place)


def _without(written: Value, key: str) -> Value:
    return replace(written, content={name: value for name, value in written.items() if name != key})


def _laid_over(below: Value, above: Value) -> Value:
    content = dict(below.items())
    for key, value in above.items():
        content[key] = _named(content[key], value) if key in NAMED and key in content else value
    return replace(above, content=content)


def _named(below: Value, above: Value) -> Value:
    parts = {_name(part): part for part in below}
    for part in above:
        name = _name(part)
        parts[name] = _laid_over(parts[name], part) if name in parts else part
    return replace(above, content=list(parts.values()))


def _name(part: Value) -> str:
    return part["name"].text() or part["title"].text()
