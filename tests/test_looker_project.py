"""Projects resolved: includes, constants, refinements, extensions, and fields of every type."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from c360sim.looker.compiler import compiled
from c360sim.looker.fields import view
from c360sim.looker.project import Model, load
from c360sim.looker.query import Query
from c360sim.looker.source import LookmlError

MANIFEST = 'constant: table { value: "a.b.people" }\n'
PEOPLE = """
    view: people {
      sql_table_name: `@{table}` ;;
      dimension: id { primary_key: yes type: number sql: ${TABLE}.id ;; }
      dimension: age { type: number label: "Age" sql: ${TABLE}.age ;; }
      measure: count { type: count }
    }
"""


def made(folder: Path, text: str, **files: str) -> Model:
    """Return the model of a project of one file, besides others that it includes."""
    (folder / "manifest.lkml").write_text(MANIFEST)
    (folder / "a.model.lkml").write_text(textwrap.dedent(text))
    for name, content in files.items():
        (folder / "views").mkdir(exist_ok=True)
        (folder / "views" / f"{name}.view.lkml").write_text(textwrap.dedent(content))
    return load(folder).models["a"]


def sql(model: Model, *fields: str, explore: str = "people", **filters: str) -> str:
    """Return the SQL of fields of the explore's base view, in one line."""
    names = {f"people.{name}": value for name, value in filters.items()}
    return " ".join(compiled(model, Query(explore, tuple(f"people.{name}" for name in fields), names, limit=None)).sql.split())


def selected(folder: Path, field: str, name: str) -> str:
    """Return what is selected for a field that is added to the view."""
    model = made(folder, f"{PEOPLE}\nview: +people {{ {field} }}\nexplore: people {{}}")
    return sql(model, name).removeprefix("SELECT ").split(f" AS people_{name} FROM")[0]


def test_includes_are_found_from_the_root_and_from_the_file(tmp_path: Path) -> None:
    more = 'include: "people.view.lkml"\nview: +people { dimension: name {} }'
    model = made(tmp_path, 'include: "/views/more.view.lkml"\nexplore: people {}', people=PEOPLE, more=more)
    assert list(view(model.views["people"]).fields) == ["id", "age", "count", "name"]
    assert "FROM `a.b.people`" in sql(model, "name")


def test_refinements_are_laid_over_in_order(tmp_path: Path) -> None:
    model = made(
        tmp_path,
        f"""
        {PEOPLE}
        view: +people {{ dimension: age {{ label: "Years" sql: ${{EXTENDED}} + 1 ;; }} }}
        view: +people {{ dimension: age {{ description: "Age." sql: ${{EXTENDED}} * 2 ;; }} }}
        explore: people {{}}
        explore: +people {{ sql_always_where: ${{age}} > 3 ;; }}
        """,
    )
    age = view(model.views["people"]).fields["age"]
    assert (age.label, age.description, age.sql) == ("Years", "Age.", "${TABLE}.age + 1 * 2")
    assert "WHERE ((people.age + 1 * 2) > 3)" in sql(model, "count")


def test_extensions_have_what_they_extend_below_them(tmp_path: Path) -> None:
    model = made(
        tmp_path,
        f"""
        {PEOPLE}
        view: staff {{ extends: [people] sql_table_name: a.b.staff ;; dimension: grade {{}} }}
        explore: base {{ extension: required view_name: people from: staff sql_always_where: ${{age}} > 17 ;; }}
        explore: people {{ extends: [base] description: "Staff." }}
        """,
    )
    assert list(view(model.views["staff"]).fields) == ["id", "age", "count", "grade"]
    assert sql(model, "grade").startswith("SELECT people.grade AS people_grade FROM a.b.staff AS people WHERE (people.age > 17)")


@pytest.mark.parametrize(
    ("field", "name", "expected"),
    [
        ("dimension: name {}", "name", "people.name"),
        ("dimension: adult { type: yesno sql: ${age} > 17 ;; }", "adult", "CASE WHEN people.age > 17 THEN 'Yes' ELSE 'No' END"),
        ("dimension: minor { type: yesno sql: NOT ${adult} ;; } dimension: adult { type: yesno sql: ${age} > 17 ;; }", "minor",
         "CASE WHEN NOT (people.age > 17) THEN 'Yes' ELSE 'No' END"),
        ("dimension: band { type: tier tiers: [10, 20] sql: ${age} ;; }", "band",
         "CASE WHEN people.age < 10 THEN 'T00 (-inf,10)' WHEN people.age >= 10 AND people.age < 20 THEN 'T01 [10,20)' "
         "WHEN people.age >= 20 THEN 'T02 [20,inf)' ELSE 'Undefined' END"),
        ("dimension: band { type: bin bins: [10] style: relational sql: ${age} ;; }", "band",
         "CASE WHEN people.age < 10 THEN '< 10' WHEN people.age >= 10 THEN '>= 10' ELSE 'Undefined' END"),
        ("dimension: born { type: date datatype: date convert_tz: no }", "born", "people.born"),
        ("dimension_group: born { type: time timeframes: [quarter] datatype: date convert_tz: no }", "born_quarter",
         "FORMAT_DATE('%Y-%m', DATE_TRUNC(people.born, QUARTER))"),
        ("dimension_group: age { type: duration intervals: [week] sql_start: ${TABLE}.a ;; sql_end: ${TABLE}.b ;; }", "weeks_age",
         "DIV(DATE_DIFF(people.b, people.a, DAY), 7)"),
        ("measure: ages { type: sum sql: ${age} ;; }", "ages", "COALESCE(SUM(people.age), 0)"),
        ("measure: distinct_ages { type: count_distinct sql: ${age} ;; }", "distinct_ages", "COUNT(DISTINCT people.age)"),
        ("measure: mean_age { type: average sql: ${age} ;; filters: [age: \">17\"] }", "mean_age",
         "AVG(CASE WHEN people.age > 17 THEN people.age END)"),
        ("measure: oldest { type: max sql: ${age} ;; }", "oldest", "MAX(people.age)"),
        ("measure: usual { type: percentile percentile: 90 sql: ${age} ;; }", "usual", "APPROX_QUANTILES(people.age, 100)[OFFSET(90)]"),
        ("measure: older { type: number sql: ${oldest} + 1 ;; } measure: oldest { type: max sql: ${age} ;; }", "older", "(MAX(people.age)) + 1"),
        ("measure: is_old { type: yesno sql: ${oldest} > 90 ;; } measure: oldest { type: max sql: ${age} ;; }", "is_old",
         "CASE WHEN (MAX(people.age)) > 90 THEN 'Yes' ELSE 'No' END"),
        ("measure: each { type: average_distinct sql_distinct_key: ${TABLE}.home ;; sql: ${TABLE}.rooms ;; }", "each",
         "SAFE_DIVIDE((SUM(DISTINCT CASE WHEN people.rooms IS NOT NULL THEN "
         "CAST(CAST(CONCAT('0x', SUBSTR(TO_HEX(MD5(CAST(people.home AS STRING))), 1, 15)) AS INT64) AS NUMERIC) END "
         "+ CAST(people.rooms AS NUMERIC)) - SUM(DISTINCT CASE WHEN people.rooms IS NOT NULL THEN "
         "CAST(CAST(CONCAT('0x', SUBSTR(TO_HEX(MD5(CAST(people.home AS STRING))), 1, 15)) AS INT64) AS NUMERIC) END)), "
         "COUNT(DISTINCT CASE WHEN people.rooms IS NOT NULL THEN people.home END))"),
    ],
)  # fmt: skip
def test_a_field_is_selected_as(tmp_path: Path, field: str, name: str, expected: str) -> None:
    assert selected(tmp_path, field, name) == expected


def test_liquid_knows_what_is_asked_for(tmp_path: Path) -> None:
    model = made(
        tmp_path,
        PEOPLE
        + """
        view: +people {
          dimension: detail { sql: {% if people.age._in_query %} 'by age' {% else %} 'all' {% endif %} ;; }
          dimension: seen { sql: {% if age._is_filtered %} 'filtered by {{ _filters['people.age'] }}' {% else %} 'open' {% endif %} ;; }
        }
        explore: people {}
        """,
    )
    assert "'all' AS people_detail" in sql(model, "detail")
    assert "'by age' AS people_detail" in sql(model, "detail", "age")
    assert "'open' AS people_seen" in sql(model, "seen")
    assert "'filtered by >3' AS people_seen" in sql(model, "seen", age=">3")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("explore: people {}", "a.model.lkml:1: view people is not included in model a"),
        (f"{PEOPLE}\n{PEOPLE}", "a.model.lkml:10: duplicate: view people is given twice, first at a.model.lkml:2"),
        ("view: a { extends: [b] }", "a.model.lkml:1: extends view b, which is not included"),
        ("view: a { extends: [b] }\nview: b { extends: [a] }", "view a extends itself"),
        ("view: a { dimension: x { type: location } }\nexplore: a {}", "a.model.lkml:1: dimension x has type location; supported: string, number"),
        ("view: a { dimension_group: x { type: time timeframes: [date] } }\nexplore: a {}", "times of day are not supported"),
        ("view: a { dimension_group: x { type: time timeframes: [hour] datatype: date convert_tz: no } }\nexplore: a {}",
         "hour among the timeframes of x; supported: raw, date"),
        ("view: a { dimension: x { sql: ${y} ;; } dimension: y { sql: ${x} ;; } }\nexplore: a {}", "a.x refers to itself|a.y refers to itself"),
        ("view: a { measure: x { type: sum } }\nexplore: a {}", "measure a.x of type sum has no sql"),
        ("view: a { dimension: x { sql: {{ nobody }} ;; } }\nexplore: a {}", "a.model.lkml:1: liquid: 'nobody' is undefined"),
        ("view: a { dimension: x { sql: {% if %} ;; } }\nexplore: a {}", "a.model.lkml:1: liquid: "),
        ("access_grant: x {}", "a.model.lkml:1: unsupported-parameter: access_grant in a file is not supported"),
    ],
)  # fmt: skip
def test_what_cannot_be_resolved_is_refused_with_file_and_line(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(LookmlError, match=problem):
        compiled(made(tmp_path, text), Query("a" if "explore: a" in text else "people", ("a.x",)))
