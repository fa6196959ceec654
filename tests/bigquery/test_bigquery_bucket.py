"""A load by way of a bucket: no file is sent twice, however often it is killed, and none is left behind."""

from __future__ import annotations

import re
from collections.abc import Iterator

import proxy as proxies
import pytest
import stars
from bank_to_load import simulated
from emulator import PROJECT, Urls
from faults import At, Kill, Which, job, refused, to
from google.auth.credentials import AnonymousCredentials
from google.cloud.storage import Bucket, Client
from loader import KILLED
from proxy import Proxy, Request
from somewhere import Somewhere

from c360sim.schema import TABLES

FEW = 40
"""Customers of the data set."""
BUCKET = "c360sim-test"


@pytest.fixture
def store(urls: Urls, monkeypatch: pytest.MonkeyPatch) -> Iterator[Proxy]:
    """The proxy before the object store, which is empty."""
    with proxies.running(urls.storage) as proxy:
        monkeypatch.setenv("STORAGE_EMULATOR_HOST", proxy.url)
        monkeypatch.setenv("NO_GCE_CHECK", "true")  # where no credentials are to be found, no machine of Google's is asked
        yield proxy


@pytest.fixture
def bucket(store: Proxy) -> Iterator[Bucket]:
    """An empty bucket."""
    client = Client(project=PROJECT, credentials=AnonymousCredentials())  # type: ignore[no-untyped-call]
    bucket = client.create_bucket(BUCKET)
    yield bucket
    bucket.delete(force=True)
    client.close()


def test_no_file_is_sent_twice_and_none_is_left(place: Somewhere, proxy: Proxy, store: Proxy, bucket: Bucket) -> None:
    _killed_after(store, lambda request: request.is_upload, 5, place)
    assert len(list(bucket.list_blobs())) >= 5
    _killed_after(proxy, job("fingerprint"), 1, place)
    assert list(bucket.list_blobs()) == []
    store.fault = At(to("GET", f"/b/{BUCKET}"), refused(403, "forbidden"))  # as the role that is asked for has it
    done = place.load(simulated(FEW), "--bucket", f"gs://{BUCKET}")
    assert (done.code, done.error) == (0, "")
    assert stars.in_dataset(place.client, place.dataset) == stars.in_files(simulated(FEW))
    names = [f"parquet/{table}/part-0.parquet" for table in TABLES]
    assert sorted(_sent(request) for request in store.requests if request.is_upload) == sorted(names)
    loaded = [uri.split("/", 4)[-1] for request in proxy.requests for uri in _uris(request)]
    assert sorted(loaded) == sorted(names)
    assert list(bucket.list_blobs()) == []


def test_a_bucket_that_is_not_there(place: Somewhere, store: Proxy) -> None:
    done = place.load(simulated(FEW), "--bucket", "gs://nobody/in")
    assert (done.code, done.error) == (1, "error: gs://nobody/in: there is no nobody\n")


def _killed_after(proxy: Proxy, which: Which, nth: int, place: Somewhere) -> None:
    """Kill a load before the answer to a request arrives."""
    kill = Kill(is_before=False)
    proxy.fault = At(which, kill, nth)
    loader = place.start(simulated(FEW), "--bucket", f"gs://{BUCKET}")
    kill.of(loader)
    assert loader.done().code == KILLED


def _sent(request: Request) -> str:
    """Return the name, within the data set, of the file that a request sends to the bucket."""
    found = re.search(rb'"name": "c360sim-\w+/([^"]+)"', request.body)
    assert found
    return found.group(1).decode()


def _uris(request: Request) -> list[str]:
    """Return the addresses in a bucket from which a request has BigQuery load."""
    configuration = (request.said or {}).get("configuration", {})
    return configuration.get("load", {}).get("sourceUris", [])
