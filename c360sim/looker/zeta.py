"""Google's own GoogleSQL analyzer and evaluator (`zetasql`): whether a statement is BigQuery SQL on the schema, and its rows.

The package compiles its WebAssembly on every start, which takes most of a minute and a gigabyte; compiled once, it is kept in the
user's cache folder and read in a few seconds.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from zetasql.api import CatalogBuilder, TableBuilder
from zetasql.core import wasm_client
from zetasql.core.exceptions import ServerError
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
    parse_proto,
)  # fmt: skip

from c360sim.looker.compiled_module import KeptModule
from c360sim.looker.compiler import Statement, Table
from c360sim.looker.zeta_columns import Answer, columns
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

    A derived table is analyzed once; after that, queries know it by its columns.
    """

    def __init__(self, prefix: str) -> None:
        self._service = service()
        self._tables = {table.name: table for table in catalog(prefix).table}
        self._derived: dict[tuple[str, str], SimpleTable | Problem] = {}
        self._catalog = self._registered()

    def problem(self, statement: Statement) -> Problem | None:
        """Return what is wrong with a statement."""
        for table in statement.tables:
            found = self._of(table)
            if isinstance(found, Problem):
                return found
            if self._tables.get(table.name) is not found:
                self._tables[table.name] = found
                self._catalog = self._registered()
        found = self._analyzed(statement.body)
        return found if isinstance(found, Problem) else None

    def _of(self, table: Table) -> SimpleTable | Problem:
        """Return a derived table with its columns, or what is wrong with it."""
        key = (table.name, table.sql)
        if key not in self._derived:
            answer = self._analyzed(table.sql)
            self._derived[key] = Problem(answer.message, table.name) if isinstance(answer, Problem) else _described(table.name, answer)
        return self._derived[key]

    def _analyzed(self, sql: str) -> bytes | Problem:
        """Return the analyzer's answer to a query, or what is wrong with it."""
        request = AnalyzeRequest(sql_statement=sql, options=options(), registered_catalog_id=self._catalog)
        try:
            return bytes(self._service.wasm_client.call_grpc_func("ZetaSqlLocalService_Analyze", request.to_proto(), Answer))
        except ServerError as error:
            return Problem(next(iter(str(error.message).splitlines()), "cannot be analyzed"))

    def _registered(self) -> int:
        """Return the number under which the service knows the tables: told once, not with every statement."""
        return int(self._service.register_catalog(simple_catalog=_catalog(self._tables.values())).registered_id)


def _described(name: str, answer: bytes) -> SimpleTable | Problem:
    """Return a derived table with its columns; or what is wrong with them, which no analysis of the query alone tells."""
    builder, seen = TableBuilder(name), set[str]()
    for column, kind in columns(answer):
        if column.lower() in seen:
            return Problem(f"the column {column} is given twice", name)
        seen.add(column.lower())
        builder.add_column(column, parse_proto(kind))
    return builder.build()


@cache
def language() -> LanguageOptions:
    """Return the language as BigQuery speaks it."""
    service()  # which the next line would otherwise start, without the cache
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
def service() -> ZetaSqlLocalService:
    """Return the one service, of which everything in the package makes use."""
    with _compiled_once():
        return ZetaSqlLocalService.get_instance()


@contextlib.contextmanager
def _compiled_once() -> Iterator[None]:
    """Let the package read its module from the cache: it has no setting for that."""
    original = wasm_client.Module
    wasm_client.Module = KeptModule
    try:
        yield
    finally:
        wasm_client.Module = original
