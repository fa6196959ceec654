"""What the browser may ask: names are looked up in the project, and filter values held to their grammar before anything is run."""

from __future__ import annotations

from collections.abc import Mapping

from c360sim.looker import filters
from c360sim.looker.compiler.scope import grammar, parameter_value
from c360sim.looker.dashboards import Dashboard, Filter, Tile
from c360sim.looker.explores import explore
from c360sim.looker.fields import Category, Field
from c360sim.looker.project import Model
from c360sim.looker.source import LookmlError

LONGEST_VALUE = 2_000
"""Characters of a filter value: room for all states, not for mischief."""


class BadRequest(ValueError):
    """What the browser asks for is not allowed."""


class NotThere(BadRequest):
    """The browser asks for something that the project does not have."""


def board_of(boards: Mapping[str, Dashboard], name: str) -> Dashboard:
    """Return a dashboard. Raises NotThere."""
    if name not in boards:
        raise NotThere(f"there is no dashboard {_shown(name)}; dashboards: {', '.join(boards)}")
    return boards[name]


def tile_of(board: Dashboard, name: str) -> Tile:
    """Return a tile with a query. Raises NotThere."""
    for tile in board.tiles:
        if tile.name == name and tile.query is not None:
            return tile
    raise NotThere(f"dashboard {board.name} has no tile {_shown(name)} with rows")


def filter_of(board: Dashboard, name: str) -> Filter:
    """Return a filter. Raises NotThere."""
    if name not in board.filters:
        raise NotThere(f"dashboard {board.name} has no filter {_shown(name)}; filters: {', '.join(board.filters) or 'none'}")
    return board.filters[name]


def filter_values(model: Model, board: Dashboard, given: Mapping[str, str]) -> dict[str, str]:
    """Return the values of all filters of a dashboard: those given, else what it starts with. An empty one lets everything pass.

    Raises BadRequest for an unknown filter, a value that its grammar does not know, or a required one that is empty.
    """
    for name, value in given.items():
        if name not in board.filters:
            raise BadRequest(f"dashboard {board.name} has no filter {_shown(name)}; filters: {', '.join(board.filters) or 'none'}")
        _check(model, board.filters[name], value)
    values = {**board.defaults, **given}
    for found in board.filters.values():
        if found.written["required"].content is True and not values[found.name].strip():
            raise BadRequest(f"filter {found.written['title'].text(found.name)} needs a value")
    return values


def filtered_field(model: Model, found: Filter) -> Field | None:
    """Return the field of a filter, None for one without a field. Raises LookmlError for one that is not there."""
    if not found.field:
        return None
    of = explore(model, found.written["explore"].text())
    return of.field(found.field, found.written["field"].place)


def grammar_of(model: Model, found: Filter) -> str:
    """Return the grammar of a filter's values: string, number, date or yesno."""
    field = filtered_field(model, found)
    if field is not None:
        return grammar(field)
    kind = found.written["type"].text("string").removesuffix("_filter")
    return kind if kind in (*filters.GRAMMARS, "yesno") else "string"


def _check(model: Model, found: Filter, value: str) -> None:
    if len(value) > LONGEST_VALUE:
        raise BadRequest(f"filter {found.name} is {_shown(value)}; allowed: up to {LONGEST_VALUE:,} characters")
    if not value.isprintable():
        raise BadRequest(f"filter {found.name} has characters that cannot be printed")
    field = filtered_field(model, found)
    try:
        if field is not None and field.category is Category.PARAMETER:
            parameter_value(field, value)
        else:
            filters.condition(grammar_of(model, found), "x", value)
    except filters.FilterError as error:
        raise BadRequest(f"filter {found.name}: {error}") from None
    except LookmlError as error:
        raise BadRequest(f"filter {found.name}: {error.problem}") from None


def _shown(text: str) -> str:
    return repr(text if len(text) <= 40 else f"{text[:40]}…")
