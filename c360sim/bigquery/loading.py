"""A load from beginning to end: check, stage, prove, swap as one, prove again, describe.

It ends in the same state however often it is begun. What must not happen twice is a job with an id of its own; everything else is read
first and changed only where it differs.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import astuple, dataclass
from typing import Protocol

from google.cloud import bigquery

from c360sim.bigquery import connection, expiration, lease, production, record, staged
from c360sim.bigquery.bucket import Bucket
from c360sim.bigquery.errors import told
from c360sim.bigquery.files import File
from c360sim.bigquery.fingerprint import Fingerprint
from c360sim.bigquery.jobs import Jobs
from c360sim.bigquery.lease import Lease
from c360sim.bigquery.place import Place
from c360sim.bigquery.staged import Stage
from c360sim.dataset import Dataset
from c360sim.schema import TABLES
from c360sim.sinks.store import Store


class Watch(Protocol):
    """Who is told how a load moves."""

    def begin(self, doing: str, total: int = 1, unit: str = "") -> None:
        """Hear of the next thing that is done, of so many units."""

    def advance(self, amount: int = 1) -> None:
        """Hear that so many units more of it are done."""

    def tell(self, text: str) -> None:
        """Hear of something that a user must know."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A data set whose files are fit: see `preflight.check`."""

    dataset: Dataset
    form: str
    files: list[File]
    fingerprints: dict[str, Fingerprint]

    @property
    def content(self) -> str:
        """What the nine tables hold, as one number: the same for the same rows, whatever the format."""
        text = json.dumps({name: astuple(print_) for name, print_ in sorted(self.fingerprints.items())})
        return hashlib.sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Options:
    """Where the dataset is to be, by way of which bucket files are sent, and what may be created, created again, or expire."""

    location: str | None = None
    bucket: str | None = None
    may_create: bool = False
    may_recreate: bool = False
    may_expire: bool = False


class Loader:
    """Brings data sets to a place. Looks at it first, so that nobody waits for files to be checked that have nowhere to go.

    Raises Refused, LoadError or StoreError, as `load` does; production then holds the rows it had, or all of the new ones.
    """

    def __init__(self, place: Place, options: Options, watch: Watch) -> None:
        self._place, self._options, self._watch = place, options, watch
        watch.begin("looking at BigQuery")
        with told(place):
            self._client = connection.connect(place)
            self._dataset = connection.find_dataset(self._client, place, options.location, options.may_create)
            staging = connection.find(self._client, place.staging)
            is_partitioned = expiration.check(place, self._dataset, staging, options.may_expire)
            found = production.find(self._client, place)
            expiration.check_tables(place, found, is_partitioned, options.may_expire)
            differences = production.drift(found, place, is_partitioned)
            production.check_drift(differences, place, options.may_recreate)
            self._may_be_there = len(found) == len(TABLES) and not differences
        if options.bucket:
            Store(options.bucket).reach()

    def load(self, checked: Checked) -> bool:
        """Bring a data set there; return whether anything had to be loaded."""
        with told(self._place):
            return self._load(checked)

    def _load(self, checked: Checked) -> bool:
        dataset = self._dataset or connection.create_dataset(self._client, self._place, self._options.location)
        client = connection.connect(self._place, dataset.location)
        is_partitioned = expiration.check(self._place, dataset, None, self._options.may_expire)
        loading = _Loading(client, checked, self._place, self._options, is_partitioned, self._watch)
        staging = connection.find(client, self._place.staging)
        if staging is not None:
            lease.check_free(staging, checked.content)
        is_there = self._may_be_there and loading.is_there()
        if is_there and (staging is None or lease.holder(staging) is None):
            production.describe(client, self._place)
            return False
        staging = connection.staging(client, self._place, dataset.location)
        expiration.check(self._place, dataset, staging, self._options.may_expire)
        loading.run(staging, is_there)
        return True


class _Loading:
    def __init__(
        self, client: bigquery.Client, checked: Checked, place: Place, options: Options, is_partitioned: bool, watch: Watch
    ) -> None:
        self._client, self._checked, self._is_partitioned = client, checked, is_partitioned
        self._place, self._options, self._watch = place, options, watch
        self._route = checked.form + ("bucket" if options.bucket else "")

    def is_there(self) -> bool:
        """Return whether production holds the data set, by its manifest and by its rows."""
        if record.content(self._client, self._place) != self._checked.content:
            return False
        return self._production(Jobs(self._client, f"c360-{self._place.dataset}")) == self._checked.fingerprints

    def run(self, staging: bigquery.Dataset, is_there: bool) -> None:
        """Load what is not there, and finish what an earlier loader may have left."""
        with Lease(self._client, staging, self._checked.content, self._route) as held:
            stage = Stage(self._place, held.load, self._is_partitioned)
            jobs = Jobs(self._client, f"c360-{self._place.dataset}-{held.load}")
            if not is_there:
                self._replace(jobs, stage, held)
            self._finish(jobs, stage)

    def _replace(self, jobs: Jobs, stage: Stage, held: Lease) -> None:
        stage.clear(self._client, is_done=False)
        self._send(jobs, stage)
        self._watch.begin("comparing the staged tables with the files")
        staged_tables = {name: stage.table(name) for name in TABLES}
        production.compare(production.fingerprints(jobs, staged_tables), self._checked.fingerprints, str(self._place.staging))
        held.check()
        production.prepare(self._client, self._place, self._is_partitioned, self._options.may_recreate)
        self._watch.begin(f"swapping the {len(TABLES)} tables")
        production.swap(self._client, jobs, self._place, stage, self._watch.tell)
        self._watch.begin("comparing the tables with the files")
        production.compare(self._production(jobs), self._checked.fingerprints, str(self._place))

    def _send(self, jobs: Jobs, stage: Stage) -> None:
        files = self._checked.files
        self._watch.begin(f"loading into {self._place.staging}", sum(file.bytes for file in files), "bytes")
        bucket = Bucket(self._options.bucket, self._checked.content) if self._options.bucket else None
        staged.send(self._client, jobs, stage, files, bucket, self._watch.advance)
        if bucket is not None:
            bucket.remove()

    def _finish(self, jobs: Jobs, stage: Stage) -> None:
        self._watch.begin("describing the tables")
        production.describe(self._client, self._place)
        record.write(self._client, jobs, self._place, stage.load, self._checked.dataset.manifest, self._checked.fingerprints)
        stage.clear(self._client, is_done=True)
        if self._options.may_expire and (day := expiration.first_day(production.find(self._client, self._place))):
            self._watch.tell(f"BigQuery deletes the tables of {self._place}, the first on {day}")

    def _production(self, jobs: Jobs) -> dict[str, Fingerprint]:
        return production.fingerprints(jobs, {name: self._place.table(name) for name in TABLES})
