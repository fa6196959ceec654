"""`lookml`: what it prints, and its exit codes."""

from __future__ import annotations

from pathlib import Path

import pytest

from c360sim import cli
from looker_kit import copy_project, replaced


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_project(tmp_path / "bank")


def lookml(*words: str | Path) -> int:
    return cli.main(["lookml", *(str(word) for word in words)])


def test_a_clean_project_is_0(project: Path, dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert [
        lookml("lint", "--project", project),
        lookml("validate", "--project", project),
        lookml("test", dataset, "--project", project),
    ] == [0, 0, 0]
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "no problems found"
    assert lines[1].endswith(" fields, 2 derived tables, 4 tiles and 3 tests compile to valid BigQuery SQL")
    assert lines[2] == "3 tests passed"


def test_findings_are_1_with_file_line_and_rule(project: Path, dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    replaced(project, "derived_tables/customer_spending.view.lkml", "WHERE transaction_category", "WHERE category")
    assert lookml("validate", "--project", project) == 1
    replaced(project, "views/dim_account.view.lkml", "type: median", "tipe: median")
    assert lookml("lint", "--project", project) == 1
    assert capsys.readouterr().out.splitlines() == [
        "derived_tables/customer_spending.view.lkml:3: sql: derived table customer_spending: Unrecognized name: category",
        "1 finding",
        "views/dim_account.view.lkml:12: unknown-parameter: tipe in measure median_credit_limit; type is meant?",
        "1 finding",
    ]


def test_a_failing_test_is_1(project: Path, tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    replaced(project, "tests/bank.test.lkml", "expression: ${dim_customer.count} = 1", "expression: ${dim_customer.count} = 2")
    assert lookml("test", tiny, "--project", project) == 1
    assert capsys.readouterr().out.splitlines()[0] == (
        "tests/bank.test.lkml:9: test: a_customer_is_there_once: once does not hold where dim_customer.customer_id = 1, dim_customer.count = 1"
    )


def test_sql_is_printed(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    query = (
        "customers",
        "dim_customer.segment",
        "dim_customer.count",
        "--filter",
        "dim_customer.age=>30",
        "--limit",
        "10",
        "--project",
        project,
    )
    assert lookml("sql", *query) == 0
    assert capsys.readouterr().out.splitlines() == [
        "SELECT",
        "  dim_customer.segment AS dim_customer_segment,",
        "  COUNT(*) AS dim_customer_count",
        "FROM `a-project.c360.dim_customer` AS dim_customer",
        "WHERE dim_customer.age > 30",
        "GROUP BY 1",
        "ORDER BY dim_customer_count DESC, dim_customer_segment",
        "LIMIT 10",
    ]


def test_a_query_prints_its_rows(project: Path, tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fields = ("fact_transaction.transaction_category", "fact_transaction.total_amount")
    assert lookml("query", tiny, "transactions", *fields, "--sort", "fact_transaction.total_amount", "--project", project) == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert lines[:3] == [list(fields), ["Purchase", "-45.50"], ["Payroll", "2000.05"]]


def test_every_tile_is_run(project: Path, tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert lookml("dashboards", tiny, "--project", project) == 0
    lines = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert lines[1].startswith("overview Amounts by month 1 ")
    assert lines[-1].startswith("4 tiles in ")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ("lint", "--project", "nowhere"),
            "error: --project is nowhere, without a manifest.lkml; allowed: the folder of a LookML project\n",
        ),
        (("test", "nowhere"), "error: DATA is nowhere, a place without a manifest.json; allowed: a folder written by simulate\n"),
        (("sql", "cutomers", "a.b"), "error: EXPLORE is cutomers; allowed: balances, customers, transactions\n"),
        (
            ("sql", "customers", "a.b"),
            "error: lookml sql is explores/customers.explore.lkml:1: explore customers has no field a.b; allowed: ",
        ),
        (("sql", "customers", "a.b", "--filter", "a.c"), "error: --filter is a.c; allowed: view.field=EXPRESSION\n"),
        (("sql", "customers", "a.b", "--sort", "a.c"), "error: --sort is a.c; allowed: one of the fields asked for: a.b\n"),
        (("sql", "customers", "a.b", "--limit", "few"), "error: --limit is few; allowed: a whole number, or none\n"),
    ],
)
def test_bad_input_is_2_in_one_line(project: Path, words: tuple[str, ...], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    with_project = words if "--project" in words else (*words, "--project", str(project))
    assert lookml(*with_project) == 2
    printed = capsys.readouterr()
    assert printed.err.startswith(message)
    assert printed.err.count("\n") == 1
    assert printed.out == ""
