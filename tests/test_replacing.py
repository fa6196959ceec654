"""What stands where a run is to be written: an unchanged earlier data set is replaced and named, anything else is refused and kept."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from c360sim import cli
from c360sim.sinks import FORMATS, target
from c360sim.sinks.publication import Publication
from c360sim.sinks.target import TargetError
from spoil import state
from tiny import HEAD, write_tiny

RUN = ["--customers", "3", "--months", "1"]


@pytest.fixture
def data(tiny: Path, tmp_path: Path) -> Path:
    """Folder of a copy of the tiny data set."""
    return Path(shutil.copytree(tiny, tmp_path / "data"))


def files(folder: Path) -> dict[str, bytes | str | None]:
    """Return all that is in a folder, links as where they lead, folders as None."""
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*")}
    return {
        name: str(path.readlink()) if path.is_symlink() else None if path.is_dir() else path.read_bytes() for name, path in found.items()
    }


def edited(data: Path) -> None:
    path = data / "csv" / "dim_customer.csv"
    path.write_bytes(path.read_bytes().replace(b"Ada", b"Eve"))


def edited_in_sql(data: Path) -> None:
    with duckdb.connect(str(data / "c360.duckdb")) as connection:
        connection.execute("UPDATE dim_customer SET first_name = 'Eve'")


def with_a_table_of_ones_own(data: Path) -> None:
    with duckdb.connect(str(data / "c360.duckdb")) as connection:
        connection.execute("CREATE VIEW mine AS SELECT count(*) AS customers FROM dim_customer")


def with_a_file(data: Path) -> None:
    (data / "csv" / "mine.xlsx").write_text("work")


def with_a_link(data: Path) -> None:
    (data / "truth" / "mine").symlink_to(data.parent)


def with_a_link_in_the_place_of_a_file(data: Path) -> None:
    moved = (data / "csv" / "dim_date.csv").rename(data.parent / "dim_date.csv")
    (data / "csv" / "dim_date.csv").symlink_to(moved)


def with_an_empty_folder(data: Path) -> None:
    (data / "parquet" / "mine").mkdir()


def without_a_file(data: Path) -> None:
    (data / "csv" / "dim_date.csv").unlink()


def with_another_seed(data: Path) -> None:
    path = data / "manifest.json"
    path.write_text(path.read_text().replace('"seed": 42', '"seed": 43'))


def of_somebody_else(data: Path) -> None:
    """Leave a manifest that names a file beside the data set, and one by its place on the disk."""
    (data.parent / "letter.txt").write_text("dear")
    entry = json.loads((data / "manifest.json").read_text())["files"]["csv/dim_date.csv"]
    state(data, files={"../letter.txt": entry})


def of_ones_own_file(data: Path) -> None:
    """Leave a manifest that claims a file that no run writes."""
    (data / "csv" / "mine.csv").write_text("work")
    said = json.loads((data / "manifest.json").read_text())["files"]
    state(data, files=said | {"csv/mine.csv": said["csv/dim_date.csv"]})


REFUSED: list[tuple[Callable[[Path], None], str]] = [
    (edited, "an earlier data set whose csv/dim_customer.csv has been edited"),
    (edited_in_sql, "an earlier data set whose c360.duckdb has been edited"),
    (with_a_table_of_ones_own, "an earlier data set whose c360.duckdb holds other tables, columns or comments than a run writes"),
    (with_a_file, "a folder that holds csv/mine.xlsx"),
    (with_a_link, "a folder that holds truth/mine, a link"),
    (with_a_link_in_the_place_of_a_file, "a folder that holds csv/dim_date.csv, a link"),
    (with_an_empty_folder, "a folder that holds parquet/mine"),
    (without_a_file, "an earlier data set without its csv/dim_date.csv"),
    (with_another_seed, "a folder whose manifest.json is not as a run writes it: it has been edited (manifest_sha256 differs)"),
    (of_somebody_else, "a folder whose manifest.json is not as a run writes it: it names '../letter.txt', which no run writes"),
    (of_ones_own_file, "a folder whose manifest.json is not as a run writes it: it names 'csv/mine.csv', which no run writes"),
]


@pytest.mark.parametrize(("spoil", "problem"), REFUSED)
def test_what_is_not_an_unchanged_data_set_is_refused_and_kept(
    spoil: Callable[[Path], None], problem: str, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(data)
    before = files(data.parent)
    assert cli.run_sim([*RUN, "--out", str(data)]) == 2
    told = capsys.readouterr().err
    assert told.startswith(f"error: --out is {data}, {problem}; allowed: a new or empty folder, an unchanged earlier data set, or ")
    assert told.count("\n") == 1
    assert files(data.parent) == before


@pytest.mark.parametrize("name", ["/etc/hosts", "csv/../../letter.txt", "csv", "parquet/dim_date/part-0.parquet/x", "truth/../x", ""])
def test_no_manifest_names_a_file_that_a_run_does_not_write(name: str, data: Path) -> None:
    entry = json.loads((data / "manifest.json").read_text())["files"]["csv/dim_date.csv"]
    state(data, files={name: entry})
    with pytest.raises(TargetError, match="which no run writes"):
        target.check(data)


def test_a_run_says_what_it_replaces(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run_sim([*RUN, "--out", str(data), "--formats", "parquet"]) == 0
    assert f"replacing {data}: seed 42, 1 months from 2024-01, 1 customers, " in capsys.readouterr().err
    assert json.loads((data / "manifest.json").read_text())["customers"] == 3
    assert sorted(path.name for path in data.parent.iterdir()) == ["data"]


def test_a_data_set_that_changes_during_the_run_is_kept(data: Path) -> None:
    with pytest.raises(TargetError, match="changed since the run began"), Publication(data, frozenset(FORMATS), HEAD) as publication:
        write_tiny(publication)
        edited(data)
    assert b"Eve" in (data / "csv" / "dim_customer.csv").read_bytes()
    assert sorted(path.name for path in data.parent.iterdir()) == ["data"]


def test_a_data_set_whose_manifest_is_not_of_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    os.mkfifo(tmp_path / "data" / "manifest.json")
    with pytest.raises(TargetError, match="holds manifest.json"):
        target.check(tmp_path / "data")
