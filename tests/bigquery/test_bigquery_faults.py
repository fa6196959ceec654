"""A bad network, a busy service and kill -9: no row is lost or doubled, and a reader sees one whole data set or the other."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest
import stars
from bank_to_load import copied, restate, simulated
from faults import At, Kill, OncePerStep, Which, answer_lost, chunk, job, refused, reset, slow, to, upload
from loader import KILLED
from proxy import Fault, Proxy
from somewhere import Somewhere

FEW = 40
"""Customers of another data set."""
PADDING = 6 * 2**20
"""What a file is padded with, in bytes; its footer holds it twice: too long for an upload in one piece, or for one piece of an upload."""

EVERYWHERE: dict[str, Fault] = {
    "503": refused(503, "backendError"),
    "reset": reset,
    "answer lost": answer_lost,
    "slow": slow(0.3),
}
AT_JOBS: dict[str, Fault] = {
    "429": refused(429, "rateLimitExceeded"),
    "403": refused(403, "rateLimitExceeded"),
}


@pytest.mark.parametrize("name", EVERYWHERE)
def test_a_fault_at_every_step(name: str, place: Somewhere, proxy: Proxy) -> None:
    fault = proxy.fault = OncePerStep(EVERYWHERE[name])
    _loads_whole(place, simulated(FEW))
    assert len(fault.hit) > 20


@pytest.mark.parametrize("name", AT_JOBS)
def test_a_quota_that_is_used_up_for_a_moment(name: str, place: Somewhere, proxy: Proxy) -> None:
    upload_fault, job_fault = At(upload(), AT_JOBS[name], nth=2, count=2), At(job("swap"), AT_JOBS[name])
    proxy.fault = lambda request, forward: upload_fault(request, lambda asked: job_fault(asked, forward))
    _loads_whole(place, simulated(FEW))
    assert (upload_fault.hits, job_fault.hits) == (2, 1)


@pytest.mark.parametrize(
    ("fault", "nth"),
    [
        pytest.param(reset, 2, id="reset before the second piece"),
        pytest.param(refused(503, "backendError"), 1, id="503 at the first piece"),
        pytest.param(refused(410, "gone"), 2, id="410 at the second piece"),
        pytest.param(answer_lost, 2, id="answer to the last piece lost"),
    ],
)
def test_an_upload_in_pieces(fault: Fault, nth: int, place: Somewhere, proxy: Proxy, padded: Path) -> None:
    at = proxy.fault = At(chunk, fault, nth)
    _loads_whole(place, padded)
    assert at.hits == 1


def _before(which: Which, nth: int = 1) -> tuple[bool, Which, int]:
    return True, which, nth


def _after(which: Which, nth: int = 1) -> tuple[bool, Which, int]:
    return False, which, nth


LEASE = to("PATCH", "_stg")
CREATED = to("POST", "/tables")
DESCRIBED = to("PATCH", r"/tables/\w+")
REMOVED = to("DELETE", r"/tables/\w+")
INTO_NOTHING = {
    "while staging": [_after(to("POST", "/datasets")), _before(to("POST", "/datasets")), _after(LEASE), _before(upload()), _after(upload(), 5)],
    "around the first swap": [_after(upload(), 9), _before(job("fingerprint")), _before(CREATED), _after(CREATED, 5), _after(job("swap"))],
    "after the first swap": [
        _before(job("swap")), _after(job("fingerprint"), 2), _after(DESCRIBED, 3), _before(upload("manifest")), _after(upload("manifest")),
    ],
}  # fmt: skip
OVER_ANOTHER = {
    "before the swap": [_before(LEASE), _before(upload(), 3), _after(job("fingerprint")), _before(job("swap")), _after(job("swap"))],
    "after the swap": [_after(LEASE, 2), _before(job("fingerprint"), 2), _before(REMOVED), _after(REMOVED, 5), _before(LEASE, 2)],
}
"""Where a load is killed, started again, and killed again: five times each, before a request or before its answer."""


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
    """Folder of the data set, with the same rows, in which one file is so long that it is sent in two pieces."""
    folder = copied(tmp_path_factory.mktemp("padded"), FEW)
    part = folder / "parquet" / "fact_transaction" / "part-0.parquet"
    pq.write_table(pq.read_table(part).replace_schema_metadata({"padding": "x" * PADDING}), part)
    restate(folder)
    return folder


def _loads_whole(place: Somewhere, data: Path) -> None:
    """Load a data set in spite of a fault, under a reader."""
    with stars.watched(place.client, place.dataset) as seen:
        done = place.load(data)
    assert (done.code, done.error) == (0, "")
    assert [star for star in seen if star not in (stars.MISSING, stars.EMPTY)] == [stars.in_files(simulated(FEW))]


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
