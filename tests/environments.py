"""A short run with the newest, the oldest and the locked libraries, each on another Python: the same rows in the same bytes.

Run by `make environments`, for it installs what it tests: pytest does not find a file of this name by itself.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import duckdb
import pyarrow.parquet as pq
import pytest

from c360sim.sinks import DATABASE

ROOT = Path(__file__).parents[1]
RUN = ("simulate", "--customers", "200", "--months", "3", "--quiet", "--out")
ENVIRONMENTS = {
    "newest": ("3.13", ["--upgrade"]),
    "oldest": ("3.11", ["--resolution", "lowest-direct"]),
    "locked": ("3.12", ["--constraint", str(ROOT / "constraints.txt")]),
}
"""Versions of Python, and how versions of libraries are chosen."""


class Environment(NamedTuple):
    """A Python with the package and all of its extras, and a data set that it wrote."""

    python: Path
    data: Path

    def call(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command from a folder in which there is no repository."""
        return ran([str(self.python), "-m", "c360sim", *arguments], at=self.data.parent)


def ran(command: Sequence[str], at: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, cwd=at)


def found(python: str) -> str | None:
    """Return a Python of a version, on the PATH or of pyenv, as far as it starts."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    candidates = [f"python{python}", *map(str, sorted(pyenv.glob(f"{python}.*/bin/python")))]
    return next((name for name in candidates if shutil.which(name) and ran([name, "-c", ""]).returncode == 0), None)


@pytest.fixture(scope="session")
def uv() -> str:
    """Return uv, which `make` puts into .venv; where there is none, these tests are skipped, and pytest says so."""
    uv = shutil.which("uv", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    return uv or pytest.skip("uv is not installed")


@pytest.fixture(scope="session")
def wheel(uv: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the package as it would be published: built from its source distribution, so that a file missing there is missed."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([uv, "build", "--quiet", "--out-dir", str(folder), str(ROOT)], check=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="session")
def here(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the data set of the environment that runs the tests."""
    data = tmp_path_factory.mktemp("here") / "data"
    done = ran([sys.executable, "-m", "c360sim", *RUN, str(data)])
    assert done.returncode == 0, done.stderr
    return data


@pytest.fixture(scope="module", params=ENVIRONMENTS)
def environment(request: pytest.FixtureRequest, uv: str, wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    version, options = ENVIRONMENTS[request.param]
    base = found(version) or pytest.skip(f"no Python {version} is found: a run with the {request.param} libraries is not tested")
    folder = tmp_path_factory.mktemp(request.param)
    python = folder / "venv" / "bin" / "python"
    subprocess.run([uv, "venv", "--quiet", "--python", base, str(folder / "venv")], check=True)
    subprocess.run([uv, "pip", "install", "--quiet", "--python", str(python), *options, f"c360sim[all] @ {wheel.as_uri()}"], check=True)
    made = Environment(python, folder / "data")
    done = made.call(*RUN, str(made.data))
    assert done.returncode == 0, done.stderr
    return made


def digests(data: Path, pattern: str) -> dict[str, str]:
    return {str(path.relative_to(data)): hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(data.glob(pattern))}


def test_csv_has_the_same_bytes(environment: Environment, here: Path) -> None:
    assert len(digests(here, "csv/*")) == 9
    assert digests(environment.data, "csv/*") == digests(here, "csv/*")


@pytest.mark.parametrize("tables", ["parquet/*/*", "truth/*/*"])
def test_parquet_has_the_same_bytes_where_the_same_library_wrote_it_and_else_the_same_rows(
    environment: Environment, here: Path, tables: str
) -> None:
    theirs, ours = digests(environment.data, tables), digests(here, tables)
    assert list(theirs) == list(ours)
    for name in ours:
        writers = {pq.read_metadata(data / name).created_by for data in (environment.data, here)}
        assert pq.read_table(environment.data / name).equals(pq.read_table(here / name), check_metadata=True), name
        assert len(writers) == 2 or theirs[name] == ours[name], name


def test_the_database_has_the_same_rows(environment: Environment, here: Path) -> None:
    with duckdb.connect() as connection:
        for name, data in (("theirs", environment.data), ("ours", here)):
            connection.execute(f"ATTACH '{data / DATABASE}' AS {name} (READ_ONLY)")
        for (table,) in connection.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = 'ours'").fetchall():
            both = f"(FROM ours.{table} EXCEPT ALL FROM theirs.{table}) UNION ALL (FROM theirs.{table} EXCEPT ALL FROM ours.{table})"
            assert connection.execute(f"SELECT count(*) FROM ({both})").fetchone() == (0,), table


def test_what_a_run_names_as_next_works(environment: Environment) -> None:
    """The exit code of `validate` is 1 for so small a data set: too few targets can be measured."""
    report, site = environment.data.parent / "report", environment.data.parent / "site"
    project = str(ROOT / "lookml")
    calls = [
        (0, ["inspect", str(environment.data), "1"]),
        (1, ["validate", str(environment.data), "--report", str(report)]),
        (0, ["preview", str(environment.data), "--project", project, "--export", str(site), "--dashboards", "executive"]),
        (0, ["lookml", "test", str(environment.data), "--project", project]),
        (0, ["load", str(environment.data), "--project", "my-project", "--dataset", "c360", "--plan"]),
    ]
    for code, call in calls:
        done = environment.call(*call)
        assert done.returncode == code, done.stderr
        assert "Traceback" not in done.stderr
    assert (report / "validation.html").is_file()
    assert (site / "executive.html").is_file()
