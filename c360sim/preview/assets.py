"""The page's own files: scripts, style sheets, the typeface. A browser keeps each, until another version has another URL."""

from __future__ import annotations

import hashlib
from collections.abc import MutableMapping
from functools import cache
from pathlib import Path
from typing import Any

from starlette.responses import Response
from starlette.staticfiles import StaticFiles

FOLDER = Path(__file__).parent / "static"
MODULES = sorted(path.relative_to(FOLDER / "js").as_posix() for path in (FOLDER / "js").rglob("*.js"))
"""The page's modules by their paths below `static/js`, as they import each other after `preview/`."""
A_YEAR = "public, max-age=31536000, immutable"


def address(path: str) -> str:
    """Return the URL of a file under `static/`, with its version."""
    return f"/static/{path}?v={_version(path, (FOLDER / path).stat().st_mtime_ns)}"


@cache
def _version(path: str, changed: int) -> str:
    return hashlib.sha256((FOLDER / path).read_bytes()).hexdigest()[:12]


class Assets(StaticFiles):
    """Serves the files; those asked for with a version need not be asked for again."""

    def __init__(self) -> None:
        super().__init__(directory=FOLDER)

    async def get_response(self, path: str, scope: MutableMapping[str, Any]) -> Response:
        """Return a file."""
        answer = await super().get_response(path, scope)
        if scope["query_string"].startswith(b"v="):
            answer.headers["cache-control"] = A_YEAR
        return answer
