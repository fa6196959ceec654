"""Google's own GoogleSQL analyzer and evaluator (`zetasql`): whether a statement is BigQuery SQL on the schema, and its rows.

The package compiles its WebAssembly on every start, which takes most of a minute and a gigabyte; compiled once, it is kept in the
user's cache folder and read in a few seconds.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

import wasmtime
from zetasql.api import CatalogBuilder, TableBuilder
from zetasql.core import wasm_client
from zetasql.core.exceptions import ServerError, StatusCode
from zetasql.core.local_service import ZetaSqlLocalService
from zetasql.types import (
    AnalyzeRequest,
    AnalyzerOptions,
    LanguageOptions,
    ProductMode,
    SimpleCatalog,
    SimpleTable,
    TypeKind,
    ZetaSQLBuiltinFunctionOptions,
)  # fmt: skip

from c360sim.looker.compiler import Statement, Table
from c360sim.looker.compiler.statement import with_tables
from c360sim.schema import TABLES, Kind

TYPES: dict[Kind, int] = {
    Kind.ID: TypeKind.TYPE_INT64,
    Kind.DATE_KEY: TypeKind.TYPE_INT64,
    Kind.DATE: TypeKind.TYPE_DATE,
    Kind.INTEGER: TypeKind.TYPE_INT64,
    Kind.MONEY: TypeKind.TYPE_NUMERIC,
    Kind.RATE: TypeKind.TYPE_NUMERIC,
    Kind.SCORE: TypeKind.TYPE_DOUBLE,
    Kind.FLAG: TypeKind.TYPE_BOOL,
    Kind.CATEGORY: TypeKind.TYPE_STRING,
    Kind.TEXT: TypeKind.TYPE_STRING,
}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, in BigQuery's words, and the derived table that has it, or none for the query itself."""

    message: str
    table: str = ""


class SqlAnalyzer:
    """Analyzes statements on the tables of the schema, which are known by the names that `prefix` comes before.

    A derived table is analysed once; after that, queries know it by its columns.
    """

    def __init__(self, prefix: str) -> None:
        self._service = _service()
        self._tables = catalog(prefix).table
        self._derived: dict[tuple[str, str], SimpleTable | Problem | None] = {}

    def problem(self, statement: Statement) -> Problem | None:
        """Return what is wrong with a statement."""
        known: list[SimpleTable] = []
        within: list[Table] = []
        for table in statement.tables:
            found = self._of(table, known, within)
            if isinstance(found, Problem):
                return found
            if found is None:
                within.append(table)
            else:
                known.append(found)
        message = self._analyzed(with_tables(within, statement.body), known)
        return Problem(message) if message else None

    def _of(self, table: Table, known: Sequence[SimpleTable], within: Sequence[Table]) -> SimpleTable | Problem | None:
        """Return a derived table with its columns; None for one whose columns only the evaluator could tell, and it does not."""
        key = (table.name, table.sql)
        if key not in self._derived:
            self._derived[key] = self._described(table, with_tables(within, table.sql), known)
        return self._derived[key]

    def _described(self, table: Table, sql: str, known: Sequence[SimpleTable]) -> SimpleTable | Problem | None:
        try:
            prepared = self._service.prepare_query(
                sql=sql, options=options(), simple_catalog=self._catalog(known), table_content={}
            ).prepared
        except ServerError as error:
            if error.code is not StatusCode.UNIMPLEMENTED:
                return Problem(_first_line(error), table.name)
            message = self._analyzed(sql, known)
            return Problem(message, table.name) if message else None
        self._service.unprepare_query(prepared_query_id=prepared.prepared_query_id)
        builder = TableBuilder(table.name)
        for column in prepared.columns:
            builder.add_column(column.name, column.type)
        return builder.build()

    def _analyzed(self, sql: str, known: Sequence[SimpleTable]) -> str:
        """Return what is wrong with a query. The tree in the answer is not read: it can be deeper than its reader goes."""
        request = AnalyzeRequest(sql_statement=sql, options=options(), simple_catalog=self._catalog(known))
        try:
            self._service.wasm_client.call_grpc_func("ZetaSqlLocalService_Analyze", request.to_proto())
        except ServerError as error:
            return _first_line(error)
        return ""

    def _catalog(self, known: Sequence[SimpleTable]) -> SimpleCatalog:
        return _catalog([*self._tables, *known])


def _first_line(error: ServerError) -> str:
    return str(error.message).splitlines()[0]


@cache
def language() -> LanguageOptions:
    """Return the language as BigQuery speaks it."""
    _service()  # which the next line would otherwise start, without the cache
    found = LanguageOptions.maximum_features()
    found.product_mode = ProductMode.PRODUCT_EXTERNAL
    found.reserved_keywords = ["QUALIFY"]
    return found


def options() -> AnalyzerOptions:
    """Return the options of the analyzer."""
    return AnalyzerOptions(language_options=language(), default_timezone="UTC")


def catalog(prefix: str) -> SimpleCatalog:
    """Return the tables of the schema, their columns typed as in BigQuery, with the functions that are built in."""
    tables = []
    for table in TABLES.values():
        builder = TableBuilder(f"{prefix}{table.name}")
        for column in table.columns:
            builder.add_column(column.name, TYPES[column.kind])
        tables.append(builder.build())
    return _catalog(tables)


def _catalog(tables: Iterable[SimpleTable]) -> SimpleCatalog:
    builder = CatalogBuilder("schema").with_builtin_functions(ZetaSQLBuiltinFunctionOptions(language_options=language()))
    for table in tables:
        builder.add_table(table)
    return builder.build()


@cache
def _service() -> ZetaSqlLocalService:
    """Return the one service, of which everything in the package makes use."""
    with _compiled_once():
        return ZetaSqlLocalService.get_instance()


@contextlib.contextmanager
def _compiled_once() -> Iterator[None]:
    """Let the package read its module from the cache: it has no setting for that."""
    original = wasm_client.Module
    wasm_client.Module = _KeptModule
    try:
        yield
    finally:
        wasm_client.Module = original


class _KeptModule:
    @staticmethod
    def from_file(engine: wasmtime.Engine, path: str) -> wasmtime.Module:
        kept = _cache_folder() / f"zetasql-{_fingerprint(Path(path))}.cwasm"
        if kept.is_file():
            with contextlib.suppress(wasmtime.WasmtimeError):  # of another processor: compile again
                return wasmtime.Module.deserialize_file(engine, str(kept))
        module = wasmtime.Module.from_file(engine, path)
        with contextlib.suppress(OSError):  # a folder that cannot be written costs time, not the answer
            _write_whole(kept, module.serialize())
        return module


def _fingerprint(path: Path) -> str:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
    digest.update(version("wasmtime").encode())
    return digest.hexdigest()[:16]


def _cache_folder() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "c360sim"


def _write_whole(path: Path, content: bytes | bytearray) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    passing = path.with_name(f"{path.name}.{os.getpid()}")
    passing.write_bytes(content)
    passing.replace(path)
