"""Google's own GoogleSQL analyzer and evaluator (`zetasql`): whether a statement is BigQuery SQL on the schema, and its rows.

The package compiles its WebAssembly on every start, which takes most of a minute and a gigabyte; compiled once, it is kept in the
user's cache folder and read in a few seconds.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path

import wasmtime
from google.protobuf.message import DecodeError
from zetasql.api import CatalogBuilder, TableBuilder
from zetasql.core import wasm_client
from zetasql.core.exceptions import ServerError
from zetasql.core.local_service import ZetaSqlLocalService
from zetasql.types import AnalyzerOptions, LanguageOptions, ProductMode, SimpleCatalog, TypeKind, ZetaSQLBuiltinFunctionOptions

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


class SqlAnalyzer:
    """Analyzes statements on the tables of the schema, which are known by the names that `prefix` comes before."""

    def __init__(self, prefix: str) -> None:
        self._service = _service()
        self._catalog = catalog(prefix)
        self._options = options()

    def problem(self, sql: str) -> str:
        """Return what is wrong with a statement, in BigQuery's words, or nothing."""
        try:
            self._service.analyze(sql_statement=sql, options=self._options, simple_catalog=self._catalog)
        except ServerError as error:
            return str(error.message).splitlines()[0]
        except DecodeError:  # analysed well; only the tree that comes back is deeper than protobuf reads, as of a sum of twenty terms
            return ""
        return ""


def language() -> LanguageOptions:
    """Return the language as BigQuery speaks it."""
    _service()  # which the next line would otherwise start, without the cache
    found = LanguageOptions.maximum_features()
    found.product_mode = ProductMode.PRODUCT_EXTERNAL
    return found


def options() -> AnalyzerOptions:
    """Return the options of the analyzer."""
    return AnalyzerOptions(language_options=language(), default_timezone="UTC")


def catalog(prefix: str) -> SimpleCatalog:
    """Return the tables of the schema, their columns typed as in BigQuery, with the functions that are built in."""
    builder = CatalogBuilder("schema").with_builtin_functions(ZetaSQLBuiltinFunctionOptions(language_options=language()))
    for table in TABLES.values():
        columns = TableBuilder(f"{prefix}{table.name}")
        for column in table.columns:
            columns.add_column(column.name, TYPES[column.kind])
        builder.add_table(columns.build())
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
