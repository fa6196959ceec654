"""Whether the SQL in a request is BigQuery's: emulators let pass what Google's analyzer (`zetasql`) rejects."""

from __future__ import annotations

import re
from functools import cache

from proxy import Request
from zetasql.core.exceptions import ServerError
from zetasql.core.local_service import ZetaSqlLocalService
from zetasql.types import AnalyzeRequest

from c360sim.looker import zeta
from c360sim.looker.zeta_columns import Answer
from c360sim.schema import TABLES

PREFIX = "project.dataset."
NAME = re.compile(r"`([^`]+)`")


def problems(request: Request) -> list[str]:
    """Return what is wrong with the SQL of a request, if it has any."""
    return [problem for statement in _statements(request) if (problem := _problem(statement))]


def _statements(request: Request) -> list[str]:
    said = request.said
    query = said.get("configuration", {}).get("query", {}).get("query", "") if isinstance(said, dict) else ""
    return [NAME.sub(_own, statement) for statement in re.split(r";\s*", query) if statement]


def _own(name: re.Match[str]) -> str:
    """Return the name that a table has in the catalog: without project and dataset, and without what a staged one has behind it."""
    last = name[1].rsplit(".", 1)[-1]
    return next((f"`{PREFIX}{own}`" for own in TABLES if last.startswith(own)), name[0])


@cache
def _problem(statement: str) -> str:
    asked = AnalyzeRequest(sql_statement=statement, options=zeta.options(), registered_catalog_id=_catalog())
    try:
        ZetaSqlLocalService.get_instance().wasm_client.call_grpc_func("ZetaSqlLocalService_Analyze", asked.to_proto(), Answer)
    except ServerError as error:
        return f"{str(error.message).splitlines()[0]} in {statement}"
    return ""


@cache
def _catalog() -> int:
    catalog = zeta.catalog(PREFIX)  # which starts the service
    return int(ZetaSqlLocalService.get_instance().register_catalog(simple_catalog=catalog).registered_id)
