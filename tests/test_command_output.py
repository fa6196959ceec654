"""Commands whose output nobody reads, or not to the end: they finish their work, and their exit code stays."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from looker_kit import copy_project, replaced

ROOT = Path(__file__).parents[1]
SHELL = {
    "stdout closed": "{command} >&-",
    "stderr closed": "{command} 2>&-",
    "both closed": "{command} >&- 2>&-",
    "all closed": "{command} <&- >&- 2>&-",
    "one line is read": "({command}; echo $? >code) 2>&1 | head -1",
    "nobody reads": "({command}; echo $? >code) 2>&1 | true",
    "stderr is not read": "({command}; echo $? >code) 2>&1 >/dev/null | true",
}


def ran(how: str, folder: Path, *words: str | Path) -> int:
    """Run a command in a shell, in a folder, and return its exit code."""
    command = " ".join(f"'{word}'" for word in (sys.executable, *words))
    (folder / "code").unlink(missing_ok=True)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(["bash", "-c", SHELL[how].format(command=command)], cwd=folder, capture_output=True, text=True, env=environment)
    assert "Traceback" not in done.stdout + done.stderr
    return int((folder / "code").read_text()) if (folder / "code").exists() else done.returncode


@pytest.mark.parametrize("how", ["stdout closed", "all closed", "one line is read", "nobody reads"])
def test_a_run_is_finished(how: str, tmp_path: Path) -> None:
    assert ran(how, tmp_path, ROOT / "run_sim.py", "--customers", "2", "--months", "2", "--formats", "csv,parquet", "--out", "data") == 0
    assert (tmp_path / "data" / "manifest.json").is_file()
    assert (tmp_path / "data" / "csv" / "dim_customer.csv").read_text().startswith("customer_id,")


@pytest.mark.parametrize("how", SHELL)
def test_findings_are_1_and_bad_input_is_2(how: str, tmp_path: Path) -> None:
    project = copy_project(tmp_path / "bank")
    replaced(project, "views/dim_account.view.lkml", "type: median", "tipe: median")
    assert ran(how, tmp_path, "-m", "c360sim", "lookml", "lint", "--project", project) == 1
    assert ran(how, tmp_path, "-m", "c360sim", "inspect", tmp_path / "nowhere", "1") == 2


def test_a_report_is_written(tiny: Path, tmp_path: Path) -> None:
    assert ran("nobody reads", tmp_path, "-m", "c360sim", "validate", tiny, "--report", tmp_path / "report") == 1
    assert sorted(path.name for path in (tmp_path / "report").iterdir()) == ["validation.html", "validation.json"]


@pytest.mark.parametrize("locale", [{"LC_ALL": "C"}, {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}])
def test_a_folder_is_found_in_any_locale(locale: dict[str, str], tiny: Path, tmp_path: Path) -> None:
    shutil.copytree(tiny, tmp_path / "d \u00fc")
    command = [sys.executable, "-m", "c360sim", "inspect", "d \u00fc", "1"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **locale}
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, env=environment)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"Ada Lovel" in done.stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full to write to")
def test_what_does_not_fit_on_a_disk_is_told(tiny: Path) -> None:
    command = [sys.executable, "-m", "c360sim", "inspect", str(tiny), "1"]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 1
    assert done.stderr == "error: standard output cannot be written: No space left on device\n"


def test_what_an_encoding_lacks_is_escaped(tiny: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "c360sim", "validate", str(tiny), "--report", str(tmp_path / "d \u00fc")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, env=environment)
    assert (done.returncode, done.stderr) == (1, b"")
    assert str(tmp_path / "d \\xfc" / "validation.html").encode() in done.stdout
    assert (tmp_path / "d \u00fc" / "validation.html").is_file()
