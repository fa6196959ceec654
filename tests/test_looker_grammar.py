"""The whole grammar walked: every parameter makes rows, or is listed as without effect and has none, or is refused by name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lkml.keys import EXPR_BLOCK_KEYS

from c360sim.dataset import Dataset
from c360sim.looker.compiler import compiled
from c360sim.looker.explores import explore
from c360sim.looker.fields import Category
from c360sim.looker.grammar import REFUSED, SUPPORTED, WITHOUT_EFFECT, Form
from c360sim.looker.lint import lint
from c360sim.looker.project import Model
from c360sim.looker.query import Query
from c360sim.looker.running import Runner
from c360sim.looker.source import LookmlError
from c360sim.looker.testing import data_tests, failures
from c360sim.preview.drilling import behind, drilled
from looker_kit import one_file

ROWS = """derived_table: { sql: SELECT 1 AS id, 'Ann' AS a, 4 AS n, DATE '2024-01-05' AS day, DATE '2024-03-01' AS later
  UNION ALL SELECT 2, 'ann', 7, '2024-02-10', '2024-02-20' UNION ALL SELECT 3, 'Bob', 7, '2023-12-24', '2024-02-24'
  UNION ALL SELECT 4, 'Bob', 2, '2023-12-24', NULL ;; }"""
FIELDS = "dimension: id { type: number } dimension: a {} dimension: n { type: number } measure: count { type: count }"


def v(more: str, of_explore: str = "") -> str:
    """Return a model of four rows with more in its view, and in its explore."""
    return f"view: v {{ {ROWS} {FIELDS} {more} }} explore: v {{ {of_explore} }}"


def joined(more: str, of_explore: str = "") -> str:
    """Return a model of two views with more in their join; `w` knows customers 1 and 9."""
    other = "view: w { derived_table: { sql: SELECT 1 AS id, 7 AS n UNION ALL SELECT 9, 4 ;; } dimension: id { type: number primary_key: yes } dimension: n { type: number } measure: count { type: count } }"
    return f"view: v {{ {ROWS} {FIELDS} }} {other} explore: v {{ {of_explore} join: w {{ {more} }} }}"


def kept(more: str) -> str:
    """Return a model with a table made of an explore, with more in its source."""
    table = f"derived_table: {{ explore_source: v {{ column: a {{}} column: count {{}} {more} }} }}"
    return (
        v("")
        + f"view: made {{ {table} dimension: a {{}} dimension: count {{ type: number }} dimension: id {{}} filter: who {{}} }} explore: made {{}}"
    )


ON = "relationship: many_to_one sql_on: ${v.id} = ${w.id} ;;"
DAY = "type: time datatype: date convert_tz: no timeframes: [date] sql: ${TABLE}.day ;;"
EXAMPLES: dict[tuple[str, str], tuple[str, Query]] = {
    ("", "view"): (v("").replace("view: v {", "«view: v {").replace("} explore", "}» explore"), Query("v", ("v.a",))),
    ("", "explore"): (v("").replace("explore: v {  }", "«explore: v {}»"), Query("v", ("v.a",))),
    ("", "test"): (v("") + "«test: t { explore_source: v { column: count {} } assert: none { expression: ${v.count} = 0 ;; } }»", Query("v", ("v.a",))),
    ("", "include"): ('«include: "/more.lkml"» explore: more {}', Query("more", ("more.x",))),
    ("", "constant"): (v("") + 'view: w { sql_table_name: @{table} ;; dimension: x {} } explore: w {}', Query("w", ("w.x",))),
    ("constant", "value"): (v("") + 'view: w { sql_table_name: @{table} ;; dimension: x {} } explore: w {}', Query("w", ("w.x",))),
    ("", "case_sensitive"): ("«case_sensitive: no» " + v(""), Query("v", ("v.id",), {"v.a": "ann"})),
    ("explore", "case_sensitive"): (v("", "«case_sensitive: no»"), Query("v", ("v.id",), {"v.a": "%AN%"})),
    ("dimension", "case_sensitive"): (v("dimension: b { sql: ${TABLE}.a ;; «case_sensitive: no» }"), Query("v", ("v.id",), {"v.b": "-ANN"})),
    ("dimension_group", "case_sensitive"): (
        v("dimension_group: on { type: time datatype: date convert_tz: no timeframes: [month_name] sql: ${TABLE}.day ;; «case_sensitive: no» }"),
        Query("v", ("v.id",), {"v.on_month_name": "january"}),
    ),
    ("filter", "case_sensitive"): (
        v("filter: who { «case_sensitive: no» } dimension: b { type: yesno sql: {% condition who %} ${a} {% endcondition %} ;; }"),
        Query("v", ("v.id", "v.b"), {"v.who": "ANN"}),
    ),
    ("view", "extends"): (v("").replace("view: v {", "view: u { dimension: x { sql: 1 ;; } } view: v { «extends: [u]»"), Query("v", ("v.x",))),
    ("view", "extension"): (v("«extension: required»"), Query("v", ("v.a",))),
    ("view", "sql_table_name"): ("view: v { «sql_table_name: t ;;» dimension: a {} } explore: v {}", Query("v", ("v.a",))),
    ("view", "derived_table"): (f"view: v {{ «{ROWS}» {FIELDS} }} explore: v {{}}", Query("v", ("v.a",))),
    ("view", "set"): (v("extends: [u] «set: s { fields: [id] }»", "fields: [v.s*]") + " view: u { set: s { fields: [n] } }", Query("v", ("v.id",))),
    ("view", "drill_fields"): (v("«drill_fields: [id]»"), Query("v", ("v.count",))),
    ("view", "dimension"): (v("«dimension: x { sql: 1 ;; }»"), Query("v", ("v.x",))),
    ("view", "dimension_group"): (v(f"«dimension_group: x {{ {DAY} }}»"), Query("v", ("v.x_date",))),
    ("view", "measure"): (v("«measure: x { type: count }»"), Query("v", ("v.x",))),
    ("view", "filter"): (v("«filter: x { sql: ${n} > 3 ;; }»"), Query("v", ("v.id",), {"v.x": "1"})),
    ("view", "parameter"): (v("«parameter: x { type: number }» dimension: y { sql: {% parameter x %} ;; }"), Query("v", ("v.y",), {"v.x": "3"})),
    ("set", "fields"): (v("set: s { «fields: [id]» }", "fields: [v.s*]"), Query("v", ("v.id",))),
    ("derived_table", "sql"): ("view: v { derived_table: { «sql: SELECT 1 AS a ;;» } dimension: a {} } explore: v {}", Query("v", ("v.a",))),
    ("derived_table", "explore_source"): (kept("").replace("explore_source: v { column: a {} column: count {}  }", "«explore_source: v { column: a {} }»"), Query("made", ("made.a",))),
    ("explore_source", "column"): (kept("«column: id {}»"), Query("made", ("made.id",))),
    ("explore_source", "derived_column"): (kept("«derived_column: id { sql: 5 ;; }»"), Query("made", ("made.id",))),
    ("explore_source", "bind_filters"): (kept("«bind_filters: { from_field: made.who to_field: v.a }»"), Query("made", ("made.a",), {"made.who": "Ann"})),
    ("explore_source", "bind_all_filters"): (v("") + kept("").replace(v(""), "").replace("column: count {}  ", "«bind_all_filters: yes»").replace("explore: made {}", "explore: +v { join: made { relationship: many_to_one sql_on: ${v.a} = ${made.a} ;; } }"), Query("v", ("made.a",), {"v.a": "Ann"})),
    ("explore_source", "filters"): (kept('«filters: [v.a: "Ann"]»'), Query("made", ("made.a",))),
    ("explore_source", "sorts"): (kept("limit: 1 «sorts: [v.a: desc]»"), Query("made", ("made.a",))),
    ("explore_source", "limit"): (kept("«limit: 1»"), Query("made", ("made.a",))),
    ("column", "field"): (kept("column: id { «field: v.n» }"), Query("made", ("made.id",))),
    ("derived_column", "sql"): (kept("derived_column: id { «sql: 5 ;;» }"), Query("made", ("made.id",))),
    ("bind_filters", "from_field"): (kept("bind_filters: { «from_field: made.who» to_field: v.a }"), Query("made", ("made.a",), {"made.who": "Ann"})),
    ("bind_filters", "to_field"): (kept("bind_filters: { from_field: made.who «to_field: v.a» }"), Query("made", ("made.a",), {"made.who": "Ann"})),
    ("dimension", "type"): (v("dimension: x { «type: yesno» sql: ${n} > 3 ;; }"), Query("v", ("v.x",))),
    ("dimension", "sql"): (v("dimension: x { «sql: ${n} ;;» }"), Query("v", ("v.x",))),
    ("dimension", "order_by_field"): (v("dimension: x { sql: ${a} ;; «order_by_field: n» }"), Query("v", ("v.x",), sorts=("v.x",))),
    ("dimension", "skip_drill_filter"): (v("dimension: x { sql: ${a} ;; «skip_drill_filter: yes» } drill_fields: [id]"), Query("v", ("v.x", "v.count"))),
    ("dimension", "drill_fields"): (v("dimension: x { sql: ${a} ;; «drill_fields: [id]» }"), Query("v", ("v.x",))),
    ("dimension", "required_fields"): (v("dimension: x { sql: ${a} ;; «required_fields: [n]» }"), Query("v", ("v.x",))),
    ("dimension", "datatype"): (v("dimension: x { type: date «datatype: date» convert_tz: no sql: ${TABLE}.day ;; }"), Query("v", ("v.x",))),
    ("dimension", "convert_tz"): (v("dimension: x { type: date datatype: date «convert_tz: no» sql: ${TABLE}.day ;; }"), Query("v", ("v.x",))),
    ("dimension", "primary_key"): (joined("relationship: one_to_many sql_on: ${v.id} = ${w.id} ;;").replace("dimension: id { type: number }", "dimension: id { type: number «primary_key: yes» }"), Query("v", ("v.count", "w.id"))),
    ("dimension", "tiers"): (v("dimension: x { type: tier «tiers: [3, 5]» sql: ${n} ;; }"), Query("v", ("v.x",))),
    ("dimension", "bins"): (v("dimension: x { type: bin «bins: [3, 5]» sql: ${n} ;; }"), Query("v", ("v.x",))),
    ("dimension", "style"): (v("dimension: x { type: tier tiers: [3, 5] «style: integer» sql: ${n} ;; }"), Query("v", ("v.x",))),
    ("dimension", "case"): (v('dimension: x { sql: ${a} ;; «case: { when: { sql: ${n} > 3 ;; label: "much" } }» }'), Query("v", ("v.x",))),
    ("case", "when"): (v('dimension: x { case: { when: { sql: ${n} > 6 ;; label: "more" } «when: { sql: ${n} > 3 ;; label: "much" }» } }'), Query("v", ("v.x",))),
    ("case", "else"): (v('dimension: x { case: { when: { sql: ${n} > 6 ;; label: "more" } «else: "less"» } }'), Query("v", ("v.x",))),
    ("when", "sql"): (v('dimension: x { case: { when: { «sql: ${n} > 6 ;;» label: "more" } } }'), Query("v", ("v.x",))),
    ("when", "label"): (v('dimension: x { case: { when: { sql: ${n} > 6 ;; «label: "more"» } } }'), Query("v", ("v.x",))),
    ("dimension_group", "type"): (v("dimension_group: x { «type: duration» intervals: [day] datatype: date convert_tz: no sql_start: ${TABLE}.day ;; sql_end: ${TABLE}.later ;; }"), Query("v", ("v.days_x",))),
    ("dimension_group", "sql"): (v("dimension_group: x { type: time datatype: date convert_tz: no timeframes: [date] «sql: ${TABLE}.day ;;» }"), Query("v", ("v.x_date",))),
    ("dimension_group", "timeframes"): (v("dimension_group: x { type: time datatype: date convert_tz: no «timeframes: [date]» sql: ${TABLE}.day ;; }"), Query("v", ("v.x_date",))),
    ("dimension_group", "datatype"): (v("dimension_group: x { type: time «datatype: date» convert_tz: no timeframes: [date] sql: ${TABLE}.day ;; }"), Query("v", ("v.x_date",))),
    ("dimension_group", "convert_tz"): (v("dimension_group: x { type: time datatype: date «convert_tz: no» timeframes: [date] sql: ${TABLE}.day ;; }"), Query("v", ("v.x_date",))),
    ("dimension_group", "order_by_field"): (v(f"dimension_group: x {{ {DAY} «order_by_field: n» }}"), Query("v", ("v.x_date",), sorts=("v.x_date",))),
    ("dimension_group", "required_fields"): (v(f"dimension_group: x {{ {DAY} «required_fields: [n]» }}"), Query("v", ("v.x_date",))),
    ("dimension_group", "drill_fields"): (v(f"dimension_group: x {{ {DAY} «drill_fields: [id]» }}"), Query("v", ("v.x_date",))),
    ("dimension_group", "skip_drill_filter"): (v(f"dimension_group: x {{ {DAY} «skip_drill_filter: yes» }} drill_fields: [id]"), Query("v", ("v.x_date", "v.count"))),
    ("dimension_group", "intervals"): (v("dimension_group: x { type: duration «intervals: [day]» sql_start: ${TABLE}.day ;; sql_end: ${TABLE}.later ;; }"), Query("v", ("v.days_x",))),
    ("dimension_group", "sql_start"): (v("dimension_group: x { type: duration intervals: [day] «sql_start: ${TABLE}.day ;;» sql_end: ${TABLE}.later ;; }"), Query("v", ("v.days_x",))),
    ("dimension_group", "sql_end"): (v("dimension_group: x { type: duration intervals: [day] sql_start: ${TABLE}.day ;; «sql_end: ${TABLE}.later ;;» }"), Query("v", ("v.days_x",))),
    ("measure", "type"): (v("measure: x { «type: sum» sql: ${n} ;; }"), Query("v", ("v.x",))),
    ("measure", "sql"): (v("measure: x { type: sum «sql: ${n} ;;» }"), Query("v", ("v.x",))),
    ("measure", "list_field"): (v("measure: x { type: list «list_field: a» }"), Query("v", ("v.x",))),
    ("measure", "percentile"): (v("measure: x { type: percentile «percentile: 90» sql: ${n} ;; }"), Query("v", ("v.x",))),
    ("measure", "sql_distinct_key"): (v("measure: x { type: sum_distinct «sql_distinct_key: ${a} ;;» sql: ${id} ;; }"), Query("v", ("v.x",))),
    ("measure", "drill_fields"): (v("measure: x { type: count «drill_fields: [id]» }"), Query("v", ("v.x",))),
    ("measure", "required_fields"): (v("measure: x { type: count «required_fields: [a]» }"), Query("v", ("v.x",))),
    ("measure", "direction"): (v('measure: x { type: running_total sql: ${count} ;; «direction: "column"» }'), Query("v", ("v.id", "v.n", "v.x"), pivots=("v.n",))),
    ("measure", "filters"): (v('measure: x { type: count «filters: [a: "Ann"]» }'), Query("v", ("v.x",))),
    ("filter", "type"): (v("filter: x { «type: number» } dimension: y { type: yesno sql: {% condition x %} ${n} {% endcondition %} ;; }"), Query("v", ("v.y",), {"v.x": ">3"})),
    ("filter", "sql"): (v("filter: x { «sql: ${n} > 3 ;;» }"), Query("v", ("v.id",), {"v.x": "1"})),
    ("filter", "default_value"): (v('filter: x { «default_value: "Ann"» } dimension: y { type: yesno sql: {% condition x %} ${a} {% endcondition %} ;; }'), Query("v", ("v.y",))),
    ("parameter", "type"): (v("parameter: x { «type: number» } dimension: y { sql: {% parameter x %} ;; }"), Query("v", ("v.y",), {"v.x": "3"})),
    ("parameter", "default_value"): (v('parameter: x { type: number «default_value: "3"» } dimension: y { sql: {% parameter x %} ;; }'), Query("v", ("v.y",))),
    ("parameter", "allowed_value"): (v('parameter: x { type: number allowed_value: { value: "2" } «allowed_value: { value: "3" }» } dimension: y { sql: {% parameter x %} ;; }'), Query("v", ("v.y",), {"v.x": "3"})),
    ("allowed_value", "value"): (v('parameter: x { type: number allowed_value: { «value: "3"» } } dimension: y { sql: {% parameter x %} ;; }'), Query("v", ("v.y",), {"v.x": "3"})),
    ("explore", "view_name"): (v("").replace("explore: v {", "explore: e { «view_name: v»"), Query("e", ("v.a",))),
    ("explore", "from"): (v("").replace("explore: v {", "explore: e { «from: v»"), Query("e", ("e.a",))),
    ("explore", "sql_always_where"): (v("", "«sql_always_where: ${n} > 3 ;;»"), Query("v", ("v.a",))),
    ("explore", "sql_always_having"): (v("", "«sql_always_having: ${count} > 3 ;;»"), Query("v", ("v.a",))),
    ("explore", "extends"): (v("") + "explore: e { view_name: v «extends: [f]» } explore: f { extension: required sql_always_where: ${v.n} > 3 ;; }", Query("e", ("v.a",))),
    ("explore", "extension"): (v("", "«extension: required»"), Query("v", ("v.a",))),
    ("explore", "always_join"): (joined(f"type: inner {ON}", "«always_join: [w]»"), Query("v", ("v.a",))),
    ("explore", "fields"): (v("", "«fields: [v.a]»"), Query("v", ("v.n",))),
    ("explore", "join"): (joined(ON).replace(f"join: w {{ {ON} }}", f"«join: w {{ {ON} }}»"), Query("v", ("w.n",))),
    ("explore", "always_filter"): (v("", '«always_filter: { filters: [v.a: "Ann"] }»'), Query("v", ("v.id",))),
    ("explore", "conditionally_filter"): (v("", '«conditionally_filter: { filters: [v.a: "Ann"] }»'), Query("v", ("v.id",))),
    ("always_filter", "filters"): (v("", 'always_filter: { «filters: [v.a: "Ann"]» }'), Query("v", ("v.id",))),
    ("conditionally_filter", "filters"): (v("", 'conditionally_filter: { «filters: [v.a: "Ann"]» }'), Query("v", ("v.id",))),
    ("conditionally_filter", "unless"): (v("", 'conditionally_filter: { filters: [v.a: "Ann"] «unless: [v.n]» }'), Query("v", ("v.id",), {"v.n": ">3"})),
    ("join", "from"): (joined(ON).replace("join: w {", "join: x { «from: w»").replace("${w.id}", "${x.id}"), Query("v", ("x.n",))),
    ("join", "sql_on"): (joined("relationship: many_to_one «sql_on: ${v.id} = ${w.id} ;;»"), Query("v", ("w.n",))),
    ("join", "sql_where"): (joined(f"{ON} «sql_where: ${{w.n}} > 5 ;;»"), Query("v", ("w.n",))),
    ("join", "foreign_key"): (joined("relationship: many_to_one «foreign_key: v.id»"), Query("v", ("w.n",))),
    ("join", "fields"): (joined(f"{ON} «fields: [w.id]»"), Query("v", ("w.n",))),
    ("join", "required_joins"): (joined(ON).replace("explore: v {", "view: u { derived_table: { sql: SELECT 1 AS id ;; } dimension: id {} } explore: v {") .replace(f"join: w {{ {ON} }}", f"join: w {{ {ON} }} join: u {{ relationship: many_to_one sql_on: ${{v.id}} = ${{u.id}} ;; «required_joins: [w]» }}"), Query("v", ("u.id",))),
    ("join", "type"): (joined(f"«type: inner» {ON}"), Query("v", ("w.n",))),
    ("join", "relationship"): (joined("«relationship: many_to_one» sql_on: ${v.id} = ${w.id} ;;"), Query("v", ("w.n",))),
    ("test", "explore_source"): (v("") + "test: t { «explore_source: v { column: count {} }» assert: none { expression: ${v.count} = 0 ;; } }", Query("v", ("v.a",))),
    ("test", "assert"): (v("") + "test: t { explore_source: v { column: count {} } assert: some { expression: ${v.count} = 4 ;; } «assert: none { expression: ${v.count} = 0 ;; }» }", Query("v", ("v.a",))),
    ("assert", "expression"): (v("") + "test: t { explore_source: v { column: count {} } assert: none { «expression: ${v.count} = 0 ;;» } }", Query("v", ("v.a",))),
}  # fmt: skip
"""By block and parameter, a model with it between « and », and a query that shows what it does."""


@pytest.fixture(scope="module")
def data(tiny: Path) -> Dataset:
    return Dataset(tiny)


def outcome(folder: Path, data: Dataset, text: str, query: Query, manifest: str) -> Any:
    """Return what the runtime makes of a query, a drill from it and the tests, or the error."""
    folder.mkdir(parents=True)
    (folder / "more.lkml").write_text("view: more { sql_table_name: t ;; dimension: x {} }")
    try:
        model = one_file(folder, text, manifest)
        sql = compiled(model, query).sql
        runner = Runner(model, data)
        found = [finding.message for test in data_tests(model) for finding in failures(runner, test)]
        return (sql, found, runner.run(query).rows if query.pivots else [], list(_drills(model, query)))
    except LookmlError as error:
        return error


def _drills(model: Model, query: Query) -> Iterator[Query]:
    """Yield the queries behind the cells of a row whose dimensions are all nothing."""
    of = explore(model, query.explore)
    keys = {name: "" for name in query.fields if of.field(name, of.block.place).category is Category.DIMENSION}
    for name in query.fields:
        if drilled(of, name.partition(".")[0], of.field(name, of.block.place)):
            yield behind(model, "the tile", query, name, keys)


def test_the_parts_of_the_grammar_do_not_overlap_and_are_all_there() -> None:
    for block, supported in SUPPORTED.items():
        assert set(WITHOUT_EFFECT.get(block, ())) <= set(supported), block
        assert not set(REFUSED.get(block, ())) & set(supported), block


def test_every_parameter_that_makes_rows_has_an_example() -> None:
    used = {(block, name) for block, supported in SUPPORTED.items() for name in supported if name not in WITHOUT_EFFECT.get(block, ())}
    assert set(EXAMPLES) == used


@pytest.mark.parametrize("key", EXAMPLES, ids=lambda key: ".".join(key))
def test_a_parameter_that_makes_rows_changes_what_is_asked_of_the_data(tmp_path: Path, data: Dataset, key: tuple[str, str]) -> None:
    text, query = EXAMPLES[key]
    of_manifest = key in (("", "constant"), ("constant", "value"))
    constant = 'constant: table { value: "a.b" }'
    with_it = outcome(tmp_path / "with", data, text.replace("«", "").replace("»", ""), query, constant)
    without = outcome(
        tmp_path / "without", data, re.sub("«.*?»", "", text, flags=re.DOTALL), query, "constant: table {}" if of_manifest else constant
    )
    wanted_error = key in (("view", "extension"), ("explore", "extension"), ("explore", "fields"), ("join", "fields"))
    assert isinstance(with_it, LookmlError) is wanted_error, with_it
    assert str(with_it) != str(without)


NESTED = """
    «»
    constant: c { value: "1" «constant» }
    datagroup: d { «datagroup» }
    named_value_format: f { «named_value_format» }
    view: v { «view» derived_table: { sql: SELECT 1 AS id, DATE '2024-01-01' AS day ;; «derived_table» }
      dimension: id { «dimension»
        link: { «link» }
        action: { «action» param: { «param» } form_param: { «form_param» option: { «option» } } user_attribute_param: { «user_attribute_param» } }
      }
      dimension_group: on { type: time datatype: date convert_tz: no timeframes: [date] sql: ${TABLE}.day ;; «dimension_group» }
      measure: count { type: count «measure» }
      filter: x { «filter» }
      parameter: y { type: number default_value: "1" allowed_value: { value: "1" «allowed_value» } «parameter» }
      dimension: z { sql: {% parameter y %} ;; }
    }
    view: w { derived_table: { explore_source: v { column: id {} «explore_source» } } dimension: id {} }
    explore: v { «explore» join: w { relationship: many_to_one sql_on: ${v.id} = ${w.id} ;; «join» } query: q { «query» } }
"""
"""A model with room for a parameter in every block."""


def nested(block: str, parameter: str) -> str:
    """Return the model with a parameter in a block."""
    return re.sub("«.*?»", "", NESTED.replace(f"«{block}»", parameter))


def written(name: str, form: Form | tuple[str, ...]) -> str:
    """Return a parameter of a form."""
    if isinstance(form, tuple):
        return f"{name}: {form[0]}"
    values = {
        Form.TEXT: '"x"',
        Form.YES_NO: "yes",
        Form.WORDS: '["x"]',
        Form.PAIRS: '[x: "1"]',
        Form.BLOCK: "x {}" if name in ("query", "datagroup", "named_value_format") else "{}",
    }
    return f"{name}: x ;;" if name in EXPR_BLOCK_KEYS else f"{name}: {values[form]}"


def test_a_parameter_without_effect_changes_no_row(tmp_path: Path) -> None:
    query = Query("v", ("v.id", "v.on_date", "v.z", "v.count", "w.id"), {"v.x": "1"})
    expected = compiled(one_file(tmp_path / "plain", nested("-", "")), query).sql
    for block, names in WITHOUT_EFFECT.items():
        for name in names:
            text = nested(block, written(name, SUPPORTED[block][name]))
            assert text != nested("-", ""), block
            assert compiled(one_file(tmp_path / f"{block}_{name}", text), query).sql == expected, (block, name)


def test_a_refused_parameter_is_named_with_its_file_and_line(tmp_path: Path) -> None:
    for block, names in REFUSED.items():
        for name in names:
            folder = tmp_path / f"{block}_{name}"
            text = nested(block, "\n" + (f"{name}: x ;;" if name in EXPR_BLOCK_KEYS else f"{name}: x") + "\n")
            assert text != nested("-", ""), block
            line = 1 + next(number for number, shown in enumerate(text.splitlines()) if shown.startswith(f"{name}: x"))
            with pytest.raises(LookmlError, match=f"a.model.lkml:{line}: unsupported-parameter: {name} in .*is not supported"):
                one_file(folder, text)
            assert [(finding.rule, finding.place.line) for finding in lint(folder)] == [("unsupported-parameter", line)]
