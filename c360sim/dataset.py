"""A data set on disk, read with SQL from Parquet, DuckDB or CSV: whichever is there."""

from __future__ import annotations

import datetime as dt
import tempfile
import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Lock
from typing import Any
from weakref import WeakSet

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from c360sim import cache, months
from c360sim.bank.loans import latest_due_on
from c360sim.schema import TABLES, Table
from c360sim.schema.ddl import SQL_TYPES, pattern, quoted
from c360sim.sinks import DATABASE, described
from c360sim.sinks.described import MANIFEST, Undescribed

Row = dict[str, Any]
Settings = dict[str, str | bool | int | float | list[str]]
FOLDERS = ("csv", "parquet", "truth")
"""Where in a data set its tables are, but for the database."""
SPILL = "spill-"
"""How the names begin of folders for what does not fit in memory."""
PASSING = ".passing"
"""How the names end of tables to keep that are being written."""
_CLOSED: Settings = {
    "allow_community_extensions": False,
    "allow_persistent_secrets": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "python_enable_replacements": False,
}
"""What DuckDB would otherwise do of itself: fetch and load code, read secrets that the user keeps, take Python's variables for tables."""


_NOT_UNDERSTOOD = (
    duckdb.BinderException,
    duckdb.CatalogException,
    duckdb.DataError,
    duckdb.NotImplementedException,
    duckdb.ParserException,
    duckdb.PermissionException,
)
"""What is wrong with a query and not with the files."""


class NotADataset(ValueError):
    """The folder holds no data set."""


class BadQuery(NotADataset):
    """DuckDB does not understand the query on these tables, or fails at it."""


class Dataset:
    """The tables of a data set and, where it has them, its truth tables as `truth_<name>`.

    No query, whoever wrote it, reads or writes a file but the data set's own and those in the folder `kept`, asks a network, loads an
    extension or sees a variable of this program. `memory` is what DuckDB may hold while it answers, as `200MB`; by default most of the
    machine's. What does not fit is left in `kept` or on the disk of temporary files.

    Raises NotADataset for a folder without tables, and for one whose manifest was edited or tells of other months or customers than the
    tables.
    """

    def __init__(self, folder: Path, memory: str | None = None, kept: Path | None = None) -> None:
        self.folder = folder
        self.manifest = _manifest(folder)
        self._absolute = folder.resolve()
        self._connection = duckdb.connect(config=_limits(memory, kept) | _CLOSED)
        try:
            self._shut(kept)
            self._create_views()
        except (duckdb.Error, OSError):
            raise NotADataset("whose tables cannot be read") from None
        self._check_manifest()

    def rows(self, sql: str, parameters: Sequence[int | str | dt.date] = ()) -> list[Row]:
        """Return the rows of a query, each as a dict by column. Raises NotADataset when a file turns out to be damaged."""
        result = self._execute(sql, parameters)
        names = [column[0] for column in result.description]
        return [dict(zip(names, row, strict=True)) for row in result.fetchall()]

    def columns(self, sql: str) -> dict[str, NDArray[Any]]:
        """Return the columns of a query, each an array; numbers that are NULL are NaN. Raises as `rows`."""
        found = self._execute(sql).fetchnumpy()
        return {name: _without_mask(column) for name, column in found.items()}

    def keep(self, name: str, sql: str) -> None:
        """Keep the rows of a query as a table of this connection, for queries to come; the files stay as they are. Raises as `rows`."""
        self._execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {sql}")

    def keep_rows(self, name: str, rows: Sequence[Row]) -> None:
        """Keep rows, all with the same columns and at least one, as a table of this connection."""
        self._connection.register("rows_to_keep", pa.Table.from_pylist(list(rows)))
        self.keep(name, "SELECT * FROM rows_to_keep")
        self._connection.unregister("rows_to_keep")

    def has_truth(self, name: str) -> bool:
        """Return whether the truth table is there."""
        return (self.folder / "truth" / name).is_dir()

    @property
    def formats(self) -> list[str]:
        """The formats in which the tables are there; the first is the one that is read."""
        there = {"parquet": (self.folder / "parquet").is_dir(), "duckdb": (self.folder / DATABASE).is_file()}
        return [name for name in ("parquet", "duckdb") if there[name]] + ["csv"] * (self.folder / "csv").is_dir()

    def source(self, table: Table, form: str) -> str:
        """Return what stands after FROM to read a table in one of `formats`. CSV is read with the types of the schema."""
        if form == "parquet":
            return f"read_parquet({quoted(pattern(self._absolute / 'parquet' / table.name, '*.parquet'))})"
        if form == "duckdb":
            self._execute(f"ATTACH IF NOT EXISTS {quoted(str(self._absolute / DATABASE))} AS c360 (READ_ONLY)")
            return f"c360.{table.name}"
        return self.csv(table, {})

    def csv(self, table: Table, types: Mapping[str, str]) -> str:
        """Return what stands after FROM to read a table's CSV file with some columns of another type than the schema's."""
        columns = ", ".join(f"'{column.name}': '{types.get(column.name, SQL_TYPES[column.kind])}'" for column in table.columns)
        return f"read_csv({quoted(pattern(self._absolute / 'csv' / f'{table.name}.csv'))}, header = true, columns = {{{columns}}})"

    def _check_manifest(self) -> None:
        """Raise NotADataset where the manifest tells of other months or customers than the tables."""
        days = self.rows("SELECT min(date) AS first, max(date) AS last FROM dim_date")[0]
        first_month = months.parse(self.manifest["start_month"])
        last_month = first_month + self.manifest["months"] - 1
        eve, last_due = (dt.date.fromordinal(day) for day in (months.first_ordinal(first_month) - 1, latest_due_on(last_month)))
        if days != {"first": eve, "last": last_due}:
            told = f"{self.manifest['months']} months from {self.manifest['start_month']}"
            raise NotADataset(f"whose {MANIFEST} tells of {told}, but whose dim_date has the days from {days['first']} to {days['last']}")
        last_id = self.rows("SELECT max(customer_id) AS id FROM dim_customer")[0]["id"] or 0
        if last_id > self.manifest["customers"]:  # who joins after the last month has a number, but no row
            told = f"{self.manifest['customers']:,} customers"
            raise NotADataset(f"whose {MANIFEST} tells of {told}, but whose dim_customer has one with the number {last_id:,}")

    def _reader(self) -> duckdb.DuckDBPyConnection:
        return self._connection

    def _execute(self, sql: str, parameters: Sequence[int | str | dt.date] = ()) -> duckdb.DuckDBPyConnection:
        try:
            return self._reader().execute(sql, list(parameters))
        except _NOT_UNDERSTOOD as error:
            raise BadQuery(f"whose tables cannot be read ({str(error).splitlines()[0]})") from error
        except (duckdb.Error, OSError) as error:
            raise NotADataset(f"whose tables cannot be read ({str(error).splitlines()[0]})") from error

    def _shut(self, kept: Path | None) -> None:
        """Leave open the files of the data set and what is kept, before anything is read."""
        folders = [self._absolute / name for name in FOLDERS] + ([] if kept is None else [kept])
        spellings = dict.fromkeys(text for folder in folders for text in (str(folder), pattern(folder)))
        database = str(self._absolute / DATABASE)
        before, mark, after = database.partition("?")
        log = f"{before}.wal{mark}{after}"  # as DuckDB makes a database's name into its log's
        self._connection.execute(f"SET allowed_directories = [{', '.join(map(quoted, spellings))}]")
        self._connection.execute(f"SET allowed_paths = [{quoted(database)}, {quoted(log)}]")
        self._connection.execute("SET enable_external_access = false; SET lock_configuration = true")

    def _create_views(self) -> None:
        form = (self.formats or ["csv"])[0]
        for table in TABLES.values():
            self._connection.execute(f"CREATE VIEW {table.name} AS SELECT * FROM {self.source(table, form)}")
        truth = sorted(path for path in (self._absolute / "truth").glob("*") if path.is_dir())
        for path in truth:
            name = f"truth_{path.name}".replace('"', '""')
            self._connection.execute(f'CREATE VIEW "{name}" AS SELECT * FROM read_parquet({quoted(pattern(path, "*.parquet"))})')


class SharedDataset(Dataset):
    """A data set that several threads read at once; what one keeps, all see.

    Kept tables are also written to the folder `kept`, each as a database of its own, made whole or not at all, and read from there by
    whoever opens the data set with that folder again.
    """

    def __init__(self, folder: Path, kept: Path, memory: str) -> None:
        self._readers: WeakSet[duckdb.DuckDBPyConnection] = WeakSet()
        self._guard, self._is_stopped = Lock(), False
        super().__init__(folder, memory, kept.resolve())
        self._folder = kept.resolve()
        self._kept: set[str] = set()
        self._locks: dict[str, Lock] = {}

    def keep(self, name: str, sql: str) -> None:
        """Keep the rows of a query as a table, unless a table of the name has been kept before. Raises as `rows`."""
        with self._locks.setdefault(name, Lock()):
            if name in self._kept:
                return
            path = self._folder / f"{name}.duckdb"
            if not self._attached(path, name):
                self._write(path, name, sql)
                if not self._attached(path, name):
                    raise NotADataset(f"whose derived tables cannot be kept in {self._folder}")
            self._execute(f"CREATE VIEW {name} AS SELECT * FROM {name}_file.kept")
            self._kept.add(name)

    def stop(self) -> None:
        """Let queries that run raise NotADataset, and all to come: a thread within DuckDB does not outlive Python."""
        with self._guard:
            self._is_stopped = True
            for reader in self._readers:
                reader.interrupt()

    def _reader(self) -> duckdb.DuckDBPyConnection:
        with self._guard:
            if self._is_stopped:
                raise NotADataset("that is being closed")
            reader = self._connection.cursor()
            self._readers.add(reader)
            return reader

    def _attached(self, path: Path, name: str) -> bool:
        """Return whether a file is there and can be read, having attached it: a damaged one cannot, and nobody else's is."""
        if not cache.is_ours(path):
            return False
        try:
            self._reader().execute(f"ATTACH {quoted(str(path))} AS {name}_file (READ_ONLY)")
            path.touch()  # so that what is used stays when the oldest go
        except (duckdb.Error, OSError):
            return False
        return True

    def _write(self, path: Path, name: str, sql: str) -> None:
        passing = path.with_name(f"{path.name}.{uuid.uuid4().hex}{PASSING}")  # another process may be writing the same
        try:
            self._execute(f"ATTACH {quoted(str(passing))} AS {name}_passing")
            try:
                self._execute(f"CREATE TABLE {name}_passing.kept AS {sql}")
            finally:
                self._execute(f"DETACH {name}_passing")
            passing.replace(path)
        finally:
            passing.unlink(missing_ok=True)


def _limits(memory: str | None, kept: Path | None) -> Settings:
    """Return how much memory may be had, and the folder for the rest: made when it is needed, and of this process alone."""
    spill = {"temp_directory": str((kept or Path(tempfile.gettempdir())) / f"{SPILL}{uuid.uuid4().hex}")}
    if memory is None:
        return {**spill}
    return {**spill, "memory_limit": memory, "preserve_insertion_order": kept is not None}  # order takes memory; who only counts needs none


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        return described.read(folder)
    except OSError:
        raise NotADataset(f"without a {MANIFEST}") from None
    except Undescribed as error:
        raise NotADataset(f"whose {MANIFEST} is not as simulate writes it: {error}") from None


def _without_mask(column: NDArray[Any]) -> NDArray[Any]:
    if not isinstance(column, np.ma.MaskedArray):
        return column
    return np.ma.filled(column.astype(np.float64), np.nan) if column.dtype.kind in "iufb" else np.ma.filled(column)
