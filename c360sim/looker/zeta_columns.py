"""The columns of an analyzed query, taken out of an answer without its tree, which can be deeper than protobuf reads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from google.protobuf import message_factory
from zetasql.types import AnalyzeResponse

_PATH = ("resolved_statement", "resolved_query_stmt_node", "output_column_list")
_VARINT, _FIXED_64, _BYTES, _FIXED_32 = 0, 1, 2, 5
_FIXED = {_FIXED_64: 8, _FIXED_32: 4}


class Answer(bytes):
    """An answer as it comes."""

    @classmethod
    def FromString(cls, content: bytes) -> Answer:
        """Return the content: stands where a message would read itself."""
        return cls(content)


def columns(answer: bytes) -> Iterator[tuple[str, Any]]:
    """Yield the name and the protobuf type of each column that a query gives."""
    kind, parts = AnalyzeResponse().to_proto().DESCRIPTOR, [answer]
    for name in _PATH:
        field = kind.fields_by_name[name]
        parts = [inner for part in parts for number, inner in _fields(part) if number == field.number]
        kind = field.message_type
    read = message_factory.GetMessageClass(kind)
    for part in parts:
        column = read.FromString(part)
        yield column.name, column.column.type


def _fields(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the number and the content of each field of a message that has one of a length."""
    position = 0
    while position < len(content):
        key, position = _varint(content, position)
        kind = key & 7
        if kind == _BYTES:
            length, position = _varint(content, position)
            yield key >> 3, content[position : position + length]
            position += length
        elif kind == _VARINT:
            _, position = _varint(content, position)
        else:
            position += _FIXED[kind]


def _varint(content: bytes, position: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = content[position]
        value |= (byte & 0x7F) << shift
        position, shift = position + 1, shift + 7
        if not byte & 0x80:
            return value, position
