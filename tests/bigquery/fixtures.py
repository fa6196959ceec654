"""BigQuery for the tests: an emulator, the proxy before it, or a real project."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import discovery
import emulator as emulators
import proxy as proxies
import pytest
import statements
from google.cloud import bigquery
from somewhere import RUN, Somewhere

NUMBERS = count(1)


@pytest.fixture(scope="session")
def urls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[emulators.Urls]:
    """Where the emulators listen."""
    python = emulators.interpreter()
    if python is None:
        pytest.skip(f"no emulator of BigQuery: it needs Python 3.13; `make .venv-emulator`, or {emulators.VARIABLE} names its Python")
    with emulators.running(python, tmp_path_factory.mktemp("emulator")) as urls:
        yield urls


@pytest.fixture(scope="session")
def emulator(urls: emulators.Urls) -> str:
    """URL of the emulator of BigQuery."""
    return urls.bigquery


@pytest.fixture(scope="session")
def client(emulator: str) -> Iterator[bigquery.Client]:
    """A client straight to the emulator."""
    with emulators.connected(emulator) as connected:
        yield connected


@pytest.fixture(scope="session")
def running_proxy(emulator: str) -> Iterator[proxies.Proxy]:
    """The proxy before the emulator."""
    with proxies.running(emulator) as proxy:
        yield proxy


@pytest.fixture
def proxy(running_proxy: proxies.Proxy) -> Iterator[proxies.Proxy]:
    """The proxy without a fault; afterward, whatever was sent through it is found to be what BigQuery describes."""
    running_proxy.reset()
    yield running_proxy
    wrong = {problem for request in running_proxy.requests for check in (discovery, statements) for problem in check.problems(request)}
    assert not wrong


@pytest.fixture
def place(proxy: proxies.Proxy, client: bigquery.Client, tmp_path: Path) -> Somewhere:
    """A dataset that is not there yet, behind the proxy."""
    return Somewhere(proxy.url, client, f"{RUN}_{next(NUMBERS)}", tmp_path)


@pytest.fixture(scope="session")
def project() -> Iterator[bigquery.Client]:
    """A client of the project that C360SIM_BIGQUERY_PROJECT names; what the tests put there is removed afterward."""
    name = os.environ.get("C360SIM_BIGQUERY_PROJECT")
    if not name:
        pytest.skip("C360SIM_BIGQUERY_PROJECT names no project of Google Cloud to test with")
    with bigquery.Client(project=name) as client:
        yield client
        for dataset in client.list_datasets():
            if dataset.dataset_id.startswith(RUN):
                client.delete_dataset(dataset.reference, delete_contents=True, not_found_ok=True)


@pytest.fixture(params=["emulator", "project"])
def anywhere(request: pytest.FixtureRequest, tmp_path: Path) -> Somewhere:
    """A dataset that is not there yet, behind the proxy and then in a real project."""
    if request.param == "emulator":
        return request.getfixturevalue("place")
    return Somewhere("", request.getfixturevalue("project"), f"{RUN}_{next(NUMBERS)}", tmp_path)
