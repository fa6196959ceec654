"""Signals that end a run at any time, and what a run leaves that was killed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from c360sim import cli, scratch
from c360sim.interruption import Interrupted, deferred, ignored, noted, outcome
from c360sim.sinks import target

ROOT = Path(__file__).parents[1]
RUN = ["--customers", "6000", "--months", "24"]
SAID = {signal.SIGINT: "interrupted", signal.SIGTERM: "ended by SIGTERM", signal.SIGHUP: "ended by SIGHUP"}


def started(*arguments: str, module: str = "run_sim.py", **environment: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-W", "ignore", *module.split(), *arguments]
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True, env=os.environ | environment, start_new_session=True)


def until(is_so: Callable[[], bool], run: subprocess.Popen[str]) -> None:
    """Wait for a run to come so far."""
    deadline = time.monotonic() + 120
    while not is_so() and run.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)
    assert is_so()


@pytest.mark.parametrize("number", list(SAID))
@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_signal_clears_away_what_was_written(number: signal.Signals, workers: str, tmp_path: Path) -> None:
    run = started(*RUN, "--workers", workers, "--formats", "csv,parquet", "--quiet", "--out", str(tmp_path / "data"))
    until(lambda: any(tmp_path.rglob("part-0.parquet")), run)
    run.send_signal(number)
    said = run.communicate(timeout=120)[1]
    assert (run.returncode, said) == (128 + number, f"error: {SAID[number]}; no data set was written\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("module", ["run_sim.py", "-m c360sim simulate"])
@pytest.mark.parametrize("later", [0.0, 0.05, 0.15, 0.3, 0.6, 1.0])
def test_a_signal_comes_early(module: str, later: float, tmp_path: Path) -> None:
    """As soon as the command's own first module is there."""
    hook = tmp_path / "hook"
    hook.mkdir()
    (hook / "sitecustomize.py").write_text(
        "import sys, threading, os, signal, time\n"
        "def watch():\n"
        "    while getattr(sys.modules.get('c360sim.interruption'), 'outcome', None) is None: time.sleep(0.0005)\n"
        f"    time.sleep(0.02 + {later}); os.kill(os.getpid(), signal.SIGINT)\n"
        "threading.Thread(target=watch, daemon=True).start()\n"
    )
    place = tmp_path / "place"
    place.mkdir()
    run = started(*RUN, "--quiet", "--out", str(place / "data"), module=module, PYTHONPATH=str(hook))
    said = run.communicate(timeout=120)[1]
    assert (run.returncode, said.count("\n")) == (130, 1), said
    assert said.startswith("error: interrupted")
    assert list(place.iterdir()) == []


def test_a_signal_clears_away_the_shards_of_a_task(tmp_path: Path) -> None:
    working = tmp_path / "working"
    working.mkdir()
    place = tmp_path / "place"
    flags = ["--workers", "2", "--shard", "0", "--of", "1", "--quiet", "--out", str(place)]
    run = started(*RUN, *flags, TMPDIR=str(working))
    until(lambda: any(working.rglob("part-*.parquet")), run)
    run.terminate()
    assert run.communicate(timeout=120)[1] == "error: ended by SIGTERM; no data set was written\n"
    assert run.returncode == 143
    assert not place.exists()
    assert [path.name for path in working.iterdir() if not path.name.startswith("pymp-")] == []


def test_what_a_killed_run_leaves_is_removed_by_the_next(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = started(*RUN, "--formats", "parquet", "--quiet", "--out", str(tmp_path / "data"))
    until(lambda: any(tmp_path.rglob("part-0.parquet")), run)
    (living,) = tmp_path.iterdir()
    small = ["--customers", "2", "--months", "1", "--formats", "parquet", "--out", str(tmp_path / "other")]
    assert cli.run_sim(small) == 0
    assert living.exists()
    run.kill()
    run.communicate()
    capsys.readouterr()
    assert cli.run_sim(small) == 0
    assert f"removed {living}, which a killed run left\n" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["other"]


def test_a_data_set_about_to_be_replaced_is_put_back(tiny: Path, tmp_path: Path) -> None:
    """Killed between the two moves by which one data set takes the place of another."""
    left = tmp_path / ".data.partial-abcdefgh"
    left.mkdir()
    (left / scratch.LOCK).touch()
    shutil.copytree(tiny, left / target.EARLIER)
    assert target.clear(tmp_path / "other") == [
        f"put {tmp_path / 'data'} back, which a killed run was about to replace, and removed {left}, which a killed run left"
    ]
    assert target.check(tmp_path / "data").manifest is not None
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def test_folders_of_others_are_not_taken_for_what_a_run_left(tmp_path: Path) -> None:
    (tmp_path / ".data.partial-abcdefgh").mkdir()
    (tmp_path / ".data.partial-abcdefgh" / "notes.txt").write_text("mine")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / scratch.LOCK).touch()
    (tmp_path / ".data.partial-ijklmnop").symlink_to(elsewhere)
    assert target.clear(tmp_path / "data") == []
    assert (tmp_path / ".data.partial-abcdefgh" / "notes.txt").exists()
    assert elsewhere.exists()


def test_a_working_folder_is_gone_after_a_failure(tmp_path: Path) -> None:
    with pytest.raises(ArithmeticError), scratch.scratch(tmp_path, "working-") as folder:
        (folder / "file").write_text("half")
        raise ArithmeticError
    assert list(tmp_path.iterdir()) == []


def test_signals_wait_or_are_passed_over_where_that_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    done = []

    def work() -> int:
        with ignored():
            signal.raise_signal(signal.SIGTERM)
        done.append("ignored")
        with noted("nothing was written"), deferred():
            signal.raise_signal(signal.SIGTERM)
            done.append("deferred")
        raise AssertionError

    assert outcome(work) == 143
    assert done == ["ignored", "deferred"]
    assert capsys.readouterr().err == "error: ended by SIGTERM; nothing was written\n"
    assert signal.getsignal(signal.SIGTERM) == signal.SIG_DFL


def test_an_error_of_a_library_after_a_signal_is_an_interruption(capsys: pytest.CaptureFixture[str]) -> None:
    def work() -> int:
        try:
            signal.raise_signal(signal.SIGINT)
        except Interrupted:
            raise RuntimeError("Query interrupted") from None
        return 0

    assert outcome(work) == 130
    assert capsys.readouterr().err == "error: interrupted\n"


def test_a_signal_that_is_ignored_from_the_start_stays_so() -> None:

    def work() -> int:
        signal.raise_signal(signal.SIGHUP)
        return 7

    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)  # as nohup has it
    try:
        assert outcome(work) == 7
    finally:
        signal.signal(signal.SIGHUP, before)
