"""What a browser may send to the preview, and what comes of it: an error, or rows that the value truly means."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import duckdb
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from c360sim.looker import filters
from c360sim.looker.explores import explore
from c360sim.looker.project import load
from c360sim.looker.translation import to_duckdb
from c360sim.preview.drilling import exactly
from preview_kit import LOOKML, Preview

TILE = "/api/dashboards/executive/tiles/Customers Today"


@pytest.fixture(scope="module")
def preview(dataset: Path, tmp_path_factory: pytest.TempPathFactory) -> Preview:
    return Preview(LOOKML, dataset, tmp_path_factory.mktemp("kept"))


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/api/dashboards/nowhere", "there is no dashboard 'nowhere'; dashboards: executive, segment, individual, work_list"),
        ("/dashboards/<script>", "there is no dashboard '<script>'; dashboards: executive, segment, individual, work_list"),
        ("/api/dashboards/executive/tiles/Nothing", "dashboard executive has no tile 'Nothing' with rows"),
        ("/api/dashboards/executive/filters/Customer/suggestions", "dashboard executive has no filter 'Customer'; filters: Segment, State"),
        ("/api/elsewhere", "Not Found"),
        ("/static/../app.py", "Not Found"),
        ("/static/%2e%2e/app.py", "Not Found"),
    ],
)
def test_what_is_not_there_is_404(preview: Preview, path: str, message: str) -> None:
    assert preview.refused(path, 404) == {"message": message, "place": None}


@pytest.mark.parametrize(
    ("path", "values", "message"),
    [
        (TILE, {"Sgment": "Affluent"}, "dashboard executive has no filter 'Sgment'; filters: Segment, State"),
        (TILE, {"Segment": "x" * 10_000}, f"filter Segment is '{'x' * 40}…'; allowed: up to 2,000 characters"),
        (TILE, {"Segment": "a\nb"}, "filter Segment has characters that cannot be printed"),
        (TILE, {"Segment": "{{ _user_attributes['x'] }}"}, "filter Segment: filter expression"),
        ("/api/dashboards/individual/tiles/Persona Tag", {"Customer": ""}, "filter Customer ID needs a value"),
        ("/api/dashboards/individual/tiles/Persona Tag", {"Customer": "17); DROP TABLE dim_customer; --"}, "filter Customer: "),
        ("/api/dashboards/individual/tiles/Persona Tag", {"Customer": "1" * 400}, "explore customers: DuckDB says: "),
        (f"{TILE}/drill", {"field": "dim_customer.email"}, "tile Customers Today has no field 'dim_customer.email'"),
        (f"{TILE}/drill", {"field": "dim_customer.customers_today", "key.dim_customer.email": "x"}, "key 'dim_customer.email' is not a"),
        (
            "/api/dashboards/executive/tiles/Portfolio Health/drill",
            {"field": "fact_account_snapshot.aum", "key.fact_account_snapshot.snapshot_month": "1 = 1"},
            "key fact_account_snapshot.snapshot_month is '1 = 1'; allowed: a date",
        ),
    ],
)  # fmt: skip
def test_what_is_not_allowed_is_400(preview: Preview, path: str, values: dict[str, str], message: str) -> None:
    assert preview.refused(path, 400, **values)["message"].startswith(message)


@pytest.mark.parametrize("value", ["' OR '1'='1", "Affluent' --", "\\", "\\' OR 1=1 --", "<script>alert(1)</script>", "a^", "x" * 1_990])
def test_quotes_and_scripts_are_values_that_nobody_has(preview: Preview, value: str) -> None:
    assert preview.get(TILE, Segment=value)["rows"][0]["dim_customer.customers_today"]["v"] == 0
    assert preview.get("/api/dashboards/executive/filters/State/suggestions", q=value) == {"values": []}


def test_a_filter_given_twice_is_refused(preview: Preview) -> None:
    answer = preview.client.get(f"{TILE}?Segment=Affluent&Segment=Mass+Market")
    assert (answer.status_code, answer.json()["error"]["message"]) == (400, "'Segment' is given twice")


@pytest.mark.parametrize(("host", "status"), [("127.0.0.1:8360", 200), ("localhost", 200), ("[::1]:1", 200), ("bank.example.com", 400)])
def test_a_page_elsewhere_cannot_call_by_its_own_name(preview: Preview, host: str, status: int) -> None:
    assert preview.client.get("/api/dashboards", headers={"host": host}).status_code == status


def test_only_reading_is_possible(preview: Preview) -> None:
    assert [preview.client.request(method, TILE).status_code for method in ("POST", "PUT", "DELETE")] == [405] * 3


@pytest.fixture(scope="module")
def values() -> duckdb.DuckDBPyConnection:
    return duckdb.connect()


SEGMENT = explore(load(LOOKML).models["customer_360"], "customers").views["dim_customer"].fields["segment"]


@given(value=st.text(st.characters(codec="utf-8"), min_size=1, max_size=12).filter(lambda text: "{{" not in text))
@example(value="' OR 1=1 --")
@example(value='\\"')
@example(value="NULL")
@example(value="-a%_^,")
def test_a_key_means_its_value_alone(values: duckdb.DuckDBPyConnection, value: str) -> None:
    condition = filters.condition("string", "value", exactly(SEGMENT, value))
    sql = to_duckdb(f"SELECT {condition} FROM given", dt.date(2025, 12, 31))
    met = [values.execute(f"WITH given AS (SELECT $1 AS value) {sql}", [text]).fetchall()[0][0] for text in (value, f"{value}x")]
    assert met == [True, False]


@given(expression=st.text(alphabet="ab1,;'\"\\%_^- \t()[]{}$/*#`<>=.", max_size=12))
def test_no_expression_says_more_than_a_condition(expression: str) -> None:
    for grammar in ("string", "number", "date", "yesno"):
        try:
            condition = filters.condition(grammar, "value", expression)
        except filters.FilterError:
            continue
        statements = duckdb.extract_statements(to_duckdb(f"SELECT count(*) FROM given WHERE {condition} AND kept", dt.date(2025, 12, 31)))
        assert len(statements) == 1
        assert statements[0].query.strip().endswith("AND kept")
