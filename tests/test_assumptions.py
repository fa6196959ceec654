"""Every number of behavior has a unit and says where it comes from."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from agents import shipped
from c360sim import assumptions

FOLDER = Path(assumptions.__file__).parent
TABLES = sorted(path.stem for path in FOLDER.glob("*.csv"))


@pytest.mark.parametrize("table", TABLES)
def test_every_row_of_every_table_has_a_source(table: str) -> None:
    assert [row for row in assumptions.load().rows(table) if not row["source"].strip()] == []


def test_hazards_a_year_become_hazards_a_month() -> None:
    """1 - (1 - 0.12) ** (1 / 12), to 12 digits; twelve such months make a year of 12% again."""
    parameter = assumptions.Parameter("x", "all", 0.12, "per year", "assumption", "")
    monthly = assumptions.Assumptions({("x", "all"): parameter}, {}).monthly("x")
    assert monthly == 0.010596241035
    assert 1 - (1 - monthly) ** 12 == pytest.approx(0.12, abs=1e-9)


def test_sources_are_listed() -> None:
    """Every source is the word assumption or names a publication that SOURCES.md lists."""
    listed = (FOLDER / "SOURCES.md").read_text(encoding="utf-8")
    keys = {key.strip() for line in listed.splitlines() if line.startswith("| ") for key in line.split("|")[1].split(",")} | {"FACTS"}
    used = {parameter.source for parameter in shipped().parameters.values()}
    used |= {figure.source for found in shipped().personas.values() for figure in found.values()}
    for table in TABLES:
        if table == "targets":  # public statistics, each with the address it was read at
            continue
        used |= {row["source"] for row in assumptions.load().rows(table)}
    assert {source for source in used if "assumption" not in source and not any(key in source for key in keys)} == set()


def test_the_figures_that_are_cited_can_be_read_in_the_repository() -> None:
    text = (Path(__file__).parents[1] / "docs" / "calibration.md").read_text(encoding="utf-8")
    used = {parameter.source for parameter in shipped().parameters.values()}
    used |= {figure.source for found in shipped().personas.values() for figure in found.values()}
    used |= {row["source"] for table in TABLES for row in assumptions.load().rows(table)}
    cited = {section for source in used for facts in re.findall(r"FACTS((?: A\d)*)", source) for section in facts.split()}
    assert cited == {f"A{number}" for number in range(1, 9)} == set(re.findall(r"^## (A\d)\. ", text, re.MULTILINE))
    assert {row["address"] for row in assumptions.load().rows("targets") if f"`{row['address']}`" not in text} == set()


def test_tables_are_rectangular() -> None:
    for path in [*FOLDER.glob("*.csv"), *(FOLDER / "parameters").glob("*.csv")]:
        rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
        assert {len(row) for row in rows} == {len(rows[0])}, path.name
