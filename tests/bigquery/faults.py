"""What a bad network, a busy service and a killed process do to requests."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from loader import Loader
from proxy import Answer, Cut, Fault, Pass, Request

Which = Callable[[Request], bool]
WHAT = re.compile(r"-(swap|fingerprint|manifest|(dim|fact)_\w+)-")
"""What a job does, in its id."""


def refused(status: int, reason: str, message: str = "") -> Fault:
    """Answer with an error as Google words it, and hand nothing on."""
    message = message or f"injected: {reason}"
    said = {"code": status, "message": message, "errors": [{"reason": reason, "message": message}]}

    def fault(request: Request, forward: Pass) -> Answer:
        return Answer(status, [("Content-Type", "application/json")], json.dumps({"error": said}).encode())

    return fault


def reset(request: Request, forward: Pass) -> Answer:
    """Break the connection before anything arrives."""
    raise Cut


def answer_lost(request: Request, forward: Pass) -> Answer:
    """Hand the request on, and break the connection before the answer arrives."""
    forward(request)
    raise Cut


def half_arrives(request: Request, forward: Pass) -> Answer:
    """Break the connection in the middle of a piece of an upload: what was sent before has arrived."""
    half, total = len(request.body) // 2, len(request.body)
    headers = {**request.headers, "Content-Length": str(half), "content-range": f"bytes 0-{total - 1}/{total}"}
    forward(replace(request, body=request.body[:half], headers=headers))
    raise Cut


def slow(seconds: float) -> Fault:
    """Answer late."""

    def fault(request: Request, forward: Pass) -> Answer:
        answer = forward(request)
        time.sleep(seconds)
        return answer

    return fault


@dataclass
class At:
    """A fault at the n-th of certain requests, or with `count` at that many from there; the others pass."""

    which: Which
    fault: Fault
    nth: int = 1
    count: int = 1
    hits: int = 0
    """How many requests had the fault."""
    _seen: int = 0
    _guard: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self, request: Request, forward: Pass) -> Answer:
        with self._guard:
            self._seen += self.which(request)
            is_hit = self.which(request) and self.nth <= self._seen < self.nth + self.count
            self.hits += is_hit
        return self.fault(request, forward) if is_hit else forward(request)


@dataclass
class OncePerStep:
    """A fault at the first request of each kind: by method, path but for names, and what a job does."""

    fault: Fault
    hit: set[tuple[str, ...]] = field(default_factory=set)

    def __call__(self, request: Request, forward: Pass) -> Answer:
        words = request.path.removeprefix("/upload").split("/")
        named = WHAT.search(_job(request))
        kind = (request.method, str(len(words)), *words[5::2], named.group() if named else "")
        if kind in self.hit:
            return forward(request)
        self.hit.add(kind)
        return self.fault(request, forward)


@dataclass
class PerFile:
    """A fault at the first piece of the upload of each of certain tables."""

    faults: dict[str, Fault]
    hit: set[str] = field(default_factory=set)
    _tables: dict[str, str] = field(default_factory=dict)
    """The table that is uploaded, by the address that its pieces are sent to."""

    def __call__(self, request: Request, forward: Pass) -> Answer:
        table = self._tables.get(request.target, "")
        if chunk(request) and table in self.faults and table not in self.hit:
            self.hit.add(table)
            return self.faults[table](request, forward)
        answer = forward(request)
        if upload()(request):
            address = urlsplit(dict(answer.headers).get("location", ""))
            self._tables[f"{address.path}?{address.query}"] = next((table for table in self.faults if f"-{table}-" in _job(request)), "")
        return answer


class Kill:
    """Kills the loader before a request is handed on, or before its answer arrives."""

    def __init__(self, is_before: bool) -> None:
        self._is_before = is_before
        self._loader: Loader | None = None
        self._started = threading.Event()

    def of(self, loader: Loader) -> None:
        """Say whom to kill."""
        self._loader = loader
        self._started.set()

    def __call__(self, request: Request, forward: Pass) -> Answer:
        if not self._is_before:
            forward(request)
        self._started.wait()
        assert self._loader
        self._loader.kill()
        raise Cut


@dataclass
class Hold:
    """Keeps a request waiting until it is let go."""

    reached: threading.Event = field(default_factory=threading.Event)
    let_go: threading.Event = field(default_factory=threading.Event)

    def __call__(self, request: Request, forward: Pass) -> Answer:
        self.reached.set()
        self.let_go.wait()
        return forward(request)


def upload(table: str = "") -> Which:
    """The uploads of files, or of those of one table, in one piece or their beginning."""

    def which(request: Request) -> bool:
        return request.is_upload and request.method == "POST" and f"-{table}" in _job(request)

    return which


def chunk(request: Request) -> bool:
    """The pieces of uploads in pieces."""
    return request.is_upload and request.method == "PUT"


def job(name: str) -> Which:
    """The beginnings of jobs with a name in their ids."""
    return lambda request: request.method == "POST" and request.path.endswith("/jobs") and f"-{name}" in _job(request)


def to(method: str, path: str) -> Which:
    """Requests of a method to a path that ends as a pattern says."""
    return lambda request: request.method == method and re.search(f"{path}$", request.path) is not None


def _job(request: Request) -> str:
    said = request.said or {}
    return str(said.get("jobReference", {}).get("jobId", ""))
