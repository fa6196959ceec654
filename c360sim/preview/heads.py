"""The columns of a result: what LookML says of each field, and in which format its values are shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from c360sim.looker import value_formats as formats
from c360sim.looker.dashboards import Tile
from c360sim.looker.explores import Explore
from c360sim.looker.fields import Category, Field
from c360sim.looker.project import Model
from c360sim.looker.query import Query
from c360sim.looker.source import LookmlError, Place
from c360sim.looker.yaml_source import Value
from c360sim.preview.shapes import FieldHead


@dataclass(frozen=True, slots=True)
class Head:
    """A column: its field, None for a calculation; its format, empty for the usual one; and what the page is told."""

    field: Field | None
    pattern: str
    told: FieldHead

    @property
    def name(self) -> str:
        """The full name."""
        return self.told["name"]


def heads(model: Model, of: Explore, query: Query, tile: Tile | None = None) -> list[Head]:
    """Return the columns of a query, with the calculations of its tile; without a tile nothing is drilled into.

    Raises LookmlError for a field that is not there.
    """
    hidden = set(tile.written["hidden_fields"].texts()) if tile else set()
    found = [_of_field(model, of, query, name, tile, hidden) for name in query.fields]
    if tile:
        found += [_of_calculation(model, written, tile, hidden) for written in tile.written["dynamic_fields"]]
    return found


def _of_field(model: Model, of: Explore, query: Query, name: str, tile: Tile | None, hidden: set[str]) -> Head:
    field = of.field(name, of.block.place)
    alias = name.partition(".")[0]
    is_measure = field.category is Category.MEASURE
    own = _own_format(tile, name, is_measure and name == next(iter(_measures(of, query)), None))
    pattern = own or _pattern(model, field.block.text("value_format"), field.block.text("value_format_name"))
    if not pattern and field.type == "time":
        pattern = "0"
    kind, places = _kind(field), _decimals(pattern, field.place)
    told: FieldHead = {
        "name": name,
        "label": field.label,
        "group_label": field.block.text("group_label") or None,
        "view_label": _view_label(of, alias),
        "kind": str(field.category),
        "type": kind,
        "unit": _unit(field, pattern) if kind == "number" else None,
        "decimals": places,
        "description": field.description,
        "hidden": name in hidden,  # `hidden` in LookML keeps a field from those who choose fields, not from a tile that has it
        "pivoted": bool(query.pivots) and is_measure,
        "drills": tile is not None and field.block.has("drill_fields"),
    }
    return Head(field, pattern, told)


def _of_calculation(model: Model, written: Value, tile: Tile, hidden: set[str]) -> Head:
    name = written["table_calculation"].text()
    pattern = _own_format(tile, name, False) or _pattern(model, written["value_format"].text(), written["value_format_name"].text())
    kind, places = written["_type_hint"].text("number"), _decimals(pattern, written.place)
    told: FieldHead = {
        "name": name,
        "label": written["label"].text(name),
        "group_label": None,
        "view_label": "",
        "kind": "calculation",
        "type": kind,
        "unit": formats.unit(pattern or formats.GENERAL) if kind == "number" else None,
        "decimals": places,
        "description": written["expression"].text(),
        "hidden": name in hidden,
        "pivoted": False,
        "drills": False,
    }
    return Head(None, pattern, told)


def _measures(of: Explore, query: Query) -> list[str]:
    return [name for name in query.fields if of.field(name, of.block.place).category is Category.MEASURE]


def _own_format(tile: Tile | None, name: str, is_first_measure: bool) -> str:
    """Return the format that a tile itself gives a column."""
    if tile is None:
        return ""
    of_series = tile.written["series_value_format"][name]
    own = of_series["format_string"].text() if isinstance(of_series.content, dict) else of_series.text()
    return own or (tile.written["value_format"].text() if tile.type == "single_value" and is_first_measure else "")


def _pattern(model: Model, written: str, name: str) -> str:
    if written or not name:
        return formats.of_lookml(written)
    named: Mapping[str, str] = {key: block.text("value_format") for key, block in model.others.get("named_value_format", {}).items()}
    return formats.of_lookml(named.get(name, "")) or formats.NAMED.get(name, "")


def _decimals(pattern: str, place: Place) -> int:
    try:
        return formats.decimals(pattern) if pattern else 0
    except formats.FormatError as error:
        raise LookmlError(place, f"value-format: {pattern} {error}") from None


def _kind(field: Field) -> str:
    if field.category is Category.MEASURE:
        return {"string": "string", "list": "string", "yesno": "yesno", "date": "date"}.get(field.type, "number")
    if field.type == "time":
        return _OF_TIME.get(field.part, "number")
    if field.block.has("case") or field.type in ("tier", "bin", "zipcode"):
        return "string"
    return "number" if field.type in ("number", "duration") else field.type


_OF_TIME = {
    **{part: "date" for part in ("raw", "date", "week", "month", "quarter")},
    **{part: "string" for part in ("month_name", "day_of_week", "quarter_of_year")},
}


def _unit(field: Field, pattern: str) -> str:
    return "days" if field.type == "duration" and field.part == "day" else formats.unit(pattern or formats.GENERAL)


def _view_label(of: Explore, alias: str) -> str:
    own = of.joins[alias].block.text("view_label") if alias in of.joins else of.block.text("view_label")
    block = of.views[alias].block
    return own or block.text("label") or block.text("view_label") or alias.replace("_", " ").title()
