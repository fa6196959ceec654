"""A proxy on loopback before BigQuery, that remembers every request and does to some of them what a bad network does."""

from __future__ import annotations

import gzip
import http.client
import json
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar, cast
from urllib.parse import urlsplit

HOP = {"connection", "content-length", "host", "keep-alive", "transfer-encoding"}
"""Headers that belong to a connection, not to what is said on it."""


@dataclass(slots=True)
class Request:
    """A request as it came, and the status of the answer, 0 while there is none."""

    number: int
    method: str
    target: str
    """Path and query."""
    headers: dict[str, str]
    body: bytes
    status: int = 0

    @property
    def path(self) -> str:
        return urlsplit(self.target).path

    @property
    def is_upload(self) -> bool:
        return self.path.startswith("/upload/")

    @property
    def said(self) -> Any:
        """What the body says as JSON, or None: of an upload the description of its job, not the file."""
        if not self.body or self.method == "PUT" and self.is_upload:
            return None
        body = gzip.decompress(self.body) if self.headers.get("Content-Encoding") == "gzip" else self.body
        kind = self.headers.get("content-type") or self.headers.get("Content-Type") or ""
        if kind.startswith("multipart/"):
            described, _file = cast("list[Message]", message_from_bytes(f"Content-Type: {kind}\r\n\r\n".encode() + body).get_payload())
            body = cast("bytes", described.get_payload(decode=True))
        return json.loads(body)


@dataclass(slots=True)
class Answer:
    status: int
    headers: list[tuple[str, str]]
    body: bytes


class Cut(Exception):
    """The connection ends here without an answer, by a reset."""


Pass = Callable[[Request], Answer]
"""Hands a request on to BigQuery."""
Fault = Callable[[Request, Pass], Answer]
"""Answers a request in place of the proxy, with or without handing it on; raises Cut for no answer."""


def _unharmed(request: Request, forward: Pass) -> Answer:
    return forward(request)


@dataclass
class Proxy:
    """The proxy: what it saw, and the fault that it has now."""

    upstream: str
    fault: Fault = _unharmed
    requests: list[Request] = field(default_factory=list)
    url: str = ""
    _guard: threading.Lock = field(default_factory=threading.Lock)

    def reset(self) -> None:
        """Forget the requests, and be unharmed."""
        self.fault, self.requests = _unharmed, []

    def answer(self, method: str, target: str, headers: dict[str, str], body: bytes) -> Answer:
        """Answer a request, in whatever way the fault has it."""
        with self._guard:
            request = Request(len(self.requests) + 1, method, target, headers, body)
            self.requests.append(request)
            fault = self.fault
        answer = fault(request, self._forward)
        request.status = answer.status
        return answer

    def _forward(self, request: Request) -> Answer:
        kept = {name: value for name, value in request.headers.items() if name.lower() not in HOP}
        connection = http.client.HTTPConnection(urlsplit(self.upstream).netloc)
        try:
            connection.request(request.method, request.target, request.body or None, kept | {"Host": urlsplit(self.url).netloc})
            answer = connection.getresponse()
            return Answer(answer.status, [(name, value) for name, value in answer.getheaders() if name.lower() not in HOP], answer.read())
        finally:
            connection.close()


class _Handler(BaseHTTPRequestHandler):
    proxy: ClassVar[Proxy]
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # headers and body are sent apart, which would cost 40 ms each

    def handle_one_request(self) -> None:
        try:
            self.raw_requestline = self.rfile.readline(65537)
            if not self.raw_requestline or not self.parse_request():
                self.close_connection = True
                return
            self._answer()
        except Cut:
            self.close_connection = True
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # closing sends a reset
        except ConnectionError:  # the loader is gone
            self.close_connection = True

    def _answer(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length)
        if len(body) < length:
            raise ConnectionError
        self._send(self.proxy.answer(self.command, self.path, dict(self.headers.items()), body))

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        for name, value in answer.headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def running(upstream: str) -> Iterator[Proxy]:
    """Run a proxy before `upstream`."""
    proxy = Proxy(upstream)
    handler = type("Handler", (_Handler,), {"proxy": proxy})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        proxy.url = f"http://127.0.0.1:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield proxy
        server.shutdown()
