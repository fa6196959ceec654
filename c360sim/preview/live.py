"""The workspace that is shown now, made anew when a file of the project changes, and those who are told."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from threading import Thread

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from watchfiles import Change, awatch

from c360sim.preview.answers import problem_of
from c360sim.preview.shapes import Problem
from c360sim.preview.warming import warm
from c360sim.preview.workspace import Workspace

LOOKML = (".lkml", ".lookml")
SECONDS_TO_STOP = 0.5
"""How often a page that waits for a change is looked after: whether the server is about to stop."""


class Live:
    """The current workspace. While the project cannot be read, the last that could be stays, and `error` says why.

    `version` is another after every edit and every start, so that a page that has not listened all the time knows what it missed.
    """

    def __init__(self, workspace: Workspace, opened: Callable[[], Workspace]) -> None:
        self.workspace, self.error, self.version = workspace, None, time.time_ns()
        self._opened = opened
        self._listeners: set[asyncio.Queue[str]] = set()
        self._stopping = asyncio.Event()

    error: Problem | None

    @contextlib.asynccontextmanager
    async def lifespan(self, app: Starlette) -> AsyncIterator[None]:
        """Watch the project while the server runs."""
        watching = asyncio.create_task(self._watch(self.workspace.project))
        self._warm(self.workspace)
        yield
        self.stop()
        await watching

    def stop(self) -> None:
        """Let those who listen go, and stop watching."""
        self._stopping.set()

    async def events(self, request: Request) -> Response:
        """Tell a page of every change, as server-sent events."""
        return StreamingResponse(self._told(), media_type="text/event-stream")

    async def _told(self) -> AsyncIterator[str]:
        queue: asyncio.Queue[str] = asyncio.Queue()
        self._listeners.add(queue)
        try:
            yield self._event("hello")
            while not self._stopping.is_set():
                with contextlib.suppress(TimeoutError):
                    yield await asyncio.wait_for(queue.get(), SECONDS_TO_STOP)
        finally:
            self._listeners.discard(queue)

    def _event(self, name: str) -> str:
        return f"event: {name}\ndata: {json.dumps({'error': self.error, 'version': str(self.version)})}\n\n"

    async def _watch(self, project: Path) -> None:
        async for _ in awatch(project, watch_filter=_is_lookml, stop_event=self._stopping, debounce=200, step=20):
            await self.refresh()

    async def refresh(self) -> None:
        """Read the project anew and tell everyone."""
        try:
            self.workspace, self.error = await run_in_threadpool(self._opened), None
            self._warm(self.workspace)
        except Exception as error:  # whatever has been written in the project: it will be fixed
            self.error = problem_of(error)
        self.version = time.time_ns()
        for queue in self._listeners:
            queue.put_nowait(self._event("changed"))

    def _warm(self, workspace: Workspace) -> None:
        def is_wanted() -> bool:
            return self.workspace is workspace and not self._stopping.is_set()

        Thread(target=warm, args=(workspace, is_wanted), daemon=True).start()


def _is_lookml(change: Change, path: str) -> bool:
    return path.endswith(LOOKML)
