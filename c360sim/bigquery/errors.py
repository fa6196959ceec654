"""What can go wrong with a load, each as one line with what to do about it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import requests
from google.api_core import exceptions
from google.auth import exceptions as auth_exceptions

from c360sim.bigquery.place import Place

RUN_AGAIN = "run the same command again: it continues where this load stopped"
ROLES = "the roles BigQuery User on the project and BigQuery Data Editor on the dataset"


class LoadError(OSError):
    """The load cannot go on; production is as it was, or as it was meant to be."""


class Differs(LoadError):
    """A loaded table does not hold the rows of the files."""


class JobFailed(Exception):
    """A job failed for a reason that will not pass; the cause is what BigQuery says."""


class Refused(ValueError):
    """The load is not begun, for what it was given: the field, its value, and what is allowed instead."""

    def __init__(self, field: str, value: str, allowed: str) -> None:
        super().__init__(f"{field} is {value}; allowed: {allowed}")
        self.field, self.value, self.allowed = field, value, allowed


@contextmanager
def told(place: Place) -> Iterator[None]:
    """Tell what Google's libraries raise as Refused or LoadError."""
    try:
        yield
    except auth_exceptions.DefaultCredentialsError:
        remedy = "credentials from `gcloud auth application-default login`, or a file named by GOOGLE_APPLICATION_CREDENTIALS"
        raise Refused("authentication with Google", "missing", remedy) from None
    except auth_exceptions.GoogleAuthError as error:
        raise LoadError(f"the credentials are not accepted ({_said(error)}); try `gcloud auth application-default login`") from error
    except exceptions.RetryError as error:
        raise _error(place, error.cause or error) from error
    except JobFailed as error:
        raise _error(place, error.__cause__ or error) from error
    except (exceptions.GoogleAPICallError, requests.RequestException) as error:
        raise _error(place, error) from error


def reason(error: BaseException) -> str:
    """Return the reason that BigQuery gives with an error, such as `rateLimitExceeded`, or empty."""
    errors = getattr(error, "errors", None) or [{}]
    return str(errors[0].get("reason", "")) if isinstance(errors[0], dict) else ""


def is_without_billing(error: BaseException) -> bool:
    """Return whether something was refused because the project has no billing account."""
    if isinstance(error, JobFailed) and error.__cause__:
        error = error.__cause__
    return reason(error) == "billingNotEnabled" or "billing has not been enabled" in str(error).lower()


def is_no_project(error: exceptions.NotFound) -> bool:
    """Return whether it is the project that was not found."""
    return "project" in _said(error).lower() and "dataset" not in _said(error).lower()


def _error(place: Place, error: BaseException) -> Exception:
    text = _said(error)
    if is_without_billing(error):
        return LoadError(f"project {place.project} has no billing account, without which this is not allowed ({text}); link one")
    if isinstance(error, exceptions.NotFound) and is_no_project(error):
        return Refused(
            "--project", f"{place.project}, which does not exist ({text})", "the id of a project, as shown by `gcloud projects list`"
        )
    if reason(error) in ("quotaExceeded", "rateLimitExceeded"):
        return LoadError(f"a quota of project {place.project} is used up ({text}); later on, {RUN_AGAIN}")
    if isinstance(error, exceptions.Forbidden | exceptions.Unauthorized):
        return LoadError(f"permission denied ({text}); needed for {place}: {ROLES}")
    if isinstance(error, exceptions.ServerError | exceptions.TooManyRequests | requests.RequestException | OSError):
        return LoadError(f"BigQuery cannot be reached or does not answer ({text}); {RUN_AGAIN}")
    return LoadError(f"BigQuery refuses: {text}")


def _said(error: BaseException) -> str:
    """Return what BigQuery, or else a library, says of an error, as one line without the address that was asked."""
    said = (getattr(error, "errors", None) or [{}])[0]
    text = str(said.get("message") or getattr(error, "message", "") or error).strip() or type(error).__name__
    return re.sub(r"^[A-Z]+ https?://\S+: ", "", text.splitlines()[0])
