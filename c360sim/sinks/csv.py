"""CSV as RFC 4180 has it: a header, CRLF, quotes only where needed, empty for NULL."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import polars as pl
import pyarrow as pa


class CsvSink:
    """Writes `<folder>/<table>.csv` for each table; a file begins with its table's first batch."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, table: str, batch: pa.RecordBatch) -> None:
        """Append a batch to a table."""
        self.folder.mkdir(exist_ok=True)
        path = self.folder / f"{table}.csv"
        is_first = not path.exists()
        rows = cast(pl.DataFrame, pl.from_arrow(batch))
        with path.open("ab") as file:
            rows.write_csv(file, include_header=is_first, line_terminator="\r\n")

    def close(self) -> None:
        """Do nothing: every write leaves the files finished."""
