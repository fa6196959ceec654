"""CSV as RFC 4180 has it: a header, CRLF, quotes only where needed, empty for NULL."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import cast

import polars as pl
import pyarrow as pa


class CsvSink:
    """Writes `<folder>/<table>/part-<number>.csv` for each table, begun with its first batch; only the first part has a header."""

    def __init__(self, folder: Path, number: int) -> None:
        self._folder = folder
        self._number = number

    def write(self, table: str, batch: pa.RecordBatch) -> None:
        """Append a batch to a table."""
        path = self._folder / table / f"part-{self._number}.csv"
        has_header = self._number == 0 and not path.exists()
        path.parent.mkdir(parents=True, exist_ok=True)
        rows = cast(pl.DataFrame, pl.from_arrow(batch))
        with path.open("ab") as file:
            rows.write_csv(file, include_header=has_header, line_terminator="\r\n")

    def close(self) -> None:
        """Do nothing: every write leaves the files finished."""


def join(folder: Path) -> None:
    """Make `<folder>/<table>.csv` of each table's parts, in their order, which disappear as they are joined."""
    for table in [path for path in folder.iterdir() if path.is_dir()]:
        first, *others = [table / f"part-{number}.csv" for number in range(len(list(table.iterdir())))]
        whole = first.rename(folder / f"{table.name}.csv")
        with whole.open("ab") as file:
            for part in others:
                with part.open("rb") as rows:
                    shutil.copyfileobj(rows, file, 1 << 20)
                part.unlink()
        table.rmdir()
