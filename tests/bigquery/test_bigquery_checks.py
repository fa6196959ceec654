"""What is held against every request that the tests send: that it finds a request that Google would refuse."""

from __future__ import annotations

import json

import discovery
import pytest
import statements
from proxy import Request

JOBS = "/bigquery/v2/projects/p/jobs"


def _request(said: object, target: str = JOBS, method: str = "POST") -> Request:
    return Request(1, method, target, {"Content-Type": "application/json"}, json.dumps(said).encode())


def _query(sql: str) -> Request:
    return _request({"configuration": {"query": {"query": sql, "useLegacySql": False}}})


@pytest.mark.parametrize(
    ("request_", "problem"),
    [
        (_request({"configuration": {"load": {"destination": {}}}}), "'destination' was unexpected"),
        (_request({"configuration": {"load": {"skipLeadingRows": "one"}}}), "is not valid under any of the given schemas"),
        (_request({"schema": {"fields": "id INT64"}}, "/bigquery/v2/projects/p/datasets/d/tables"), "is not of type 'array'"),
        (_request({}, f"{JOBS}?dryRun=true"), "has no parameter dryRun"),
        (_request({}, "/bigquery/v2/projects/p/loads"), "is no method of the API"),
        (_request({}, JOBS, "PUT"), "is no method of the API"),
    ],
)
def test_a_request_that_the_api_does_not_describe_is_found(request_: Request, problem: str) -> None:
    (found,) = discovery.problems(request_)
    assert problem in found


@pytest.mark.parametrize(
    ("sql", "problem"),
    [
        ("SELECT strftime(date, '%Y') FROM `p.d.dim_date`", "Function not found: strftime"),
        ("SELECT balance FROM `p.d_stg.dim_date_0123_parquet_1`", "Unrecognized name: balance"),
        ("BEGIN TRANSACTION;\nDELETE `p.d.dim_date`;\nCOMMIT TRANSACTION;", "DELETE must have a WHERE clause"),
    ],
)
def test_a_statement_that_bigquery_does_not_accept_is_found(sql: str, problem: str) -> None:
    (found,) = statements.problems(_query(sql))
    assert problem in found


def test_what_bigquery_accepts_is_let_pass() -> None:
    request = _query("BEGIN TRANSACTION;\nTRUNCATE TABLE `p.d.dim_date`;\nCOMMIT TRANSACTION;")
    assert discovery.problems(request) + statements.problems(request) == []
