"""The benchmarks measure what they say: a short look with real runs, and a floor that writes what the run wrote."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import duckdb
import pytest

from benchmarks import commands, comparison, cost
from c360sim.schema import TABLES
from c360sim.sinks import DATABASE

MEASURES = {"start_up", "parquet", "all_formats", "floor_parquet", "floor_csv", "floor_duckdb"}


@pytest.fixture(scope="module")
def looked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the results of a short look."""
    out = tmp_path_factory.mktemp("looked")
    subprocess.run([sys.executable, "-m", "benchmarks", "--quick", "--out", out], cwd=cost.ROOT, check=True)
    return out


def test_a_short_look_measures_everything(looked: Path) -> None:
    results = json.loads((looked / "benchmarks.json").read_text(encoding="utf-8"))
    compared = results["comparison"]
    peer = {"peer"} if commands.peer_program() else set()
    assert [set(one) for one in compared["rounds"]] == [MEASURES | peer]
    assert all(measure["cpu"] > 0 and measure["wall"] > 0 for measure in compared["rounds"][0].values())
    assert {(cell["size"]["months"], cell["size"]["workers"]) for cell in results["scaling"]} == {(2, 1), (3, 1), (3, 2)}
    sixty = {cell["rows"] for cell in results["scaling"] if (cell["size"]["customers"], cell["size"]["months"]) == (60, 3)}
    assert sixty == {compared["rows"]}  # also with two workers


def test_the_phases_add_up_to_a_run(looked: Path) -> None:
    (phases,) = json.loads((looked / "benchmarks.json").read_text(encoding="utf-8"))["phases"]["rounds"]
    assert all(seconds > 0 for seconds in phases.values())
    assert phases["everything else"] < 0.5 * sum(phases.values())


def test_the_peer_writes_about_as_many_rows(looked: Path) -> None:
    if commands.peer_program() is None:
        pytest.skip("tpchgen-cli comes with the extra bench")
    compared = json.loads((looked / "benchmarks.json").read_text(encoding="utf-8"))["comparison"]
    assert compared["peer_rows"] == pytest.approx(compared["rows"], rel=0.02)


def test_the_page_shows_the_machine_every_measure_and_the_plot(looked: Path) -> None:
    page = (looked / "benchmarks.md").read_text(encoding="utf-8")
    assert f"{os.cpu_count()} cores" in page
    assert page.count("| floor: ") == 3
    assert "| 60 | 3 | 2 |" in page
    assert "On 60 customers 2 workers are" in page
    assert (looked / "images" / "benchmarks.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("form", comparison.FORMATS)
def test_the_floor_writes_the_rows_of_the_run(dataset: Path, tmp_path: Path, form: str) -> None:
    out = tmp_path / "floor"
    said = subprocess.run(commands.floor(dataset, out, form), cwd=cost.ROOT, check=True, capture_output=True, text=True)
    assert json.loads(said.stdout)["rows"] == comparison.rows_in(dataset / "parquet")
    if form == "duckdb":
        assert _difference(dataset / DATABASE, out / DATABASE) == 0
    else:
        written = {path.relative_to(out): path.read_bytes() for path in out.rglob("*.*")}
        assert written == {path.relative_to(dataset): path.read_bytes() for path in (dataset / form).rglob("*.*")}


def _difference(one: Path, other: Path) -> int:
    """Return the rows that only one of two databases holds."""
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{one}' AS one (READ_ONLY)")
        connection.execute(f"ATTACH '{other}' AS other (READ_ONLY)")
        found = [
            connection.sql(f"FROM {left}.{table} EXCEPT ALL FROM {right}.{table}").count("*").fetchall()[0][0]
            for table in TABLES
            for left, right in (("one", "other"), ("other", "one"))
        ]
    return sum(found)


def test_without_tpchgen_one_line_says_how_to_get_it(tmp_path: Path) -> None:
    venv.create(tmp_path / "bare", with_pip=False, symlinks=True)
    environment = {"PYTHONPATH": sysconfig.get_path("purelib"), "PATH": ""}
    python = tmp_path / "bare" / "bin" / "python"
    script = "from benchmarks.__main__ import installed_peer; assert installed_peer() is None"
    said = subprocess.run([python, "-c", script], cwd=cost.ROOT, check=True, env=environment, capture_output=True, text=True)
    assert said.stderr == f"tpchgen-cli is not installed and is left out; to compare: {python} -m pip install tpchgen-cli\n"


def test_the_cost_is_that_of_the_whole_process_tree() -> None:
    hold = "b = bytearray(200_000_000); import time\nwhile time.process_time() < 0.6: pass"
    nobody_waits = f"""import os, subprocess, sys, time
child = subprocess.Popen([sys.executable, '-c', {hold!r}], stdout=subprocess.PIPE)
child.stdout.read(); time.sleep(0.5); os._exit(0)"""
    found = cost.measured([sys.executable, "-c", nobody_waits])
    assert found.cpu >= 0.5
    assert found.peak_mb > found.process_peak_mb > 200
    assert found.wall >= 1.0


def test_a_command_that_fails_stops_the_measure_with_what_it_said() -> None:
    with pytest.raises(cost.CommandFailed, match=r"exit code 3: no such luck"):
        cost.measured([sys.executable, "-c", "print('no such luck'); raise SystemExit(3)"])
