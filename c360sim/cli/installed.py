"""What commands need installed: the core, and the extras of pyproject.toml. What is missing is told in one line.

Any Python from 3.8 on can read this module and those it imports, without a library: it says which Python has them.
"""

from __future__ import annotations

import argparse
import shlex
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import c360sim

OLDEST, TOO_NEW = (3, 11), (3, 14)
"""Versions of Python: the oldest that runs this, and the first that is not known to."""
ROOT = Path(c360sim.__file__).parents[1]
"""The repository, or the folder of packages into which this has been installed without one."""


class NotInstalled(Exception):
    """Something that a command needs is not installed."""


class Part(NamedTuple):
    """What is installed together: what needs it, when, and the names of its libraries to import them and to install them by."""

    extra: str
    user: str
    is_needed: Callable[[argparse.Namespace], bool]
    libraries: Mapping[str, str]


def _named(*names: str, **others: str) -> dict[str, str]:
    return {**{name: name for name in names}, **others}


CORE = Part(
    "",
    "c360sim",
    lambda arguments: True,
    _named(
        *("duckdb", "faker", "fsspec", "lkml", "mesa", "networkx", "numpy", "pandas", "polars", "pyarrow", "pydantic", "rich", "sqlglot"),
        liquid="python-liquid",
        yaml="pyyaml",
    ),
)
EXTRAS = (
    Part(
        "validate",
        "validate",
        lambda arguments: bool(arguments.command == "validate"),
        _named("matplotlib", "threadpoolctl", sklearn="scikit-learn"),
    ),
    Part(
        "preview",
        "preview",
        lambda arguments: bool(arguments.command == "preview"),
        _named("jinja2", "nh3", "starlette", "uvicorn", "watchfiles", markdown_it="markdown-it-py"),
    ),
    Part(
        "pictures",
        "preview --pictures",
        lambda arguments: bool(arguments.command == "preview" and arguments.pictures),
        _named("playwright", PIL="pillow"),
    ),
    Part(
        "zetasql",
        "lookml validate",
        lambda arguments: bool(arguments.command == "lookml" and arguments.action == "validate"),
        {"zetasql": "zetasql", "wasmtime": "wasmtime", "google.protobuf": "protobuf"},
    ),
    Part(
        "bigquery",
        "load",
        lambda arguments: bool(arguments.command == "load"),
        {
            "google.cloud.bigquery": "google-cloud-bigquery",
            "google.api_core": "google-api-core",
            "google.auth": "google-auth",
            "requests": "requests",
        },
    ),
    Part("dask", "--engine dask", lambda arguments: getattr(arguments, "engine", "") == "dask", _named("distributed")),
    Part("s3", "an address s3://", lambda arguments: _store(arguments) in ("s3", "s3a"), _named("s3fs")),
    Part("gs", "an address gs://", lambda arguments: _store(arguments) in ("gs", "gcs"), _named("gcsfs")),
)


def check(arguments: argparse.Namespace) -> None:
    """Raise NotInstalled, which says what to do, where something is missing that a command needs as it is called."""
    for part in (CORE, *EXTRAS):
        missing = [install for name, install in part.libraries.items() if not _is_there(name)] if part.is_needed(arguments) else []
        if missing:
            remedy = _remedy(needed(arguments) if part.extra else ())
            raise NotInstalled(f"{part.user} needs {', '.join(missing)}, not installed for {sys.executable}; {remedy}")


def check_python() -> None:
    """Raise NotInstalled where this Python is of another version than is needed."""
    if not OLDEST <= sys.version_info < TOO_NEW:
        needed = f"c360sim needs Python {_version(OLDEST)} or newer, below {_version(TOO_NEW)}"
        made = _made()
        raise NotInstalled(f"{needed}, and {sys.executable} is {_version(sys.version_info[:2])}{f'; run it with {made}' if made else ''}")


def needed(arguments: argparse.Namespace) -> Sequence[str]:
    """Return the extras that a command needs as it is called."""
    return [part.extra for part in EXTRAS if part.is_needed(arguments)]


def absent(error: ImportError, arguments: argparse.Namespace) -> NotInstalled:
    """Return what to say of a library that a command could not import. Raises the error where it is a module of our own."""
    if (error.name or "").partition(".")[0] in ("c360sim", "agents"):
        raise error
    return NotInstalled(f"{error}, as {sys.executable} has it; {_remedy(needed(arguments))}")


def _store(arguments: argparse.Namespace) -> str:
    """Return the kind of store that a command reads or writes, or nothing for folders."""
    places = [getattr(arguments, name, None) or "" for name in ("out", "data", "bucket")]
    return next((place.partition("://")[0] for place in places if "://" in place), "")


def _is_there(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:  # of a package that it is in
        return False


def _remedy(extras: Sequence[str]) -> str:
    """Say how to come by extras or, where none is named, by the core: where `make run` has put it, or else by installing it."""
    made = None if extras else _made()
    return f"run it with {made}" if made else f"to install: {' '.join(map(shlex.quote, _installation(extras)))}"


def _made() -> str | None:
    """Return the Python of the environment that `make run` has made, where it is another than this one."""
    made = ROOT / ".venv" / "bin" / "python"
    is_other = made.is_file() and not made.parent.samefile(Path(sys.executable).parent)
    return shlex.quote(str(made)) if is_other else None


def _installation(extras: Sequence[str]) -> list[str]:
    """Return the command that installs extras, or the core, for the Python that runs this."""
    installer = [sys.executable, "-m", "pip", "install"] if _is_there("pip") else ["uv", "pip", "install", "--python", sys.executable]
    if (ROOT / "pyproject.toml").is_file():
        return [*installer, "-c", str(ROOT / "constraints.txt"), "-e", f"{ROOT}[{','.join(extras)}]" if extras else str(ROOT)]
    conditions = [f'extra == "{extra}"' for extra in extras] or [""]
    wanted = [requirement.partition(";") for requirement in metadata.requires("c360sim") or []]
    return [*installer, *(name.strip() for name, _, condition in wanted if condition.strip() in conditions)]


def _version(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version[:2]))
