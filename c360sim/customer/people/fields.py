"""Fields of people: declared once each, read as one value of a person and as a column of many.

A field is a descriptor. On a `Row` it is the person's value, on `Columns` the array of everyone's, and on the class the
field itself, so that what takes a field is given one that exists: a misspelled name is found by the type checker.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Generic, Self, TypeVar, overload

import numpy as np
from numpy.typing import NDArray

One = TypeVar("One")
Many = TypeVar("Many")
Text = TypeVar("Text", bound=str)


class Row:
    """One person of a table: fields are values, and setting one tells the table."""

    __slots__ = ()

    def __init_subclass__(cls) -> None:
        """Give each field an accessor of its own: a generic one would cost several times as much."""
        for field in fields_of(cls):
            setattr(cls, field.name, field.accessor())


class Columns:
    """Many people of a table: fields are columns, an entry a person."""

    def get(self, field: Field[Any, Many]) -> Many:
        """Return the column of a field, not to be written into."""
        raise NotImplementedError

    def put(self, field: Field[Any, Many], values: Any) -> None:
        """Set a field of all of them, to one value or to one each."""
        raise NotImplementedError


class Field(Generic[One, Many]):
    """A field of a person; `kind` is the column's type of number, `default` the value of who is not told otherwise."""

    kind: type[np.generic] = np.int64
    width = 0
    """Entries of a field that has several, 0 for a single value."""

    def __init__(self, default: Any = 0) -> None:
        self.default = default
        self.name = ""
        self.number = -1
        """The field's place among all of them."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name, self.number = name, len(fields_of(owner))
        owner._fields = (*fields_of(owner), self)  # type: ignore[attr-defined]

    @overload
    def __get__(self, holder: tuple[Any, ...] | None, owner: type) -> Self: ...
    @overload
    def __get__(self, holder: Row, owner: type) -> One: ...
    @overload
    def __get__(self, holder: Columns, owner: type) -> Many: ...
    def __get__(self, holder: Any, owner: type) -> Any:
        """Return the field itself, or a column."""
        return self if holder is None else holder.get(self)

    @overload
    def __set__(self, holder: Row, value: One) -> None: ...
    @overload
    def __set__(self, holder: Columns, value: Many | list[One]) -> None: ...
    def __set__(self, holder: Any, value: Any) -> None:
        """Set a column."""
        holder.put(self, value)

    def column(self, count: int) -> NDArray[Any]:
        """Return a column of so many people, all with the default."""
        return np.full((count, self.width) if self.width else count, self.default, self.kind)

    def accessor(self) -> property:
        """Return what reads and writes the field of one person."""
        number = self.number

        def read(person: Any) -> Any:
            return person._cells[number][person.row]

        def write(person: Any, value: Any) -> None:
            person._cells[number][person.row] = value
            person._touched[person.row] = True

        return property(read, write)


class Whole(Field[int, NDArray[np.int64]]):
    """A whole number: cents, a count, a month, an ordinal day, a place in a table."""


class Real(Field[float, NDArray[np.float64]]):
    """A number with a fraction."""

    kind = np.float64


class Flag(Field[bool, NDArray[np.bool_]]):
    """Whether something holds."""

    kind = np.bool_


class Words(Field[str, NDArray[np.object_]]):
    """Any text."""

    kind = np.object_

    def __init__(self, default: str = "") -> None:
        super().__init__(default)


class Choice(Field[Text, NDArray[np.int64]]):
    """One of a few words: a column holds their places among `words`, or among those that the table is given."""

    def __init__(self, words: type[Text] | None = None, default: Text | None = None) -> None:
        self.words: tuple[Text, ...] = tuple(words) if words is not None and issubclass(words, StrEnum) else ()
        super().__init__(0 if default is None else self.words.index(default))

    def accessor(self) -> property:
        """Return what reads and writes the word of one person; writing a word that is none of them raises KeyError."""
        number = self.number

        def read(person: Any) -> Any:
            return person._words[number][person._cells[number][person.row]]

        def write(person: Any, value: str) -> None:
            person._cells[number][person.row] = person._codes[number][value]
            person._touched[person.row] = True

        return property(read, write)


class Numbers(Field[tuple[int, ...], NDArray[np.int64]]):
    """A few whole numbers other than 0, at most `width`: a column has a row of so many each, filled up with zeros."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.width = width

    def accessor(self) -> property:
        """Return what reads and writes the numbers of one person; writing too many raises ValueError."""
        number = self.number

        def read(person: Any) -> tuple[int, ...]:
            return tuple(filter(None, person._cells[number][person.row].tolist()))

        def write(person: Any, value: tuple[int, ...]) -> None:
            if len(value) > self.width:
                raise ValueError(f"{self.name} has {len(value)} entries, allowed {self.width}")
            person._cells[number][person.row] = (*value, *[0] * (self.width - len(value)))
            person._touched[person.row] = True

        return property(read, write)


def fields_of(owner: type) -> tuple[Field[Any, Any], ...]:
    """Return the fields that a class has, in the order of their declaration."""
    found: tuple[Field[Any, Any], ...] = getattr(owner, "_fields", ())
    return found
