"""LookML dashboards: tiles as queries, and how the dashboard's filters reach them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from c360sim.looker.calculations import Calculation
from c360sim.looker.project import Model
from c360sim.looker.query import Query, Sort
from c360sim.looker.source import LookmlError, whole_number
from c360sim.looker.yaml_source import Value, read


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter of a dashboard: its name, the field it is on, and the expression it starts with."""

    name: str
    field: str
    default: str
    written: Value


@dataclass(frozen=True, slots=True)
class Tile:
    """An element of a dashboard; `query` is None for a text. `written` has all that it says, for whoever draws it."""

    name: str
    type: str
    query: Query | None
    calculations: tuple[Calculation, ...]
    calculated_sorts: tuple[str, ...]
    """Sorts by calculations."""
    listen: Mapping[str, str]
    """Fields that take the dashboard's filters, by the filter's name."""
    written: Value

    def asked(self, filters: Mapping[str, str]) -> Query:
        """Return the tile's query with the dashboard's filters, by name, in place. Texts have none: raises ValueError."""
        if self.query is None:
            raise ValueError(f"tile {self.name} is a text")
        heard = {field: filters[name] for name, field in self.listen.items() if filters.get(name)}
        return replace(self.query, filters={**self.query.filters, **heard})


@dataclass(frozen=True, slots=True)
class Dashboard:
    """A dashboard."""

    name: str
    title: str
    filters: dict[str, Filter]
    tiles: tuple[Tile, ...]
    written: Value

    @property
    def defaults(self) -> dict[str, str]:
        """What its filters start with, by their names."""
        return {filter_.name: filter_.default for filter_ in self.filters.values()}


def dashboards(model: Model, root: Path) -> list[Dashboard]:
    """Return the dashboards that a model includes. Raises LookmlError for what cannot be read."""
    return [_dashboard(written, model) for path in model.dashboards for written in _listed(path, root)]


def _listed(path: Path, root: Path) -> Value:
    listed = read(path, root)
    if not isinstance(listed.content, list):
        raise LookmlError(listed.place, "cannot be read: it is not a list of dashboards")
    return listed


def _dashboard(written: Value, model: Model) -> Dashboard:
    filters = _filters(written)
    tiles = tuple(_tile(element, model) for element in written["elements"])
    name = written["dashboard"].text()
    return Dashboard(name, written["title"].text(name), filters, tiles, written)


def _filters(written: Value) -> dict[str, Filter]:
    filters: dict[str, Filter] = {}
    for found in written["filters"]:
        if found["name"].text() in filters:
            raise LookmlError(found.place, f"duplicate: filter {found['name'].text()} is given twice")
        filters[found["name"].text()] = _filter(found)
    return filters


def _filter(written: Value) -> Filter:
    return Filter(written["name"].text(), written["field"].text(), written["default_value"].text(), written)


def _tile(written: Value, model: Model) -> Tile:
    name = written["name"].text() or written["title"].text()
    listen = {key: value.text() for key, value in written["listen"].items()}
    kind = written["type"].text()
    if kind == "text":
        return Tile(name, kind, None, (), (), listen, written)
    owner = written["model"].text()
    if owner and owner != model.name:
        raise LookmlError(written["model"].place, f"tile {name} is on model {owner}, not {model.name}")
    calculations = tuple(_calculation(found) for found in written["dynamic_fields"])
    names = {found.name for found in calculations}
    sorts = tuple(sort for sort in _sorts(written) if Sort.of(sort).name in names)
    return Tile(name, kind, _query(written, names), calculations, sorts, listen, written)


def _query(written: Value, calculated: set[str]) -> Query:
    return Query(
        explore=written["explore"].text(),
        fields=tuple(name for name in written["fields"].texts() if name not in calculated),
        filters={name: value.text() for name, value in written["filters"].items()},
        sorts=tuple(sort for sort in _sorts(written) if Sort.of(sort).name not in calculated),
        pivots=tuple(written["pivots"].texts()),
        limit=_number(written["limit"], 500),
        column_limit=_number(written["column_limit"], 50),
        has_totals=written["total"].content is True,
        has_row_totals=written["row_total"].text() in ("right", "left", "True"),
    )


def _sorts(written: Value) -> Iterator[str]:
    for text in written["sorts"].texts():
        try:
            Sort.of(text)
        except ValueError as error:
            raise LookmlError(written["sorts"].place, str(error)) from None
        yield text


def _number(written: Value, default: int) -> int:
    return whole_number(written.text(str(default)), written.place)


def _calculation(written: Value) -> Calculation:
    name = written["table_calculation"].text()
    if not name or written["category"].text("table_calculation") != "table_calculation":
        raise LookmlError(written.place, "a dynamic field that is not a table_calculation is not supported")
    return Calculation(name, written["label"].text(name), written["expression"].text(), written["expression"].place)
