"""The pages: one shell for every dashboard, which script fills."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.templating import Jinja2Templates

from c360sim.preview.requested import board_of

_TEMPLATES = Jinja2Templates(directory=Path(__file__).parent / "templates")


def first(request: Request) -> Response:
    """Go to the first dashboard of the model."""
    return RedirectResponse(f"/dashboards/{next(iter(request.app.state.live.workspace.boards))}", 307)


def board(request: Request) -> Response:
    """Show a dashboard: the page has `dashboard` and `dashboards` as the API gives them."""
    workspace = request.app.state.live.workspace
    found = board_of(workspace.boards, request.path_params["board"])
    context = {"dashboard": workspace.board(found), "dashboards": workspace.names()}
    return _TEMPLATES.TemplateResponse(request, "dashboard.html", context)
