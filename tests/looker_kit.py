"""A small LookML project for tests, with the base views of the repository."""

from __future__ import annotations

import datetime as dt
import shutil
import textwrap
from pathlib import Path

from c360sim.looker.project import Model, load

HERE = Path(__file__).parent
TODAY = dt.date(2025, 12, 31)


def copy_project(to: Path) -> Path:
    """Copy the project into a new folder and return it."""
    shutil.copytree(HERE / "lookml_bank", to)
    shutil.copytree(HERE.parent / "lookml" / "views" / "generated", to / "views" / "generated")
    return to


def bank(folder: Path) -> Model:
    """Return the model of a copy of the project."""
    return load(copy_project(folder / "bank")).models["bank"]


def replaced(root: Path, file: str, old: str, new: str) -> None:
    """Replace a text that a file of a project has once."""
    path = root / file
    text = path.read_text()
    assert text.count(old) == 1, f"{old!r} is {text.count(old)} times in {file}"
    path.write_text(text.replace(old, new))


def one_file(folder: Path, text: str, manifest: str = "", **boards: str) -> Model:
    """Return the model of a project of one file and its manifest, beside files of dashboards by name."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "manifest.lkml").write_text(manifest)
    (folder / "a.model.lkml").write_text(textwrap.dedent(text))
    for name, content in boards.items():
        (folder / f"{name}.dashboard.lookml").write_text(textwrap.dedent(content))
    return load(folder).models["a"]
