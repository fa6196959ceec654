"""The client: application default credentials, or none for an emulator that BIGQUERY_EMULATOR_HOST names."""

from __future__ import annotations

import os

from google.api_core import exceptions
from google.auth.credentials import AnonymousCredentials
from google.cloud import bigquery
from google.cloud.bigquery.retry import DEFAULT_RETRY

from c360sim import commands
from c360sim.bigquery.errors import Refused, is_no_project
from c360sim.bigquery.place import Place
from c360sim.bigquery.tables import APPLICATION

RETRY = DEFAULT_RETRY.with_timeout(180)
"""How long a request is tried again before BigQuery counts as out of reach, in seconds."""
TIMEOUT = 120
"""How long one answer may take, in seconds."""
DEFAULT_LOCATION = "US"
STAGING_EXPIRES = 3 * 24 * 3600 * 1000
"""When a staged table disappears by itself, in milliseconds."""


def connect(place: Place, location: str | None = None) -> bigquery.Client:
    """Return a client of the place's project, whose jobs run in a location."""
    credentials = AnonymousCredentials() if os.environ.get("BIGQUERY_EMULATOR_HOST") else None  # type: ignore[no-untyped-call]
    return bigquery.Client(project=place.project, credentials=credentials, location=location)


def find_dataset(client: bigquery.Client, place: Place, location: str | None, may_create: bool) -> bigquery.Dataset | None:
    """Return the dataset, or None when it may be created. Raises Refused when it may not, or when it is elsewhere than `location`."""
    found = find(client, place)
    if found is None and not may_create:
        command = commands.shell("bq", "mk", f"--location={location or DEFAULT_LOCATION}", "--dataset", f"{place.project}:{place.dataset}")
        allowed = f"an existing one; --create-dataset or `{command}` creates it"
        raise Refused("--dataset", f"{place.dataset}, which project {place.project} does not have", allowed)
    if found is not None:
        _check_location("--location", found, location)
    return found


def create_dataset(client: bigquery.Client, place: Place, location: str | None) -> bigquery.Dataset:
    """Create and return the dataset."""
    return _create(client, place, location or DEFAULT_LOCATION, "A retail bank's customers, accounts and payments, simulated.")


def staging(client: bigquery.Client, place: Place, location: str) -> bigquery.Dataset:
    """Return the staging dataset beside the dataset, created if it is missing. Raises Refused when it is in another location."""
    found = find(client, place.staging) or _create(
        client, place.staging, location, f"Tables on their way to {place.dataset}; they expire.", STAGING_EXPIRES
    )
    _check_location(f"the location of {place.staging}", found, location)
    return found


def find(client: bigquery.Client, place: Place) -> bigquery.Dataset | None:
    """Return the dataset at a place, or None."""
    try:
        return client.get_dataset(str(place), retry=RETRY, timeout=TIMEOUT)
    except exceptions.NotFound as error:
        if is_no_project(error):
            raise
        return None


def _create(client: bigquery.Client, place: Place, location: str, description: str, expires: int | None = None) -> bigquery.Dataset:
    wanted = bigquery.Dataset(str(place))
    wanted.location, wanted.description, wanted.labels = location, description, APPLICATION
    wanted.default_table_expiration_ms = expires
    return client.create_dataset(wanted, exists_ok=True, retry=RETRY, timeout=TIMEOUT)


def _check_location(field: str, found: bigquery.Dataset, wanted: str | None) -> None:
    if wanted is not None and wanted.upper() != found.location.upper():
        raise Refused(field, wanted, f"{found.location}, where {found.project}.{found.dataset_id} is")
