"""The command `load` as far as it goes without BigQuery: its plan, and what it refuses."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from bank_to_load import copied, simulated

from c360sim import cli

UNREACHABLE = "http://127.0.0.1:9"
"""A port that nobody listens on."""


def _load(*flags: str, data: Path | None = None) -> int:
    return cli.main(["load", str(data or simulated()), "--project", "my-project", "--dataset", "c360", *flags])


def test_a_plan_tells_tables_bytes_and_cost_and_asks_nobody(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("BIGQUERY_EMULATOR_HOST", UNREACHABLE)
    assert _load("--plan", "--quiet") == 0
    shown = capsys.readouterr().out
    assert "month of transaction_date  customer_id, account_id" in shown
    assert "my-project.c360_stg" in shown
    assert "queries of this load $0.00" in shown
    assert shown.endswith("Nothing was sent.\n")


def test_plans_of_parquet_and_csv_differ_only_in_the_bytes_of_their_files(capsys: pytest.CaptureFixture[str]) -> None:
    plans = []
    for form in ("parquet", "csv"):
        assert _load("--plan", "--quiet", "--format", form) == 0
        plans.append([[word for place, word in enumerate(line.split()) if place != 2] for line in capsys.readouterr().out.splitlines()])
    assert plans[0][:11] == plans[1][:11]


@pytest.mark.parametrize(
    ("flags", "message"),
    [
        (["--project", "My Project"], "--project is My Project; allowed: the id of a Google Cloud project"),
        (["--dataset", "c-360"], "--dataset is c-360; allowed: letters, digits and underscores"),
        (["--format", "duckdb"], "--format is duckdb; allowed: parquet or csv"),
        (["--bucket", "s3://mine"], "--bucket is s3://mine; allowed: gs://BUCKET or gs://BUCKET/FOLDER"),
        (["--location", ""], "--location is empty; allowed: a location of BigQuery"),
    ],
)
def test_flags_that_are_refused(flags: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert _load("--plan", *flags) == 2
    assert message in capsys.readouterr().err


def test_a_format_that_is_not_there_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = copied(tmp_path)
    (folder / "csv").rename(tmp_path / "elsewhere")
    assert _load("--plan", "--format", "csv", data=folder) == 2
    assert f"--format is csv, which {folder} does not have; allowed: parquet" in capsys.readouterr().err


def test_a_damaged_data_set_is_refused_with_the_file_that_is_damaged(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = copied(tmp_path)
    part = folder / "parquet" / "dim_date" / "part-0.parquet"
    damaged = bytearray(part.read_bytes())
    damaged[100] ^= 1
    part.write_bytes(damaged)
    assert _load("--plan", "--quiet", data=folder) == 2
    assert "whose parquet/dim_date/part-0.parquet is not as manifest.json describes it" in capsys.readouterr().err


def test_missing_credentials_are_told_with_what_to_do(tmp_path: Path) -> None:
    away = {"GOOGLE_APPLICATION_CREDENTIALS", "BIGQUERY_EMULATOR_HOST", "GOOGLE_CLOUD_PROJECT"}
    environment = {name: value for name, value in os.environ.items() if name not in away}
    environment |= {"HOME": str(tmp_path), "CLOUDSDK_CONFIG": str(tmp_path), "NO_GCE_CHECK": "true"}
    command = [sys.executable, "-m", "c360sim", "load", str(simulated()), "--project", "my-project", "--dataset", "c360", "--quiet"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith(
        "error: authentication with Google is missing; allowed: credentials from `gcloud auth application-default login`"
    )
    assert done.stderr.count("\n") == 1


def test_help_does_not_wait_for_googles_libraries() -> None:
    check = (
        "import sys; from c360sim import cli\ntry: cli.main(['load', '--help'])\nexcept SystemExit: print('google.cloud' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("False\n")
