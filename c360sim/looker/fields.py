"""Views and their fields, as the compiler sees them: a group of timeframes or intervals is a field for each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from c360sim.looker.source import Block, LookmlError, Place


class Category(StrEnum):
    """What a field is for."""

    DIMENSION = "dimension"
    MEASURE = "measure"
    FILTER = "filter"
    PARAMETER = "parameter"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a view. `part` is the timeframe or interval of a field of a group."""

    view: str
    name: str
    category: Category
    type: str
    block: Block
    part: str = ""

    @property
    def place(self) -> Place:
        """Where it is written."""
        return self.block.place

    @property
    def full_name(self) -> str:
        """The name with the view's."""
        return f"{self.view}.{self.name}"

    @property
    def is_hidden(self) -> bool:
        """Whether it is hidden from the user."""
        return self.block.flag("hidden")

    @property
    def description(self) -> str:
        """What it says of itself."""
        return self.block.text("description")

    @property
    def label(self) -> str:
        """The name shown to the user."""
        own = self.block.text("label") or self.block.name.replace("_", " ").title()
        if self.type == "duration":
            return f"{self.part.title()}s {own}"
        return f"{own} {self.part.replace('_', ' ').title()}" if self.part else own

    @property
    def sql(self) -> str:
        """What is written as its SQL, or the column of its name."""
        return self.block.text("sql") or f"${{TABLE}}.{self.block.name}"


@dataclass(frozen=True, slots=True)
class View:
    """One view; `fields` by name, in the order in which they are written."""

    name: str
    block: Block
    fields: dict[str, Field]

    @property
    def primary_key(self) -> Field | None:
        """The field that is the key, or None."""
        return next((field for field in self.fields.values() if field.block.flag("primary_key")), None)

    @property
    def derived(self) -> Block | None:
        """The derived table, or None for a table of the database."""
        return self.block.block("derived_table")

    @property
    def table(self) -> str:
        """The table of the database."""
        return self.block.text("sql_table_name") or self.name

    def set_fields(self, name: str, place: Place) -> tuple[str, ...]:
        """Return the fields of a set, with those of the sets it names. Raises LookmlError, at the place for a set that is not there."""
        return tuple(self._of_set(name, place, ()))

    def _of_set(self, name: str, place: Place, within: tuple[str, ...]) -> Iterator[str]:
        block = next((block for block in self.block.blocks("set") if block.name == name.removeprefix(f"{self.name}.")), None)
        if block is None:
            raise LookmlError(place, f"reference: view {self.name} has no set {name}")
        if name in within:
            raise LookmlError(place, f"reference: set {name} of view {self.name} names itself")
        for item in block.items("fields"):
            if item.value.endswith("*"):
                yield from self._of_set(item.value.removesuffix("*"), item.place, (*within, name))
            else:
                yield item.value


def view(block: Block) -> View:
    """Return a view. Raises LookmlError for a type of field that is not supported or a name given twice."""
    fields: dict[str, Field] = {}
    for found in (part for entry in block.blocks(*Category, "dimension_group") for part in _fields(block.name, entry)):
        if found.name in fields:
            raise LookmlError(found.place, f"field {found.full_name} is already there, at {fields[found.name].place}")
        fields[found.name] = found
    return View(block.name, block, fields)


TIMEFRAMES = (
    "raw", "date", "week", "month", "quarter", "year", "month_num", "month_name", "day_of_month", "day_of_week", "day_of_week_index",
    "day_of_year", "week_of_year", "quarter_of_year",
)  # fmt: skip
INTERVALS = ("day", "week", "month", "quarter", "year")
TYPES: dict[Category, tuple[str, ...]] = {
    Category.DIMENSION: ("string", "number", "yesno", "date", "tier", "bin", "zipcode"),
    Category.MEASURE: (
        "count", "count_distinct", "sum", "sum_distinct", "average", "average_distinct", "min", "max", "median", "percentile",
        "list", "number", "string", "yesno", "date", "running_total", "percent_of_total", "percent_of_previous",
    ),
    Category.FILTER: ("string", "number", "yesno", "date"),
    Category.PARAMETER: ("string", "number", "unquoted", "date", "yesno"),
}  # fmt: skip
"""Types of fields that are supported."""


def _fields(view_name: str, block: Block) -> Iterator[Field]:
    if block.key == "dimension_group":
        yield from _group(view_name, block)
        return
    category = Category(block.key)
    if category is Category.MEASURE and not block.has("type"):
        raise LookmlError(block.place, f"measure {block.name} does not say its type")
    kind = block.text("type", "string")
    if kind not in TYPES[category]:
        raise LookmlError(block.at("type"), f"{category} {block.name} has type {kind}; supported: {', '.join(TYPES[category])}")
    if kind == "date" and category is Category.DIMENSION:
        _check_dates(block)
    yield Field(view_name, block.name, category, kind, block)


def _group(view_name: str, block: Block) -> Iterator[Field]:
    kind = block.text("type", "time")
    if kind not in ("time", "duration"):
        raise LookmlError(block.at("type"), f"dimension_group {block.name} has type {kind}; supported: time, duration")
    allowed, key = (TIMEFRAMES, "timeframes") if kind == "time" else (INTERVALS, "intervals")
    if not block.items(key):
        raise LookmlError(block.place, f"dimension_group {block.name} does not say its {key}; supported: {', '.join(allowed)}")
    if kind == "time":
        _check_dates(block)
    for item in block.items(key):
        if item.value not in allowed:
            raise LookmlError(item.place, f"{item.value} among the {key} of {block.name}; supported: {', '.join(allowed)}")
        name = f"{block.name}_{item.value}" if kind == "time" else f"{item.value}s_{block.name}"
        yield Field(view_name, name, Category.DIMENSION, kind, block, item.value)


def _check_dates(block: Block) -> None:
    """Raise LookmlError unless a column of dates is said to be one: all days of the schema are DATEs, without a time or a zone."""
    if block.text("datatype") != "date" or block.flag("convert_tz", default=True):
        raise LookmlError(
            block.place, f"{block.key} {block.name} is not `datatype: date` and `convert_tz: no`; times of day are not supported"
        )
