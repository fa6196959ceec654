"""Totals, filters on measures, limits and measures worked out of the rows, on a dozen sales that can be added up by hand."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from c360sim.dataset import Dataset
from c360sim.looker.calculations import Calculation
from c360sim.looker.query import Query
from c360sim.looker.running import Result, Runner
from c360sim.looker.source import LookmlError, Place
from c360sim.preview.drilling import behind
from looker_kit import one_file

SALES = """
    view: sales {
      derived_table: {
        sql:
          SELECT 1 AS id, 'North' AS region, 'web' AS channel, 1 AS quarter, 10 AS amount, 1 AS shop_id UNION ALL
          SELECT 2, 'North', 'web', 1, 20, 1 UNION ALL
          SELECT 3, 'North', 'web', 2, 30, 9 UNION ALL
          SELECT 4, 'North', 'shop', 2, 40, 1 UNION ALL
          SELECT 5, 'South', 'web', 1, 50, 2 UNION ALL
          SELECT 6, 'South', 'shop', 1, 60, 2 UNION ALL
          SELECT 7, 'South', 'shop', 2, 70, 2 UNION ALL
          SELECT 8, 'West', 'phone', 3, 80, 2 ;;
      }
      dimension: id { primary_key: yes type: number }
      dimension: region {}
      dimension: channel {}
      dimension: quarter { type: number }
      dimension: shop_id { type: number }
      measure: count { type: count drill_fields: [id, region, channel] }
      measure: northern { type: count filters: [region: "North,South"] drill_fields: [id] }
      measure: amount { type: sum sql: ${TABLE}.amount ;; }
      measure: so_far { type: running_total sql: ${amount} ;; }
      measure: share { type: percent_of_total sql: ${amount} ;; }
      measure: growth { type: percent_of_previous sql: ${amount} ;; }
      measure: share_down { type: percent_of_total direction: "column" sql: ${amount} ;; }
      measure: so_far_down { type: running_total direction: "column" sql: ${amount} ;; }
    }
    view: shops {
      derived_table: { sql: SELECT 1 AS id, 'Ann' AS owner UNION ALL SELECT 2, 'Bob' ;; }
      dimension: id { primary_key: yes type: number }
      dimension: owner {}
    }
    explore: sales {
      join: shops { type: inner relationship: many_to_one sql_on: ${sales.shop_id} = ${shops.id} ;; }
    }
    explore: small_groups { view_name: sales sql_always_having: ${count} < 3 ;; }
"""
REGION, CHANNEL, QUARTER, COUNT, AMOUNT = (f"sales.{name}" for name in ("region", "channel", "quarter", "count", "amount"))


@pytest.fixture
def runner(tmp_path: Path, tiny: Path) -> Runner:
    return Runner(one_file(tmp_path / "lookml", SALES), Dataset(tiny))


def asked(runner: Runner, *fields: str, filters: Mapping[str, str] | None = None, **more: Any) -> Result:
    return runner.run(Query(more.pop("explore", "sales"), fields, filters or {}, **more))


def values(result: Result, *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in names) for row in result.rows]


def test_a_filter_on_a_measure_leaves_out_rows_and_not_the_total(runner: Runner) -> None:
    result = asked(runner, REGION, COUNT, AMOUNT, filters={COUNT: "<4"}, has_totals=True)
    assert values(result, REGION, COUNT, AMOUNT) == [("South", 3, 180), ("West", 1, 80)]
    assert result.totals == {COUNT: 8, AMOUNT: 360}


def test_a_filter_on_a_measure_leaves_out_cells_of_a_pivot_and_not_its_columns(runner: Runner) -> None:
    """Web has 4 sales in all and shop 3: what is asked is 3 or fewer a cell."""
    result = asked(
        runner, REGION, CHANNEL, COUNT, filters={COUNT: "<=2"}, pivots=(CHANNEL,), sorts=(REGION,), has_totals=True, has_row_totals=True
    )
    assert result.columns == ("phone", "shop", "web")
    assert values(result, REGION, COUNT) == [("North", {"shop": 1}), ("South", {"shop": 2, "web": 1}), ("West", {"phone": 1})]
    assert result.totals == {COUNT: {"phone": 1, "shop": 3, "web": 4}}
    assert [total[COUNT] for total in result.row_totals] == [4, 3, 1]


def test_a_column_of_a_pivot_without_a_cell_left_is_not_there(runner: Runner) -> None:
    result = asked(runner, REGION, CHANNEL, COUNT, filters={COUNT: ">1"}, pivots=(CHANNEL,), column_limit=1, sorts=(f"{CHANNEL} desc",))
    assert (result.columns, values(result, REGION, COUNT)) == (("web",), [("North", {"web": 3}), ("South", {})])


def test_what_an_explore_always_asks_of_measures_leaves_the_totals_whole(runner: Runner) -> None:
    result = asked(runner, REGION, COUNT, explore="small_groups", has_totals=True)
    assert (values(result, REGION, COUNT), result.totals) == ([("West", 1)], {COUNT: 8})


def test_a_total_is_over_the_same_joins_as_the_rows(runner: Runner) -> None:
    """Sale 3 is of a shop that is not there."""
    result = asked(runner, "shops.owner", AMOUNT, sorts=("shops.owner",), has_totals=True)
    assert (values(result, "shops.owner", AMOUNT), result.totals) == ([("Ann", 70), ("Bob", 260)], {AMOUNT: 330})


def test_liquid_sees_what_a_total_is_grouped_by(tmp_path: Path, tiny: Path) -> None:
    by_grain = "measure: by_grain { type: number sql: {% if region._is_selected %} COUNT(*) {% else %} -COUNT(*) {% endif %} ;; }"
    runner = Runner(one_file(tmp_path / "lookml", f"{SALES}\nview: +sales {{ {by_grain} }}"), Dataset(tiny))
    result = asked(runner, REGION, "sales.by_grain", sorts=(REGION,), has_totals=True)
    assert (values(result, "sales.by_grain"), result.totals) == ([(4,), (3,), (1,)], {"sales.by_grain": -8})


def test_a_limit_leaves_the_total_whole(runner: Runner) -> None:
    result = asked(runner, REGION, AMOUNT, sorts=(REGION,), limit=1, has_totals=True)
    assert (values(result, REGION, AMOUNT), result.totals) == ([("North", 100)], {AMOUNT: 360})


def test_a_calculation_divides_by_the_whole_total(runner: Runner) -> None:
    share = Calculation("share", "", f"${{{AMOUNT}}} / ${{{AMOUNT}:total}}", Place("a tile", 1))
    result = runner.run(Query("sales", (REGION, AMOUNT), {AMOUNT: ">=100"}, sorts=(REGION,), has_totals=True), [share])
    assert [row["share"] for row in result.rows] == [pytest.approx(100 / 360), pytest.approx(180 / 360)]


def test_measures_of_the_rows_go_down_them_in_their_order(runner: Runner) -> None:
    names = ("sales.so_far", "sales.share", "sales.growth")
    up = asked(runner, QUARTER, *names, sorts=(QUARTER,))
    assert values(up, QUARTER, *names) == [
        (1, 140, pytest.approx(100 * 140 / 360), 0.0),
        (2, 280, pytest.approx(100 * 140 / 360), pytest.approx(75.0)),
        (3, 360, pytest.approx(100 * 80 / 360), None),
    ]
    down = asked(runner, QUARTER, *names, sorts=(f"{QUARTER} desc",))
    assert values(down, "sales.so_far", "sales.growth") == [(80, pytest.approx(-100 * 60 / 140)), (220, 0.0), (360, None)]


@pytest.mark.parametrize(
    ("limit", "expected"),
    [(2, [None, None]), (3, [100 * 100 / 360, 50.0, 100 * 80 / 360]), (None, [100 * 100 / 360, 50.0, 100 * 80 / 360])],
)
def test_a_percentage_of_a_total_that_a_limit_cuts_is_nothing(runner: Runner, limit: int | None, expected: list[float | None]) -> None:
    result = asked(runner, REGION, "sales.share", "sales.so_far", sorts=(REGION,), limit=limit)
    assert [row["sales.share"] for row in result.rows] == expected
    assert [row["sales.so_far"] for row in result.rows] == [100, 280, 360][: limit or 3]


def test_measures_of_the_rows_go_across_a_pivot(runner: Runner) -> None:
    names = ("sales.so_far", "sales.share", "sales.growth")
    result = asked(runner, REGION, QUARTER, *names, pivots=(QUARTER,), sorts=(REGION,))
    assert result.columns == ("1", "2", "3")
    assert values(result, *names) == [
        ({"1": 30, "2": 100, "3": 100}, {"1": 30.0, "2": 70.0, "3": None}, {"1": None, "2": pytest.approx(100 * 40 / 30), "3": None}),
        (
            {"1": 110, "2": 180, "3": 180},
            {"1": pytest.approx(100 * 110 / 180), "2": pytest.approx(100 * 70 / 180), "3": None},
            {"1": None, "2": pytest.approx(-100 * 40 / 110), "3": None},
        ),
        ({"1": 0, "2": 0, "3": 80}, {"1": None, "2": None, "3": 100.0}, {"1": None, "2": None, "3": None}),
    ]


def test_measures_of_the_rows_go_down_each_column_of_a_pivot_where_they_say_so(runner: Runner) -> None:
    names = ("sales.so_far_down", "sales.share_down")
    whole = asked(runner, REGION, QUARTER, *names, pivots=(QUARTER,), sorts=(REGION,))
    assert values(whole, *names) == [
        ({"1": 30, "2": 70, "3": 0}, {"1": pytest.approx(100 * 30 / 140), "2": 50.0, "3": None}),
        ({"1": 140, "2": 140, "3": 0}, {"1": pytest.approx(100 * 110 / 140), "2": 50.0, "3": None}),
        ({"1": 140, "2": 140, "3": 80}, {"1": None, "2": None, "3": 100.0}),
    ]


def test_a_percentage_in_a_pivot_is_nothing_where_a_limit_cuts_what_it_is_of(runner: Runner) -> None:
    names = ("sales.share", "sales.share_down")
    fewer_rows = asked(runner, REGION, QUARTER, *names, pivots=(QUARTER,), sorts=(REGION,), limit=1)
    assert values(fewer_rows, *names) == [({"1": 30.0, "2": 70.0, "3": None}, {"1": None, "2": None, "3": None})]
    fewer_columns = asked(runner, REGION, QUARTER, *names, pivots=(QUARTER,), sorts=(REGION,), column_limit=1)
    assert values(fewer_columns, *names)[0] == ({"1": None}, {"1": pytest.approx(100 * 30 / 140)})


def test_measures_of_the_rows_have_no_totals(runner: Runner) -> None:
    result = asked(runner, REGION, QUARTER, AMOUNT, "sales.share", pivots=(QUARTER,), has_totals=True, has_row_totals=True)
    assert result.totals == {AMOUNT: {"1": 140, "2": 140, "3": 80}, "sales.share": {"1": None, "2": None, "3": None}}
    assert {total["sales.share"] for total in result.row_totals} == {None}
    assert asked(runner, REGION, "sales.share", has_totals=True).totals == {"sales.share": None}


@pytest.mark.parametrize(
    ("query", "more", "problem"),
    [
        (
            Query("sales", (REGION,), {"sales.share": ">10"}),
            "",
            "sales.share is worked out of the rows when they are there and cannot be filtered on",
        ),
        (
            Query("sales", ("sales.half",)),
            "measure: half { type: number sql: ${share} / 2 ;; }",
            "percent_of_total sales.share is worked out of the rows",
        ),
        (Query("big", (REGION,)), "", "percent_of_total sales.share is worked out of the rows"),
        (Query("kept", ("kept.share",)), "", "sales.share is worked out of the rows when they are there and cannot be a column of a table"),
        (
            Query("sales", (REGION,)),
            'measure: x { type: sum direction: "row" sql: 1 ;; }',
            "measure x of type sum has direction; types with it: running_total, percent_of_total",
        ),
    ],
)
def test_measures_of_the_rows_stand_nowhere_before_them(tmp_path: Path, tiny: Path, query: Query, more: str, problem: str) -> None:
    text = f"""
    {SALES}
    view: +sales {{ {more} }}
    explore: big {{ view_name: sales sql_always_having: ${{share}} > 10 ;; }}
    view: kept {{
      derived_table: {{ explore_source: sales {{ column: region {{}} column: share {{}} }} }}
      dimension: share {{}}
    }}
    explore: kept {{}}
    """
    with pytest.raises(LookmlError, match=problem):
        Runner(one_file(tmp_path / "lookml", text), Dataset(tiny)).run(query)


def test_the_rows_behind_a_cell_are_those_it_counts_whatever_is_asked_of_measures(runner: Runner) -> None:
    query = Query("sales", (REGION, COUNT, "sales.northern"), {COUNT: ">2", REGION: "-West,-North"})
    assert values(runner.run(query), REGION, COUNT) == [("South", 3)]
    behind_all = behind(runner.model, "a tile", query, COUNT, {REGION: "South"})
    assert [row["sales.id"] for row in runner.run(behind_all).rows] == [5, 6, 7]


def test_the_rows_behind_a_measure_with_filters_meet_those_and_the_query_s(runner: Runner) -> None:
    query = Query("sales", ("sales.northern",), {REGION: "-North"})
    assert values(runner.run(query), "sales.northern") == [(3,)]
    assert [row["sales.id"] for row in runner.run(behind(runner.model, "a tile", query, "sales.northern", {})).rows] == [5, 6, 7]
