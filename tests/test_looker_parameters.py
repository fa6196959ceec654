"""Parameters that make rows, each with rows worked out by hand: capital letters, required fields, what others only extend, dashboards."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from c360sim.dataset import Dataset
from c360sim.looker.dashboards import dashboards
from c360sim.looker.explores import explore
from c360sim.looker.query import Query
from c360sim.looker.running import Result, Runner
from c360sim.looker.source import LookmlError
from c360sim.preview.heads import heads
from looker_kit import one_file

SHOPS = """
    view: shops {
      derived_table: {
        sql:
          SELECT 1 AS id, 'Corner' AS name, '/one' AS url, 10 AS sales UNION ALL
          SELECT 2, 'corner', '/two', 20 UNION ALL
          SELECT 3, 'Mall', '/three', 30 UNION ALL
          SELECT 4, 'Mall', '/four', 40 ;;
      }
      dimension: id { type: number }
      dimension: name {}
      dimension: exact_name { sql: ${TABLE}.name ;; case_sensitive: yes }
      dimension: url { hidden: yes }
      dimension: linked_name { sql: ${name} ;; required_fields: [url] }
      measure: total { type: sum sql: ${TABLE}.sales ;; }
      measure: corner_total { type: sum sql: ${TABLE}.sales ;; filters: [name: "corner"] }
      measure: total_by_url { type: sum sql: ${TABLE}.sales ;; required_fields: [url] }
    }
"""


def run(folder: Path, tiny: Path, text: str, *fields: str, filters: Mapping[str, str] | None = None, **more: Any) -> Result:
    names = tuple(f"shops.{name}" for name in fields)
    query = Query("shops", names, {f"shops.{name}": value for name, value in (filters or {}).items()}, **more)
    return Runner(one_file(folder / "lookml", text), Dataset(tiny)).run(query)


@pytest.mark.parametrize(
    ("model", "of_explore", "field", "expected"),
    [
        ("", "", "name", [2]),
        ("", "case_sensitive: no", "name", [1, 2]),
        ("case_sensitive: no", "", "name", [1, 2]),
        ("case_sensitive: no", "case_sensitive: yes", "name", [2]),
        ("case_sensitive: no", "", "exact_name", [2]),
    ],
)
def test_text_is_compared_as_the_field_the_explore_or_the_model_says(
    tmp_path: Path, tiny: Path, model: str, of_explore: str, field: str, expected: list[int]
) -> None:
    text = f"{model}\n{SHOPS}\nexplore: shops {{ {of_explore} }}"
    for number, expression in enumerate(("corner", "corn%", "%corne%", "c_rner", '"corner"')):
        result = run(tmp_path / str(number), tiny, text, "id", filters={field: expression}, sorts=("shops.id",))
        assert [row["shops.id"] for row in result.rows] == expected, expression
    excluded = run(tmp_path / "not", tiny, text, "id", filters={field: "-CORNER" if len(expected) == 2 else "-corner"}, sorts=("shops.id",))
    assert [row["shops.id"] for row in excluded.rows] == [number for number in (1, 2, 3, 4) if number not in expected]


def test_a_measure_s_own_filter_is_compared_as_the_explore_says(tmp_path: Path, tiny: Path) -> None:
    for of_explore, expected in (("", 20), ("case_sensitive: no", 30)):
        result = run(tmp_path / str(expected), tiny, f"{SHOPS}\nexplore: shops {{ {of_explore} }}", "corner_total")
        assert result.rows == [{"shops.corner_total": expected}]


def test_a_field_pulls_in_those_it_requires_and_does_not_show_them(tmp_path: Path, tiny: Path) -> None:
    """There are two shops Mall: as the address is pulled in, each has a row."""
    result = run(tmp_path, tiny, f"{SHOPS}\nexplore: shops {{}}", "linked_name", "total", sorts=("shops.total",), has_totals=True)
    assert result.fields == ("shops.linked_name", "shops.total")
    assert [tuple(row.values()) for row in result.rows] == [
        ("Corner", 10, "/one"), ("corner", 20, "/two"), ("Mall", 30, "/three"), ("Mall", 40, "/four"),
    ]  # fmt: skip
    assert result.totals == {"shops.total": 100}


def test_a_measure_pulls_in_fields_under_a_pivot_too(tmp_path: Path, tiny: Path) -> None:
    result = run(tmp_path, tiny, f"{SHOPS}\nexplore: shops {{}}", "name", "total_by_url", pivots=("shops.name",), has_row_totals=True)
    assert [(row["shops.url"], row["shops.total_by_url"]) for row in result.rows] == [
        ("/four", {"Mall": 40}), ("/one", {"Corner": 10}), ("/three", {"Mall": 30}), ("/two", {"corner": 20}),
    ]  # fmt: skip
    assert [total["shops.total_by_url"] for total in result.row_totals] == [40, 10, 30, 20]


def test_a_page_hides_the_fields_that_are_pulled_in(tmp_path: Path) -> None:
    model = one_file(tmp_path / "lookml", f"{SHOPS}\nexplore: shops {{}}")
    found = heads(model, explore(model, "shops"), Query("shops", ("shops.linked_name",)))
    assert [(head.name, head.told["hidden"]) for head in found] == [("shops.linked_name", False), ("shops.url", True)]


def test_what_others_only_extend_is_not_asked(tmp_path: Path, tiny: Path) -> None:
    text = SHOPS.replace("view: shops {", "view: base { extension: required") + "view: shops { extends: [base] } explore: shops {}"
    assert run(tmp_path, tiny, text, "total").rows == [{"shops.total": 100}]
    with pytest.raises(LookmlError, match="view base is not included"):
        explore(one_file(tmp_path / "other", f"{text} explore: base {{}}"), "base")


BASE = """
    - dashboard: base
      title: "Base"
      extension: required
      layout: newspaper
      filters:
      - name: Shop
        field: shops.name
        explore: shops
        default_value: "Mall"
      elements:
      - name: Total
        explore: shops
        type: single_value
        fields: [shops.total]
        listen: {Shop: shops.name}
      - name: Names
        explore: shops
        type: looker_grid
        fields: [shops.name]
"""
CHANGED = """
    - dashboard: changed
      extends: base
      title: "Changed"
      filters:
      - name: Shop
        default_value: "Corner"
      elements:
      - name: Names
        fields: [shops.id]
      - name: Addresses
        explore: shops
        type: looker_grid
        fields: [shops.url]
    - dashboard: twice_changed
      extends: [changed]
      title: "Changed twice"
"""


def test_a_dashboard_has_what_it_extends_below_it(tmp_path: Path, tiny: Path) -> None:
    folder = tmp_path / "lookml"
    model = one_file(folder, f'include: "*.dashboard.lookml"\n{SHOPS}\nexplore: shops {{}}', base=BASE, changed=CHANGED)
    found = dashboards(model, folder)
    assert [(board.name, board.title) for board in found] == [("changed", "Changed"), ("twice_changed", "Changed twice")]
    runner = Runner(model, Dataset(tiny))
    for board in found:
        rows = {tile.name: [tuple(row.values()) for row in runner.run(tile.asked(board.defaults)).rows] for tile in board.tiles}
        assert rows["Total"] == [(10,)]
        assert sorted(rows["Names"]) == [(1,), (2,), (3,), (4,)]
        assert list(rows) == ["Total", "Names", "Addresses"]


@pytest.mark.parametrize(
    ("extends", "problem"),
    [
        ("nobody", "changed.dashboard.lookml:3: extends dashboard nobody, which is not included"),
        ("changed", "dashboard changed extends itself"),
    ],
)
def test_a_dashboard_that_extends_nothing_or_itself_is_refused(tmp_path: Path, extends: str, problem: str) -> None:
    folder = tmp_path / "lookml"
    text = CHANGED.replace("extends: base", f"extends: {extends}")
    with pytest.raises(LookmlError, match=problem):
        dashboards(one_file(folder, f'include: "*.dashboard.lookml"\n{SHOPS}', changed=text), folder)


@pytest.mark.parametrize(
    ("field", "problem"),
    [
        ("measure: x { type: sum percentile: 90 sql: ${id} ;; }", "measure x of type sum has percentile; types with it: percentile"),
        ("measure: x { type: sum sql_distinct_key: ${id} ;; sql: ${id} ;; }", "measure x of type sum has sql_distinct_key"),
        ("measure: x { type: count list_field: name }", "measure x of type count has list_field"),
        ("dimension: x { type: number tiers: [1, 2] sql: ${id} ;; }", "dimension x of type number has tiers; types with it: tier, bin"),
        (
            "dimension_group: x { type: time timeframes: [date] sql_start: ${id} ;; datatype: date convert_tz: no }",
            "dimension_group x of type time has sql_start",
        ),
    ],
)
def test_a_parameter_that_a_type_does_not_have_is_refused(tmp_path: Path, field: str, problem: str) -> None:
    model = one_file(tmp_path / "lookml", f"{SHOPS}\nview: +shops {{ {field} }}\nexplore: shops {{}}")
    with pytest.raises(LookmlError, match=f"a.model.lkml:\\d+: {problem}"):
        explore(model, "shops")
