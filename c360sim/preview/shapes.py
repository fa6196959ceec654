"""What the server tells the page, as JSON."""

from __future__ import annotations

from typing import Any, NotRequired, TypedDict

Value = str | int | float | bool | None


class Link(TypedDict):
    """Where a click on a cell may go: always a page of the preview."""

    label: str
    url: str


class Cell(TypedDict):
    """One value: as it is, as text, and where LookML says so as HTML, with links, or with rows behind it."""

    v: Value
    t: str
    h: NotRequired[str]
    links: NotRequired[list[Link]]
    drill: NotRequired[bool]


Row = dict[str, Cell | dict[str, Cell]]
"""Cells by the names of fields; those of a pivoted field by the key of their column."""


class FieldHead(TypedDict):
    """A field of a result. `unit` is usd, percent, days, number or None for what is no number; `decimals` are those shown.

    Where it is `pivoted`, rows have a cell for each column of the pivot.
    """

    name: str
    label: str
    group_label: str | None
    view_label: str
    kind: str
    type: str
    unit: str | None
    decimals: int
    description: str
    hidden: bool
    pivoted: bool
    drills: bool


class Column(TypedDict):
    """A column of a pivot: its key in rows, and each pivoted field's value, as a key of a drill and as text."""

    key: str
    values: list[str]
    labels: list[str]


class TileResult(TypedDict):
    """The rows of a tile or of what is behind a cell of it."""

    fields: list[FieldHead]
    pivots: list[str]
    columns: list[Column]
    rows: list[Row]
    totals: Row
    row_totals: list[Row]
    row_count: int
    truncated: bool
    seconds: float


class FilterHead(TypedDict):
    """A filter of a dashboard; `options` are its values where the control shows them all at once."""

    name: str
    title: str
    field: str
    kind: str
    control: str
    display: str
    default: str
    multiple: bool
    required: bool
    suggest: bool
    options: list[str] | None
    tabs: list[str]


class Tab(TypedDict):
    """A tab of a dashboard."""

    name: str
    label: str


class Text(TypedDict):
    """What a tile of type text says."""

    title: str
    subtitle: str
    body_html: str


class TileHead(TypedDict):
    """A tile: where it lies on the grid, which filters it hears, and how it wants to be drawn."""

    name: str
    title: str
    type: str
    tab: str | None
    row: int
    col: int
    width: int
    height: int
    note: str | None
    text: Text | None
    listens: list[str]
    style: dict[str, Any]


class BoardName(TypedDict):
    """A dashboard in a list of them. `carries` names its filters: a link from another dashboard keeps those of the same name."""

    name: str
    title: str
    description: str
    tabs: list[Tab]
    carries: list[str]


class Board(TypedDict):
    """A dashboard, without results."""

    name: str
    title: str
    description: str
    carries: list[str]
    project_as_of: str
    customers: int
    filters: list[FilterHead]
    tabs: list[Tab]
    tiles: list[TileHead]


class Suggestion(TypedDict):
    """A value that a filter may take, and how it is shown."""

    value: str
    label: str


class Problem(TypedDict):
    """An error: what is wrong, and `file:line` where it is the project's."""

    message: str
    place: str | None
