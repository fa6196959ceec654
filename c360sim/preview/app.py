"""The server's addresses. Every one of them reads; none takes a query, only names and filter values."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.routing import Mount, Route

from c360sim.preview import api, pages
from c360sim.preview.answers import HANDLERS, SafeHeaders
from c360sim.preview.assets import Assets
from c360sim.preview.live import Live


def app(live: Live, names: Sequence[str]) -> Starlette:
    """Return the application. `names` are those under which it may be called; a page elsewhere that points its name here is refused."""
    tile = "/api/dashboards/{board}/tiles/{tile}"
    routes = [
        Route("/", pages.first),
        Route("/dashboards/{board}", pages.board),
        Route("/api/dashboards", api.boards),
        Route("/api/dashboards/{board}", api.board),
        Route("/api/dashboards/{board}/filters/{filter}/suggestions", api.suggestions),
        Route(tile, api.tile),
        Route(f"{tile}/drill", api.drill),
        Route(f"{tile}/sql", api.sql),
        Route(f"{tile}/lookml", api.lookml),
        Route(f"{tile}/download.csv", api.download),
        Route("/events", live.events),
        Mount("/static", Assets()),
    ]
    middleware = [Middleware(TrustedHostMiddleware, allowed_hosts=list(names), www_redirect=False), Middleware(SafeHeaders)]
    found = Starlette(routes=routes, middleware=middleware, exception_handlers=HANDLERS, lifespan=live.lifespan)
    found.state.live = live
    return found
