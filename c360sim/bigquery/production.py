"""The nine tables that dashboards read: created, compared with the schema, swapped as one, and described."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from google.api_core import exceptions
from google.cloud import bigquery

from c360sim.bigquery import fingerprint
from c360sim.bigquery.connection import RETRY, TIMEOUT
from c360sim.bigquery.errors import Differs, JobFailed, Refused, is_without_billing
from c360sim.bigquery.fingerprint import Fingerprint
from c360sim.bigquery.jobs import Jobs
from c360sim.bigquery.place import Place
from c360sim.bigquery.staged import Stage
from c360sim.bigquery.tables import bigquery_table, constraints
from c360sim.schema import TABLES, Role, Table

Found = dict[str, bigquery.Table]
"""The tables that are there, by name."""


def find(client: bigquery.Client, place: Place) -> Found:
    """Return those of the nine tables that are there."""
    found = {}
    for name in TABLES:
        try:
            found[name] = client.get_table(place.table(name), retry=RETRY, timeout=TIMEOUT)
        except exceptions.NotFound:
            continue
    return found


def drift(found: Found, place: Place, is_partitioned: bool) -> dict[str, str]:
    """Return what is otherwise than wanted and cannot be changed in a table that is there, by table."""
    differences = {}
    for name, there in found.items():
        wanted = bigquery_table(TABLES[name], place.project, place.dataset, is_partitioned)
        differing = [what for what, of in LAYOUT.items() if of(there) != of(wanted)]
        if there.table_type != "TABLE":
            differing = [f"kind ({there.table_type})"]
        if differing:
            differences[name] = " and ".join(differing)
    return differences


def prepare(client: bigquery.Client, place: Place, is_partitioned: bool, may_recreate: bool) -> None:
    """Create the tables that are missing, and those again that differ. Raises Refused when some differ and that is not allowed."""
    found = find(client, place)
    differences = drift(found, place, is_partitioned)
    check_drift(differences, place, may_recreate)
    for name in TABLES:
        if name in differences:
            client.delete_table(place.table(name), not_found_ok=True, retry=RETRY, timeout=TIMEOUT)
        if name in differences or name not in found:
            wanted = bigquery_table(TABLES[name], place.project, place.dataset, is_partitioned)
            client.create_table(wanted, exists_ok=True, retry=RETRY, timeout=TIMEOUT)


def check_drift(differences: Mapping[str, str], place: Place, may_recreate: bool) -> None:
    """Raise Refused when tables differ and may not be created again."""
    if differences and not may_recreate:
        listed = "; ".join(f"{name} has other {what}" for name, what in differences.items())
        allowed = "tables as c360sim creates them; --recreate drops these and creates them again, empty until the load is done"
        raise Refused("--dataset", f"{place.dataset}, where {listed}", allowed)


def swap(client: bigquery.Client, jobs: Jobs, place: Place, stage: Stage, tell: Callable[[str], None]) -> None:
    """Replace the rows of all nine tables by the staged ones, as one: a reader sees all old or all new.

    Without billing BigQuery allows no such transaction: then table after table is copied, and `tell` is told.
    """
    try:
        jobs.query("swap", swap_statement(place, stage))
    except (JobFailed, exceptions.GoogleAPICallError) as error:
        if not is_without_billing(error):
            raise
        tell(
            "the project has no billing account: tables are replaced one after another, and a dashboard may see old and new ones meanwhile"
        )
        for name in TABLES:
            _copy(client, jobs, stage.table(name), place.table(name), name)


def swap_statement(place: Place, stage: Stage) -> str:
    """Return the script that replaces the rows of all nine tables in one transaction."""
    statements = ["BEGIN TRANSACTION"]
    for table in TABLES.values():
        columns = ", ".join(table.column_names)
        statements.append(f"TRUNCATE TABLE `{place.table(table.name)}`")
        statements.append(f"INSERT INTO `{place.table(table.name)}` ({columns}) SELECT {columns} FROM `{stage.table(table.name)}`")
    return ";\n".join([*statements, "COMMIT TRANSACTION"]) + ";"


def _copy(client: bigquery.Client, jobs: Jobs, source: str, target: str, name: str) -> None:
    config = bigquery.CopyJobConfig(write_disposition=bigquery.WriteDisposition.WRITE_TRUNCATE)
    jobs.run(
        f"copy-{name}",
        lambda job_id: client.copy_table(source, target, job_id=job_id, job_config=config, retry=RETRY, timeout=TIMEOUT),
    )


def fingerprints(jobs: Jobs, tables: Mapping[str, str]) -> dict[str, Fingerprint]:
    """Return the fingerprints of tables as they are now; `tables` has their full names by the names of the schema."""
    job = jobs.query(f"fingerprint-{time.time_ns()}", fingerprint.query((TABLES[table], source) for table, source in tables.items()))
    return {row["table_name"]: Fingerprint.of(row) for row in job.result(retry=RETRY, timeout=TIMEOUT, job_retry=None)}


def compare(found: Mapping[str, Fingerprint], wanted: Mapping[str, Fingerprint], where: str) -> None:
    """Raise Differs unless the fingerprints are the same."""
    for name, print_ in wanted.items():
        if found.get(name) != print_:
            difference = f"{found.get(name, 'nothing')} instead of {print_}"
            raise Differs(f"{name} in {where} does not hold what the files hold ({difference}); run the same command again: it begins anew")


def describe(client: bigquery.Client, place: Place) -> None:
    """Give the tables their descriptions, labels and proved keys, where they do not have them."""
    for table in sorted(TABLES.values(), key=_by_reference):
        while not _describe(client, place, table):
            continue  # somebody else changed it since it was read


def _describe(client: bigquery.Client, place: Place, table: Table) -> bool:
    there = client.get_table(place.table(table.name), retry=RETRY, timeout=TIMEOUT)
    wanted = bigquery_table(table, place.project, place.dataset)
    wanted.table_constraints = constraints(table, place.project, place.dataset)
    wanted.labels = {**there.labels, **wanted.labels}
    described = ("description", "labels", "schema", "table_constraints")
    changed = [field for field in described if _comparable(getattr(there, field)) != _comparable(getattr(wanted, field))]
    for field in changed:
        setattr(there, field, getattr(wanted, field))
    try:
        if changed:
            client.update_table(there, changed, retry=RETRY, timeout=TIMEOUT)
    except exceptions.PreconditionFailed:
        return False
    return True


def _by_reference(table: Table) -> tuple[bool, bool]:
    """Sort tables after those that they refer to: a foreign key needs the primary key."""
    return table.role is Role.FACT, any(column.references for column in table.columns)


def _columns(table: bigquery.Table) -> object:
    return [(field.name, field.field_type, field.mode) for field in table.schema]


def _partitions(table: bigquery.Table) -> object:
    by = table.time_partitioning
    return by and (by.type_, by.field) if table.range_partitioning is None else "ranges"


LAYOUT: dict[str, Callable[[bigquery.Table], object]] = {
    "columns": _columns,
    "partitions": _partitions,
    "clustering": lambda table: table.clustering_fields,
}
"""What of a table cannot be changed once it is there."""


def _comparable(value: object) -> object:
    """Return a value that equals another when BigQuery would make no difference: names of foreign keys are its own."""
    if not isinstance(value, bigquery.table.TableConstraints):
        return value
    keys = [(key.referenced_table.table_id, [vars(column) for column in key.column_references]) for key in value.foreign_keys or []]
    return value.primary_key and value.primary_key.columns, sorted(keys, key=str)
