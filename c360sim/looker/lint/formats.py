"""Rules on value formats: they are formats, of a kind that their place can have, and those named are there."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from c360sim.looker import value_formats
from c360sim.looker.dashboards import Tile
from c360sim.looker.fields import view
from c360sim.looker.findings import Finding
from c360sim.looker.project import Model
from c360sim.looker.source import Place
from c360sim.looker.yaml_source import Value


def findings(model: Model) -> Iterator[Finding]:
    """Yield what is wrong with the formats of a model and its fields, each once though a group has many."""
    for block in model.others.get("named_value_format", {}).values():
        if not block.text("value_format"):
            yield Finding(block.place, "value-format", f"named_value_format {block.name} says no value_format")
        yield from _written(value_formats.of_lookml(block.text("value_format")), block.at("value_format"), block.name)
    for view_block in model.views.values():
        for field in view(view_block).fields.values():
            yield from _written(value_formats.of_lookml(field.block.text("value_format")), field.block.at("value_format"), field.full_name)
            yield from _named(model, field.block.text("value_format_name"), field.block.at("value_format_name"))


def of_tile(model: Model, tile: Tile) -> Iterator[Finding]:
    """Yield what is wrong with the formats of a tile."""
    written, where = tile.written, f"tile {tile.name}"
    for key in ("value_format", "label_value_format"):
        yield from _written(written[key].text(), written[key].place, where)
    for value in _of_series(written["series_value_format"]):
        yield from _written(value.text(), value.place, where)
    for found in written["dynamic_fields"]:
        yield from _written(found["value_format"].text(), found["value_format"].place, where)
        yield from _named(model, found["value_format_name"].text(), found["value_format_name"].place)
    axes = [axis[key] for axis in written["y_axes"] for key in value_formats.OF_AXES]
    for value in (written["y_axis_value_format"], *axes):
        yield from _written(value.text(), value.place, where, value_formats.of_axis)


def _of_series(written: Value) -> Iterator[Value]:
    for _, value in written.items():
        yield value["format_string"] if isinstance(value.content, dict) else value


def _written(pattern: str, place: Place, where: str, read: Callable[[str], object] = value_formats.parse) -> Iterator[Finding]:
    try:
        read(pattern)
    except value_formats.FormatError as error:
        yield Finding(place, "value-format", f"{where}: {pattern} {error}")


def _named(model: Model, name: str, place: Place) -> Iterator[Finding]:
    if name and name not in value_formats.NAMED and name not in model.others.get("named_value_format", {}):
        yield Finding(place, "reference", f"there is no value format {name}")
