"""Results as files."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import product

from c360sim.preview.shapes import Cell, FieldHead, TileResult, Value
from c360sim.spreadsheets import harmless


def as_csv(result: TileResult) -> str:
    """Return the rows of a tile, labels at the head, values as they are; of a pivot, a column for each value and measure."""
    shown = [field for field in result["fields"] if not field["hidden"] and field["name"] not in result["pivots"]]
    columns = list(_columns(result, shown))
    page = io.StringIO()
    writer = csv.writer(page)
    writer.writerow([harmless(label) for label, _, _ in columns])
    for row in result["rows"]:
        writer.writerow([_value(row.get(name), key) for _, name, key in columns])
    return page.getvalue()


def _columns(result: TileResult, shown: list[FieldHead]) -> Iterator[tuple[str, str, str | None]]:
    """Yield the label, the field and the key of each column."""
    across = [field for field in shown if field["pivoted"]]
    yield from ((field["label"], field["name"], None) for field in shown if field not in across)
    for column, field in product(result["columns"], across):
        label = " ".join([*column["labels"], *([field["label"]] if len(across) > 1 else [])])
        yield label, field["name"], column["key"]


def _value(found: Cell | dict[str, Cell] | None, key: str | None) -> Value:
    if found is None:
        return None
    cell = found.get(key) if key is not None else found
    value = cell["v"] if isinstance(cell, dict) and "v" in cell else None
    return harmless(value) if isinstance(value, str) else value
