"""Jobs whose ids say what they do, so that a loader that was killed, or lost an answer, finds what it began instead of doing it twice."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, TypeVar

import requests
from google.api_core import exceptions
from google.api_core.retry import Retry
from google.auth.exceptions import TransportError
from google.cloud import bigquery

from c360sim.bigquery.connection import RETRY, TIMEOUT
from c360sim.bigquery.errors import JobFailed, reason

J = TypeVar("J", bigquery.LoadJob, bigquery.QueryJob, bigquery.CopyJob)

ATTEMPTS = 5
POLL_SECONDS = 1.0
PASSING_REASONS = frozenset(
    {
        "rateLimitExceeded",
        "backendError",
        "internalError",
        "jobBackendError",
        "jobInternalError",
        "jobRateLimitExceeded",
        "tableUnavailable",
    }
)
"""Reasons for which a job failed that may be gone the next time."""
GONE = 410
"""The status of an upload whose session BigQuery has forgotten."""
LOST = (exceptions.NotFound, exceptions.Conflict, requests.RequestException, ConnectionError, TransportError)
"""What is raised when the answer to an upload is lost, or the job is there already."""
PASSING = (exceptions.ServerError, exceptions.TooManyRequests)


class Jobs:
    """The jobs of one load. `prefix` is part of every id, which is unique in a project."""

    def __init__(self, client: bigquery.Client, prefix: str) -> None:
        self._client = client
        self._prefix = prefix

    def run(self, name: str, begin: Callable[[str], J]) -> J:
        """Return the job of a name, done: the one that was begun before, or one that `begin` begins with the id it is given.

        A job that failed for a passing reason is followed by another. Raises JobFailed when it failed for another, or too often.
        """
        attempt = 1
        while True:
            job = self._finished(f"{self._prefix}-{name}-{attempt}", begin)
            if job.error_result is None:
                return job
            error: Exception = job.exception()  # type: ignore[no-untyped-call]
            if not _may_pass(error) or attempt == ATTEMPTS:
                raise JobFailed from error
            time.sleep(2**attempt)
            attempt += 1

    def query(self, name: str, sql: str) -> bigquery.QueryJob:
        """Run a statement as the job of a name; see `run`."""
        config = bigquery.QueryJobConfig(use_query_cache=False)
        return self.run(
            name,
            lambda job_id: self._client.query(sql, job_config=config, job_id=job_id, retry=RETRY, timeout=TIMEOUT, job_retry=None),
        )

    def _finished(self, job_id: str, begin: Callable[[str], J]) -> J:
        again = Retry(predicate=_is_lost_or_passing, initial=0.5, maximum=16, multiplier=2, timeout=120)
        job = again(lambda: self._found(job_id) or begin(job_id))()
        while not job.done(retry=RETRY, timeout=TIMEOUT):
            time.sleep(POLL_SECONDS)
        return job

    def _found(self, job_id: str) -> Any:
        try:
            return self._client.get_job(job_id, retry=RETRY, timeout=TIMEOUT)
        except exceptions.NotFound:
            return None


def _is_lost_or_passing(error: Exception) -> bool:
    """Return whether a job may have begun although its beginning raised, or may begin the next time."""
    return isinstance(error, LOST + PASSING) or getattr(error, "code", None) == GONE or reason(error) in PASSING_REASONS


def _may_pass(error: BaseException) -> bool:
    is_conflict = "concurrent update" in str(error)  # another statement changed a table within the transaction
    return is_conflict or (isinstance(error, Exception) and reason(error) in PASSING_REASONS)
