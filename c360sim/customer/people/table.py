"""The one table of people: a column a field, read by all, written through it, so that nobody has to tell anybody who has changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from c360sim import months
from c360sim.assumptions import Assumptions
from c360sim.customer.people import tables
from c360sim.customer.people.fields import Choice, Columns, Field, fields_of
from c360sim.customer.people.outside import OutsideHoldings
from c360sim.customer.people.person import Life, Person
from c360sim.state import Columns as StateColumns
from c360sim.state import StateError, fit

Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]
Many = TypeVar("Many")

FIELDS = fields_of(Life)
"""All fields of a person, in the order of their declaration."""


class PeopleColumns(Life, Columns):
    """Columns of people, and what follows from them."""

    def words(self, field: Choice[Any]) -> tuple[str, ...]:
        """Return the words whose places a column of the field holds."""
        raise NotImplementedError

    def are(self, field: Choice[Any], *words: str) -> Flags:
        """Say of whom a field is one of these words."""
        known = self.words(field)
        is_one = np.zeros(len(known), bool)
        is_one[[known.index(word) for word in words if word in known]] = True
        return is_one[self.get(field)]

    def named(self, field: Choice[Any]) -> NDArray[np.object_]:
        """Return the word of each."""
        return np.array([str(word) for word in self.words(field)], object)[self.get(field)]

    def by_persona(self, table: NDArray[Any]) -> NDArray[Any]:
        """Return each one's row of a table of personas."""
        return table[self.persona]

    def number(self, assumptions: Assumptions, name: str) -> NDArray[np.float64]:
        """Return each one's value of a parameter, by persona."""
        return self.by_persona(tables.number(assumptions, name))

    def present(self, month: int) -> Flags:
        """Say who has joined by the month's end, and not left before it."""
        churned = self.churn_ordinal
        return (self.join_month <= month) & ((churned == 0) | (churned >= months.first_ordinal(month)))

    @property
    def children(self) -> Whole:
        """How many children live in each household."""
        return np.count_nonzero(self.child_birth_ordinals, axis=1)

    @property
    def eldest_birth_ordinal(self) -> Whole:
        """The birth day of the eldest child in the household, 0 for none."""
        return self.child_birth_ordinals[:, 0]

    @property
    def join_month(self) -> Whole:
        """The month of joining."""
        return months.of_ordinals(self.join_ordinal)


class People(PeopleColumns):
    """The customers of a shard, row i for the i-th of them, with what their households hold elsewhere.

    `words` are those of the fields whose words differ from run to run: the tags of personas and the states of their machines.
    A column that is read cannot be written into (NumPy raises ValueError); whole columns are set, and persons one by one.
    """

    def __init__(self, customer_id: Whole, words: Mapping[Choice[Any], Sequence[str]], outside: OutsideHoldings) -> None:
        count = len(customer_id)
        self.outside = outside
        self._columns = [field.column(count) for field in FIELDS]
        self._read = [_read_only(column) for column in self._columns]
        self._words = [tuple(words.get(field, field.words)) if isinstance(field, Choice) else () for field in FIELDS]
        self._touched = np.zeros(count, bool)
        cells = [column if column.dtype == object or column.ndim > 1 else column.data for column in self._columns]
        codes = [{word: code for code, word in enumerate(known)} for known in self._words]
        self._cells = cells, self._words, codes, self._touched.data
        self._people = [Person(self, row) for row in range(count)]
        self.customer_id = customer_id

    def __len__(self) -> int:
        return len(self._people)

    def __iter__(self) -> Iterator[Person]:
        return iter(self._people)

    def __getitem__(self, row: int) -> Person:
        return self._people[row]

    @property
    def row(self) -> Whole:
        """Each one's row: its place."""
        return np.arange(len(self))

    def cells(self) -> tuple[Any, ...]:
        """Return what a person reads and writes: cells, words and codes by field, and the flags of who has been touched."""
        return self._cells

    def words(self, field: Choice[Any]) -> tuple[str, ...]:
        """Return the words whose places a column of the field holds."""
        return self._words[field.number]

    def get(self, field: Field[Any, Many]) -> Many:
        """Return everyone's column of a field."""
        column: Many = self._read[field.number]  # type: ignore[assignment]
        return column

    def put(self, field: Field[Any, Any], values: Any) -> None:
        """Set a field of everyone."""
        self._columns[field.number][:] = values
        self._touched[:] = True

    def write(self, field: Field[Any, Any], rows: Whole, values: Any) -> None:
        """Set a field of the people in some rows."""
        self._columns[field.number][rows] = values
        self._touched[rows] = True

    def take_touched(self) -> Whole:
        """Return the rows of those of whom a field has been set since this was asked last."""
        rows = np.flatnonzero(self._touched)
        self._touched[rows] = False
        return rows

    def touch(self) -> None:
        """Count everyone as touched."""
        self._touched[:] = True

    def columns(self) -> StateColumns:
        """Return a copy of all columns: text as strings of fixed width, the words of choices beside their places."""
        held = {field.name: _plain(column) for field, column in zip(FIELDS, self._columns, strict=True)}
        words = {f"words of {field.name}": np.array(self.words(field), str) for field in FIELDS if isinstance(field, Choice)}
        return held | words

    def restore(self, columns: StateColumns) -> None:
        """Hold other fields of the same customers, all of whom then count as touched.

        Raises StateError for other columns or words than these, and for other customers.
        """
        held = self.columns()
        fit("people", columns, held)
        for name, column in columns.items():
            if (name.startswith("words of ") or name == Life.customer_id.name) and not np.array_equal(column, held[name]):
                raise StateError(f"state: people: {name} differ from those of this run")
        for field, column in zip(FIELDS, self._columns, strict=True):
            column[:] = columns[field.name]
        self.touch()

    def select(self, rows: Whole) -> Selection:
        """Return the columns of the people in some rows."""
        return Selection(self, rows)


class Selection(PeopleColumns):
    """Some of the people: each column is taken when it is first read, and stands as it was then."""

    def __init__(self, people: People, rows: Whole) -> None:
        self.table, self.row = people, rows
        self._taken: dict[int, Any] = {}

    def __len__(self) -> int:
        return len(self.row)

    @property
    def people(self) -> list[Person]:
        """The people themselves."""
        return [self.table[row] for row in self.row.tolist()]

    def words(self, field: Choice[Any]) -> tuple[str, ...]:
        """Return the words whose places a column of the field holds."""
        return self.table.words(field)

    def get(self, field: Field[Any, Many]) -> Many:
        """Return the column of a field, an entry each."""
        if field.number not in self._taken:
            self._taken[field.number] = self.table.get(field)[self.row]  # type: ignore[index]  # any column is an array
        column: Many = self._taken[field.number]
        return column

    def mark(self, field: Field[Any, Any], who: Flags, value: Any) -> None:
        """Set a field of some of them, in the table too."""
        self.table.write(field, self.row[who], value)
        self._taken.pop(field.number, None)

    def put(self, field: Field[Any, Any], values: Any) -> None:
        """Set a field of all of them, in the table too."""
        self.table.write(field, self.row, values)
        self._taken.pop(field.number, None)


def _plain(column: NDArray[Any]) -> NDArray[Any]:
    return column.astype(str) if column.dtype == object else column.copy()


def _read_only(column: NDArray[Any]) -> NDArray[Any]:
    view = column.view()
    view.flags.writeable = False
    return view
