"""DuckDB: one file with the nine tables, with keys and a comment on every table and column."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from c360sim.schema import TABLES, ddl
from c360sim.schema.ddl import quoted
from c360sim.sinks import DATABASE
from c360sim.sinks.content import Content
from c360sim.sinks.described import Entries

STORAGE_VERSION = "v1.4.0"
"""The oldest DuckDB that can read the file."""

MEMORY_LIMIT = "96MB"
"""What DuckDB may hold while it writes; beyond that it uses the disk. More makes it no faster."""

ROWS_TO_INSERT = 500_000
"""Rows worth inserting together."""

_OF_A_USER = {
    "tables": "schema_name, table_name, comment",
    "columns": "schema_name, table_name, column_name, column_index, data_type, is_nullable, column_default, comment",
    "constraints": "schema_name, table_name, constraint_type, constraint_column_names",
    "views": "schema_name, view_name, sql",
    "indexes": "schema_name, index_name, table_name",
    "sequences": "schema_name, sequence_name",
    "schemas": "schema_name",
    "functions": "schema_name, function_name",
    "types": "schema_name, type_name",
}
"""What a database may hold besides rows: DuckDB's functions that list it, each with what tells one from another."""
_INTERNAL = ("views", "schemas", "functions", "types", "columns", "tables")
"""Of these DuckDB lists its own as well."""


class Database:
    """The file `path`, being written; what memory cannot hold goes to the folder `spill` meanwhile.

    Its methods raise OSError for whatever keeps DuckDB from writing: a full disk, a limit of the system, memory that ends.
    """

    def __init__(self, path: Path, spill: Path) -> None:
        # One thread: the simulation computes the next month on another, and two would wait for each other busily.
        with _told("written"):
            self._connection = duckdb.connect(config={"threads": 1, "memory_limit": MEMORY_LIMIT, "temp_directory": str(spill)})
            self._connection.execute(f"ATTACH {quoted(str(path))} AS c360 (STORAGE_VERSION '{STORAGE_VERSION}')")
            self._connection.execute("USE c360")
            _create(self._connection)
        self._waiting: defaultdict[str, list[pa.RecordBatch]] = defaultdict(list)
        self._contents = {name: Content() for name in TABLES}

    def append(self, table: str, batch: pa.RecordBatch) -> None:
        """Append a batch to a table."""
        self._contents[table].add(batch)
        waiting = self._waiting[table]
        waiting.append(batch)
        if sum(each.num_rows for each in waiting) >= ROWS_TO_INSERT:
            self._insert(table)

    def close(self) -> None:
        """Insert what waits, and finish the file."""
        for table in TABLES:
            self._insert(table)
        with _told("written"):
            self._connection.execute("CHECKPOINT")
            self._connection.close()

    def entries(self) -> Entries:
        """Return the rows of the file, and the rows and the checksum of each table; see `Content`."""
        return {DATABASE: _entry(self._contents)}

    def _insert(self, table: str) -> None:
        if waiting := self._waiting.pop(table, None):
            with _told("written"):
                self._connection.register("rows_to_insert", pa.Table.from_batches(waiting))
                self._connection.execute(f"INSERT INTO {table} SELECT * FROM rows_to_insert")
                self._connection.unregister("rows_to_insert")


def read_entry(path: Path) -> dict[str, Any]:
    """Return what the manifest says of a database, read from the file.

    Raises OSError when it cannot be read, or holds anything besides the tables of the schema.
    """
    with _told("read"), duckdb.connect() as fresh, duckdb.connect(path, read_only=True, config={"enable_external_access": False}) as found:
        _create(fresh)
        if _objects(found) != _objects(fresh):
            raise OSError(f"{DATABASE} holds other tables, columns or comments than a run writes")
        contents = {name: Content() for name in TABLES}
        for name, content in contents.items():
            for batch in pa.RecordBatchReader.from_stream(found.sql(f"FROM {name}")):
                content.add(batch)
    return _entry(contents)


def _entry(contents: dict[str, Content]) -> dict[str, Any]:
    tables = {name: content.entry() for name, content in contents.items()}
    return {"rows": sum(content.rows for content in contents.values()), "tables": tables}


def _create(connection: duckdb.DuckDBPyConnection) -> None:
    for table in TABLES.values():
        connection.execute(ddl.create_table(table))
        for comment in ddl.comments(table):
            connection.execute(comment)


def _objects(connection: duckdb.DuckDBPyConnection) -> dict[str, list[Any]]:
    """Return all that a database holds besides its rows."""
    found = {}
    for kind, columns in _OF_A_USER.items():
        internal = "AND NOT internal" * (kind in _INTERNAL)
        listed = f"SELECT {columns} FROM duckdb_{kind}() WHERE database_name = current_database() {internal} ORDER BY ALL"
        found[kind] = connection.execute(listed).fetchall()
    return found


@contextmanager
def _told(how: str) -> Iterator[None]:
    """Tell of DuckDB's errors in one line."""
    try:
        yield
    except duckdb.Error as error:
        raise OSError(f"{DATABASE} cannot be {how}: {str(error).splitlines()[0]}") from error
