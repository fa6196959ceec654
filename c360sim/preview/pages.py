"""The pages: one shell for every dashboard, which script fills."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.templating import Jinja2Templates

from c360sim.preview import assets
from c360sim.preview.answers import policy
from c360sim.preview.requested import board_of
from c360sim.preview.shapes import Board, BoardName

_TEMPLATES = Jinja2Templates(directory=Path(__file__).parent / "templates")


def first(request: Request) -> Response:
    """Go to the first dashboard of the model."""
    return RedirectResponse(_address(next(iter(request.app.state.live.workspace.boards))), 307)


def board(request: Request) -> Response:
    """Show a dashboard: the page has `dashboard` and `dashboards` as the API gives them, and asks for the results."""
    workspace = request.app.state.live.workspace
    found = board_of(workspace.boards, request.path_params["board"])
    nonce = secrets.token_urlsafe(16)
    addresses = {name: _address(name) for name in workspace.boards}
    page = html(workspace.board(found), workspace.names(), asset=assets.address, addresses=addresses, nonce=nonce)
    return Response(page, media_type="text/html", headers={"content-security-policy": policy(nonce)})


def html(
    board: Board,
    boards: Sequence[BoardName],
    *,
    asset: Callable[[str], str],
    addresses: Mapping[str, str],
    nonce: str = "",
    results: dict[str, Any] | None = None,
) -> str:
    """Return the page of a dashboard among `boards`.

    `asset` gives the URL of a file under `static/`, `addresses` those of the dashboards by their names. With `results`,
    by tile, the page asks for nothing.
    """
    template = _TEMPLATES.get_template("dashboard.html")
    shown = {"dashboard": board, "dashboards": boards, "addresses": addresses, "results": results}
    return template.render(**shown, modules=assets.MODULES, asset=asset, nonce=nonce)


def _address(board: str) -> str:
    return f"/dashboards/{quote(board, safe='')}"
