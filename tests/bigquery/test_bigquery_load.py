"""A load from beginning to end: what stands afterward, what a second one changes, who is kept out."""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import replace
from pathlib import Path

import pytest
import stars
from bank_to_load import copied, simulated
from faults import At, Hold, Kill, job, refused, upload
from loader import KILLED, PATIENCE, Loader, flags
from proxy import Answer, Pass, Proxy, Request
from somewhere import RUN, Somewhere

from c360sim.bigquery.tables import constraints, tables
from c360sim.schema import TABLES
from spoil import rewrite

FEW = 40
"""Customers of another data set."""
ONE_CELL = "SELECT * REPLACE (IF(transaction_id = (SELECT min(transaction_id) FROM there), amount + 0.01, amount) AS amount) FROM there"
NO_BILLING = (
    "Billing has not been enabled for this project. Enable billing at https://console.cloud.google.com/billing. DML queries are not "
    "allowed in the free tier. Set up a billing account to remove this restriction."
)


@pytest.fixture
def standing(anywhere: Somewhere) -> Somewhere:
    """A dataset that the tests share, in which one data set stands: it is loaded where another one is there, or none."""
    return _holding(anywhere)


@pytest.fixture
def behind_proxy(place: Somewhere) -> Somewhere:
    """That dataset on the emulator only."""
    return _holding(place)


def _holding(somewhere: Somewhere) -> Somewhere:
    shared = replace(somewhere, dataset=f"{RUN}_shared")
    done = shared.load(simulated())
    assert (done.code, done.error) == (0, "")
    return shared


def test_every_row_arrives(standing: Somewhere) -> None:
    for table in TABLES.values():
        assert stars.rows_in_dataset(standing.client, standing.dataset, table) == stars.rows_in_files(simulated(), table)


def test_the_tables_are_described_and_nothing_staged_is_left(standing: Somewhere) -> None:
    for wanted in tables(standing.client.project, standing.dataset):
        found = standing.client.get_table(wanted.reference)
        assert found.schema == wanted.schema
        assert (found.description, found.labels) == (wanted.description, wanted.labels)
        assert (found.time_partitioning, found.clustering_fields) == (wanted.time_partitioning, wanted.clustering_fields)
        declared = constraints(TABLES[wanted.table_id], standing.client.project, standing.dataset)
        assert found.table_constraints
        assert found.table_constraints.primary_key == declared.primary_key
        assert {key.name for key in found.table_constraints.foreign_keys or []} == {key.name for key in declared.foreign_keys or []}
    assert list(standing.client.list_tables(f"{standing.dataset}_stg")) == []


def test_a_second_load_changes_nothing(standing: Somewhere) -> None:
    before = _etags(standing)
    assert standing.load(simulated()).code == 0
    assert _etags(standing) == before


def test_a_second_load_sends_nothing_but_a_question(behind_proxy: Somewhere, proxy: Proxy) -> None:
    first = len(proxy.requests)
    assert behind_proxy.load(simulated()).code == 0
    second = proxy.requests[first:]
    assert {request.method for request in second} == {"GET", "POST"}
    asked = [request.said["configuration"]["query"]["query"] for request in second if request.method == "POST"]
    assert len(asked) == 1
    assert asked[0].startswith("SELECT")


def test_a_plan_sends_nothing(place: Somewhere, proxy: Proxy) -> None:
    done = place.load(simulated(), "--plan")
    assert done.code == 0
    assert done.out.endswith("Nothing was sent.\n")
    assert proxy.requests == []


def test_a_cell_corrupted_on_disk_is_found_before_anything_changes(standing: Somewhere, tmp_path: Path) -> None:
    damaged = copied(tmp_path)
    rewrite(damaged, "fact_transaction", ONE_CELL)
    before = _etags(standing)
    done = standing.load(damaged)
    assert done.code == 2
    assert "fact_transaction/part-0.parquet is not as manifest.json describes it" in done.error
    assert _etags(standing) == before


def test_a_cell_corrupted_on_the_way_is_found_before_the_swap(behind_proxy: Somewhere, proxy: Proxy, tmp_path: Path) -> None:
    damaged = copied(tmp_path, FEW)
    rewrite(damaged, "fact_transaction", ONE_CELL)
    part = "parquet/fact_transaction/part-0.parquet"
    whole, corrupted = (simulated(FEW) / part).read_bytes(), (damaged / part).read_bytes()

    def corrupt(request: Request, forward: Pass) -> Answer:
        assert whole in request.body
        request.body = request.body.replace(whole, corrupted)
        return forward(request)

    proxy.fault = At(upload("fact_transaction"), corrupt)
    before = _etags(behind_proxy)
    done = behind_proxy.load(simulated(FEW))
    assert done.code == 1
    assert f"fact_transaction in {behind_proxy.client.project}.{behind_proxy.dataset}_stg does not hold what the files hold" in done.error
    assert _etags(behind_proxy) == before


def test_a_reader_sees_the_old_data_set_and_then_the_new_one(standing: Somewhere) -> None:
    with stars.watched(standing.client, standing.dataset) as seen:
        assert standing.load(simulated(FEW)).code == 0
    assert seen == [stars.in_files(simulated()), stars.in_files(simulated(FEW))]


def test_csv_and_parquet_are_one_load(anywhere: Somewhere) -> None:
    assert anywhere.load(simulated(FEW), "--format", "csv").code == 0
    assert stars.in_dataset(anywhere.client, anywhere.dataset) == stars.in_files(simulated(FEW))
    before = _etags(anywhere)
    assert anywhere.load(simulated(FEW), "--format", "parquet").code == 0
    assert _etags(anywhere) == before


def test_while_one_is_loaded_another_is_refused_and_the_same_one_may_go_on(place: Somewhere, proxy: Proxy, tmp_path: Path) -> None:
    hold = Hold()
    proxy.fault = At(job("swap"), hold)
    first = place.start(simulated())
    assert hold.reached.wait(PATIENCE)
    other = Loader(proxy.url, tmp_path / "other", *flags(simulated(FEW), place.dataset, "--quiet")).done()
    same = Loader(proxy.url, tmp_path / "same", *flags(simulated(), place.dataset, "--quiet")).done()
    hold.let_go.set()
    assert other.code == 1
    assert "another data set" in other.error
    assert "has been loading here since" in other.error
    assert other.error.count("\n") == 1
    assert (same.code, same.error) == (0, "")
    late = first.done()
    assert late.code == 0 or "another loader has taken over" in late.error, late
    assert stars.in_dataset(place.client, place.dataset) == stars.in_files(simulated())


def test_a_killed_load_keeps_another_out_until_its_lease_ends(place: Somewhere, proxy: Proxy) -> None:
    kill = Kill(is_before=True)
    proxy.fault = At(upload(), kill)
    first = place.start(simulated())
    kill.of(first)
    assert first.done().code == KILLED
    staging = place.client.get_dataset(f"{place.dataset}_stg")
    early = place.load(simulated(FEW))
    assert early.code == 1
    ends = dt.datetime.fromtimestamp(int(staging.labels["load-until"]), dt.UTC)
    assert f"its loader keeps its lease until it is done or killed, now to {ends:%H:%M:%S} UTC" in early.error
    assert stars.in_dataset(place.client, place.dataset) == stars.MISSING
    staging.labels["load-until"] = str(int(time.time()) - 1)
    place.client.update_dataset(staging, ["labels"])
    done = place.load(simulated(FEW))
    assert (done.code, done.error) == (0, "")
    assert stars.in_dataset(place.client, place.dataset) == stars.in_files(simulated(FEW))
    assert list(place.client.list_tables(f"{place.dataset}_stg")) == []


def test_without_billing_tables_are_copied_and_the_user_is_told(place: Somewhere, proxy: Proxy) -> None:
    swap = proxy.fault = At(job("swap"), refused(403, "billingNotEnabled", NO_BILLING))
    done = place.load(simulated(FEW))
    assert swap.hits == 1
    assert (done.code, done.out) == (0, "")
    assert done.error.startswith("warning: the project has no billing account: tables are replaced one after another")
    assert done.error.count("\n") == 1
    assert stars.in_dataset(place.client, place.dataset) == stars.in_files(simulated(FEW))


def _etags(place: Somewhere) -> dict[str, str]:
    """Return the tags that change with anything that changes in a table."""
    return {table.table_id: place.client.get_table(table.reference).etag for table in place.client.list_tables(place.dataset)}
