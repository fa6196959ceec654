"""A disk that fills and limits of the system: one line, exit code 1, nothing left."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
RUN = [sys.executable, "-W", "ignore", "run_sim.py", "--quiet", "--customers", "60", "--out"]
UNCHECKED = "from c360sim import cli; from c360sim.cli import checks; checks.room = lambda *_: None; raise SystemExit(cli.{})"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Folder on a disk of 3 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "c360sim-test", str(folder)], capture_output=True)
    if mounted.returncode:
        pytest.skip("a small disk cannot be mounted here: only root may")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def ran(command: list[str], **environment: str) -> str:
    """Run a command that must fail; return the one line it prints."""
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=os.environ | environment)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1), done.stderr
    return done.stderr


def unchecked(call: str, *arguments: str) -> list[str]:
    """Return a command that finds room everywhere, as where another fills the disk later."""
    return [sys.executable, "-W", "ignore", "-c", f"import sys; {UNCHECKED.format(f'{call}({list(arguments)!r})')}"]


@pytest.mark.parametrize("flags", [["csv"], ["parquet"], ["duckdb"], ["csv,parquet,duckdb"], ["csv", "--workers", "2"]])
def test_a_disk_that_fills_is_one_line_and_leaves_nothing(flags: list[str], small_disk: Path) -> None:
    (small_disk / "ballast").write_bytes(bytes(2_900_000))
    out = small_disk / "data"
    said = ran(unchecked("run_sim", "--quiet", "--customers", "60", "--months", "12", "--out", str(out), "--formats", *flags))
    assert "No space left on device" in said
    assert str(out) in said
    assert sorted(path.name for path in small_disk.iterdir()) == ["ballast"]


def test_a_disk_that_fills_as_a_shard_is_put_leaves_nothing(small_disk: Path) -> None:
    (small_disk / "ballast").write_bytes(bytes(2_950_000))
    said = ran(
        unchecked("run_sim", "--quiet", "--customers", "60", "--months", "6", "--shard", "0", "--of", "1", "--out", f"{small_disk}/data")
    )
    assert "No space left on device" in said
    assert sorted(path.name for path in small_disk.iterdir()) == ["ballast"]


def test_a_full_folder_of_temporary_files_is_one_line_and_leaves_nothing(small_disk: Path, tmp_path: Path) -> None:
    (small_disk / "ballast").write_bytes(bytes(2_950_000))
    command = ["--quiet", "--customers", "60", "--months", "6", "--shard", "0", "--of", "1", "--out", str(tmp_path / "data")]
    assert "No space left on device" in ran(unchecked("run_sim", *command), TMPDIR=str(small_disk))
    assert sorted(path.name for path in small_disk.iterdir()) == ["ballast"]
    assert not (tmp_path / "data").exists()


def test_a_report_that_does_not_fit_is_one_line_and_leaves_nothing(tiny: Path, small_disk: Path) -> None:
    (small_disk / "ballast").write_bytes(bytes(3_100_000 - 100_000 - 4096))
    said = ran([sys.executable, "-m", "c360sim", "validate", str(tiny), "--report", str(small_disk)])
    assert "No space left on device" in said
    assert "validation." in said
    assert [path.name for path in small_disk.iterdir() if path.suffix != ".json"] == ["ballast"]


@pytest.mark.parametrize("flags", [["csv"], ["parquet"], ["duckdb"], ["csv,duckdb", "--workers", "2"]])
def test_a_limit_on_the_size_of_files_is_one_line_and_leaves_nothing(flags: list[str], tmp_path: Path) -> None:
    shell = 'ulimit -f 40 && exec "$@"'  # 20 or 40 KB
    out = tmp_path / "data"
    assert str(out) in ran(["sh", "-c", shell, "sh", *RUN, str(out), "--months", "6", "--formats", *flags])
    assert list(tmp_path.iterdir()) == []


def test_a_disk_with_too_little_room_is_refused_with_numbers_that_differ(small_disk: Path) -> None:
    for flags in ([], ["--shard", "0", "--of", "1"]):
        command = [*RUN, str(small_disk / "data"), "--months", "1", *flags]
        done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
        said = f"error: --out is {small_disk}/data, with 3 MB free; allowed: a place with 7 MB free\n"
        assert (done.returncode, done.stderr) == (2, said)
    assert list(small_disk.iterdir()) == []


@pytest.mark.parametrize("kilobytes", [300_000, 700_000, 1_300_000])
def test_a_limit_on_memory_is_one_line_and_leaves_nothing(kilobytes: int, tmp_path: Path) -> None:
    said = ran(["sh", "-c", f'ulimit -v {kilobytes} && exec "$@"', "sh", *RUN, str(tmp_path / "data")])
    limit = f"error: the limit on address space (ulimit -v) is {kilobytes * 1024 / 1e9:.1f} GB; allowed: none, or at least 4 GB\n"
    assert said == limit
    assert list(tmp_path.iterdir()) == []
