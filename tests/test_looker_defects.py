"""Defects seeded into a clean project, one at a time: each is found, by the rule that is meant for it, in the file that has it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from c360sim.dataset import Dataset
from c360sim.looker.lint import lint
from c360sim.looker.project import load
from c360sim.looker.running import Runner
from c360sim.looker.testing import data_tests, failures
from c360sim.looker.validation import validate
from c360sim.looker.zeta import SqlAnalyzer
from looker_kit import copy_project, replaced

CUSTOMER, ACCOUNT, TRANSACTION = "views/dim_customer.view.lkml", "views/dim_account.view.lkml", "views/fact_transaction.view.lkml"
SNAPSHOT, MODEL = "views/fact_account_snapshot.view.lkml", "models/bank.model.lkml"
SPENDING, ACTIVITY = "derived_tables/customer_spending.view.lkml", "derived_tables/customer_activity.view.lkml"
CUSTOMERS, TRANSACTIONS, BALANCES = (f"explores/{name}.explore.lkml" for name in ("customers", "transactions", "balances"))
OVERVIEW, PEOPLE = "dashboards/overview.dashboard.lookml", "dashboards/customer.dashboard.lookml"

ON_OWNER = "${dim_account.customer_id} = ${owner.customer_id}"
ON_ACCOUNT = "relationship: many_to_one\n    sql_on: ${fact_transaction.account_id} = ${dim_account.account_id}"
TOTAL = "measure: total_dependents {\n    type: sum"

BY_LINT: list[tuple[str, str, str, str, str]] = [
    ("misspelled parameter", CUSTOMER, "    label: \"Segment\"", "      lable: \"Segment\"", "unknown-parameter"),
    ("unsupported parameter", TRANSACTIONS, "  view_name: fact_transaction\n", "  view_name: fact_transaction\n  symmetric_aggregates: no\n",
     "unsupported-parameter"),
    ("unsupported join", TRANSACTIONS, "    type: inner\n", "    type: right_outer\n", "value"),
    ("unknown yes/no", SNAPSHOT, "hidden: yes", "hidden: true", "value"),
    ("parameter twice", CUSTOMER, TOTAL, f"{TOTAL}\n    type: average", "duplicate"),
    ("field twice", CUSTOMER, "measure: average_age", "measure: total_dependents", "duplicate"),
    ("unknown type of field", CUSTOMER, TOTAL, "measure: total_dependents {\n    type: summ", "error"),
    ("wrong join key", TRANSACTIONS, ON_OWNER, "${dim_account.account_id} = ${owner.customer_id}", "join-key"),
    ("missing relationship", TRANSACTIONS, ON_ACCOUNT, ON_ACCOUNT.split("\n    ")[1], "error"),
    ("wrong relationship", CUSTOMERS, "join: dim_account {\n    relationship: one_to_many",
     "join: dim_account {\n    relationship: many_to_one", "relationship"),
    ("join on a view that is not there", TRANSACTIONS, ON_OWNER, "${dim_acount.customer_id} = ${owner.customer_id}", "error"),
    ("sum of balances over months", SNAPSHOT, '    filters: [is_last_month: "yes"]\n', "", "additivity"),
    ("sum of balances under another filter", SNAPSHOT, 'filters: [is_last_month: "yes"]', 'filters: [product_count: ">1"]', "additivity"),
    ("no description", CUSTOMER, '    description: "Mean age."\n', "", "description"),
    ("visible key", SPENDING, "    hidden: yes\n", "", "hidden-key"),
    ("no primary key", SPENDING, "    primary_key: yes\n", "", "primary-key"),
    ("measure of the table", CUSTOMER, "sql: ${num_dependents}", "sql: ${TABLE}.num_dependents", "measure-of-table"),
    ("field that is not there", CUSTOMER, "sql: ${num_dependents}", "sql: ${num_dependants}", "reference"),
    ("drill field that is not there", CUSTOMER, "fields: [first_name,", "fields: [given_name,", "reference"),
    ("value that never occurs", CUSTOMER, '[segment: "Affluent"]', '[segment: "Afluent"]', "value"),
    ("format that is not there", CUSTOMER, "decimal_1\n    sql: ${age}", "decimal_9\n    sql: ${age}", "reference"),
    ("format that is none", CUSTOMER, "value_format_name: decimal_1\n    sql: ${age}", "value_format: \"[Red]0.0\"\n    sql: ${age}", "value-format"),
    ("named format that is none", MODEL, "connection:", "named_value_format: hours {\n  value_format: \"hh:mm AM/PM\"\n}\nconnection:", "value-format"),
    ("format of an axis that has none such", OVERVIEW, "    row_total: right", "    row_total: right\n    y_axis_value_format: '0.0E+0'", "value-format"),
    ("format of a series that is none", OVERVIEW, "    row_total: right", "    row_total: right\n    series_value_format: {fact_transaction.total_amount: {format_string: '0 K'}}", "value-format"),
    ("datagroup that is not there", SPENDING, "datagroup_trigger: daily", "datagroup_trigger: hourly", "reference"),
    ("derived table that is not kept", ACTIVITY, "    datagroup_trigger: daily\n", "", "persistence"),
    ("derived table needing itself", SPENDING, "${fact_transaction.SQL_TABLE_NAME}", "${customer_spending.SQL_TABLE_NAME}", "reference"),
    ("constant that is not there", MODEL, "@{connection}", "@{conection}", "error"),
    ("include that finds nothing", MODEL, "/views/dim_account.view.lkml", "/views/dim_acount.view.lkml", "error"),
    ("include of whatever is there", MODEL, "/tests/bank.test.lkml", "/tests/*.test.lkml", "include"),
    ("refinement of nothing", ACCOUNT, "view: +dim_account", "view: +dim_acount", "error"),
    ("explore without a test", "tests/bank.test.lkml", "explore_source: balances", "explore_source: transactions", "test"),
    ("Liquid that is not there", CUSTOMER, "split_by._parameter_value", "split_on._parameter_value", "reference"),
    ("measure without a type", CUSTOMER, "measure: average_age {\n    type: average", "measure: average_age {", "error"),
    ("filters of a measure of measures", TRANSACTION, "type: running_total\n", "type: running_total\n    filters: [is_in_period: \"yes\"]\n", "reference"),
    ("test of a field that is not there", "tests/bank.test.lkml", "{ field: fact_transaction.transaction_id }", "{ field: fact_transaction.id }", "reference"),
    ("assertion of what is not asked for", "tests/bank.test.lkml", "${fact_transaction.count}", "${fact_transaction.total_amount}", "reference"),
    ("assertion that is not understood", "tests/bank.test.lkml", "${fact_transaction.count} = 1", "${fact_transaction.count} == 1", "expression"),
    ("sort in no direction", "tests/bank.test.lkml", "[fact_transaction.count: desc]", "[fact_transaction.count: down]", "reference"),
    ("limit that is no number", OVERVIEW, "    limit: 12", "    limit: dozen", "value"),
    ("fields that are no list", OVERVIEW, "fields: [fact_account_snapshot.last_balance]", "fields: fact_account_snapshot.last_balance", "value"),
    ("Liquid that is none", CUSTOMER, "{{ value }}\"\n      url", "{{ value }\"\n      url", "liquid"),
    ("link of a filter on no field", CUSTOMER, "_filters['dim_customer.address_state']", "_filters['dim_customer.state']", "reference"),
    ("quick start of what is not there", CUSTOMERS, "dimensions: [dim_customer.segment]", "dimensions: [dim_customer.region]", "reference"),
    ("link to no dashboard", CUSTOMER, "bank::customer", "bank::customers", "reference"),
    ("link with no such filter", CUSTOMER, "&State=", "&Region=", "reference"),
    ("not LookML", CUSTOMER, "type: tier\n", "type tier\n", "error"),
    ("semicolon alone", CUSTOMER, "sql: ${age} < 35 ;;", "sql: ${age} < 35 ;; ;", "error"),
    ("quote that does not end", "manifest.lkml", 'value: "c360"', 'value: "c360', "error"),
    ("unquoted hex", OVERVIEW, '"#1A73E8"', "#1A73E8", "unquoted-hex"),
    ("misspelled type of tile", OVERVIEW, "type: looker_column", "type: looker_colum", "tile-type"),
    ("misspelled parameter of a tile", OVERVIEW, "    row_total: right", "    row_totals: right", "unknown-parameter"),
    ("field of a tile that is not there", OVERVIEW, "[fact_account_snapshot.last_balance]", "[fact_account_snapshot.balances]", "reference"),
    ("listener that is not there", OVERVIEW, "Segment: dim_customer.segment", "Segments: dim_customer.segment", "listener"),
    ("overlapping tiles", OVERVIEW, "col: 12", "col: 11", "overlap"),
    ("tile that does not fit", OVERVIEW, "col: 12", "col: 13", "position"),
    ("tab that is not there", PEOPLE, "tab_name: money", "tab_name: mony", "reference"),
    ("series that is not there", OVERVIEW, "Affluent - fact_transaction.total_amount", "fact_transaction.total_amounts", "reference"),
    ("calculation of what is not there", OVERVIEW, "pivot_index(${fact_transaction.total_amount}, 1)", "pivot_index(${amount}, 1)", "reference"),
    ("calculation that is not understood", OVERVIEW, "pivot_index(${fact", "pivot_indices(${fact", "expression"),
    ("calculation with too few arguments", OVERVIEW, "pivot_index(${fact_transaction.total_amount}, 1)", "pivot_index(${fact_transaction.total_amount})", "expression"),
    ("calculation of the wrong type", OVERVIEW, "pivot_index(${fact_transaction.total_amount}, 1)", "lower(${fact_transaction.total_amount})", "expression"),
    ("calculation nested too deep", OVERVIEW, "pivot_index(${fact_transaction.total_amount}, 1)", f"{'abs(' * 200}1{')' * 200}", "expression"),
    ("calculation of totals that are not asked for", OVERVIEW, "pivot_index(${fact_transaction.total_amount}, 1)", "${fact_transaction.total_amount:mean}", "expression"),
    ("assertion that is neither yes nor no", "tests/bank.test.lkml", "${fact_transaction.count} = 1", "${fact_transaction.count}", "expression"),
    ("set that is not there", CUSTOMERS, "explore: customers {", "explore: customers {\n  fields: [ALL_FIELDS*, -dim_customer.detial*]", "reference"),  # codespell:ignore detial
    ("field that is not offered because it is not there", CUSTOMERS, "explore: customers {", "explore: customers {\n  fields: [ALL_FIELDS*, -dim_customer.agee]", "reference"),
    ("set of another view that is not there", CUSTOMER, "fields: [first_name,", "fields: [dim_account.everything*, first_name,", "reference"),
    ("sets that name each other", CUSTOMERS, "explore: customers {", "view: +dim_customer {\n  set: one { fields: [two*] }\n  set: two { fields: [one*] }\n}\n\nexplore: customers {\n  fields: [ALL_FIELDS*, -dim_customer.one*]", "reference"),
    ("whole tiers with a fraction", CUSTOMER, "tiers: [30, 45, 60]", "tiers: [30, 45.5, 60]", "reference"),
    ("tiers that fall", CUSTOMER, "tiers: [30, 45, 60]", "tiers: [60, 45, 30]", "reference"),
    ("tiers that are no numbers", CUSTOMER, "tiers: [30, 45, 60]", "tiers: [young, old]", "reference"),
    ("percentile with a fraction", ACCOUNT, "type: median", "type: percentile\n    percentile: 12.5", "reference"),
    ("percentile above all", ACCOUNT, "type: median", "type: percentile\n    percentile: 101", "reference"),
    ("limit of all", "tests/bank.test.lkml", "    sorts: [fact_transaction.count: desc]\n    limit: 1\n", "    sorts: [fact_transaction.count: desc]\n    limit: all\n", "value"),
    ("tile that asks for nothing", OVERVIEW, "fields: [fact_account_snapshot.last_balance]", "fields: []", "reference"),
    ("mapping where a list must stand", OVERVIEW, "fields: [fact_account_snapshot.last_balance]", "fields: {a: b}", "value"),
    ("list where a text must stand", OVERVIEW, "    row_total: right", "    row_total: [right]", "value"),
    ("alias that holds itself", OVERVIEW, "    row_total: right", "    row_total: &a [*a]", "error"),
    ("YAML nested too deep", OVERVIEW, "    row_total: right", f"    row_total: {'[' * 100_000}", "error"),
    ("object of Python", OVERVIEW, "    row_total: right", "    row_total: !!python/object:os.system x", "error"),
    ("number too long for Python", OVERVIEW, "    limit: 12", f"    limit: {'9' * 5000}", "error"),
    ("LookML nested too deep", MODEL, "connection:", f"{'view: a { ' * 2000}\nconnection:", "error"),
    ("bracket that closes nothing", CUSTOMERS, "explore: customers {", "}\nexplore: customers {", "error"),
    ("character that ends a file", CUSTOMERS, "explore: customers {", "\0\nexplore: customers {", "error"),
    ("include that leaves the project", MODEL, "/views/dim_account.view.lkml", "/../../../../etc/hostname", "error"),
    ("include that no file can be", MODEL, "/views/dim_account.view.lkml", f"/{'a' * 5000}", "error"),
    ("day of no calendar", PEOPLE, "default_value: Affluent", "default_value: 2025-02-30", "value"),
    ("filter that starts with no value", PEOPLE, "default_value: Affluent", "default_value: Rich", "value"),
]  # fmt: skip

BY_ANALYSIS: list[tuple[str, str, str, str, str]] = [
    ("column that is not there", SPENDING, "SELECT customer_id, -SUM", "SELECT customer, -SUM", "customer"),
    ("column that the derived table does not give", SPENDING, "${TABLE}.spent ;;", "${TABLE}.spending ;;", "spending"),
    ("types that do not compare", CUSTOMER, "${age} < 35", "${age} < '35'", "Could not cast literal|No matching signature"),
    ("function that is not there", CUSTOMER, "DATE '2025-01-01'", "TO_DATE('2025-01-01')", "TO_DATE"),
    ("aggregate in a dimension", SPENDING, "sql: ${TABLE}.spent ;;", "sql: SUM(${TABLE}.spent) ;;", "ggregat"),
    ("other dialect", SNAPSHOT, "(SELECT MAX(snapshot_date)", "(SELECT MAX(snapshot_date::date)", "Syntax error"),
]  # fmt: skip


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_project(tmp_path / "bank")


@pytest.fixture(scope="module")
def analyzer() -> SqlAnalyzer:
    return SqlAnalyzer("a-project.c360.")


def test_the_project_is_clean(project: Path, analyzer: SqlAnalyzer) -> None:
    assert lint(project) == []
    result = validate(load(project), analyzer)
    assert result.findings == []
    assert (result.tiles, result.tests, result.derived_tables) == (4, 3, 2)
    assert result.fields > 200


def test_the_defects_are_of_many_kinds() -> None:
    names = [defect[0] for defect in (*BY_LINT, *BY_ANALYSIS)]
    assert len(set(names)) == len(names) >= 50


@pytest.mark.parametrize(("file", "old", "new", "rule"), [defect[1:] for defect in BY_LINT], ids=[defect[0] for defect in BY_LINT])
def test_lint_finds(project: Path, file: str, old: str, new: str, rule: str) -> None:
    replaced(project, file, old, new)
    found = lint(project)
    assert found
    assert rule in {finding.rule for finding in found}, [str(finding) for finding in found]


@pytest.mark.parametrize(("file", "old", "new", "words"), [defect[1:] for defect in BY_ANALYSIS], ids=[defect[0] for defect in BY_ANALYSIS])
def test_analysis_finds(project: Path, analyzer: SqlAnalyzer, file: str, old: str, new: str, words: str) -> None:
    replaced(project, file, old, new)
    found = [str(finding) for finding in validate(load(project), analyzer).findings]
    assert found
    assert any(re.search(words, text) for text in found), found


def test_a_test_of_the_data_finds_a_key_that_is_not_one(project: Path, dataset: Path) -> None:
    model = load(project).models["bank"]
    runner = Runner(model, Dataset(dataset))
    assert [list(failures(runner, test)) for test in data_tests(model)] == [[], [], []]
    replaced(project, "tests/bank.test.lkml", "column: transaction_id { field: fact_transaction.transaction_id }",
             "column: transaction_id { field: fact_transaction.account_id }")  # fmt: skip
    changed = load(project).models["bank"]
    found = [finding for test in data_tests(changed) for finding in failures(Runner(changed, Dataset(dataset)), test)]
    assert [finding.place.file for finding in found] == ["tests/bank.test.lkml"]
    assert "a_posting_is_there_once: once does not hold where fact_transaction.account_id = " in found[0].message
