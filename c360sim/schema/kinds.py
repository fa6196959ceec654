"""What a table and a column are: the words in which the star schema is said."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a column holds; each output format has one type for each kind."""

    ID = "id"
    """A key, INT64."""
    DATE_KEY = "date_key"
    """A day as the integer yyyymmdd."""
    DATE = "date"
    INTEGER = "integer"
    """A count or a number of days."""
    MONEY = "money"
    """US dollars with two decimals; integer cents inside the simulation."""
    RATE = "rate"
    """Percent a year with four decimals; integer basis points inside the simulation."""
    SCORE = "score"
    """A float."""
    FLAG = "flag"
    CATEGORY = "category"
    """Text of few distinct values."""
    TEXT = "text"


class Additivity(StrEnum):
    """Over which dimensions a measure may be summed."""

    ADDITIVE = "additive"
    SEMI_ADDITIVE = "semi-additive"
    """Over customers and accounts, never over time: take the last date or an average."""
    NON_ADDITIVE = "non-additive"
    """Never: take an average, a minimum or a maximum."""


class Role(StrEnum):
    """Dimension or fact."""

    DIMENSION = "dimension"
    FACT = "fact"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `values` is the closed list of a category, empty when the list is open."""

    name: str
    kind: Kind
    description: str
    is_nullable: bool = False
    references: str = ""
    """The dimension whose primary key this column holds, or empty."""
    additivity: Additivity | None = None
    """Set for measures only."""
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the star. The first column is its primary key."""

    name: str
    role: Role
    grain: str
    """What one row is, as a sentence."""
    columns: tuple[Column, ...]
    partition: str = ""
    """The DATE column on which a warehouse partitions by month, or empty."""
    cluster: tuple[str, ...] = ()
    """Columns by which a warehouse orders rows within a partition."""

    @property
    def primary_key(self) -> str:
        """The name of the primary key."""
        return self.columns[0].name

    @property
    def column_names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(column.name for column in self.columns)

    def of_kind(self, *kinds: Kind) -> list[str]:
        """Return the names of the columns of some kinds, in order."""
        return [column.name for column in self.columns if column.kind in kinds]


def key(name: str, description: str, references: str = "", is_nullable: bool = False) -> Column:
    """Return a primary key, or a foreign key when it references a dimension."""
    return Column(name, Kind.ID, description, is_nullable, references)


def day_key(description: str) -> Column:
    """Return a fact's `date_key`."""
    return Column("date_key", Kind.DATE_KEY, description, references="dim_date")


def text(name: str, description: str, is_nullable: bool = False) -> Column:
    """Return a column of free text."""
    return Column(name, Kind.TEXT, description, is_nullable)


def category(name: str, description: str, values: type[StrEnum] | tuple[str, ...] = (), is_nullable: bool = False) -> Column:
    """Return a category of a closed list of values, or of an open one when none are given."""
    return Column(name, Kind.CATEGORY, description, is_nullable, values=tuple(str(value) for value in values))


def date(name: str, description: str, is_nullable: bool = False) -> Column:
    """Return a DATE column."""
    return Column(name, Kind.DATE, description, is_nullable)


def flag(name: str, description: str) -> Column:
    """Return a true/false column."""
    return Column(name, Kind.FLAG, description)


def attribute(name: str, kind: Kind, description: str, is_nullable: bool = False) -> Column:
    """Return a number that describes rather than measures."""
    return Column(name, kind, description, is_nullable)


def measure(name: str, kind: Kind, additivity: Additivity, description: str, is_nullable: bool = False) -> Column:
    """Return a measure of a fact."""
    return Column(name, kind, description, is_nullable, additivity=additivity)
