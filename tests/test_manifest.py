"""What the manifest says: where a run comes from, what the database holds, and nothing that the tables do not bear out."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import subprocess
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

import agents
from c360sim import cli
from c360sim.running.run import simulate
from c360sim.sensitivity import moved
from c360sim.sinks.content import Content
from c360sim.sinks.described import digest
from c360sim.sinks.duckdb import read_entry
from c360sim.spec import RunSpec
from spoil import state

ROOT = Path(__file__).parents[1]
SPEC = RunSpec(months=1, customers=3)
PARQUET = frozenset({"parquet"})


def manifest(folder: Path) -> dict[str, Any]:
    return dict(json.loads((folder / "manifest.json").read_text(encoding="utf-8")))


def test_the_assumptions_that_made_a_run_are_told(tmp_path: Path) -> None:
    shipped = agents.shipped()
    usual = manifest(simulate(SPEC, tmp_path / "usual", PARQUET).path)["assumptions"]
    other = manifest(simulate(SPEC, tmp_path / "other", PARQUET, parameters=moved(shipped, "sweep_share", 0.5)).path)["assumptions"]
    assert usual["changed"] == []
    assert other["sha256"] != usual["sha256"]
    was = {key[1]: found.value for key, found in shipped.parameters.items() if key[0] == "sweep_share"}
    told = [{"name": "sweep_share", "segment": segment, "shipped": value, "value": value * 0.5} for segment, value in sorted(was.items())]
    assert other["changed"] == told
    unit = {key: replace(found, unit="ratio") if key[0] == "sweep_share" else found for key, found in shipped.parameters.items()}
    assert (
        manifest(simulate(SPEC, tmp_path / "unit", PARQUET, parameters=shipped.with_parameters(unit)).path)["assumptions"]["sha256"]
        != usual["sha256"]
    )


def test_the_commit_of_a_clone_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path))  # as a hook of another clone has it
    told = manifest(simulate(SPEC, tmp_path / "data", PARQUET).path)["code"]
    monkeypatch.delenv("GIT_DIR")
    if not (ROOT / ".git").exists():
        assert told is None
        return
    assert told["commit"] == subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True).stdout.strip()
    assert all(name.startswith(("c360sim/", "agents/")) for name in told["edited"])


def test_what_the_database_holds_can_be_checked(tiny: Path) -> None:
    entry = manifest(tiny)["files"]["c360.duckdb"]
    assert read_entry(tiny / "c360.duckdb") == entry
    assert sum(table["rows"] for table in entry["tables"].values()) == entry["rows"]


def test_content_is_that_of_the_rows_in_any_order_and_of_no_other_rows() -> None:
    schema = pa.schema({"number": pa.int64(), "flag": pa.bool_(), "day": pa.date32(), "word": pa.string(), "cents": pa.decimal128(18, 2)})
    rows: list[dict[str, Any]] = [
        {"number": number, "flag": number == 2, "day": dt.date(2024, 1, number), "word": "one" * number, "cents": Decimal(number)}
        for number in (1, 2, 3)
    ]

    def content(*batches: list[dict[str, Any]]) -> dict[str, Any]:
        found = Content()
        for batch in batches:
            found.add(pa.RecordBatch.from_pylist(batch, schema=schema))
        return found.entry()

    whole = content(rows)
    assert content([rows[2]], [rows[1], rows[0]]) == whole
    others: list[list[dict[str, Any]]] = [rows[:2], [*rows, rows[0]]]
    for name in schema.names:
        swapped = [rows[0] | {name: rows[1][name]}, rows[1] | {name: rows[0][name]}, rows[2]]
        others += [swapped, [rows[0] | {name: None}, *rows[1:]]]
    assert whole["checksum"] not in [content(other)["checksum"] for other in others]


def edited(data: Path, name: str, value: object) -> None:
    """Edit one line of the manifest, as by hand."""
    said = manifest(data) | {name: value}
    (data / "manifest.json").write_text(json.dumps(said))


HEADS = [
    ("months", 240, "has been edited"),
    ("start_month", "1990-01", "has been edited"),
    ("seed", 43, "has been edited"),
    ("scenario", "boom", "has been edited"),
    ("versions", {"c360sim": "9.9"}, "has been edited"),
    ("months", True, "months is True, not a whole number from 1 to 600"),
    ("months", 10**30, "months is 1000000000000000000000000000000, not a whole number from 1 to 600"),
    ("start_month", "2024-13", "start_month is '2024-13', not a month YYYY-MM"),
    ("customers", None, "customers is missing, not a whole number"),
    ("versions", "x" * 5000, "versions is 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx..., not a version for each library"),
    ("files", {"../x": {}}, "it names '../x', which no run writes"),
]
COMMANDS = [["inspect", "DATA", "1"], ["lookml", "test", "DATA"], ["preview", "DATA", "--export", "site"], ["validate", "DATA"]]


@pytest.mark.parametrize(("name", "value", "message"), HEADS)
def test_a_manifest_that_no_run_wrote_is_not_believed(
    name: str, value: object, message: str, tiny: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = Path(shutil.copytree(tiny, tmp_path / "data"))
    edited(data, name, value)
    assert cli.main(["inspect", str(data), "1"]) == 2
    told = capsys.readouterr().err
    assert told.startswith(f"error: DATA is {data}, a place whose manifest.json is not as simulate writes it: ")
    assert message in told
    assert told.count("\n") == 1


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"months": 2}, "tells of 2 months from 2024-01, but whose dim_date has the days from 2023-12-31 to 2024-"),
        ({"start_month": "2023-12"}, "tells of 1 months from 2023-12, but whose dim_date has the days from 2023-12-31 to 2024-"),
    ],
)
def test_a_manifest_is_held_against_the_tables(
    command: list[str],
    changed: dict[str, Any],
    message: str,
    tiny: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    data = Path(shutil.copytree(tiny, tmp_path / "data"))
    state(data, **changed)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "lookml").symlink_to(ROOT / "lookml")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert cli.main([str(data) if word == "DATA" else word for word in command]) == 2
    told = capsys.readouterr().err
    assert f"a place whose manifest.json {message}" in told
    assert told.count("\n") == 1
    assert not (tmp_path / "site").exists()


def test_fewer_customers_than_the_tables_have_are_not_believed(dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "parquet").symlink_to(dataset / "parquet")
    shutil.copy(dataset / "manifest.json", data)
    state(data, customers=499)
    assert cli.main(["inspect", str(data), "1"]) == 2
    assert "tells of 499 customers, but whose dim_customer has one with the number 500" in capsys.readouterr().err


def test_the_digest_of_a_manifest_is_that_of_what_it_says(tiny: Path) -> None:
    said = manifest(tiny)
    assert said.pop("manifest_sha256") == digest(said)
