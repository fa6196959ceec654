"""A bad network, a busy service and kill -9: no row is lost or doubled, and a reader sees one whole data set or the other."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pyarrow.parquet as pq
import pytest
import stars
from bank_to_load import copied, restate, simulated
from faults import At, Kill, OncePerStep, PerFile, Which, answer_lost, half_arrives, job, refused, reset, slow, to, upload
from loader import KILLED
from proxy import Answer, Fault, Pass, Proxy, Request
from somewhere import Somewhere

FEW = 40
"""Customers of another data set."""
PADDING = 3 * 2**20
"""What a file is padded with, in bytes, twice: then it is too long to be sent with the description of its job."""

EVERYWHERE: dict[str, Fault] = {"503": refused(503, "backendError"), "reset": reset, "answer lost": answer_lost}
IN_PIECES: dict[str, Fault] = {
    "fact_transaction": half_arrives,
    "fact_interaction": refused(503, "backendError"),
    "dim_customer": refused(410, "gone"),
    "dim_account": answer_lost,
}


@pytest.mark.parametrize("name", EVERYWHERE)
def test_a_fault_at_every_step(name: str, place: Somewhere, proxy: Proxy) -> None:
    fault = proxy.fault = OncePerStep(EVERYWHERE[name])
    _loads_whole(place, simulated(FEW))
    assert len(fault.hit) > 20


def test_a_busy_service(place: Somewhere, proxy: Proxy) -> None:
    faults = [
        At(upload(), refused(429, "rateLimitExceeded"), nth=2, count=2),
        At(upload(), refused(403, "rateLimitExceeded"), nth=5, count=2),
        At(job("fingerprint"), refused(429, "rateLimitExceeded")),
        At(job("swap"), refused(403, "rateLimitExceeded")),
        At(to("GET", "/queries/.*"), slow(1.5)),
    ]
    for fault in faults:
        proxy.fault = partial(_within, fault, proxy.fault)
    _loads_whole(place, simulated(FEW))
    assert [fault.hits for fault in faults] == [2, 2, 1, 1, 1]


def test_uploads_in_pieces(place: Somewhere, proxy: Proxy, padded: Path) -> None:
    fault = proxy.fault = PerFile(IN_PIECES)
    _loads_whole(place, padded)
    assert fault.hit == set(IN_PIECES)


def _before(which: Which, nth: int = 1) -> tuple[bool, Which, int]:
    return True, which, nth


def _after(which: Which, nth: int = 1) -> tuple[bool, Which, int]:
    return False, which, nth


LEASE = to("PATCH", "_stg")
CREATED = to("POST", "/tables")
DESCRIBED = to("PATCH", r"/tables/\w+")
REMOVED = to("DELETE", r"/tables/\w+")
INTO_NOTHING = {
    "while staging": [
        _after(to("POST", "/datasets")),
        _after(LEASE),
        _before(upload()),
        _after(upload(), 5),
        _before(job("fingerprint")),
        _before(CREATED),
        _after(CREATED, 5),
    ],
    "after the swap": [
        _after(job("swap")),
        _after(job("fingerprint"), 2),
        _after(DESCRIBED, 3),
        _before(upload("manifest")),
        _after(upload("manifest")),
    ],
}
OVER_ANOTHER = {
    "around the swap": [
        _before(LEASE),
        _before(upload(), 3),
        _after(job("fingerprint")),
        _after(LEASE, 2),
        _before(job("swap")),
        _after(job("swap")),
        _before(job("fingerprint"), 2),
        _before(REMOVED),
        _after(REMOVED, 5),
        _before(LEASE, 2),
    ],
}
"""Where a load is killed, started again, and killed again, before a request or before its answer."""


@pytest.mark.parametrize("name", INTO_NOTHING)
def test_killed_again_and_again_on_the_way_into_nothing(name: str, place: Somewhere, proxy: Proxy) -> None:
    with stars.watched(place.client, place.dataset) as seen:
        _killed(INTO_NOTHING[name], place, proxy, simulated(FEW))
    assert [star for star in seen if star not in (stars.MISSING, stars.EMPTY)] == [stars.in_files(simulated(FEW))]


@pytest.mark.parametrize("name", OVER_ANOTHER)
def test_killed_again_and_again_over_another_data_set(name: str, place: Somewhere, proxy: Proxy) -> None:
    assert place.load(simulated(FEW)).code == 0
    with stars.watched(place.client, place.dataset) as seen:
        _killed(OVER_ANOTHER[name], place, proxy, simulated())
    assert seen == [stars.in_files(simulated(FEW)), stars.in_files(simulated())]


@pytest.fixture(scope="module")
def padded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the data set, with the same rows, in which some files are so long that they are sent in pieces."""
    folder = copied(tmp_path_factory.mktemp("padded"), FEW)
    for table in IN_PIECES:
        part = folder / "parquet" / table / "part-0.parquet"
        pq.write_table(pq.read_table(part).replace_schema_metadata({"padding": "x" * PADDING}), part)
    restate(folder)
    return folder


def _loads_whole(place: Somewhere, data: Path) -> None:
    """Load a data set in spite of a fault, under a reader."""
    with stars.watched(place.client, place.dataset) as seen:
        done = place.load(data)
    assert (done.code, done.error) == (0, "")
    assert [star for star in seen if star not in (stars.MISSING, stars.EMPTY)] == [stars.in_files(simulated(FEW))]


def _within(outer: Fault, inner: Fault, request: Request, forward: Pass) -> Answer:
    return outer(request, lambda asked: inner(asked, forward))


def _killed(points: list[tuple[bool, Which, int]], place: Somewhere, proxy: Proxy, data: Path) -> None:
    """Kill a load at each of the points, starting it again each time, and let the last one come to its end."""
    for is_before, which, nth in points:
        kill = Kill(is_before)
        proxy.fault = At(which, kill, nth)
        loader = place.start(data)
        kill.of(loader)
        done = loader.done()
        assert done.code == KILLED, f"not killed {'before' if is_before else 'after'} request {nth}: {done}"
    proxy.fault = At(which, kill, nth=0, count=0)
    done = place.load(data)
    assert (done.code, done.error) == (0, "")
