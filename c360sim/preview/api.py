"""The answers to what the page asks. Names of the path and filter values of the query are checked before anything runs."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from c360sim import filenames
from c360sim.looker.dashboards import Dashboard, Tile
from c360sim.looker.query import Query
from c360sim.looker.source import LookmlError
from c360sim.looker.translation import TranslationError
from c360sim.preview import downloads, drilling, written
from c360sim.preview.requested import BadRequest, board_of, filter_of, filter_values, tile_of
from c360sim.preview.shapes import TileResult
from c360sim.preview.suggestions import values_of
from c360sim.preview.workspace import Workspace

KEY = "key."
"""Comes before the name of a dimension of the row that is drilled into."""


def boards(request: Request) -> Response:
    """Return the dashboards."""
    return JSONResponse(_workspace(request).names())


def board(request: Request) -> Response:
    """Return a dashboard."""
    workspace = _workspace(request)
    return JSONResponse(workspace.board(board_of(workspace.boards, request.path_params["board"])))


def tile(request: Request) -> Response:
    """Return a tile's rows."""
    return JSONResponse(_result(request))


def drill(request: Request) -> Response:
    """Return the rows behind a cell."""
    workspace, found, of = _asked(request)
    given = _given(request)
    keys = {name.removeprefix(KEY): given.pop(name) for name in list(given) if name.startswith(KEY)}
    field = given.pop("field", "")
    query = drilling.behind(workspace.model, of.name, _query(workspace, found, of, given), field, keys)
    try:
        return JSONResponse(workspace.rows(query))
    except TranslationError as error:
        raise BadRequest(str(error)) from None


def sql(request: Request) -> Response:
    """Return the SQL of a tile."""
    workspace, found, of = _asked(request)
    return JSONResponse(workspace.sql(_query(workspace, found, of, _given(request))))


def lookml(request: Request) -> Response:
    """Return a tile as it is written."""
    workspace, _, of = _asked(request)
    return JSONResponse(written.element(workspace.project, of))


def download(request: Request) -> Response:
    """Return a tile's rows as a CSV file."""
    name = filenames.plain(request.path_params["tile"])
    return Response(
        downloads.as_csv(_result(request)), headers={"content-disposition": f'attachment; filename="{name}.csv"'}, media_type="text/csv"
    )


def suggestions(request: Request) -> Response:
    """Return values for a filter, narrowed by the filters that it listens to."""
    workspace = _workspace(request)
    found = board_of(workspace.boards, request.path_params["board"])
    wanted = filter_of(found, request.path_params["filter"])
    given = _given(request)
    typed = given.pop("q", "")
    values = filter_values(workspace.model, found, {name: value for name, value in given.items() if name != wanted.name})
    heard = [found.filters[name] for name in wanted.written["listens_to_filters"].texts() if name in found.filters]
    filters = {other.field: values[other.name] for other in heard if values[other.name]}
    return JSONResponse({"values": values_of(workspace.runner, wanted, typed[:100], filters) if wanted.field else []})


def _workspace(request: Request) -> Workspace:
    found = request.app.state.live.workspace
    assert isinstance(found, Workspace)
    return found


def _asked(request: Request) -> tuple[Workspace, Dashboard, Tile]:
    workspace = _workspace(request)
    found = board_of(workspace.boards, request.path_params["board"])
    return workspace, found, tile_of(found, request.path_params["tile"])


def _result(request: Request) -> TileResult:
    workspace, found, of = _asked(request)
    given = _given(request)
    values = filter_values(workspace.model, found, given)
    try:
        return workspace.result(found, of, values)
    except TranslationError as error:
        if given:
            raise BadRequest(str(error)) from None  # a number or a day beyond all bounds
        raise LookmlError(of.written.place, str(error)) from None


def _given(request: Request) -> dict[str, str]:
    """Return the values of the query, each name once; the tab is the page's own."""
    given: dict[str, str] = {}
    for name, value in request.query_params.multi_items():
        if name in given:
            raise BadRequest(f"{name[:80]!r} is given twice")
        given[name] = value
    given.pop("tab", None)
    return given


def _query(workspace: Workspace, found: Dashboard, of: Tile, given: Mapping[str, str]) -> Query:
    return of.asked(filter_values(workspace.model, found, given))
