from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import namedtuple
from pathlib import Path

import pytest

from c360sim import cli
from c360sim.cli import simulate
from c360sim.cli.progress import shown
from c360sim.running.run import OnMonth, Summary
from c360sim.sinks.publication import Publication
from c360sim.spec import RunSpec
from tiny import HEAD, write_tiny

BAD_FLAGS = [
    ("--months", "0", "error: --months is 0; allowed: 1 to 600"),
    ("--months", "-3", "error: --months is -3; allowed: 1 to 600"),
    ("--months", "601", "error: --months is 601; allowed: 1 to 600"),
    ("--months", "2.5", "error: --months is 2.5; allowed: 1 to 600"),
    ("--customers", "0", "error: --customers is 0; allowed: 1 to 1000000"),
    ("--seed", "-1", "error: --seed is -1; allowed: 0 to 9223372036854775807"),
    ("--seed", "9" * 5000, "error: --seed is 999"),
    ("--start", "2024-13", "error: --start is 2024-13; allowed: a month YYYY-MM"),
    ("--formats", "csv,xml", "error: --formats is csv,xml; allowed: one or more of csv, parquet, duckdb"),
    ("--formats", "csv,csv", "error: --formats is csv,csv; allowed"),
    ("--formats", "", "error: --formats is empty; allowed"),
    ("--workers", "0", "error: --workers is 0; allowed: 1 to "),
    ("--out", "", "error: --out is empty; allowed: a folder"),
    ("--out", "notes.txt", "error: --out is notes.txt, a file; allowed: a folder"),
    ("--out", "notes.txt/data", "error: --out is notes.txt/data, inside "),
    ("--out", ".", "error: --out is ., a folder that holds notes.txt; allowed: a new or empty folder"),
    ("--mnths", "3", "error: unrecognized arguments: --mnths 3; allowed: see "),
]


@pytest.fixture
def simulated(monkeypatch: pytest.MonkeyPatch) -> list[RunSpec]:
    """Replace the simulation by one that writes the tiny data set; return the runs asked for."""
    runs: list[RunSpec] = []

    def fake(spec: RunSpec, out: Path, formats: frozenset[str], on_month: OnMonth, workers: int) -> Summary:
        runs.append(spec)
        with Publication(out, formats, HEAD) as publication:
            write_tiny(publication)
            on_month(spec.months, spec.months)
        return Summary(dict(publication.rows), out)

    monkeypatch.setattr(simulate, "simulate", fake)
    return runs


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Working folder with a file of somebody's in it."""
    (tmp_path / "notes.txt").write_text("mine")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(("flag", "value", "message"), BAD_FLAGS)
def test_bad_input_is_one_line_and_writes_nothing(
    flag: str, value: str, message: str, folder: Path, simulated: list[RunSpec], capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        code = cli.run_sim([flag, value])
    except SystemExit as exit_:
        code = int(exit_.code or 0)
    printed = capsys.readouterr()
    assert code == 2
    assert printed.err.startswith(message)
    assert "allowed" in printed.err
    assert printed.err.count("\n") == 1
    assert printed.out == ""
    assert not simulated
    assert [path.name for path in folder.iterdir()] == ["notes.txt"]


def test_too_little_space_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr("shutil.disk_usage", lambda _: usage(10**9, 10**9 - 10**8, 10**8))
    assert cli.run_sim(["--out", "data"]) == 2
    assert capsys.readouterr().err == "error: --out is data, with 0.1 GB free; allowed: a place with 0.8 GB free\n"
    assert cli.run_sim(["--out", "data", "--customers", "10", "--months", "0"]) == 2


def test_a_run_says_what_it_wrote(folder: Path, simulated: list[RunSpec], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["simulate", "--months", "3", "--seed", "7", "--customers", "10", "--start", "2023-11", "--out", "data"]) == 0
    printed = capsys.readouterr()
    assert simulated == [RunSpec(months=3, seed=7, customers=10, start_month=2023 * 12 + 10)]
    assert "finishing the files (3 of 3 months done)" in printed.err
    assert "fact_transaction" in printed.out
    assert f"-m c360sim inspect {folder}/data 1\n" in printed.out


def test_quiet_prints_nothing(folder: Path, simulated: list[RunSpec], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run_sim(["--out", "data", "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")


def test_interruption_leaves_nothing_behind(
    folder: Path, simulated: list[RunSpec], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(publication: Publication) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(f"{__name__}.write_tiny", interrupt)
    assert cli.run_sim(["--out", "data"]) == 130
    assert [path.name for path in folder.iterdir()] == ["notes.txt"]


def test_progress_on_a_terminal_is_a_bar(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with shown(RunSpec(months=2), 1, is_quiet=False) as on_month:
        on_month(1, 2)
        on_month(2, 2)
    plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", capsys.readouterr().err)
    assert "finishing the files" in plain
    assert "2/2 months" in plain


def test_help_is_quick_and_imports_no_driver() -> None:
    drivers = "[name for name in ('numpy', 'mesa', 'rich') if name in sys.modules]"
    program = f"import sys\nfrom c360sim.cli import main\ntry: main(['--help'])\nfinally: print({drivers})"
    root = Path(__file__).parents[1]
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=root, env=os.environ)
    assert "simulate" in done.stdout
    assert done.stdout.endswith("[]\n")


def test_inspect_tells_the_customer_and_the_statement(
    tiny: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    assert cli.main(["inspect", str(tiny), "1"]) == 0
    words = " ".join(capsys.readouterr().out.split())
    assert "Ada Lovel,ace, Frequent Traveler (customer 1)" in words
    assert "2020-06-01 job change" in words
    assert "balance brought forward 100.00 2024-01-05 Acme Payroll 2,000.05 2,100.05 balance carried forward 2,100.05" in words
    assert (
        'owed balance brought forward 20.00 2024-01-05 The "Corner" Shop Grocery Stores 45.50 65.50 balance carried forward 65.50' in words
    )


@pytest.mark.parametrize("wanted", ["csv", "parquet", "duckdb"])
def test_inspect_reads_any_format(
    wanted: str, folder: Path, simulated: list[RunSpec], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    assert cli.run_sim(["--out", "it's data", "--formats", wanted, "--quiet"]) == 0
    assert cli.main(["inspect", "it's data", "1", "--month", "2024-01"]) == 0
    assert "2,100.05" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere", "1"], "error: DATA is nowhere, a place without a manifest.json; allowed: a folder written by simulate\n"),
        (["DATA", "99"], "error: CUSTOMER_ID is 99; allowed: 1 to 1\n"),
        (["DATA", "x"], "error: CUSTOMER_ID is x; allowed: 1 to 1\n"),
        (["DATA", "1", "--month", "2025-01"], "error: --month is 2025-01; allowed: 2024-01 to 2024-01\n"),
        (["DATA", "1", "--month", "January"], "error: --month is January; allowed: a month YYYY-MM of the years 1900 to 2199\n"),
    ],
)
def test_inspect_refuses_what_is_not_there(tiny: Path, arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["inspect", *(str(tiny) if word == "DATA" else word for word in arguments)]) == 2
    assert capsys.readouterr().err == message
