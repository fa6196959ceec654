"""Whether a dashboard is made of parameters that exist and are supported."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from c360sim.looker.board_grammar import REFUSED, USED, WITHOUT_EFFECT
from c360sim.looker.findings import Finding
from c360sim.looker.yaml_source import Value


def problems(listed: Value) -> Iterator[Finding]:
    """Yield what is wrong with the parameters of a file of dashboards, in order."""
    for board in listed:
        yield from _problems(board, "dashboard", board["dashboard"].text())
        for found in board["filters"]:
            yield from _problems(found, "filter", found["name"].text())
        for element in board["elements"]:
            name = element["name"].text() or element["title"].text()
            yield from _problems(element, "element", name)
            for calculation in element["dynamic_fields"]:
                yield from _problems(calculation, "dynamic field", calculation["table_calculation"].text())


def _problems(written: Value, kind: str, name: str) -> Iterator[Finding]:
    where = f"in {kind} {name}".rstrip()
    allowed = (*USED[kind], *WITHOUT_EFFECT[kind])
    for key, value in written.items():
        if key in REFUSED[kind]:
            if value.content:
                yield Finding(value.place, "unsupported-parameter", f"{key} {where} is not supported")
        elif key not in allowed:
            near = difflib.get_close_matches(key, allowed, 1)
            yield Finding(value.place, "unknown-parameter", f"{key} {where}" + (f"; {near[0]} is meant?" if near else ""))
