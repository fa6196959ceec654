"""One value of a result as the page shows it."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Collection, Mapping
from decimal import Decimal
from typing import Any

from c360sim.looker import value_formats as formats
from c360sim.preview import markup
from c360sim.preview.heads import Head
from c360sim.preview.shapes import Cell, Link, Value

Names = Callable[[], Mapping[str, Any]]
"""Gives what Liquid may name besides the value: fields of the row, filters. Called only where there is something to render."""


def cell(head: Head, value: Any, names: Names, boards: Collection[str]) -> Cell:
    """Return a cell. Raises LookmlError for `html` or a `link` that is not Liquid."""
    found: Cell = {"v": plain(value), "t": text(head, value)}
    field = head.field
    if field is None or value is None:
        return found
    if field.block.has("html"):
        html = markup.as_html(field.block.text("html"), field.block.at("html"), _with_value(names(), found), boards)
        if html is not None:
            found["h"] = html
    links = _links(head, found, names, boards)
    if links:
        found["links"] = links
    if head.told["drills"]:
        found["drill"] = True
    return found


def plain(value: Any) -> Value:
    """Return a value as JSON has it: money and other decimal numbers as numbers, days as YYYY-MM-DD."""
    if isinstance(value, float | Decimal) and not math.isfinite(value):
        return None
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, dt.date):
        return value.isoformat()[:10]
    return value if isinstance(value, str | int | float | bool) or value is None else str(value)


def text(head: Head, value: Any) -> str:
    """Return a value as text; of nothing, the empty text."""
    if plain(value) is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, int | float | Decimal):
        return formats.formatted(value, head.pattern or (formats.WHOLE if value == int(value) else formats.GENERAL))
    return quarter(str(value)) if head.field is not None and head.field.part == "quarter" else str(plain(value))


def quarter(month: str) -> str:
    """Return the quarter that begins with a month as Looker shows it: 2025-04 is 2025-Q2."""
    year, _, number = month.partition("-")
    return f"{year}-Q{(int(number) + 2) // 3}" if number.isdecimal() else month


def _links(head: Head, found: Cell, names: Names, boards: Collection[str]) -> list[Link]:
    assert head.field is not None
    links: list[Link] = []
    for block in head.field.block.blocks("link"):
        given = _with_value(names(), found)
        label = markup.as_text(block.text("label"), block.at("label"), given)
        url = markup.as_text(block.text("url"), block.at("url"), given)
        local = markup.local_url(url, boards) if url else None
        if label and local:
            links.append({"label": label, "url": local})
    return links


def _with_value(names: Mapping[str, Any], found: Cell) -> dict[str, Any]:
    return {
        **names,
        "value": found["v"],
        "rendered_value": found["t"],
        "linked_value": found["t"],
        "filterable_value": found["v"],
        "link": "",
    }
