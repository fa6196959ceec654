"""The pages: one shell for every dashboard, which script fills."""

from __future__ import annotations

import secrets
from pathlib import Path

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.templating import Jinja2Templates

from c360sim.preview.answers import policy
from c360sim.preview.requested import board_of

HERE = Path(__file__).parent
STATIC = HERE / "static"
MODULES = sorted(path.relative_to(STATIC / "js").as_posix() for path in (STATIC / "js").rglob("*.js"))
"""The page's modules by their paths below `static/js`, as they import each other after `preview/`."""

_TEMPLATES = Jinja2Templates(directory=HERE / "templates")


def first(request: Request) -> Response:
    """Go to the first dashboard of the model."""
    return RedirectResponse(f"/dashboards/{next(iter(request.app.state.live.workspace.boards))}", 307)


def board(request: Request) -> Response:
    """Show a dashboard: the page has `dashboard` and `dashboards` as the API gives them, and asks for the results."""
    workspace = request.app.state.live.workspace
    found = board_of(workspace.boards, request.path_params["board"])
    nonce = secrets.token_urlsafe(16)
    context = {
        "dashboard": workspace.board(found),
        "dashboards": workspace.names(),
        "results": None,
        "modules": MODULES,
        "asset": _asset,
        "nonce": nonce,
    }
    return _TEMPLATES.TemplateResponse(request, "dashboard.html", context, headers={"content-security-policy": policy(nonce)})


def _asset(path: str) -> str:
    return f"/static/{path}"
