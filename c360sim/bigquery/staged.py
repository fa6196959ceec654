"""Staged tables: the files loaded beside production, in tables of this load alone."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass

from google.cloud import bigquery

from c360sim.bigquery.bucket import Bucket
from c360sim.bigquery.connection import RETRY, TIMEOUT
from c360sim.bigquery.errors import Differs
from c360sim.bigquery.files import File
from c360sim.bigquery.jobs import Jobs
from c360sim.bigquery.lease import Load
from c360sim.bigquery.place import Place
from c360sim.bigquery.tables import APPLICATION, fields, partitioning
from c360sim.schema import TABLES, Table

PARALLEL = 4
"""Files that are sent at a time."""

OnBytes = Callable[[int], None]
"""Called with the bytes read from a file since the last call."""


@dataclass(frozen=True, slots=True)
class Stage:
    """The staged tables of one load."""

    place: Place
    load: Load
    is_partitioned: bool

    def table(self, name: str) -> str:
        """Return the full name of the staged table of a table."""
        return self.place.staging.table(f"{name}_{self._suffix}")

    @property
    def _suffix(self) -> str:
        return str(self.load).replace("-", "_")

    def clear(self, client: bigquery.Client, is_done: bool) -> None:
        """Delete the staged tables that other loads left, and when the load is done its own too."""
        for table in client.list_tables(str(self.place.staging), retry=RETRY, timeout=TIMEOUT):
            if is_done or not table.table_id.endswith(self._suffix):
                client.delete_table(table.reference, not_found_ok=True, retry=RETRY, timeout=TIMEOUT)


def send(client: bigquery.Client, jobs: Jobs, stage: Stage, files: list[File], bucket: Bucket | None, on_bytes: OnBytes) -> None:
    """Load all files into the staged tables. Raises Differs when BigQuery read other rows than a file has."""
    sender = _Sender(client, jobs, stage, files, on_bytes)
    with ThreadPoolExecutor(PARALLEL) as pool:
        largest_first = sorted(files, key=lambda file: -file.bytes)
        if bucket is None:
            waiting = [pool.submit(sender.send, file) for file in largest_first]
        else:
            names = dict.fromkeys(file.table.name for file in largest_first)
            waiting = [pool.submit(sender.send_by_way_of, bucket, TABLES[name]) for name in names]
        try:
            for future in as_completed(waiting):
                future.result()
        finally:
            sender.is_stopped = True
            pool.shutdown(wait=False, cancel_futures=True)


class Stopped(Exception):
    """The file is no longer wanted, as another one failed."""


class _Sender:
    def __init__(self, client: bigquery.Client, jobs: Jobs, stage: Stage, files: list[File], on_bytes: OnBytes) -> None:
        self._client, self._jobs, self._stage, self._on_bytes = client, jobs, stage, on_bytes
        self._files = files
        self.is_stopped = False
        """Whether files that are being sent are to be left unfinished."""
        self._parts = Counter(file.table.name for file in files)

    def send(self, file: File) -> None:
        """Load a file from this machine, with a job of its own."""
        config = _config(self._stage, file.table, file.path.suffix, is_whole=self._parts[file.table.name] == 1)
        read = 0

        def on_read(count: int) -> None:
            nonlocal read
            if self.is_stopped:
                raise Stopped
            read += count
            self._on_bytes(count)

        def begin(job_id: str) -> bigquery.LoadJob:
            with _Watched(file.path, on_read) as stream:
                return self._client.load_table_from_file(
                    stream, self._stage.table(file.table.name), size=file.bytes, job_id=job_id, job_config=config, timeout=TIMEOUT
                )

        _check_rows(self._jobs.run(f"{file.table.name}-{file.sha256[:16]}", begin), file.name, file.rows)
        self._on_bytes(max(file.bytes - read, 0))  # nothing is read when the job was begun before

    def send_by_way_of(self, bucket: Bucket, table: Table) -> None:
        """Put all files of a table into a bucket and load them from there with one job: nothing is put when that was begun before."""
        files = [file for file in self._files if file.table is table]
        config = _config(self._stage, table, files[0].path.suffix, is_whole=True)

        def begin(job_id: str) -> bigquery.LoadJob:
            uris = [bucket.put(file) for file in files]
            return self._client.load_table_from_uri(
                uris, self._stage.table(table.name), job_id=job_id, job_config=config, retry=RETRY, timeout=TIMEOUT
            )

        _check_rows(self._jobs.run(f"{table.name}-{len(files)}", begin), table.name, sum(file.rows for file in files))
        self._on_bytes(sum(file.bytes for file in files))


def _config(stage: Stage, table: Table, suffix: str, is_whole: bool) -> bigquery.LoadJobConfig:
    """Return how a file is read. Of a table in several files each appends; a job's id lets it run only once."""
    config = bigquery.LoadJobConfig(schema=fields(table), labels=APPLICATION)
    config.time_partitioning = partitioning(table) if stage.is_partitioned else None
    config.clustering_fields = list(table.cluster) or None
    config.write_disposition = bigquery.WriteDisposition.WRITE_TRUNCATE if is_whole else bigquery.WriteDisposition.WRITE_APPEND
    if suffix == ".csv":
        config.source_format, config.skip_leading_rows = bigquery.SourceFormat.CSV, 1
    else:
        config.source_format = bigquery.SourceFormat.PARQUET
    return config


def _check_rows(job: bigquery.LoadJob, name: str, rows: int) -> None:
    if job.output_rows != rows:
        raise Differs(f"BigQuery read {job.output_rows:,} of {rows:,} rows of {name} (job {job.job_id}); production is untouched")


class _Watched(io.FileIO):
    """A file that tells how much was read of it."""

    def __init__(self, path: object, on_bytes: OnBytes) -> None:
        super().__init__(str(path))
        self._on_bytes = on_bytes

    def read(self, size: int | None = -1) -> bytes:
        data = super().read(-1 if size is None else size) or b""
        self._on_bytes(len(data))
        return data
