"""Rules on dashboards: parameters and types that exist, fields and filters that are there, tiles that fit, colors in quotes."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from urllib.parse import unquote_plus

from c360sim import filenames
from c360sim.looker import filters
from c360sim.looker.board_grammar import COLUMNS, TYPES
from c360sim.looker.calculations import read, types
from c360sim.looker.compiler.scope import grammar
from c360sim.looker.dashboards import Dashboard, Tile, dashboards
from c360sim.looker.explores import Explore, explore
from c360sim.looker.expressions import ExpressionError, Type, names, parse
from c360sim.looker.fields import view
from c360sim.looker.findings import Finding
from c360sim.looker.lint import formats
from c360sim.looker.lint.fields import unknown_values
from c360sim.looker.project import Model
from c360sim.looker.source import Place, text_of

_UNQUOTED_HEX = re.compile(r"[:\-\[,]\s+#[0-9a-fA-F]{3,8}\b|\[#[0-9a-fA-F]{3,8}\b")
_LINK = re.compile(r"/dashboards/(\w+)::(\w+)(?:\?(.*))?", re.DOTALL)


def findings(model: Model, root: Path) -> Iterator[Finding]:
    """Yield what is wrong with the dashboards of a model, and with links to them."""
    for path in model.dashboards:
        yield from _colors(path, root)
    boards = {board.name: board for board in dashboards(model, root)}
    yield from _names(dashboards(model, root))
    for board in boards.values():
        yield from _board(board)
        yield from _filters(model, board)
        for tile in board.tiles:
            yield from _tile(model, board, tile)
    yield from _links(model, boards)


def _colors(path: Path, root: Path) -> Iterator[Finding]:
    for number, line in enumerate(text_of(path, root).split("\n"), 1):
        if _UNQUOTED_HEX.search(re.sub(r"\"[^\"]*\"|'[^']*'", "", line)):
            yield Finding(Place(path.relative_to(root).as_posix(), number), "unquoted-hex", "a color without quotes is a comment in YAML")


def _names(boards: Sequence[Dashboard]) -> Iterator[Finding]:
    """Yield the names that cannot be those of files and addresses as they are."""
    yield from _twice((board.name.lower(), board.written.place) for board in boards)
    for board in boards:
        if board.name != filenames.plain(board.name):
            allowed = f"words of ASCII letters, digits and _, joined by -, at most {filenames.LONGEST} characters, no device of Windows"
            yield Finding(board.written["dashboard"].place, "name", f"dashboard {board.name!r:.100}; allowed: {allowed}")


def _twice(named: Iterable[tuple[str, Place]]) -> Iterator[Finding]:
    seen: dict[str, Place] = {}
    for name, place in named:
        if name in seen:
            yield Finding(place, "duplicate", f"{name} is given twice, first at {seen[name]}")
        seen.setdefault(name, place)


def _board(board: Dashboard) -> Iterator[Finding]:
    if board.written["layout"].text() != "newspaper":
        yield Finding(board.written["layout"].place, "layout", f"dashboard {board.name} must have `layout: newspaper`")
    if not board.written["description"].text():
        yield Finding(board.written.place, "description", f"dashboard {board.name} has no description")
    yield from _twice((tile.name, tile.written.place) for tile in board.tiles)
    yield from _overlaps(board)


def _overlaps(board: Dashboard) -> Iterator[Finding]:
    placed: list[tuple[Tile, tuple[int, int, int, int]]] = []
    for tile in board.tiles:
        numbers = [tile.written[key].content for key in ("row", "col", "height", "width")]
        if not all(isinstance(number, int) for number in numbers):
            yield Finding(tile.written.place, "position", f"tile {tile.name} needs row, col, width and height")
            continue
        row, col, height, width = numbers
        if col < 0 or width < 1 or col + width > COLUMNS:
            yield Finding(tile.written["col"].place, "position", f"tile {tile.name} does not fit the {COLUMNS} columns")
        for other, (top, left, high, wide) in placed:
            is_same_tab = other.written["tab_name"].text() == tile.written["tab_name"].text()
            if is_same_tab and row < top + high and top < row + height and col < left + wide and left < col + width:
                yield Finding(tile.written["row"].place, "overlap", f"tile {tile.name} lies over tile {other.name}")
        placed.append((tile, (row, col, height, width)))


def _filters(model: Model, board: Dashboard) -> Iterator[Finding]:
    heard = {name for tile in board.tiles for name in tile.listen}
    for found in board.filters.values():
        if found.name not in heard:
            yield Finding(found.written.place, "listener", f"no tile of dashboard {board.name} listens to {found.name}")
        if found.written["type"].text() == "field_filter":
            name = found.written["explore"].text()
            if name not in model.explores:
                yield Finding(found.written["explore"].place, "reference", f"filter {found.name}: there is no explore {name}")
                continue
            yield from _expression(explore(model, name), found.field, found.default, found.written["field"].place)


def _expression(of: Explore, name: str, expression: str, place: Place) -> Iterator[Finding]:
    """Yield what is wrong with a filter on a field: the field, the expression, or values that it never has."""
    field = of.found(name)
    if field is None:
        yield Finding(place, "reference", f"explore {of.name} has no field {name}")
        return
    try:
        filters.condition(grammar(field), "x", expression)
    except filters.FilterError as error:
        yield Finding(place, "filter", f"{name}: {error}")
        return
    yield from (Finding(place, "value", problem) for problem in unknown_values(of.views[name.partition(".")[0]], field, expression))


def _tile(model: Model, board: Dashboard, tile: Tile) -> Iterator[Finding]:
    if tile.type not in TYPES:
        near = difflib.get_close_matches(tile.type, TYPES, 1)
        meant = f"; {near[0]} is meant?" if near else ""
        yield Finding(tile.written["type"].place, "tile-type", f"tile {tile.name} has type {tile.type}{meant}")
    tabs = [tab["name"].text() for tab in board.written["tabs"]]
    tab = tile.written["tab_name"].text()
    if tab not in tabs and (tab or tabs):
        yield Finding(
            tile.written["tab_name"].place, "reference", f"tile {tile.name} is on tab {tab or 'none'}; tabs: {', '.join(tabs) or 'none'}"
        )
    if tile.query is None:
        return
    if tile.query.explore not in model.explores:
        yield Finding(tile.written["explore"].place, "reference", f"tile {tile.name}: there is no explore {tile.query.explore}")
        return
    yield from formats.of_tile(model, tile)
    yield from _asked(explore(model, tile.query.explore), tile)
    yield from _calculated(explore(model, tile.query.explore), tile)
    yield from _listening(explore(model, tile.query.explore), board, tile)


def _asked(of: Explore, tile: Tile) -> Iterator[Finding]:
    assert tile.query is not None
    written = tile.written
    if not tile.query.fields:
        yield Finding(written["fields"].place, "reference", f"tile {tile.name} asks for no field")
    shown = {*tile.query.fields, *(found.name for found in tile.calculations)}
    for item in written["fields"]:
        if item.text() not in {found.name for found in tile.calculations}:
            yield from _expression(of, item.text(), "", item.place)
    for key in ("pivots", "sorts", "hidden_fields"):
        for item in written[key]:
            if item.text().split(" ")[0] not in shown:
                yield Finding(item.place, "reference", f"tile {tile.name}: {item.text()} of {key} is not among its fields")
    for name, value in written["filters"].items():
        yield from _expression(of, name, value.text(), value.place)
    yield from _series(tile, shown)


def _series(tile: Tile, shown: set[str]) -> Iterator[Finding]:
    """Yield the options of series that the tile does not have."""
    for key in ("series_colors", "series_labels", "series_types", "series_cell_visualizations", "series_value_format"):
        for name, value in tile.written[key].items():
            if not any(name == field or name.endswith(f" - {field}") for field in shown) and not (key in _BY_VALUE and "." not in name):
                yield Finding(value.place, "reference", f"tile {tile.name}: {name} of {key} is not among its fields")


_BY_VALUE = ("series_colors", "series_labels")
"""Options that may also name a value of the dimension, as a slice of a pie or a column of a pivot."""


def _calculated(of: Explore, tile: Tile) -> Iterator[Finding]:
    assert tile.query is not None
    known = types({name: field for name in tile.query.fields if (field := of.found(name))})
    for found in tile.calculations:
        try:
            unknown = [reference.name for reference in names(parse(found.expression)) if reference.name not in known]
            for name in unknown:
                yield Finding(found.place, "reference", f"tile {tile.name}: {found.name} refers to {name}, not a field of it")
            known[found.name] = Type.ANY if unknown else read(found, known, tile.query)[1]
        except ExpressionError as error:
            yield Finding(found.place, "expression", f"tile {tile.name}: {found.name}: {error}")
            known[found.name] = Type.ANY


def _listening(of: Explore, board: Dashboard, tile: Tile) -> Iterator[Finding]:
    for name, value in tile.written["listen"].items():
        if name not in board.filters:
            yield Finding(value.place, "listener", f"tile {tile.name} listens to {name}, which dashboard {board.name} does not have")
        else:
            yield from _expression(of, value.text(), board.filters[name].default, value.place)


def _links(model: Model, boards: dict[str, Dashboard]) -> Iterator[Finding]:
    for block in model.views.values():
        for field in view(block).fields.values():
            for link in field.block.blocks("link"):
                yield from _link(model, boards, link.text("url"), link.at("url"))


def _link(model: Model, boards: dict[str, Dashboard], url: str, place: Place) -> Iterator[Finding]:
    """Yield what is wrong with a link to a dashboard: the dashboard, or a filter that it does not have."""
    found = _LINK.match(url)
    if not found:
        return
    if found[1] != model.name or found[2] not in boards:
        yield Finding(place, "reference", f"there is no dashboard {found[1]}::{found[2]}")
        return
    plain = re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "", found[3] or "")
    for part in filter(None, plain.split("&")):
        name = unquote_plus(part.split("=")[0])
        if name not in boards[found[2]].filters:
            yield Finding(place, "reference", f"dashboard {found[2]} has no filter {name}")
