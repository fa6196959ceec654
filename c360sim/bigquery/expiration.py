"""Tables that BigQuery deletes by itself, as a dataset tells it to: without being asked for, no load ends with such.

A dataset may say when new tables expire, and when partitions of new tables do, counted from their month: partitions of long ago are gone
as soon as they are loaded. Both are so in every project without billing, where they cannot be changed.
https://cloud.google.com/bigquery/docs/sandbox#limitations
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from google.cloud import bigquery

from c360sim.bigquery.errors import Refused
from c360sim.bigquery.place import Place

A_DAY = 24 * 3600 * 1000
"""Milliseconds."""
STAGING_EXPIRES = 3 * A_DAY
"""When a staged table disappears by itself, in milliseconds."""
ALLOW = "--allow-expiration, which loads tables that are deleted then, and where partitions expire without partitions"


def check(place: Place, dataset: bigquery.Dataset | None, staging: bigquery.Dataset | None, is_allowed: bool) -> bool:
    """Return whether tables can be partitioned. Raises Refused where they would expire and that is not allowed.

    `dataset` and `staging` are those of the place, as far as they are there. Staged tables expire, but not before a load is done.
    """
    if dataset is not None and (told := _told(dataset)) and not is_allowed:
        raise Refused("--dataset", f"{place}, where {told}", f"a dataset without (`{_remedy(place)}`); or {ALLOW}")
    is_partitioned = not (is_allowed and dataset is not None and dataset.default_partition_expiration_ms)
    if staging is not None:
        _check_staging(place.staging, staging, is_partitioned)
    return is_partitioned


def check_tables(place: Place, found: Mapping[str, bigquery.Table], is_partitioned: bool, is_allowed: bool) -> None:
    """Raise Refused where a table that is there loses what is to be loaded, or expires and that is not allowed."""
    for name, table in found.items():
        by = table.time_partitioning
        told = f"is deleted on {table.expires:%Y-%m-%d}" if table.expires and not is_allowed else ""
        if by and by.expiration_ms and is_partitioned:
            told = f"loses partitions {_days(by.expiration_ms)} after their month begins"
        if told:
            remedy = "`bq update --expiration=0`, with --time_partitioning_expiration=0 where it has partitions"
            raise Refused("--dataset", f"{place}, where {name} {told}", f"tables that stay ({remedy})" + f"; or {ALLOW}" * (not is_allowed))


def first_day(found: Mapping[str, bigquery.Table]) -> dt.date | None:
    """Return the day on which the first of some tables is deleted, or None."""
    return min((table.expires.date() for table in found.values() if table.expires), default=None)


def _check_staging(place: Place, staging: bigquery.Dataset, is_partitioned: bool) -> None:
    expires, partitions = staging.default_table_expiration_ms, staging.default_partition_expiration_ms
    if (partitions and is_partitioned) or (expires and expires < STAGING_EXPIRES):
        remedy = _remedy(place, seconds=STAGING_EXPIRES // 1000)
        raise Refused(
            f"the staging dataset {place}",
            f"one where {_told(staging)}",
            f"one where tables stay for {_days(STAGING_EXPIRES)} (`{remedy}`)",
        )


def _told(dataset: bigquery.Dataset) -> str:
    """Return what a dataset says of new tables, or empty."""
    tables, partitions = dataset.default_table_expiration_ms, dataset.default_partition_expiration_ms
    told = [f"tables are deleted after {_days(tables)}"] if tables else []
    if partitions:
        told.append(f"partitions are deleted {_days(partitions)} after their month begins")
    return " and ".join(told)


def _days(milliseconds: int) -> str:
    unit, size = ("day", A_DAY) if milliseconds >= A_DAY else ("hour", A_DAY // 24)
    count = f"{milliseconds / size:.3g}"
    return f"{count} {unit}{'s' * (count != '1')}"


def _remedy(place: Place, seconds: int = 0) -> str:
    return f"bq update --default_table_expiration={seconds} --default_partition_expiration=0 {place.project}:{place.dataset}"
