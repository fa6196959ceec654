"""The LookML project: clean, BigQuery SQL, right on data, and true to what the simulation knows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from c360sim.dataset import Dataset
from c360sim.looker.compiler import compiled
from c360sim.looker.compiler.derived import DerivedTables
from c360sim.looker.compiler.statement import with_tables
from c360sim.looker.dashboards import Dashboard, Tile, dashboards
from c360sim.looker.explores import Explore
from c360sim.looker.fields import view
from c360sim.looker.lint import lint
from c360sim.looker.project import Project, load
from c360sim.looker.query import Query
from c360sim.looker.running import Runner, last_day
from c360sim.looker.testing import data_tests, failures
from c360sim.looker.translation import to_duckdb
from c360sim.looker.validation import run_fields
from c360sim.schema import TABLES, Table
from c360sim.validation.findings import Score
from c360sim.validation.signals import kpis

ROOT = Path(__file__).parent.parent / "lookml"
TILES = {
    "executive": {"Portfolio Health", "Share of Wallet", "Segment Heatmap"},
    "segment": {"Wallet Leakage", "Channel Mix"},
    "individual": {
        *("Profile Header", "Persona Tag", "Engagement Score", "Churn Risk", "Cash Flow Velocity", "Salary Detector", "Spend by Category"),
        *("Top Merchants", "Credit Utilization", "Repayment Progress", "Prepayment Flag", "Coverage Gap Analysis", "Risk Appetite"),
        *("Portfolio ROI", "Subscription Manager", "Life Event Alerts", "Next Best Actions"),
    },
    "work_list": {"Work List"},
}
"""Tiles that were asked for, by dashboard."""


@pytest.fixture(scope="module")
def project() -> Project:
    return load(ROOT)


@pytest.fixture(scope="module")
def runner(project: Project, dataset: Path) -> Runner:
    return Runner(project.models["customer_360"], Dataset(dataset))


def test_lint_finds_nothing() -> None:
    assert lint(ROOT) == []


def test_kpis_read_the_nine_tables_and_never_what_the_bank_file_infers() -> None:
    tables = "\n".join(path.read_text() for path in (ROOT / "derived_tables").glob("*.lkml"))
    for forbidden in ("truth", "churn_status", "persona_tag", "engagement_score", "churn_date"):
        assert forbidden not in tables


def test_nothing_depends_on_the_day_it_is_asked() -> None:
    assert [path.name for path in ROOT.rglob("*.lkml") if "CURRENT_" in path.read_text()] == []


@pytest.mark.parametrize(("names", "numbers"), [("dim_date.day_name", "dim_date.day_of_week"), ("dim_date.month_name", "dim_date.month")])
def test_names_of_days_and_months_sort_by_the_calendar(runner: Runner, names: str, numbers: str) -> None:
    asked = Query("transactions", (names, numbers, "fact_transaction.count"), sorts=(names,))
    found = [row[numbers] for row in runner.run(asked).rows]
    assert len(found) in (7, 12) and found == sorted(found)


def test_idle_cash_earns_no_more_than_the_best_account_within_reach(runner: Runner, dataset: Path) -> None:
    asked = Query("customers", ("dim_customer.customer_number", "cash_position.deposit_yield"), limit=None)
    yields = [row["cash_position.deposit_yield"] for row in runner.run(asked).rows if row["cash_position.deposit_yield"] is not None]
    best = "SELECT MAX(interest_rate) AS rate FROM dim_account WHERE account_type = 'CASA' AND maturity_date IS NULL"
    assert 0 < max(yields) <= Dataset(dataset).rows(best)[0]["rate"]


STOCKS = {
    "balances": (
        "fact_account_snapshot",
        ("aum", "lum", "balance_month_end", "available_credit_month_end", "principal_paid_month_end", "principal_remaining_month_end",
         "principal_lent_month_end", "card_debt", "card_limit", "products", "customers_with_accounts"),
    ),
    "churn": ("churn_risk", ("customers", "high_risk_customers")),
}  # fmt: skip
"""Measures that add up over customers and not over months, by explore, each with its view."""


@pytest.mark.parametrize("explore", STOCKS)
@pytest.mark.parametrize("period", ["", "quarter"])
def test_over_several_months_customers_add_up_to_the_last_of_them(runner: Runner, explore: str, period: str) -> None:
    view_name, measures = STOCKS[explore]
    date = {"balances": "fact_account_snapshot.snapshot", "churn": "churn_risk.as_of"}[explore]
    names = tuple(f"{view_name}.{measure}" for measure in measures)
    by = (f"{date}_{period}",) if period else ()
    whole = runner.run(Query(explore, (*by, *names), has_totals=True, limit=None))
    last = runner.run(Query(explore, (f"{date}_month", *names), sorts=(f"{date}_month desc",), limit=1)).rows[0]
    assert whole.totals == {name: last[name] for name in names}
    customers = runner.run(Query(explore, ("dim_customer.customer_number", *by, *names), limit=None)).rows
    for row in whole.rows:
        of = [one for one in customers if all(one[name] == row[name] for name in by)]
        assert {name: sum(one[name] for one in of) for name in names} == {name: row[name] for name in names}


def test_what_is_left_by_filters_on_the_date_has_its_last_month_too(runner: Runner) -> None:
    names = tuple(f"fact_account_snapshot.{measure}" for measure in STOCKS["balances"][1])
    of_month = {
        row["fact_account_snapshot.snapshot_month"]: {name: row[name] for name in names}
        for row in runner.run(Query("balances", ("fact_account_snapshot.snapshot_month", *names), limit=None)).rows
    }
    latest = max(of_month)
    left: list[tuple[str, str, Callable[[str], bool]]] = [
        ("snapshot_month", "2024-03", lambda month: month == "2024-03"),
        ("snapshot_quarter", "2024-q1", lambda month: "2024-01" <= month <= "2024-03"),
        ("snapshot_year", "2024", lambda month: month.startswith("2024")),
        ("snapshot_date", "before 2024-04-15", lambda month: month < "2024-04"),
        ("snapshot_month_name", "March", lambda month: month.endswith("-03")),
        ("is_latest", "Yes", lambda month: month == latest),
        ("is_latest", "No", lambda month: month < latest),
    ]
    for field, expression, is_left in left:
        found = runner.run(Query("balances", names, {f"fact_account_snapshot.{field}": expression})).rows[0]
        assert found == of_month[max(filter(is_left, of_month))], (field, expression)


def test_the_dashboards_have_what_was_asked_for(project: Project) -> None:
    found = {board.name: {tile.name for tile in board.tiles} for board in dashboards(project.models["customer_360"], ROOT)}
    assert found.keys() == TILES.keys()
    assert all(TILES[name] <= found[name] for name in TILES)


def test_every_tile_runs_on_data(project: Project, runner: Runner) -> None:
    empty = [f"{board.name}: {tile.name}" for board, tile in _tiles(project) if not runner.run(tile.asked(board.defaults)).rows]
    assert empty == []


def test_no_column_of_a_long_table_is_empty_for_everyone(project: Project, runner: Runner) -> None:
    empty = []
    for board, tile in _tiles(project):
        rows = runner.run(tile.asked({})).rows
        if len(rows) > 20:
            empty += [f"{board.name}: {tile.name}: {column}" for column in rows[0] if all(row[column] is None for row in rows)]
    assert empty == []


def _tiles(project: Project) -> Iterator[tuple[Dashboard, Tile]]:
    for board in dashboards(project.models["customer_360"], ROOT):
        for tile in board.tiles:
            yield board, tile


def test_the_late_share_counts_installments_paid_late(runner: Runner, dataset: Path) -> None:
    asked = Query("installments", ("dim_account.product_name", "fact_loan_schedule.late_share"), limit=None)
    found = {row["dim_account.product_name"]: row["fact_loan_schedule.late_share"] for row in runner.run(asked).rows}
    late = "avg((coalesce(paid_date, last_day) > due_date)::INTEGER)"
    days = "(SELECT max(snapshot_date) AS last_day FROM fact_account_snapshot)"
    told = Dataset(dataset).rows(
        f"SELECT product_name, {late} AS share FROM fact_loan_schedule JOIN dim_account USING (account_id), {days} GROUP BY ALL"
    )
    assert found == pytest.approx({row["product_name"]: row["share"] for row in told})
    assert max(found.values()) > 0.02


def test_every_field_runs_on_data(runner: Runner) -> None:
    count, failing = run_fields(runner)
    assert [str(finding) for finding in failing] == []
    assert count > 1_000


KPIS = ("churn_today", "customer_profit", "household_signs", "life_signs", "wallet_leakage")
"""Derived tables of one row a customer or more that Google's evaluator can work out: it has no APPROX_QUANTILES."""


@pytest.mark.parametrize("name", KPIS)
def test_googles_evaluator_gives_the_same_kpis(project: Project, dataset: Path, name: str) -> None:
    from zeta_evaluator import Evaluator

    few = Dataset(dataset)
    tables = {table.name: few.rows(f"SELECT * FROM {table.name} {_few(table)}") for table in TABLES.values()}
    for table in TABLES.values():
        few.keep(table.name, f"SELECT * FROM {table.name} {_few(table)}")
    statement = _whole(project, name)
    evaluated = Evaluator(project.table_prefix, tables).rows(statement, last_day(few))
    assert evaluated
    assert _comparable(evaluated) == _comparable([tuple(row.values()) for row in few.rows(to_duckdb(statement, last_day(few)))])


def _few(table: Table) -> str:
    """Return the condition for rows of two customers, and of the merchants that they pay."""
    if "customer_id" in table.column_names:
        return "WHERE customer_id <= 2"
    return "WHERE merchant_id IN (SELECT merchant_id FROM fact_transaction WHERE customer_id <= 2)" if table.name == "dim_merchant" else ""


def _whole(project: Project, name: str) -> str:
    """Return the statement that works out a derived table with all that it needs."""
    model = project.models["customer_360"]
    of = view(model.views[name])
    tables = DerivedTables(model, Explore(name, of.block, name, {name: of}, {}), Query(name, ()), compiled)
    body = f"SELECT * FROM {tables.of(name, of)}"
    return with_tables(tables.tables.values(), body)


def _comparable(rows: Sequence[tuple[object, ...]]) -> list[list[str]]:
    return sorted([f"{float(value):.4f}" if isinstance(value, float | Decimal) else str(value)[:10] for value in row] for row in rows)


def test_the_projects_own_tests_hold(project: Project, runner: Runner) -> None:
    assert [found for test in data_tests(project.models["customer_360"]) for found in failures(runner, test)] == []


@pytest.fixture(scope="module")
def scores(dataset: Path) -> dict[tuple[str, str], Score]:
    return {(score.signal.removeprefix("LookML: "), score.measure): score for score in kpis.score(Dataset(dataset), ROOT)}


@pytest.mark.parametrize(
    ("signal", "measure", "least"),
    [
        ("salary and employer", "precision", 0.95),
        ("salary and employer", "recall", 0.95),
        ("subscriptions", "precision", 0.93),
        ("subscriptions", "recall", 0.93),
        ("life cover gap", "precision", 0.9),
        ("life cover gap", "recall", 0.9),
        ("renters cover gap", "precision", 0.95),
        ("renters cover gap", "recall", 0.95),
        ("travel cover gap", "precision", 0.85),
        ("travel cover gap", "recall", 0.85),
        ("prepayment", "customers classified correctly", 0.95),
        ("churn risk", "High: times the base rate", 3.0),
        ("life event: move", "precision", 0.7),
        ("life event: move", "recall", 0.7),
    ],
)
def test_kpis_agree_with_the_truth(scores: dict[tuple[str, str], Score], signal: str, measure: str, least: float) -> None:
    assert scores[signal, measure].value >= least


def test_low_churn_risk_is_low(scores: dict[tuple[str, str], Score]) -> None:
    assert scores["churn risk", "Low: times the base rate"].value < 0.6


def test_kpis_of_a_short_data_set_are_not_measured(tiny: Path) -> None:
    assert [score.measure for score in kpis.score(Dataset(tiny), ROOT)] == ["not measured"]
