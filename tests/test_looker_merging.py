"""Refinements and extensions, parameter by parameter: what they add to, what they replace, and what they lay over."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from c360sim.dataset import Dataset
from c360sim.looker.compiler import compiled
from c360sim.looker.fields import view
from c360sim.looker.project import Model
from c360sim.looker.query import Query
from c360sim.looker.running import Runner
from c360sim.looker.source import LookmlError
from looker_kit import one_file

VISITS = """
    view: visits {
      derived_table: {
        sql:
          SELECT 1 AS id, 'North' AS region, 'web' AS channel, 5 AS minutes UNION ALL
          SELECT 2, 'South', 'web', 10 UNION ALL
          SELECT 3, 'South', 'web', 20 UNION ALL
          SELECT 4, 'North', 'shop', 40 ;;
      }
      dimension: id { primary_key: yes type: number }
      dimension: region { link: { label: "Map" url: "/map" } action: { label: "Call" url: "https://example.com/call" } }
      dimension: channel { drill_fields: [id] tags: ["a"] }
      dimension: size { case: { when: { sql: ${minutes} < 8 ;; label: "short" } when: { sql: ${minutes} < 30 ;; label: "usual" } else: "long" } }
      dimension: minutes { type: number }
      parameter: unit { type: unquoted allowed_value: { value: "hours" } allowed_value: { value: "days" } }
      set: shown { fields: [id, region] }
      measure: count { type: count }
      measure: from_web { type: count filters: [channel: "web"] link: { label: "List" url: "/list" } }
    }
    explore: visits {}
"""
BY_CHANNEL = """
    view: by_channel {
      derived_table: {
        explore_source: visits {
          column: channel {}
          column: count {}
          filters: [visits.region: "South"]
          sorts: [visits.count: desc]
          limit: 10
        }
      }
      dimension: channel {}
      measure: total { type: sum sql: ${TABLE}.count ;; }
    }
    explore: by_channel {}
"""


def both(folder: Path, base: str, change: str, name: str = "visits") -> list[Model]:
    """Return the model with a change to a view as a refinement, and with the same as an extension that takes the view's place."""
    refined = one_file(folder / "refined", f"{base}\nview: +{name} {{ {change} }}")
    extended = one_file(
        folder / "extended",
        base.replace(f"view: {name} {{", f"view: base_of_{name} {{") + f"\nview: {name} {{ extends: [base_of_{name}] {change} }}",
    )
    return [refined, extended]


def rows(model: Model, tiny: Path, *fields: str, explore: str = "visits", **more: Any) -> list[tuple[Any, ...]]:
    return [tuple(row.values()) for row in Runner(model, Dataset(tiny)).run(Query(explore, fields, **more)).rows]


def shown(model: Model) -> tuple[str, ...]:
    """Return the fields of the set."""
    return next(block for block in model.views["visits"].blocks("set") if block.name == "shown").words("fields")


def test_filters_of_a_measure_are_added(tmp_path: Path, tiny: Path) -> None:
    """Of three visits by web one is not in the South."""
    for model in both(tmp_path, VISITS, 'measure: from_web { filters: [region: "-South"] }'):
        assert rows(model, tiny, "visits.from_web") == [(1,)]


def test_filters_of_a_measure_on_the_same_field_must_both_hold(tmp_path: Path, tiny: Path) -> None:
    for model in both(tmp_path, VISITS, 'measure: from_web { filters: [channel: "-web"] }'):
        assert rows(model, tiny, "visits.from_web") == [(0,)]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ('filters: [visits.minutes: ">15"]', [("web", 1)]),
        ('filters: [visits.region: "-South"]', []),
        ("sorts: [visits.channel: asc]", [("web", 2)]),
        ("limit: 0", []),
        ("column: region {} ", [("web", 2)]),
        ("derived_column: twice { sql: count * 2 ;; }", [("web", 2)]),
    ],
)
def test_a_source_is_changed_and_its_filters_are_added(tmp_path: Path, tiny: Path, change: str, expected: list[Any]) -> None:
    for model in both(tmp_path, VISITS + BY_CHANNEL, f"derived_table: {{ explore_source: visits {{ {change} }} }}", "by_channel"):
        assert rows(model, tiny, "by_channel.channel", "by_channel.total", explore="by_channel") == expected


def test_sorts_of_a_source_are_added_after_those_that_were_there(tmp_path: Path) -> None:
    change = "derived_table: { explore_source: visits { sorts: [visits.channel: asc] } }"
    for model in both(tmp_path, VISITS + BY_CHANNEL, change, "by_channel"):
        sql = compiled(model, Query("by_channel", ("by_channel.total",))).sql
        assert "ORDER BY count DESC, channel" in sql


def test_another_source_takes_the_place_of_the_one_that_was_there(tmp_path: Path, tiny: Path) -> None:
    base = VISITS + BY_CHANNEL + "explore: all_visits { view_name: visits sql_always_where: ${minutes} > 5 ;; }"
    change = (
        "derived_table: { explore_source: all_visits { column: channel { field: visits.channel } column: count { field: visits.count } } }"
    )
    for model in both(tmp_path, base, change, "by_channel"):
        found = rows(model, tiny, "by_channel.channel", "by_channel.total", explore="by_channel", sorts=("by_channel.channel",))
        assert found == [("shop", 1), ("web", 2)]


def test_filters_of_the_query_are_bound_to_a_source_beside_those_that_were_bound(tmp_path: Path, tiny: Path) -> None:
    base = VISITS + BY_CHANNEL.replace(
        'filters: [visits.region: "South"]',
        "bind_filters: { from_field: by_channel.area to_field: visits.region } bind_filters: { from_field: by_channel.way to_field: visits.channel }",
    ).replace("dimension: channel {}", "dimension: channel {} filter: area {} filter: way {} filter: least { type: number }")
    change = "derived_table: { explore_source: visits { bind_filters: { from_field: by_channel.least to_field: visits.minutes } } }"
    filters = {"by_channel.area": "South", "by_channel.way": "web", "by_channel.least": ">10"}
    for model in both(tmp_path, base, change, "by_channel"):
        for count in (1, 2, 3):
            chosen = dict(list(filters.items())[:count])
            expected = {1: 2, 2: 2, 3: 1}[count]
            assert rows(model, tiny, "by_channel.total", explore="by_channel", filters=chosen) == [(expected,)]


def test_links_actions_and_allowed_values_are_added(tmp_path: Path) -> None:
    change = """
      dimension: region { link: { label: "Street" url: "/street" } action: { label: "Write" url: "https://example.com/write" } }
      measure: from_web { link: { label: "More" url: "/more" } }
      parameter: unit { allowed_value: { value: "weeks" } }
    """
    for model in both(tmp_path, VISITS, change):
        fields = view(model.views["visits"]).fields
        labels = {name: [block.text("label") for block in fields[name].block.blocks("link", "action")] for name in ("region", "from_web")}
        assert labels == {"region": ["Map", "Street", "Call", "Write"], "from_web": ["List", "More"]}
        assert [block.text("value") for block in fields["unit"].block.blocks("allowed_value")] == ["hours", "days", "weeks"]


def test_lists_are_replaced_unless_they_put_back_what_was_there(tmp_path: Path) -> None:
    for model in both(
        tmp_path, VISITS, 'dimension: channel { drill_fields: [region] tags: ["b", EXTENDED*] } set: shown { fields: [channel] }'
    ):
        of = view(model.views["visits"])
        channel = of.fields["channel"].block
        assert (channel.words("drill_fields"), channel.words("tags"), shown(model)) == (("region",), ("b", "a"), ("channel",))
    for model in both(tmp_path, VISITS, "set: shown { fields: [channel, EXTENDED*, minutes] }"):
        assert shown(model) == ("channel", "id", "region", "minutes")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ('case: { when: { sql: ${minutes} < 15 ;; label: "brief" } }', ["brief", "brief", "long", "long"]),
        ('label: "Length"', ["short", "usual", "usual", "long"]),
        ('case: { else: "more" }', ["short", "usual", "usual", "more"]),
    ],
)
def test_the_parts_of_a_case_are_replaced_as_a_whole_or_stay(tmp_path: Path, tiny: Path, change: str, expected: list[str]) -> None:
    for model in both(tmp_path, VISITS, f"dimension: size {{ {change} }}"):
        assert [row[1] for row in rows(model, tiny, "visits.id", "visits.size", sorts=("visits.id",))] == expected


def test_joins_quick_starts_and_what_is_extended_are_added_to_an_explore(tmp_path: Path, tiny: Path) -> None:
    text = f"""
    {VISITS}
    view: regions {{ derived_table: {{ sql: SELECT 'North' AS region, 'cold' AS climate ;; }} dimension: region {{ primary_key: yes }} dimension: climate {{}} }}
    explore: with_regions {{
      extension: required
      label: "With regions"
      sql_always_where: ${{visits.minutes}} > 5 ;;
      join: regions {{ relationship: many_to_one sql_on: ${{visits.region}} = ${{regions.region}} ;; }}
    }}
    explore: short {{ extension: required label: "Short" sql_always_where: ${{visits.minutes}} < 30 ;; query: one {{ dimensions: [visits.id] }} }}
    explore: all {{ view_name: visits extends: [short] label: "All" query: two {{ dimensions: [visits.id] }} }}
    explore: +all {{ extends: [with_regions] }}
    explore: +all {{ join: regions {{ type: inner }} query: three {{ dimensions: [visits.id] }} }}
    """
    model = one_file(tmp_path / "a", text)
    block = model.explores["all"]
    assert (block.text("label"), [query.name for query in block.blocks("query")]) == ("All", ["one", "two", "three"])
    assert rows(model, tiny, "visits.id", "regions.climate", explore="all") == [
        (4, "cold")
    ]  # the last that is extended says where, and wins


def test_values_come_from_what_is_extended_then_the_object_then_its_refinements(tmp_path: Path) -> None:
    text = f"""
    {VISITS}
    explore: one {{ extension: required label: "One" description: "One" group_label: "One" }}
    explore: two {{ extension: required label: "Two" description: "Two" group_label: "Two" }}
    explore: +visits {{ extends: [one] label: "Refined" }}
    explore: +visits {{ extends: [two] description: "Refined twice" }}
    """
    block = one_file(tmp_path / "a", text).explores["visits"]
    assert [block.text(key) for key in ("label", "description", "group_label")] == ["Refined", "Refined twice", "Two"]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ("set: new { fields: [id, EXTENDED*] }", r"a.model.lkml:\d+: EXTENDED\* has nothing to stand for"),
        ("dimension: new { sql: ${EXTENDED} + 1 ;; }", r"a.model.lkml:\d+: \${EXTENDED} has nothing to stand for"),
        ("derived_table: { explore_source: visits { column: id {} } }", "derived table of visits has both sql and explore_source"),
    ],
)
def test_what_has_nothing_to_change_is_refused(tmp_path: Path, change: str, problem: str) -> None:
    for number in range(2):
        with pytest.raises(LookmlError, match=problem):
            compiled(both(tmp_path / str(number), VISITS, change)[number], Query("visits", ("visits.count",)))


@pytest.mark.parametrize(
    "text",
    [
        "view: a { derived_table: { sql: SELECT 1 ;; } derived_table: { sql: SELECT 2 ;; } }",
        "view: a { derived_table: { explore_source: b { column: c {} } explore_source: d { column: c {} } } }",
        'view: a { dimension: b { case: { else: "1" } case: { else: "2" } } }',
        'explore: a { always_filter: { filters: [b: "1"] } always_filter: { filters: [c: "1"] } }',
    ],
)
def test_a_block_of_which_there_is_one_is_refused_twice(tmp_path: Path, text: str) -> None:
    with pytest.raises(LookmlError, match="is given twice"):
        one_file(tmp_path / "a", text)


def test_a_source_that_needs_itself_is_refused(tmp_path: Path) -> None:
    text = "view: a { derived_table: { explore_source: a { column: b {} } } dimension: b {} }\nexplore: a {}"
    with pytest.raises(LookmlError, match="derived table a needs itself"):
        compiled(one_file(tmp_path / "a", text), Query("a", ("a.b",)))
