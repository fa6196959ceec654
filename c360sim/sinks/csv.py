"""CSV as RFC 4180 has it: a header, CRLF, quotes only where needed, empty for NULL."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import cast

import polars as pl
import pyarrow as pa

from c360sim.sinks.described import Entries


class CsvFiles:
    """The files `<folder>/<table>.csv`."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self._folder = folder
        self._rows: Counter[str] = Counter()

    def append(self, table: str, batch: pa.RecordBatch) -> None:
        """Append a batch to a table's file, which begins with a header."""
        rows = cast(pl.DataFrame, pl.from_arrow(batch))
        with (self._folder / f"{table}.csv").open("ab") as file:
            rows.write_csv(file, include_header=not file.tell(), line_terminator="\r\n")
        self._rows[table] += batch.num_rows

    def close(self) -> None:
        """Do nothing: every append leaves the files finished."""

    def entries(self) -> Entries:
        """Return the rows of each file, which none tells quickly itself."""
        return {f"{self._folder.name}/{table}.csv": {"rows": rows} for table, rows in self._rows.items()}
