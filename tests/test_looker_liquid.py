"""Liquid: it knows the data's last day, never the clock, and it ends."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from c360sim.looker import liquid
from c360sim.looker.compiler import compiled
from c360sim.looker.lint import lint
from c360sim.looker.project import load
from c360sim.looker.query import Query
from c360sim.looker.source import LookmlError, Place
from c360sim.preview import markup
from looker_kit import copy_project, replaced

HERE = Place("views/a.view.lkml", 7)
LAST_DAY = {liquid.TODAY: dt.date(2025, 12, 31)}


def in_sql(text: str) -> str:
    return liquid.render(text, HERE, {}, lambda name: name, lambda name, sql: sql)


@pytest.mark.parametrize(
    ("template", "shown"),
    [
        ("{{ 'now' | date: '%Y-%m-%d' }}", "2025-12-31"),
        ("{{ 'today' | date: '%B %e, %Y' }}", "December 31, 2025"),
        ("{% assign day = 'now' %}{{ day | date: '%j' }}", "365"),
        ("{{ '2024-02-29' | date: '%d.%m.%y' }}", "29.02.24"),
    ],
)
def test_now_is_the_last_day_of_the_data_where_a_value_is_shown(template: str, shown: str) -> None:
    assert markup.as_text(template, HERE, LAST_DAY) == shown
    assert markup.as_html(template, HERE, LAST_DAY, ()) == shown


@pytest.mark.parametrize(
    ("template", "problem"),
    [
        ("{{ 'now' | date: '%Y' }}", "'now' in SQL is not supported; say CURRENT_DATE, which is the last day of the data"),
        ("{{ now | date: '%Y' }}", "'now' is undefined"),
        ("{{ today }}", "'today' is undefined"),
        ("{{ '2025-01-01' | date: '%Q' }}", "date has the format %Q; allowed: "),
        ("{{ '2025-01-01' | date: '%H:%M' }}", "date has the format %H:%M; allowed: "),
        ("{{ '2025-01-01' | date: 5 }}", "date has the format 5; allowed: "),
        ("{{ '2025-01-01' | date }}", "date has the format None; allowed: "),
        ("{{ 'May' | date: '%Y' }}", "date is given May; allowed: a day written YYYY-MM-DD, or 'now'"),
        ("{{ 1735689600 | date: '%Y' }}", "date is given 1735689600; allowed: "),
        ("{% for i in (1..100000000) %}x{% endfor %}", "loop iteration limit reached"),
        ("{% if true %}" * 3000, "block nesting limit reached"),
        ("{% include 'more' %}", "there is no template more"),
        ("{{ 1 | divided_by: 0 }}", "divided_by: can't divide by 0"),
    ],
)
def test_what_liquid_cannot_say_in_sql_is_one_line_with_its_place(template: str, problem: str) -> None:
    with pytest.raises(LookmlError) as refused:
        in_sql(template)
    assert str(refused.value).startswith(f"views/a.view.lkml:7: liquid: {problem}")


def test_lint_and_sql_refuse_the_clock(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "bank")
    file = "views/dim_account.view.lkml"
    replaced(
        project,
        file,
        "view: +dim_account {",
        "view: +dim_account {\n  dimension: age {\n    hidden: yes\n    sql: {{ 'now' | date: '%Y' }} ;;\n  }",
    )
    assert [(finding.place, finding.rule) for finding in lint(project)] == [(Place(file, 6), "reference")]
    with pytest.raises(LookmlError, match="say CURRENT_DATE"):
        compiled(load(project).models["bank"], Query("customers", ("dim_account.age",)))


def test_lint_finds_a_name_in_a_link_that_no_value_has(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "bank")
    replaced(project, "views/dim_customer.view.lkml", '{{ value }}"\n      url', '{{ now }}"\n      url')
    assert "shows now, which is not there" in "\n".join(map(str, lint(project)))
