"""The load manifest: a table beside the nine, one row for each of them, that says what was loaded.

A table, because it holds what a label cannot (numbers, a time, the run's flags) and whoever may read the data may read it with SQL. A
load job writes it, which needs no billing and leaves all rows or none.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from google.api_core import exceptions
from google.cloud import bigquery

from c360sim.bigquery.connection import RETRY, TIMEOUT
from c360sim.bigquery.errors import Refused
from c360sim.bigquery.fingerprint import Fingerprint
from c360sim.bigquery.jobs import Jobs
from c360sim.bigquery.lease import Load
from c360sim.bigquery.place import Place
from c360sim.bigquery.tables import APPLICATION

NAME = "load_manifest"
COLUMNS = (
    ("table_name", "STRING", "The table that was loaded."),
    ("row_count", "INTEGER", "Its rows."),
    ("checksum", "INTEGER", "The sum, over the rows, of the first 8 hexadecimal digits of the MD5 of the row as text."),
    ("content", "STRING", "What the nine tables hold, as one number: the same for the same rows, from Parquet or from CSV."),
    ("load", "STRING", "The load, as in the ids of its jobs: content, route and the second in which it began."),
    ("loaded_at", "TIMESTAMP", "When the tables were found to hold what the files hold."),
    ("run", "STRING", "The run that was simulated, as JSON: seed, months, customers, scenario, versions."),
)


def content(client: bigquery.Client, place: Place) -> str:
    """Return the content that was loaded last, or empty. Raises Refused for a table of the name that is somebody else's."""
    try:
        table = client.get_table(place.table(NAME), retry=RETRY, timeout=TIMEOUT)
    except exceptions.NotFound:
        return ""
    if [field.name for field in table.schema] != [name for name, _, _ in COLUMNS]:
        raise Refused("--dataset", f"{place.dataset}, whose {NAME} has other columns", f"a dataset without a {NAME} of your own")
    rows = client.list_rows(table, retry=RETRY, timeout=TIMEOUT)
    return next((row["content"] for row in rows), "")


def write(
    client: bigquery.Client, jobs: Jobs, place: Place, load: Load, run: Mapping[str, Any], fingerprints: Mapping[str, Fingerprint]
) -> None:
    """Write what was loaded in place of what was there."""
    said = {"content": load.content, "load": str(load), "loaded_at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds")}
    simulated = json.dumps({name: value for name, value in run.items() if name != "files"})
    rows = [
        {"table_name": name, "row_count": print_.rows, "checksum": print_.checksum, **said, "run": simulated}
        for name, print_ in fingerprints.items()
    ]
    config = bigquery.LoadJobConfig(
        schema=_fields(),
        labels=APPLICATION,
        write_disposition=bigquery.WriteDisposition.WRITE_TRUNCATE,
        destination_table_description="What c360sim loaded last, one row per table.",
    )
    jobs.run(
        "manifest",
        lambda job_id: client.load_table_from_json(rows, place.table(NAME), job_id=job_id, job_config=config, timeout=TIMEOUT),
    )


def _fields() -> list[bigquery.SchemaField]:
    return [bigquery.SchemaField(name, type_, mode="REQUIRED", description=text) for name, type_, text in COLUMNS]
