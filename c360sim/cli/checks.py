"""From the words of the command line to a run that can be done, or an InputError."""

from __future__ import annotations

import errno
import math
import re
import shutil
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from c360sim import months, shown
from c360sim.cli.errors import InputError
from c360sim.sinks import FORMATS, target
from c360sim.sinks.target import Standing

MOST_CUSTOMERS = 1_000_000
MOST_SEED = 2**63 - 1
MOST_WORKERS = 256
BYTES_PER_CUSTOMER_MONTH = {"csv": 5_000, "parquet": 400, "duckdb": 1_000, "truth": 100}
"""Measured on a default run and rounded up."""
BYTES_OF_ANY_RUN = 6_000_000
"""What a run of one customer and month takes, most of it the blocks of an almost empty database: measured and rounded up."""


def whole(field: str, value: str, least: int, most: int, otherwise: str = "") -> int:
    """Return a whole number within bounds. Raises InputError, which names what may be given `otherwise`."""
    number = int(value) if re.fullmatch(r"-?[0-9]{1,19}", value) else None
    if number is None or not least <= number <= most:
        raise InputError(field, value or "empty", f"{least} to {most}" + f", or {otherwise}" * bool(otherwise))
    return number


def month(field: str, value: str) -> int:
    """Return the month written as YYYY-MM. Raises InputError."""
    try:
        return months.parse(value)
    except ValueError:
        raise InputError(field, value or "empty", "a month YYYY-MM of the years 1900 to 2199") from None


def path(field: str, value: str, allowed: str) -> Path:
    """Return a path, whether anything is there or not. Raises InputError for an empty one, a loop of links, what no file can be called."""
    if not value:
        raise InputError(field, "empty", allowed)
    try:
        Path(value).stat()
    except (FileNotFoundError, NotADirectoryError):
        pass
    except (OSError, ValueError) as error:
        raise InputError(field, f"{value}, which cannot be looked up ({getattr(error, 'strerror', None) or error})", allowed) from None
    return Path(value)


def folder_to_write(field: str, value: str) -> Path:
    """Return a folder in which files can be written, or which can be made; nothing is left there. Raises InputError."""
    folder = path(field, value, "a folder")
    nearest = target.nearest_folder(folder.resolve())
    if not nearest.is_dir():
        raise InputError(field, f"{value}, {'a file' if folder.exists() else f'inside the file {nearest}'}", "a folder")
    try:
        tempfile.TemporaryDirectory(dir=nearest).cleanup()
        if folder.is_symlink() and not folder.exists():
            raise OSError(errno.ENOENT, "a link to nothing")
    except OSError as error:
        raise InputError(field, f"{value}, where nothing can be created ({error.strerror})", "a folder that can be written to") from None
    return folder


def formats(value: str) -> frozenset[str]:
    """Return the formats of a list separated by commas. Raises InputError for an unknown, empty or repeated one."""
    names = [name.strip() for name in value.split(",")]
    if len(set(names)) < len(names) or not set(names) <= set(FORMATS):
        raise InputError("--formats", value or "empty", f"one or more of {', '.join(FORMATS)}, each once, separated by commas")
    return frozenset(names)


def out(value: str, customer_months: int, wanted: frozenset[str], is_quiet: bool) -> tuple[Path, Standing]:
    """Return the output folder and what stands there; what is replaced, or was left by killed runs, is told on stderr.

    Raises InputError when the folder cannot be used or has too little space.
    """
    folder = path("--out", value, "a folder")
    try:
        place = folder.resolve()
        tell(target.clear(place), is_quiet)
        standing = target.check(place)
    except target.TargetError as error:
        raise InputError("--out", f"{value}, {error.problem}", error.allowed) from None
    except (OSError, ValueError) as error:
        raise InputError("--out", f"{value!r} ({error})", "a folder that can be created or replaced") from None
    room("--out", value, target.nearest_folder(place.parent), bytes_needed(customer_months, wanted))
    if standing.manifest is not None:
        tell([f"replacing {value}: {_described(standing)}"], is_quiet)
    return folder, standing


def room(field: str, value: str, folder: Path, needed: int) -> None:
    """Raise InputError unless a folder's file system has so many bytes free."""
    free = shutil.disk_usage(folder).free
    if free < needed:
        unit, name, digits = (1e9, "GB", 1) if needed >= 1e9 else (1e6, "MB", 0)
        sizes = [rounded(size / unit * 10**digits) / 10**digits for rounded, size in ((math.floor, free), (math.ceil, needed))]
        raise InputError(field, f"{value}, with {sizes[0]:g} {name} free", f"a place with {sizes[1]:g} {name} free")


def tell(lines: Iterable[str], is_quiet: bool) -> None:
    """Say on stderr what a run does besides writing."""
    for line in lines:
        if not is_quiet:
            print(shown.line(line), file=sys.stderr)


def bytes_needed(customer_months: int, wanted: frozenset[str]) -> int:
    """Return an estimate of the bytes that a run writes; Parquet is written in any case, if only for a while."""
    return BYTES_OF_ANY_RUN + customer_months * sum(BYTES_PER_CUSTOMER_MONTH[name] for name in wanted | {"parquet", "truth"})


def _described(standing: Standing) -> str:
    run, size = standing.manifest or {}, sum(size for _, size, _ in standing.seen.values())
    return f"seed {run['seed']}, {run['months']} months from {run['start_month']}, {run['customers']:,} customers, {size / 1e6:,.0f} MB"
