"""`preview` as a process: it tells where it is, tells pages of every change of the project, and lives through mistakes in it."""

from __future__ import annotations

import http.client
import json
import signal
import socket
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from c360sim import cli
from looker_kit import replaced
from preview_kit import copied, running

TILE = "/api/dashboards/executive/tiles/Customers%20Today"


def asked(port: int, path: str) -> tuple[int, Any]:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())


class Events:
    """Server-sent events, as a page hears them."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self._connection.request("GET", "/events")
        self._answer = self._connection.getresponse()
        assert self._answer.headers["content-type"].startswith("text/event-stream")

    def close(self) -> None:
        self._answer.close()
        self._connection.close()

    def next(self) -> tuple[str, Any]:
        """Wait for an event and return its name and what it says of errors."""
        name, data, _ = (self._line() for _ in range(3))
        return name.removeprefix("event: "), json.loads(data.removeprefix("data: "))["error"]

    def _line(self) -> str:
        return self._answer.readline().decode().rstrip("\n")


def test_a_page_hears_of_changes_and_mistakes_and_the_server_lives(dataset: Path, tmp_path: Path) -> None:
    project = copied(tmp_path)
    view = "views/dim_customer.view.lkml"
    with running(dataset, project, tmp_path / "cache") as (process, port), closing(Events(port)) as events:
        assert events.next() == ("hello", None)
        before = asked(port, TILE)[1]["rows"]
        replaced(project, view, "measure: customers_today {\n    type: count", "measure: customers_today {\n    tipe: count")
        line = next(number for number, text in enumerate((project / view).read_text().splitlines(), 1) if "tipe" in text)
        problem = {"message": "unknown-parameter: tipe in measure customers_today; type is meant?", "place": f"{view}:{line}"}
        assert events.next() == ("changed", problem)
        with closing(Events(port)) as others:
            assert others.next() == ("hello", problem)
        assert asked(port, TILE)[1]["rows"] == before
        replaced(project, view, "tipe: count", 'type: count\n    label: "Customers Now"\n    value_format: "0.0"')
        assert events.next() == ("changed", None)
        told = asked(port, TILE)[1]
        assert told["fields"][0]["label"] == "Customers Now"
        assert told["rows"][0]["dim_customer.customers_today"]["t"].endswith(".0")
        replaced(project, view, 'filters: [is_customer_today: "Yes"]', 'filters: [is_nobody: "Yes"]')
        assert events.next() == ("changed", None)
        status, answer = asked(port, TILE)
        assert (status, answer["error"]["message"]) == (500, "explore customers has no field dim_customer.is_nobody")
        assert answer["error"]["place"].startswith(f"{view}:")
        assert asked(port, "/api/dashboards/executive/tiles/AUM%20Today")[0] == 200
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0
        assert process.stderr is not None
        assert process.stderr.read() == ""
    assert not [path for path in dataset.rglob("*") if path.name.endswith((".passing", ".wal"))]


def refused(capsys: pytest.CaptureFixture[str], *words: str | Path) -> str:
    assert cli.main(["preview", *(str(word) for word in words)]) == 2
    return capsys.readouterr().err


def test_a_port_that_is_taken_is_told(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert refused(capsys, tiny, "--port", str(port)) == (
            f"error: --port is {port} on 127.0.0.1: Address already in use; allowed: a free port, or 0 for any\n"
        )


def test_other_machines_are_let_in_only_when_asked(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert refused(capsys, tiny, "--host", "0.0.0.0") == (
        "error: --host is 0.0.0.0; allowed: 127.0.0.1, localhost, ::1; "
        "with --allow-other-machines any, and whoever reaches it sees the data\n"
    )


def test_what_cannot_be_shown_is_told(tiny: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert refused(capsys, tmp_path / "none", "--port", "0").startswith(f"error: DATA is {tmp_path}/none, a place without a manifest.json")
    assert refused(capsys, tiny, "--project", tmp_path).startswith(f"error: --project is {tmp_path}, without a manifest.lkml")
    project = copied(tmp_path)
    replaced(project, "models/customer_360.model.lkml", "week_start_day: monday", "week_start_day: never")
    assert refused(capsys, tiny, "--project", project, "--port", "0").startswith(
        "error: --project is models/customer_360.model.lkml:3: value: "
    )
