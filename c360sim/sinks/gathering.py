"""Batches gathered until they are worth writing together."""

from __future__ import annotations

import pyarrow as pa

ROW_GROUP = 1_000_000
"""Rows worth writing together: several months, and at least the 16 MiB a row group that BigQuery asks for."""


class Gathering:
    """Batches of one table that wait to be written."""

    def __init__(self) -> None:
        self._batches: list[pa.RecordBatch] = []
        self._rows = 0

    def add(self, batch: pa.RecordBatch) -> pa.Table | None:
        """Gather a batch; return all that waited once there are `ROW_GROUP` rows, else None."""
        self._batches.append(batch)
        self._rows += batch.num_rows
        return self.rest() if self._rows >= ROW_GROUP else None

    def rest(self) -> pa.Table | None:
        """Return all that waits, None when it is no row."""
        if not self._rows:
            return None
        rows = pa.Table.from_batches(self._batches)
        self._batches, self._rows = [], 0
        return rows
