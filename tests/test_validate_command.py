"""`validate`: exit codes, one-line errors, and what the report says on the terminal, as JSON and as a page."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from agents import PERSONAS
from c360sim import cli
from c360sim.running.run import simulate
from c360sim.spec import RunSpec
from c360sim.validation.findings import Check, Distribution, Findings, Score, Statistic
from c360sim.validation.report.document import document
from c360sim.validation.report.page import page
from c360sim.validation.targets import Target
from spoil import rewrite

HEAD = "group,metric,segment,value,tolerance,source\n"
OWN = HEAD + (
    "season_factor,grocery,1,1.0,+-50%,our branch reports\n"
    "season_factor,grocery,12,9.0,+-1%,our branch reports\n"
    "our_branches,visits,all,3.5,+-10%,our branch reports\n"
)
"""A bank's own targets: one that is met, one that is missed, one that nobody measures."""


def simulated(folder: Path, customers: int, months: int) -> Path:
    return simulate(RunSpec(customers=customers, months=months), folder / "data", frozenset({"parquet"})).path


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a simulated data set of 150 customers and a year, in Parquet."""
    return simulated(tmp_path_factory.mktemp("year"), 150, 12)


@pytest.fixture
def targets(tmp_path: Path) -> Path:
    """A file of a bank's own targets."""
    path = tmp_path / "own.csv"
    path.write_text(OWN, encoding="utf-8")
    return path


def validated(data: Path, report: Path, *flags: str) -> tuple[int, dict[str, Any]]:
    """Validate; return the exit code and what the JSON says."""
    code = cli.main(["validate", str(data), "--report", str(report), *flags])
    return code, json.loads((report / "validation.json").read_text(encoding="utf-8"))


def test_a_banks_own_targets_take_the_place_of_the_shipped_ones(
    year: Path, targets: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, found = validated(year, tmp_path / "report", "--against", str(targets))
    assert code == 1
    rows = {(row["metric"], row["segment"]): row for row in found["statistics"]["targets"]}
    assert rows.keys() == {("grocery", "1"), ("grocery", "12"), ("visits", "all")}
    assert rows["grocery", "1"]["passed"] is True
    assert rows["grocery", "12"]["passed"] is False
    assert rows["visits", "all"]["simulated"] is None
    assert rows["visits", "all"]["reason"].startswith("no group of this name")
    assert found["statistics"]["share_within"] == 0.5
    printed = capsys.readouterr().out
    assert "1 of 2 targets within tolerance, 50.0% (95.0% required); 1 left out" in printed
    assert re.search(r"Seasons of retail +grocery +12 +\S+ +9.00 +±1%", printed)
    assert "Not passed: see statistics" in printed


def test_names_from_a_spreadsheet_and_odd_folders_are_taken_as_they_are(
    year: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    targets = tmp_path / "own.csv"
    targets.write_text(HEAD + "season_factor,grocery,1,9.0,+-1%,us\n[/b],visits,all,1,+-1%,us\n", encoding="utf-8-sig")
    data = shutil.copytree(year, tmp_path / "it's [a-b] *é?" / "data")
    code, found = validated(data, tmp_path / "[red]report", "--against", str(targets))
    assert (code, found["books"]["violations"]) == (1, 0)
    printed = capsys.readouterr().out
    assert re.search(r"\[/b\] +0 +0 +1 ", printed)
    assert str(tmp_path / "[red]report" / "validation.html") in printed


def test_clean_books_and_met_targets_pass(year: Path, targets: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    targets.write_text("".join(OWN.splitlines(keepends=True)[:2]), encoding="utf-8")
    (year.parent / "tables").mkdir()
    tables = shutil.copytree(year, year.parent / "tables" / "data")
    code, found = validated(tables, tmp_path / "report", "--against", str(targets))
    assert found["books"]["violations"] == 0
    assert code == (0 if found["signals"]["passed"] else 1)
    assert found["dataset"]["customers"] == 150


def test_one_broken_rule_fails(year: Path, targets: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    targets.write_text("".join(OWN.splitlines(keepends=True)[:2]), encoding="utf-8")
    spoiled = shutil.copytree(year, tmp_path / "data")
    (spoiled / "notes.txt").write_text("mine")
    code, found = validated(spoiled, tmp_path / "report", "--against", str(targets))
    assert code == 1
    assert found["books"]["violations"] == 1
    assert re.search(r"files: none is missing or strange +1 +The files are those of the manifest", capsys.readouterr().out)


def test_the_page_holds_all_parts_and_needs_nothing_from_elsewhere(year: Path, tmp_path: Path) -> None:
    _, found = validated(year, tmp_path / "report")
    html = (tmp_path / "report" / "validation.html").read_text(encoding="utf-8")
    for text in ("1. Books and keys", "2. Statistics", "3. Signals against truth", "Assumptions", "seed <b>42</b>", "overdraft_fee_cents"):
        assert text in html
    assert len(found["statistics"]["targets"]) == 746
    for row in found["statistics"]["targets"]:
        assert row["reason"] if row["simulated"] is None else row["passed"] in (True, False)
    assert html.count("data:image/svg+xml;base64,") >= 4
    assert not re.search(r'(src|href)="(?!data:|#)|<script|@import|url\(', html)
    assert "nan" not in re.sub(r"base64,[A-Za-z0-9+/=]+", "", html).lower().split()


def test_the_report_is_the_same_for_the_same_data(year: Path, tmp_path: Path) -> None:
    validated(year, tmp_path / "first")
    validated(year, tmp_path / "second")
    for name in ("validation.html", "validation.json"):
        assert (tmp_path / "first" / name).read_bytes() == (tmp_path / "second" / name).read_bytes()


def test_the_report_stands_beside_the_data_set_which_stays_as_it_was(year: Path, targets: Path, tmp_path: Path) -> None:
    data = shutil.copytree(year, tmp_path / "bank")
    before = sorted(data.rglob("*"))
    cli.main(["validate", str(data), "--against", str(targets)])
    assert sorted(data.rglob("*")) == before
    assert sorted(path.name for path in (tmp_path / "bank-validation").iterdir()) == ["validation.html", "validation.json"]


def test_without_truth_what_needs_it_is_left_out_with_the_reason(year: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tables = shutil.copytree(year, tmp_path / "data", ignore=shutil.ignore_patterns("truth"))
    _, found = validated(tables, tmp_path / "report")
    assert found["books"]["violations"] == 0
    assert found["signals"]["left_out"] == "needs truth/, which is not in this data set"
    reasons = {row["reason"] for row in found["statistics"]["targets"] if row["group"] == "dcpc2023"}
    assert reasons == {"needs truth/customer_month, which is not in this data set"}
    assert any(row["simulated"] is not None for row in found["statistics"]["targets"])
    assert re.search(r"every cent: Securities +– +needs truth/valuation", capsys.readouterr().out)


@pytest.mark.parametrize(("customers", "months"), [(1, 1), (20, 3)])
def test_a_tiny_run_is_reported_with_reasons(customers: int, months: int, tmp_path: Path) -> None:
    code, found = validated(simulated(tmp_path, customers, months), tmp_path / "report")
    assert code in (0, 1)
    assert found["books"]["violations"] == 0
    assert all(row["reason"] for row in found["statistics"]["targets"] if row["simulated"] is None)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "error: --against is {file}, which cannot be read; allowed: a CSV file with the columns group, metric,"),
        ("group,metric\na,b\n", "error: --against is {file}, without the column segment; allowed: a CSV file with the columns"),
        (HEAD + "g,m,all,many,+-5%,us\n", "error: --against is {file} line 2, where value is many; allowed: a number\n"),
        (HEAD + "g,m,all,1.5,about,us\n", "error: --against is {file} line 2, where tolerance is about; allowed: +-N%"),
        (HEAD + "g,m\n", "error: --against is {file} line 2, where value is empty; allowed: a number\n"),
        (HEAD + "g,m,all,1e300,+-5%,us\n", "error: --against is {file} line 2, where value is 1e300; allowed: a number up to 1,000,"),
        (HEAD, "error: --against is {file}, without a row; allowed: at least one target\n"),
    ],
)
def test_a_broken_file_of_targets_is_one_line(
    content: str | None, message: str, year: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "own.csv"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    assert cli.main(["validate", str(year), "--against", str(path), "--report", str(tmp_path / "report")]) == 2
    printed = capsys.readouterr()
    assert printed.err.startswith(message.format(file=path))
    assert (printed.err.count("\n"), printed.out) == (1, "")
    assert not (tmp_path / "report").exists()


def nothing(data: Path) -> None:
    shutil.rmtree(data)


def without_a_table(data: Path) -> None:
    shutil.rmtree(data / "parquet" / "fact_interaction")


def cut_off(data: Path) -> None:
    path = data / "parquet" / "fact_transaction" / "part-0.parquet"
    path.write_bytes(path.read_bytes()[:-5000])


def damaged(data: Path) -> None:
    path = data / "parquet" / "fact_transaction" / "part-0.parquet"
    whole = bytearray(path.read_bytes())
    whole[2000:60000] = bytes(58000)
    path.write_bytes(whole)


def with_another_manifest(data: Path) -> None:
    (data / "manifest.json").write_text("[]")


def with_a_manifest_edited_by_hand(data: Path) -> None:
    (data / "manifest.json").write_text('{"months": "two", "files": {}}')


def of_an_older_version(data: Path) -> None:
    rewrite(data, "fact_interaction", "SELECT * EXCLUDE (sentiment_score) FROM there")


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (nothing, "a place without a manifest.json"),
        (with_another_manifest, "a place whose manifest.json names no files"),
        (with_a_manifest_edited_by_hand, "a place whose manifest.json is not as simulate writes it"),
        (without_a_table, "a place whose tables cannot be read"),
        (cut_off, "a place whose tables cannot be read"),
        (damaged, "a place whose tables cannot be read"),
        (of_an_older_version, "a place whose tables cannot be read"),
    ],
)
def test_a_folder_that_cannot_be_read_is_one_line(
    spoil: Callable[[Path], None], message: str, year: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = shutil.copytree(year, tmp_path / "data")
    spoil(data)
    assert cli.main(["validate", str(data), "--report", str(tmp_path / "report")]) == 2
    printed = capsys.readouterr()
    assert printed.err.startswith(f"error: DATA is {data}, {message}")
    assert printed.err.endswith("; allowed: a folder written by simulate\n")
    assert (printed.err.count("\n"), printed.out) == (1, "")
    assert not (tmp_path / "report").exists()


@pytest.mark.parametrize(
    ("report", "message"),
    [
        ("", "error: --report is empty; allowed: a folder\n"),
        ("DATA", "error: --report is {data}, inside DATA; allowed: a folder outside it"),
        ("DATA/report", "error: --report is {data}/report, inside DATA; allowed: a folder outside it"),
        ("DATA/../notes.txt", "error: --report is {data}/../notes.txt, a file; allowed: a folder\n"),
    ],
)
def test_a_report_has_a_folder_of_its_own(report: str, message: str, year: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (year.parent / "notes.txt").write_text("mine")
    assert cli.main(["validate", str(year), "--report", report.replace("DATA", str(year))]) == 2
    assert capsys.readouterr().err.startswith(message.format(data=year))


FINDINGS = Findings(
    [Check("keys: unique", "No <two> rows are the same.", 2), Check("cents: all", "All there.", None, "needs truth")],
    [
        Statistic(Target("own & group", "visits <b>", "all", 3.5, "+-10%", "us"), 3.6),
        Statistic(Target("own & group", "calls", "all", 2.0, "+-10%", "us"), None, "too few"),
        Statistic(Target("own & group", "zero", "all", 0.0, "+-10%", "us"), 0.5),
    ],
    [Distribution("Amounts", "all", "USD", (0.1, 0.5, 0.9), (1.0, 20.0, 400.0), (1.1, float("nan"), 380.0))],
    [
        Score("salary", "recall", 0.96, least=0.97, note="by payer"),
        Score("churn", "AUC", float("nan"), 0.75, 0.92),
        Score("idle", "r", 0.5),
    ],
)


def test_the_page_shows_what_was_found_as_text() -> None:
    html = page(FINDINGS, {"seed": 7})
    for text in (
        "No &lt;two&gt; rows are the same.",
        "1 rule: 1 broken, 2 violations",
        "0 of 2 scores as required; 1 reported without a required score",
        "own &amp; group",
        "visits &lt;b&gt;",
        "too few",
        "at least 0.970",
        "0.750 to 0.920",
        "by payer",
        "Amounts",
        "Not passed: see books and keys, statistics, signals against truth.",
    ):
        assert text in html
    assert "visits <b>" not in html


def test_the_json_has_no_number_that_is_none() -> None:
    found = json.loads(document(FINDINGS, {"seed": 7}), parse_constant=lambda name: pytest.fail(name))
    assert found["passed"] is False
    assert [score["value"] for score in found["signals"]["scores"]] == [0.96, None, 0.5]
    assert [score["passed"] for score in found["signals"]["scores"]] == [False, False, True]
    assert found["books"]["checks"][1] == {
        "name": "cents: all",
        "rule": "All there.",
        "violations": None,
        "reason": "needs truth",
        "passed": True,
    }


def test_the_page_prints_two_statements_of_each_persona_as_inspect_does(
    year: Path, targets: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    validated(year, tmp_path / "report", "--against", str(targets))
    html = (tmp_path / "report" / "validation.html").read_text(encoding="utf-8")
    titles = re.findall(r"<summary>([A-Z][^:<]+): [^<]+\(customer (\d+)\)</summary><pre>(.*?)</pre>", html, re.DOTALL)
    assert [persona for persona, _, _ in titles] == sorted([persona.tag for persona in PERSONAS] * 2)
    capsys.readouterr()
    assert cli.main(["inspect", str(year), titles[0][1]]) == 0
    shown = unescape(re.sub(r"<[^>]+>", "", titles[0][2]))
    assert [line.rstrip() for line in shown.strip().splitlines()] == [
        line.rstrip() for line in capsys.readouterr().out.strip().splitlines()
    ]
