"""From the words of the command line to a run that can be done, or an InputError."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from c360sim import months
from c360sim.cli.errors import InputError
from c360sim.sinks import FORMATS, target

MOST_MONTHS = 600
MOST_CUSTOMERS = 1_000_000
MOST_SEED = 2**63 - 1
MOST_WORKERS = 256
BYTES_PER_CUSTOMER_MONTH = {"csv": 5_000, "parquet": 400, "duckdb": 1_000, "truth": 100}
"""Measured on a default run and rounded up."""


def whole(field: str, value: str, least: int, most: int) -> int:
    """Return a whole number within bounds. Raises InputError."""
    number = int(value) if re.fullmatch(r"-?[0-9]{1,19}", value) else None
    if number is None or not least <= number <= most:
        raise InputError(field, value or "empty", f"{least} to {most}")
    return number


def month(field: str, value: str) -> int:
    """Return the month written as YYYY-MM. Raises InputError."""
    try:
        return months.parse(value)
    except ValueError:
        raise InputError(field, value or "empty", "a month YYYY-MM of the years 1900 to 2199") from None


def formats(value: str) -> frozenset[str]:
    """Return the formats of a list separated by commas. Raises InputError for an unknown, empty or repeated one."""
    names = [name.strip() for name in value.split(",")]
    if len(set(names)) < len(names) or not set(names) <= set(FORMATS):
        raise InputError("--formats", value or "empty", f"one or more of {', '.join(FORMATS)}, each once, separated by commas")
    return frozenset(names)


def out(value: str, customer_months: int, wanted: frozenset[str]) -> Path:
    """Return the output folder. Raises InputError when it cannot be used or has too little space."""
    if not value:
        raise InputError("--out", "empty", "a folder")
    folder = Path(value)
    try:
        target.check(folder.resolve())
        free = shutil.disk_usage(target.nearest_folder(folder.resolve().parent)).free
    except target.TargetError as error:
        raise InputError("--out", f"{value}, {error.problem}", error.allowed) from None
    except (OSError, ValueError) as error:
        raise InputError("--out", f"{value!r} ({error})", "a folder that can be created or replaced") from None
    needed = bytes_needed(customer_months, wanted)
    if free < needed:
        raise InputError("--out", f"{value}, with {free / 1e9:.1f} GB free", f"a place with {needed / 1e9:.1f} GB free")
    return folder


def bytes_needed(customer_months: int, wanted: frozenset[str]) -> int:
    """Return an estimate of the bytes that a run writes; Parquet is written in any case, if only for a while."""
    return customer_months * sum(BYTES_PER_CUSTOMER_MONTH[name] for name in wanted | {"parquet", "truth"})
