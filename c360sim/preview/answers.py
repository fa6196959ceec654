"""Answers as JSON, errors too, and the headers that go with all of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, ExceptionHandler, Message, Receive, Scope, Send

from c360sim.dataset import NotADataset
from c360sim.looker.source import LookmlError
from c360sim.looker.translation import TranslationError
from c360sim.preview.requested import BadRequest, NotThere
from c360sim.preview.shapes import Problem


def policy(nonce: str = "") -> str:
    """Return the policy of what a page may load and run: its own files, and inline the scripts that bear the page's number used once."""
    script = f"script-src 'self' 'nonce-{nonce}'; " if nonce else ""
    return f"default-src 'self'; {script}img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'"


HEADERS = {
    "content-security-policy": policy(),
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-cache",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}
"""Nothing is loaded from elsewhere, and no page elsewhere may use an answer."""


class SafeHeaders:
    """Adds HEADERS to every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, with_headers if scope["type"] == "http" else send)


def problem_of(error: Exception) -> Problem:
    """Return what the page is told of an error."""
    if isinstance(error, LookmlError):
        return {"message": error.problem, "place": str(error.place)}
    if isinstance(error, HTTPException):
        return {"message": error.detail, "place": None}
    return {"message": str(error) or type(error).__name__, "place": None}


def _answer(status: int) -> ExceptionHandler:
    def handle(request: Request, error: Exception) -> Response:
        return JSONResponse({"error": problem_of(error)}, status)

    return handle


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return JSONResponse({"error": problem_of(error)}, error.status_code)


HANDLERS: Mapping[Any, ExceptionHandler] = {
    HTTPException: _http,
    NotThere: _answer(404),
    BadRequest: _answer(400),
    LookmlError: _answer(500),
    TranslationError: _answer(500),
    NotADataset: _answer(500),
    Exception: _answer(500),
}
