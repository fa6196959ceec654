"""Opening the data set and the LookML project that a command is given."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from c360sim.cli.errors import InputError
from c360sim.commands import ROOT
from c360sim.dataset import Dataset, NotADataset
from c360sim.looker.project import MANIFEST


@contextmanager
def opened(folder: str, memory: str | None = None) -> Iterator[Dataset]:
    """Yield the data set; see Dataset for `memory`.

    Raises InputError for a folder without one, or, while it is read, for a damaged file.
    """
    with opened_path(folder) as path:
        yield Dataset(path, memory)


@contextmanager
def opened_path(folder: str) -> Iterator[Path]:
    """Yield the folder for someone else to open. Raises InputError as `opened`."""
    try:
        yield Path(folder)
    except NotADataset as error:
        raise InputError("DATA", f"{folder or 'empty'}, a place {error}", "a folder written by simulate") from None


def default_project() -> Path:
    """Return the folder `lookml` here or, where there is none, the one of the repository that this package runs from."""
    found = (folder for folder in (Path("lookml"), ROOT / "lookml") if (folder / MANIFEST).is_file())
    return next(found, Path("lookml"))


def project_folder(folder: str | None) -> Path:
    """Return the folder of a LookML project, by default `default_project`. Raises InputError for a folder without one."""
    found = default_project() if folder is None else Path(folder)
    if not (found / MANIFEST).is_file():
        raise InputError("--project", f"{found if folder != '' else 'empty'}, without a {MANIFEST}", "the folder of a LookML project")
    return found
