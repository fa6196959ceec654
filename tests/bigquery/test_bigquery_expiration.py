"""Datasets in which BigQuery deletes tables by itself: refused before anything is sent, or loaded as asked for."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import pytest
import stars
from bank_to_load import simulated
from faults import job, refused, to
from google.cloud import bigquery
from proxy import Answer, Pass, Proxy, Request
from somewhere import Somewhere
from test_bigquery_load import NO_BILLING

from c360sim import cli
from c360sim.schema import TABLES

A_DAY = 24 * 3600 * 1000
DAYS = 60
TABLES_EXPIRE = {"default_table_expiration_ms": DAYS * A_DAY}
PARTITIONS_EXPIRE = {"default_partition_expiration_ms": DAYS * A_DAY}
BOTH = TABLES_EXPIRE | PARTITIONS_EXPIRE


def made(place: Somewhere, name: str, **properties: int) -> None:
    dataset = bigquery.Dataset(f"{place.client.project}.{name}")
    dataset.location = "US"
    for key, value in properties.items():
        setattr(dataset, key, value)
    place.client.create_dataset(dataset)


def begun(proxy: Proxy) -> list[str]:
    """Return what was created or loaded."""
    return [request.path for request in proxy.requests if request.method in ("POST", "PUT", "PATCH")]


@pytest.mark.parametrize(
    ("properties", "told"),
    [
        (TABLES_EXPIRE, "tables are deleted after 60 days"),
        (PARTITIONS_EXPIRE, "partitions are deleted 60 days after their month begins"),
        (BOTH, "tables are deleted after 60 days and partitions are deleted 60 days after their month begins"),
    ],
)
def test_a_dataset_whose_tables_expire_is_refused(properties: dict[str, int], told: str, place: Somewhere, proxy: Proxy) -> None:
    made(place, place.dataset, **properties)
    done = place.load(simulated())
    remedy = f"`bq update --default_table_expiration=0 --default_partition_expiration=0 local:{place.dataset}`"
    assert (done.code, done.error.count("\n")) == (2, 1)
    assert done.error.startswith(
        f"error: --dataset is local.{place.dataset}, where {told}; allowed: a dataset without ({remedy}); or --allow"
    )
    assert begun(proxy) == []


@pytest.mark.parametrize(
    ("properties", "told"),
    [
        (PARTITIONS_EXPIRE, "partitions are deleted 60 days after their month begins"),
        ({"default_table_expiration_ms": 3_600_000}, "tables are deleted after 1 hour"),
    ],
)
def test_staged_tables_that_would_not_last_are_refused(properties: dict[str, int], told: str, place: Somewhere, proxy: Proxy) -> None:
    made(place, f"{place.dataset}_stg", **properties)
    done = place.load(simulated())
    assert (done.code, done.error.count("\n")) == (2, 1)
    assert done.error.startswith(
        f"error: the staging dataset local.{place.dataset}_stg is one where {told}; allowed: one where tables stay"
    )
    assert begun(proxy) == []


def test_a_table_that_expires_is_refused(place: Somewhere, proxy: Proxy) -> None:
    assert place.load(simulated()).code == 0
    table = place.client.get_table(f"{place.dataset}.dim_customer")
    table.expires = dt.datetime(2099, 12, 31, tzinfo=dt.UTC)
    place.client.update_table(table, ["expires"])
    proxy.requests.clear()
    done = place.load(simulated())
    assert done.code == 2
    assert f"--dataset is local.{place.dataset}, where dim_customer is deleted on 2099-12-31; allowed: tables that stay" in done.error
    assert begun(proxy) == []
    assert place.load(simulated(), "--allow-expiration").code == 0


def without_billing(request: Request, forward: Pass) -> Answer:
    """Do to a new dataset what BigQuery does in a project without billing."""
    expire = {"defaultPartitionExpirationMs": str(DAYS * A_DAY), "defaultTableExpirationMs": str(DAYS * A_DAY)}
    given = {name: value for name, value in request.said.items() if value is not None}
    headers = {name: value for name, value in request.headers.items() if name.lower() != "content-encoding"}
    return forward(replace(request, body=json.dumps(expire | given).encode(), headers=headers))


def sandbox(request: Request, forward: Pass) -> Answer:
    if job("swap")(request):
        return refused(403, "billingNotEnabled", NO_BILLING)(request, forward)
    return without_billing(request, forward) if to("POST", "/datasets")(request) else forward(request)


def test_a_project_without_billing_is_loaded_when_asked_for(place: Somewhere, proxy: Proxy) -> None:
    proxy.fault = sandbox
    done = place.load(simulated())
    assert done.code == 2
    assert "tables are deleted after 60 days and partitions are deleted 60 days after" in done.error
    done = place.load(simulated(), "--allow-expiration")
    assert done.code == 0
    told = done.error.splitlines()
    assert [line.split(":")[0] for line in told] == ["warning", "warning"]
    day = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=DAYS)
    assert told[1] == f"warning: BigQuery deletes the tables of local.{place.dataset}, the first on {day}"
    for table in TABLES.values():
        assert place.client.get_table(f"{place.dataset}.{table.name}").time_partitioning is None
        assert stars.rows_in_dataset(place.client, place.dataset, table) == stars.rows_in_files(simulated(), table)


@pytest.mark.parametrize(("properties", "is_partitioned"), [(TABLES_EXPIRE, True), (BOTH, False)])
def test_partitions_are_kept_where_they_stay_and_a_second_load_changes_nothing(
    properties: dict[str, int], is_partitioned: bool, place: Somewhere, proxy: Proxy
) -> None:
    made(place, place.dataset, **properties)
    assert place.load(simulated(), "--allow-expiration").code == 0
    assert (place.client.get_table(f"{place.dataset}.fact_transaction").time_partitioning is not None) == is_partitioned
    proxy.requests.clear()
    assert place.load(simulated(), "--allow-expiration").code == 0
    assert not [path for path in begun(proxy) if "upload" in path]


def test_a_plan_tells_what_would_expire(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["load", str(simulated()), "--project", "my-project", "--dataset", "c360", "--plan", "--quiet"]
    assert cli.main(words) == 0
    assert "expiry       refused where tables or partitions would be deleted by themselves" in capsys.readouterr().out
    assert cli.main([*words, "--allow-expiration"]) == 0
    assert "expiry       when the dataset says; where it has partitions expire" in capsys.readouterr().out
