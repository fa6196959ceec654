"""Who may change a dataset: one load at a time, named in the labels of the staging dataset.

The labels are changed only if nobody changed them since they were read (the dataset's etag), so one of two loaders gets the lease. It
is renewed while the loader lives and ends by itself after that, so a killed loader keeps others out for LEASE_SECONDS at most; the same
data set takes it over at once, under the same name, and finds the jobs that were begun.
"""

from __future__ import annotations

import datetime as dt
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import requests
from google.api_core import exceptions
from google.cloud import bigquery

from c360sim.bigquery.connection import RETRY, TIMEOUT
from c360sim.bigquery.errors import RUN_AGAIN, Differs, JobFailed, LoadError
from c360sim.sinks.store import StoreError

LEASE_SECONDS = 15 * 60
RENEW_SECONDS = 4 * 60
FRESH_SECONDS = 2 * 24 * 3600
"""How long a load can be gone on with: its staged tables expire a day later."""
NAME, UNTIL = "load", "load-until"
"""The labels."""
NOTHING_TO_GO_ON_WITH = (Differs, JobFailed)
MAY_GO_ON = (StoreError, KeyboardInterrupt, exceptions.ClientError)


@dataclass(frozen=True, slots=True)
class Load:
    """A load by what it brings (`content`), how (`route`) and when it began (seconds since 1970)."""

    content: str
    route: str
    began: int

    def __str__(self) -> str:
        return f"{self.content}-{self.route}-{self.began}"

    @classmethod
    def parse(cls, text: str) -> Load | None:
        """Return the load of a name, or None for a name of something else."""
        parts = text.split("-")
        return cls(parts[0], parts[1], int(parts[2])) if len(parts) == 3 and parts[2].isdigit() else None


class Lease:
    """Context in which this loader alone changes the dataset; raises LoadError when another one does.

    `staging` is the staging dataset as it was just read. On the way out the lease is given back: also when the load failed such that
    there is nothing to go on with. After an interruption the load can be gone on with, and others need not wait. After anything else, as
    when BigQuery is out of reach, the lease stays as a killed loader leaves it.
    """

    def __init__(self, client: bigquery.Client, staging: bigquery.Dataset, content: str, route: str) -> None:
        self._client = client
        self._staging = staging
        self._content, self._route = content, route
        self._guard = threading.Lock()
        self._done = threading.Event()
        self.load = self._take()

    def __enter__(self) -> Self:
        """Begin to renew the lease."""
        threading.Thread(target=self._renew_on_and_on, daemon=True).start()
        return self

    def check(self) -> None:
        """Renew the lease. Raises LoadError when it has ended and another load, or nobody, has it."""
        with self._guard:
            while True:
                self._read()
                if holder(self._staging) != self.load:
                    raise LoadError(f"another loader has taken over {self._staging.dataset_id}, or has finished this load; {RUN_AGAIN}")
                if self._write(str(self.load), _until()):
                    return

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Give the lease back, or let go of it, or keep it: see the class."""
        self._done.set()
        if kind is None:
            self._write_if_ours(None, None)
        elif issubclass(kind, NOTHING_TO_GO_ON_WITH + MAY_GO_ON):
            name = str(self.load) if issubclass(kind, MAY_GO_ON) else None
            with suppress(exceptions.GoogleAPICallError, requests.RequestException):  # the error that is raised already tells more
                self._write_if_ours(name, name and "0")

    def _write_if_ours(self, name: str | None, until: str | None) -> None:
        with self._guard:
            self._read()
            while holder(self._staging) == self.load and not self._write(name, until):
                self._read()

    def _take(self) -> Load:
        while True:
            check_free(self._staging, self._content)
            load = self._successor(holder(self._staging))
            if self._write(str(load), _until()):
                return load
            self._read()

    def _successor(self, there: Load | None) -> Load:
        """Return the load that is there if it can be gone on with, otherwise a new one."""
        is_same = there is not None and (there.content, there.route) == (self._content, self._route)
        if there is not None and is_same and time.time() - there.began < FRESH_SECONDS:
            return there
        return Load(self._content, self._route, int(time.time()))

    def _read(self) -> None:
        self._staging = self._client.get_dataset(self._staging.reference, retry=RETRY, timeout=TIMEOUT)

    def _write(self, name: str | None, until: str | None) -> bool:
        """Change the labels. Returns False when somebody else changed the dataset since it was read."""
        self._staging.labels.update({NAME: name, UNTIL: until})
        try:
            self._staging = self._client.update_dataset(self._staging, ["labels"], retry=RETRY, timeout=TIMEOUT)
        except exceptions.PreconditionFailed:
            return False
        return True

    def _renew_on_and_on(self) -> None:
        while not self._done.wait(RENEW_SECONDS):
            try:
                self.check()
            except Exception:
                continue  # whoever changes production checks before, and tells


def holder(staging: bigquery.Dataset) -> Load | None:
    """Return the load that has the lease, or had it and did not give it back."""
    return Load.parse((staging.labels or {}).get(NAME) or "")


def check_free(staging: bigquery.Dataset, content: str) -> None:
    """Raise LoadError while a load of another content has the lease."""
    load, until = holder(staging), int((staging.labels or {}).get(UNTIL) or 0)
    if load and load.content != content and until > time.time():
        raise LoadError(_busy(staging, load, until))


def _until() -> str:
    return str(int(time.time()) + LEASE_SECONDS)


def _busy(staging: bigquery.Dataset, load: Load, until: int) -> str:
    ends = dt.datetime.fromtimestamp(until, dt.UTC)
    began = dt.datetime.fromtimestamp(load.began, dt.UTC)
    labels = f"label {NAME} of {staging.project}:{staging.dataset_id}"
    return (
        f"another data set ({load.content}) has been loading here since {began:%Y-%m-%d %H:%M} UTC; its loader keeps its lease until it is "
        f"done or killed, now to {ends:%H:%M:%S} UTC ({labels}); wait, or load that data set again"
    )
