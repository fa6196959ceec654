"""Assumptions that no run can be made of are told before it starts: everything that is wrong, at once, with file, row and column."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest

from agents import PERSONAS, shipped
from c360sim.assumptions import Assumptions, WrongAssumptions
from c360sim.assumptions.checks import is_shipped
from c360sim.assumptions.figures import Cell, Figure, Figures
from c360sim.assumptions.schema.tables import TABLES
from c360sim.assumptions.units import UNITS
from c360sim.customer.life.persona import assume, check, strangers
from c360sim.model import Model
from c360sim.running.run import simulate
from c360sim.spec import RunSpec

ROOT = Path(__file__).parents[1]


def problems(assumptions: Assumptions) -> list[str]:
    """Return what is told of assumptions that are wrong."""
    with pytest.raises(WrongAssumptions) as told:
        check(PERSONAS, assumptions)
    return list(told.value.problems)


def changed(table: str, row: int, **cells: str) -> Assumptions:
    """Return what ships with other cells in a row of a table, counted from 0."""
    rows = [dict(one) for one in shipped().rows(table)]
    rows[row] |= cells
    return shipped().with_table(table, rows)


def test_what_ships_is_right_and_is_not_looked_at_again() -> None:
    probe = "import sys; from agents import PERSONAS, shipped; from c360sim.customer.life.persona import check; check(PERSONAS, shipped())"
    subprocess.run([sys.executable, "-c", f"{probe}; assert 'pydantic' not in sys.modules"], check=True, cwd=ROOT)
    assert is_shipped(shipped())
    assert not is_shipped(shipped().with_values({"overdraft_fee_cents": 0}))


def test_every_table_has_a_schema() -> None:
    assert TABLES.keys() == shipped().tables.keys()


@pytest.mark.parametrize(
    ("table", "cells", "told"),
    [
        ("amounts", {"median_usd": "dear"}, "amounts.csv row 2, median_usd: 'dear'; allowed: a number above 0"),
        ("amounts", {"round_share": "1.2"}, "amounts.csv row 2, round_share: '1.2'; allowed: a number from 0 to 1"),
        ("amounts", {"sigma": "nan"}, "amounts.csv row 2, sigma: 'nan'; allowed: a number from 0 on"),
        ("amounts", {"source": ""}, "amounts.csv row 2, source: ''; allowed: a reference listed in SOURCES.md, or the word assumption"),
        ("products", {"rate_low_bp": "0.5"}, "products.csv row 2, rate_low_bp: '0.5'; allowed: a whole number from 0 to 10000"),
        ("merchants_national", {"merchant_type": "Shop"}, "merchants_national.csv row 2, merchant_type: 'Shop'; allowed: one of Retail, "),
        ("merchants_national", {"mcc": "5412"}, "merchants_national.csv row 2, mcc: '5412'; allowed: the mcc of a row of mcc.csv"),
        (
            "occupations",
            {"industry": "Mining"},
            "occupations.csv row 2, industry: 'Mining'; allowed: the industry of a row of ",
        ),
        ("plan_prices", {"month": "2024-13"}, "plan_prices.csv row 2, month: '2024-13'; allowed: a month as 2024-01"),
    ],
)
def test_a_wrong_cell_is_told_with_what_is_allowed(table: str, cells: dict[str, str], told: str) -> None:
    (problem,) = problems(changed(table, 0, **cells))
    assert problem.startswith(told)


def test_rows_that_stand_twice_or_are_missing_are_told() -> None:
    twice = problems(changed("amounts", 1, spend="GROCERY"))
    assert twice == [
        "amounts.csv row 3, spend: 'GROCERY'; allowed: each once, and it is in row 2",
        "amounts.csv: no row for spend RESTAURANT",
    ]
    without = shipped().with_table("trip_seasons", shipped().rows("trip_seasons")[:-1])
    assert problems(without) == ["trip_seasons.csv: no row for month 12"]


def test_columns_are_those_of_the_schema_and_a_day_where_it_matters() -> None:
    rows = shipped().rows("countries")
    more = shipped().with_table("countries", [row | {"climate": "mild"} for row in rows])
    (problem,) = problems(more)
    assert problem.startswith("countries.csv header: 'code,country,weight,source,climate'; allowed: code,country,weight,source, and as_of")
    check(PERSONAS, shipped().with_table("countries", [row | {"as_of": "2024-06"} for row in rows]))
    assert "as_of: 'June'" in problems(shipped().with_table("countries", [row | {"as_of": "June"} for row in rows]))[0]


def test_parameters_keep_to_their_units() -> None:
    fee = shipped().parameter("overdraft_fee_cents")
    for wrong, told in (
        (replace(fee, value=12.5, where=""), "parameter overdraft_fee_cents, value: '12.5'; allowed: a whole number from 0 on (cents)"),
        (replace(fee, unit="dollars", where=""), "parameter overdraft_fee_cents, unit: 'dollars'; allowed: USD, "),
        (replace(fee, source="", where=""), "parameter overdraft_fee_cents, source: ''; allowed: a reference"),
        (replace(fee, as_of="now", where=""), "parameter overdraft_fee_cents, as_of: 'now'; allowed: a year, "),
        (replace(fee, name="overdraft_fee", where=""), "parameter overdraft_fee, name: 'overdraft_fee'; allowed: those that are read"),
    ):
        (problem,) = problems(shipped().with_parameters({(wrong.name, "all"): wrong}))
        assert problem.startswith(told)
    assert problems(shipped().with_values({("job_loss", "Boomer"): 1.5})) == [
        "parameter job_loss of Boomer, value: '1.5'; allowed: a number from 0 to 1 (per month)"
    ]


def test_every_unit_in_use_is_listed_and_every_one_listed_is_in_use() -> None:
    used = {found.unit for found in shipped().parameters.values()}
    used |= {figure.unit for found in shipped().personas.values() for figure in found.values()}
    assert used >= UNITS.keys()


def test_personas_are_told_of_whole() -> None:
    native = next(persona for persona in PERSONAS if persona.tag == "Digital Native")
    figures = {
        cell: figure for cell, figure in native.figures.items() if cell not in {("bills", "RENT", "share"), ("bills", "PHONE", "share")}
    }
    figures[Cell("bills", "YACHT", "share")] = Figure("0.1", "share", "assumption")
    figures[Cell("mixes", "earns", "retired_early")] = Figure("0.1", "weight", "assumption")
    figures[Cell("lifestyles", "working", "lives_like")] = Figure("Squire", "persona", "assumption")
    figures[Cell("parameters", "", "age_to")] = Figure("36", "whole years", "assumption")
    others = tuple(replace(persona, figures=Figures(figures)) if persona is native else persona for persona in PERSONAS)
    with pytest.raises(WrongAssumptions) as told:
        check(others, assume(others))
    assert told.value.problems == (
        "Digital Native: bills PHONE share is missing",
        "Digital Native, table, item, name: 'bills YACHT share'; allowed: those that the other personas have",
        "Digital Native: starts cannot be read: 'retired_early' is not a valid Work",
    )
    assert list(strangers(assume(others))) == [
        "Digital Native, value: 'Squire'; allowed: Frequent Traveler, Young Parent, Digital Native, College Student, Boomer"
    ]
    del figures[Cell("mixes", "earns", "retired_early")]
    with pytest.raises(WrongAssumptions, match="Digital Native: nobody of age 36 can start"):
        check(others := (replace(native, figures=Figures(figures)),), assume(others))


def test_what_is_given_by_python_is_checked_when_it_is_given_to_a_run(tmp_path: Path) -> None:
    wrong = shipped().with_values({"overdraft_fee_cents": -1})
    with pytest.raises(WrongAssumptions, match="-1"):
        simulate(RunSpec(customers=5, months=1), tmp_path / "data", frozenset({"parquet"}), parameters=wrong)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(WrongAssumptions, match="from 2024-05 on: parameter"):
        Model(customers=5, months=1, parameters=shipped().changed_from("2024-05", {"job_loss": 2.0}))


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the program in whose files five things are wrong."""
    root = tmp_path_factory.mktemp("edited")
    for name in ("agents", "c360sim"):
        copytree(ROOT / name, root / name, ignore=ignore_patterns("__pycache__"))
    (root / "run_sim.py").write_bytes((ROOT / "run_sim.py").read_bytes())
    for path, old, new in (
        ("c360sim/assumptions/parameters/bank.csv", "overdraft_fee_cents,all,3500,cents", "overdraft_fee_cents,all,35.5,cents"),
        ("c360sim/assumptions/parameters/life.csv", "job_loss,all,0.009,per month", "job_loss,all,often,per month"),
        ("c360sim/assumptions/amounts.csv", "GROCERY,36,", "GROCERYS,36,"),
        ("c360sim/assumptions/countries.csv", "MX,Mexico,300,assumption", "MX,Mexico,300"),
        ("agents/boomer.csv", ",,salary_age,60,years,", ",,salary_age,60,winters,"),
    ):
        text = (root / path).read_text(encoding="utf-8")
        assert text.count(old) == 1, path
        (root / path).write_text(text.replace(old, new), encoding="utf-8")
    return root


def test_a_run_of_wrong_files_ends_with_one_message_and_writes_nothing(edited: Path) -> None:
    done = subprocess.run(
        [sys.executable, "run_sim.py", "--customers", "5", "--months", "1", "--out", "data"], cwd=edited, capture_output=True, text=True
    )
    assert done.returncode == 2
    head, *lines = done.stderr.splitlines()
    assert head.startswith("error: assumptions: ")
    for said in (
        "parameters/bank.csv row 2, value: '35.5'; allowed: a whole number from 0 on (cents)",
        "parameters/life.csv row 6, value: 'often'; allowed: a number",
        "amounts.csv row 2, spend: 'GROCERYS'; allowed: one of GROCERY, ",
        "amounts.csv: no row for spend GROCERY",
        "countries.csv row 2: 3 cells; allowed: 4",
        "unit: 'winters'; allowed: ",
    ):
        assert any(line.strip().startswith(said) or said in line for line in lines), said
    assert "Traceback" not in done.stderr
    assert not (edited / "data").exists()


def test_a_file_edited_well_runs_as_it_is(tmp_path: Path) -> None:
    for name in ("agents", "c360sim"):
        copytree(ROOT / name, tmp_path / name, ignore=ignore_patterns("__pycache__"))
    path = tmp_path / "c360sim" / "assumptions" / "parameters" / "bank.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("overdraft_fee_cents,all,3500", "overdraft_fee_cents,all,0"), encoding="utf-8")
    run = "from c360sim.model import Model; m = Model(customers=5, months=1); m.step(); print(m.assumptions.value('overdraft_fee_cents'))"
    done = subprocess.run([sys.executable, "-c", run], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout == "0.0\n"
