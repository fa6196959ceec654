"""CSV as RFC 4180 has it: a header, CRLF, quotes only where needed, empty for NULL."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO, cast

import polars as pl
import pyarrow as pa


class CsvSink:
    """Writes `<folder>/<table>.csv` for each table; a file begins with its table's first batch."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._files: dict[str, BinaryIO] = {}

    def write(self, table: str, batch: pa.RecordBatch) -> None:
        """Append a batch to a table."""
        is_first = table not in self._files
        if is_first:
            self.folder.mkdir(exist_ok=True)
            self._files[table] = (self.folder / f"{table}.csv").open("wb")
        rows = cast(pl.DataFrame, pl.from_arrow(batch))
        rows.write_csv(self._files[table], include_header=is_first, line_terminator="\r\n")

    def close(self) -> None:
        """Finish the files."""
        for file in self._files.values():
            file.close()
