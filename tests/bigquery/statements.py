"""Whether the SQL in a request is BigQuery's: emulators let pass what Google's analyzer (`zetasql`) rejects."""

from __future__ import annotations

import re
from functools import cache

from proxy import Request
from zetasql.api import CatalogBuilder, TableBuilder
from zetasql.core.exceptions import ServerError
from zetasql.core.local_service import ZetaSqlLocalService
from zetasql.types import AnalyzeRequest, SimpleCatalog, ZetaSQLBuiltinFunctionOptions

from c360sim.looker import zeta
from c360sim.looker.zeta_columns import Answer
from c360sim.schema import TABLES

NAME = re.compile(r"`([^`]+)`")


def problems(request: Request) -> list[str]:
    """Return what is wrong with the SQL of a request, if it has any."""
    return [problem for statement in _statements(request) if (problem := _problem(statement))]


def _statements(request: Request) -> list[str]:
    said = request.said
    query = said.get("configuration", {}).get("query", {}).get("query", "") if isinstance(said, dict) else ""
    return [statement for statement in re.split(r";\s*", query) if statement]


@cache
def _problem(statement: str) -> str:
    asked = AnalyzeRequest(sql_statement=statement, options=zeta.options(), simple_catalog=_catalog(frozenset(NAME.findall(statement))))
    try:
        ZetaSqlLocalService.get_instance().wasm_client.call_grpc_func("ZetaSqlLocalService_Analyze", asked.to_proto(), Answer)
    except ServerError as error:
        return f"{str(error.message).splitlines()[0]} in {statement}"
    return ""


@cache
def _catalog(names: frozenset[str]) -> SimpleCatalog:
    """Return a catalog in which the tables of a statement have the columns of the schema: staged ones begin with the names there."""
    builder = CatalogBuilder("sent").with_builtin_functions(ZetaSQLBuiltinFunctionOptions(language_options=zeta.language()))
    for name in sorted(names):
        table = TableBuilder(name)
        own = name.rsplit(".", 1)[-1]
        for column in next(known for known in TABLES.values() if own.startswith(known.name)).columns:
            table.add_column(column.name, zeta.TYPES[column.kind])
        builder.add_table(table.build())
    return builder.build()
