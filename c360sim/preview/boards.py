"""Dashboards as the page draws them, without results."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from markdown_it import MarkdownIt

from c360sim.looker import value_formats
from c360sim.looker.dashboards import Dashboard, Filter, Tile
from c360sim.looker.project import Model
from c360sim.looker.source import LookmlError
from c360sim.looker.yaml_source import Value
from c360sim.preview import markup
from c360sim.preview.requested import grammar_of
from c360sim.preview.shapes import BoardName, FilterHead, Tab, Text, TileHead

_NOT_STYLE = (
    "name", "title", "type", "model", "explore", "fields", "filters", "sorts", "limit", "column_limit", "dynamic_fields", "listen",
    "row", "col", "width", "height", "tab_name", "note_text", "title_text", "subtitle_text", "body_text",
)  # fmt: skip
"""What an element says that is told elsewhere; all else is how to draw it."""
ALL_AT_ONCE = ("button_toggles", "button_group", "checkboxes", "radio_buttons")
"""Controls that show every value."""


def name_of(board: Dashboard) -> BoardName:
    """Return a dashboard as one of a list."""
    return {
        "name": board.name,
        "title": board.title,
        "description": board.written["description"].text(),
        "tabs": tabs(board),
        "carries": list(board.filters),
    }


def tabs(board: Dashboard) -> list[Tab]:
    """Return the tabs of a dashboard."""
    return [{"name": tab["name"].text(), "label": tab["label"].text(tab["name"].text())} for tab in board.written["tabs"]]


def filter_head(model: Model, found: Filter) -> FilterHead:
    """Return a filter, without values. Raises LookmlError for a field that is not there."""
    written, kind = found.written, grammar_of(model, found)
    return {
        "name": found.name,
        "title": written["title"].text(found.name),
        "field": found.field,
        "kind": kind,
        "control": control(found),
        "display": written["ui_config"]["display"].text("inline"),
        "default": found.default,
        "multiple": written["allow_multiple_values"].content is not False,
        "required": written["required"].content is True,
        "suggest": kind in ("string", "number") and bool(found.field),
        "options": None,
        "tabs": list(written["tab_names"].texts()),
    }


def control(found: Filter) -> str:
    """Return the kind of control of a filter."""
    return found.written["ui_config"]["type"].text("advanced")


def tile_head(tile: Tile) -> TileHead:
    """Return a tile. Raises LookmlError for one that is not placed."""
    written = tile.written
    row, col, width, height = (_whole(written[key]) for key in ("row", "col", "width", "height"))
    return {
        "name": tile.name,
        "title": written["title"].text(tile.name if tile.query else ""),
        "type": tile.type,
        "tab": written["tab_name"].text() or None,
        "row": row,
        "col": col,
        "width": width,
        "height": height,
        "note": written["note_text"].text() or None,
        "text": _text(tile) if tile.query is None else None,
        "listens": list(tile.listen),
        "style": _style(written),
    }


def _style(written: Value) -> dict[str, Any]:
    """Return the options of a chart, the formats of its axes as their sections: the page has only to fill them in."""
    style = {key: value.plain() for key, value in written.items() if key not in _NOT_STYLE}
    if style.get("y_axis_value_format"):
        style["y_axis_value_format"] = _sections(written["y_axis_value_format"])
    for axis, told in zip(written["y_axes"], style.get("y_axes") or (), strict=True):
        for key in value_formats.OF_AXES:
            if axis[key].content:
                told[key] = _sections(axis[key])
    return style


def _sections(written: Value) -> list[dict[str, Any]]:
    """Return the sections of an axis' format. Raises LookmlError for one that an axis cannot have."""
    try:
        return sections(value_formats.of_axis(written.text()))
    except value_formats.FormatError as error:
        raise LookmlError(written.place, f"value-format: {written.text()} {error}") from None


def sections(found: Iterable[value_formats.Section]) -> list[dict[str, Any]]:
    """Return the sections of a format as the page reads them."""
    return [
        {
            "condition": [section.condition[0], float(section.condition[1])] if section.condition else None,
            "kind": str(section.kind),
            "tokens": [[token.text, token.is_literal] for token in section.tokens],
            "point": section.point,
            "decimals": section.decimals,
            "scale": section.scale,
            "is_grouped": section.is_grouped,
            "keeps_sign": section.keeps_sign,
        }
        for section in found
    ]


def _whole(written: Value) -> int:
    if not isinstance(written.content, int):
        raise LookmlError(written.place, "a tile needs row, col, width and height, each a whole number")
    return written.content


def _text(tile: Tile) -> Text:
    body = MarkdownIt("commonmark", {"html": True}).render(tile.written["body_text"].text())
    return {
        "title": tile.written["title_text"].text(),
        "subtitle": tile.written["subtitle_text"].text(),
        "body_html": markup.sanitized(body, ()),
    }
