"""Statements worked out by Google's own evaluator, a second opinion on what DuckDB gives."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from zetasql.types import SimpleCatalog, TableContent, TableData, Value

from c360sim.looker import zeta
from c360sim.schema import TABLES

EPOCH = dt.date(1970, 1, 1)
SCALE = 9
"""Decimals of NUMERIC."""


class Evaluator:
    """Works out statements on a few rows of the tables, which are known by names with a prefix."""

    def __init__(self, prefix: str, tables: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
        self._service = zeta.service()
        self._catalog: SimpleCatalog = zeta.catalog(prefix)
        self._content = {f"{prefix}{name}": _content([list(row.values()) for row in rows]) for name, rows in tables.items()}
        for name in TABLES:
            self._content.setdefault(f"{prefix}{name}", _content([]))

    def rows(self, sql: str, today: dt.date) -> list[tuple[Any, ...]]:
        """Return the rows of a statement on a day."""
        found = self._service.evaluate_query(
            sql=sql.replace("CURRENT_DATE('UTC')", f"DATE '{today}'"),
            options=zeta.options(),
            simple_catalog=self._catalog,
            table_content=self._content,
        )
        return [tuple(_plain(cell) for cell in row.cell) for row in found.content.table_data.row or ()]


def _content(rows: Sequence[Sequence[Any]]) -> TableContent:
    return TableContent(table_data=TableData(row=[TableData.Row(cell=[_value(value) for value in row]) for row in rows]))


def _value(value: Any) -> Value:
    if value is None:
        return Value()
    if isinstance(value, bool):
        return Value(bool_value=value)
    if isinstance(value, int):
        return Value(int64_value=value)
    if isinstance(value, float):
        return Value(double_value=value)
    if isinstance(value, Decimal):
        return Value(numeric_value=_packed(int(value.scaleb(SCALE))))
    return Value(date_value=(value - EPOCH).days) if isinstance(value, dt.date) else Value(string_value=value)


def _packed(number: int) -> bytes:
    return number.to_bytes(max(1, (number.bit_length() + 8) // 8), "little", signed=True)


def _plain(value: Value) -> Any:
    if value.numeric_value is not None:
        return Decimal(int.from_bytes(value.numeric_value, "little", signed=True)).scaleb(-SCALE)
    if value.date_value is not None:
        return EPOCH + dt.timedelta(days=value.date_value)
    kinds = (value.int64_value, value.double_value, value.string_value, value.bool_value)
    return next((found for found in kinds if found is not None), None)
