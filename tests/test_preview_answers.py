"""What the preview's server answers: rows as the runtime gives them, links, drills, suggestions, files."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import duckdb
import pytest

from c360sim.dataset import Dataset
from c360sim.looker.dashboards import dashboards
from c360sim.looker.project import load
from c360sim.looker.running import Runner
from looker_kit import replaced
from preview_kit import LOOKML, Preview, copied


@pytest.fixture(scope="module")
def preview(dataset: Path, tmp_path_factory: pytest.TempPathFactory) -> Preview:
    return Preview(LOOKML, dataset, tmp_path_factory.mktemp("kept"))


def values(rows: list[dict[str, Any]]) -> list[Any]:
    """Return all values, row by row, those of a pivot one after another."""
    return [inner["v"] for row in rows for cell in row.values() for inner in ([cell] if "v" in cell else cell.values())]


def plain(rows: list[dict[str, Any]]) -> list[Any]:
    """Return all values of the runtime as JSON has them; the last digits of sums of floating numbers depend on the order."""
    found = [inner for row in rows for cell in row.values() for inner in (cell.values() if isinstance(cell, dict) else [cell])]
    return [
        value.isoformat() if isinstance(value, dt.date) else pytest.approx(float(value)) if isinstance(value, float | Decimal) else value
        for value in found
    ]


def test_every_tile_has_the_rows_of_the_runtime(preview: Preview, dataset: Path) -> None:
    project = load(LOOKML)
    model = project.models["customer_360"]
    runner = Runner(model, Dataset(dataset))
    different = []
    for board in dashboards(model, project.root):
        given = {"Customer": "17"} if "Customer" in board.filters else {"Segment": "Mass Market"}
        for tile in board.tiles:
            wanted = runner.run(tile.asked({**board.defaults, **given}), tile.calculations, tile.calculated_sorts)
            told = preview.tile(board.name, tile.name, **given)
            if values(told["rows"]) != plain(wanted.rows) or [field["name"] for field in told["fields"]] != list(wanted.fields):
                different.append(f"{board.name}: {tile.name}")
    assert different == []


def test_a_dashboard_is_told_as_written(preview: Preview, dataset: Path) -> None:
    board = preview.get("/api/dashboards/executive")
    assert (board["title"], board["project_as_of"], board["customers"]) == ("A: Executive View", "2025-12-31", 500)
    assert board["filters"][0] == {
        "name": "Segment", "title": "Segment", "field": "dim_customer.segment", "kind": "string", "control": "button_toggles",
        "display": "inline", "default": "", "multiple": True, "required": False, "suggest": True,
        "options": ["High Net Worth", "Affluent", "Mass Market"], "tabs": [],
    }  # fmt: skip
    tile = next(tile for tile in board["tiles"] if tile["name"] == "Portfolio Health")
    assert (tile["row"], tile["col"], tile["width"], tile["height"], tile["listens"]) == (4, 0, 14, 8, ["Segment", "State"])
    assert tile["style"]["series_colors"] == {"fact_account_snapshot.aum": "#1A73E8", "fact_account_snapshot.lum": "#F9AB00"}
    individual = preview.get("/api/dashboards/individual")
    assert [tab["name"] for tab in individual["tabs"]][:2] == ["Profile", "CASA"]
    assert [board["name"] for board in preview.get("/api/dashboards")] == ["executive", "segment", "individual", "work_list"]


def test_the_page_carries_its_dashboard(preview: Preview) -> None:
    page = preview.client.get("/", follow_redirects=True)
    assert page.url.path == "/dashboards/executive"
    found = re.search(r'<script[^>]*id="dashboard"[^>]*>(.*?)</script>', page.text, re.DOTALL)
    assert found is not None
    assert json.loads(found[1]) == preview.get("/api/dashboards/executive")
    assert "default-src 'self'" in page.headers["content-security-policy"]


def test_cells_are_text_in_us_form(preview: Preview, tables: duckdb.DuckDBPyConnection) -> None:
    told = preview.tile("executive", "AUM Today", Segment="Affluent")
    aum = tables.sql(
        """SELECT sum(s.balance) FROM fact_account_snapshot AS s JOIN dim_account AS a USING (account_id)
        JOIN dim_customer AS c ON c.customer_id = a.customer_id
        WHERE s.snapshot_date = DATE '2025-12-31' AND a.account_type IN ('CASA', 'Securities') AND c.segment = 'Affluent'"""
    ).fetchall()[0][0]
    cell = told["rows"][0]["fact_account_snapshot.aum"]
    assert cell == {"v": pytest.approx(float(aum)), "t": f"${aum:,.0f}", "drill": True}
    head = {field["name"]: field for field in told["fields"]}
    assert (head["fact_account_snapshot.aum"]["unit"], head["fact_account_snapshot.aum"]["decimals"]) == ("usd", 0)
    assert (head["change_in_a_year"]["kind"], head["change_in_a_year"]["unit"]) == ("calculation", "percent")
    assert re.fullmatch(r"-?\d+\.\d%", told["rows"][0]["change_in_a_year"]["t"])
    assert told["rows"][-1]["change_in_a_year"] == {"v": None, "t": ""}


def test_a_pivot_has_its_columns_and_totals_their_cells(preview: Preview) -> None:
    heat = preview.tile("executive", "Segment Heatmap")
    assert heat["pivots"] == ["customer_profit.profit_quarter"]
    assert [column["labels"] for column in heat["columns"]][:2] == [["2024-Q1"], ["2024-Q2"]]
    assert heat["rows"][0]["customer_profit.profit_per_customer"]["2024-01"]["t"].startswith("$")
    profit = preview.tile("executive", "Where Profit Comes From")
    total = profit["totals"]["customer_profit.total_profit"]["v"]
    assert total == pytest.approx(sum(row["customer_profit.total_profit"]["v"] for row in profit["rows"]))


def test_links_lead_from_dashboard_to_dashboard_with_the_filters(preview: Preview) -> None:
    row = preview.tile("executive", "Where Profit Comes From", State="NY,CA")["rows"][-1]
    link = row["dim_customer.segment"]["links"][0]
    assert link["label"] == "Segment view of Mass Market"
    assert (urlsplit(link["url"]).path, parse_qs(urlsplit(link["url"]).query)) == (
        "/dashboards/segment", {"Segment": ["Mass Market"], "State": ["NY,CA"]},
    )  # fmt: skip
    leaking = preview.tile("segment", "Top Leaking Customers", Segment="Mass Market", State="NY,CA")["rows"][0]
    link = leaking["dim_customer.customer_number"]["links"][0]
    assert link["url"] == f"/dashboards/individual?Customer={leaking['dim_customer.customer_number']['v']}"
    header = preview.tile("individual", "Profile Header", Customer=link["url"].partition("=")[2])["rows"][0]
    assert header["dim_customer.name"]["t"] == leaking["dim_customer.name"]["t"]


def test_the_rows_behind_a_cell_add_up_to_it(preview: Preview) -> None:
    personas = preview.tile("segment", "Personas", Segment="Affluent")
    assert {field["name"]: field["drills"] for field in personas["fields"][:2]} == {
        "dim_customer.persona_tag": False,
        "dim_customer.customers_today": True,
    }
    row = personas["rows"][0]
    keys = {"key.dim_customer.persona_tag": row["dim_customer.persona_tag"]["v"], "Segment": "Affluent"}
    behind = preview.tile("segment", "Personas", "/drill", field="dim_customer.customers_today", **keys)
    assert [field["name"] for field in behind["fields"]][:2] == ["dim_customer.customer_number", "dim_customer.name"]
    assert behind["row_count"] == row["dim_customer.customers_today"]["v"]
    assert {found["dim_customer.segment"]["v"] for found in behind["rows"]} == {"Affluent"}


def test_a_cell_of_a_pivot_is_drilled_by_its_column_too(preview: Preview) -> None:
    row = preview.tile("segment", "Channel Mix by Age", Persona="Boomer")["rows"][-1]
    age = row["dim_customer.age_tier"]["v"]
    keys = {"key.dim_customer.age_tier": age, "key.fact_interaction.channel": "Branch", "Persona": "Boomer"}
    behind = preview.tile("segment", "Channel Mix by Age", "/drill", field="fact_interaction.count", **keys)
    assert behind["row_count"] == min(row["fact_interaction.count"]["Branch"]["v"], 500)
    assert {found["fact_interaction.channel"]["v"] for found in behind["rows"]} == {"Branch"}


def test_a_quarter_is_drilled_as_three_months(preview: Preview) -> None:
    keys = {"key.customer_profit.profit_quarter": "2024-04", "key.dim_customer.segment": "Affluent"}
    behind = preview.tile("executive", "Segment Heatmap", "/drill", field="customer_profit.profit_per_customer", **keys)
    affluent = next(row for row in preview.tile("executive", "Segment Heatmap")["rows"] if row["dim_customer.segment"]["v"] == "Affluent")
    profit = sum(row["customer_profit.total_profit"]["v"] for row in behind["rows"])
    assert profit / behind["row_count"] == pytest.approx(affluent["customer_profit.profit_per_customer"]["2024-04"]["v"])
    assert not any(field["drills"] or field["hidden"] for field in behind["fields"])


def test_a_customer_is_found_by_name_or_number(preview: Preview, tables: duckdb.DuckDBPyConnection) -> None:
    first, last = tables.sql("SELECT first_name, last_name FROM dim_customer WHERE customer_id = 17").fetchall()[0]
    path = "/api/dashboards/individual/filters/Customer/suggestions"
    assert {"value": "17", "label": f"{first} {last} · 17"} in preview.get(path, q=f"{first} {last}".upper())["values"]
    assert preview.get(path, q="17")["values"][0]["value"] == "17"
    assert preview.get(path, q="nobody is called so")["values"] == []
    assert len(preview.get(path, q="")["values"]) == 100
    states = preview.get("/api/dashboards/executive/filters/State/suggestions", q="n")["values"]
    assert "NY" in [found["value"] for found in states]
    assert all("n" in found["label"].lower() for found in states)


def test_a_tile_shows_its_sql_its_lookml_and_its_file(preview: Preview) -> None:
    told = preview.tile("executive", "Customers Today", "/sql", Segment="Affluent")
    assert "`c360-project.c360.dim_customer`" in told["bigquery"]
    assert all("segment = 'Affluent'" in sql for sql in told.values())
    text = preview.tile("executive", "AUM Today", "/lookml")
    assert (text["file"], text["text"].splitlines()[0]) == ("dashboards/executive.dashboard.lookml", "- name: AUM Today")
    assert text["text"].splitlines()[-1] == "  height: 4"
    assert (LOOKML / text["file"]).read_text().splitlines()[text["line"] - 1].strip() == "- name: AUM Today"
    answer = preview.client.get("/api/dashboards/segment/tiles/Channel Mix by Age/download.csv")
    assert answer.headers["content-disposition"] == 'attachment; filename="Channel-Mix-by-Age.csv"'
    rows = list(csv.reader(io.StringIO(answer.text)))
    assert rows[0] == ["Age Tier", "App", "Branch", "Call Center", "Chatbot"]
    assert int(rows[1][1]) == preview.tile("segment", "Channel Mix by Age")["rows"][0]["fact_interaction.count"]["App"]["v"]


def test_html_is_rendered_for_each_value_and_made_harmless(dataset: Path, tmp_path: Path) -> None:
    project = copied(tmp_path)
    html = (
        "<b style='color: red; position: fixed' onclick='x()'>{{ value }}</b><script>alert(1)</script><img src='https://example.com/x.png'>"
        "<a href='/dashboards/customer_360::segment?Persona={{ value | url_encode }}&Segment='>go</a><a href='javascript:x()'>no</a>"
        "<a href='https://example.com/'>away</a>{{ _filters['dim_customer.segment'] }}"
    )
    old = 'dimension: persona_tag {\n    label: "Persona"\n'
    replaced(project, "views/dim_customer.view.lkml", old, f"{old}    html: {html} ;;\n")
    preview = Preview(project, dataset, tmp_path / "kept")
    cell = preview.tile("segment", "Personas", Segment="Affluent,%<i>%")["rows"][0]["dim_customer.persona_tag"]
    value = cell["v"].replace("&", "&amp;")
    query = f"Persona={cell['v'].replace('&', '%26').replace(' ', '+')}&amp;Segment="
    assert cell["h"] == (
        f'<b style="color:red">{value}</b><a href="/dashboards/segment?{query}">go</a><a>no</a><a>away</a>Affluent,%&lt;i&gt;%'
    )


def test_kept_tables_are_there_at_the_next_start(dataset: Path, tmp_path: Path) -> None:
    first = Preview(LOOKML, dataset, tmp_path / "kept").tile("executive", "High Churn Risk")
    files = {path: path.stat().st_ino for path in (tmp_path / "kept").iterdir()}
    assert {path.name.rpartition("_")[0] for path in files} == {"data_end", "customer_month", "churn_risk", "churn_today"} & {
        path.name.rpartition("_")[0] for path in files
    }
    damaged = next(path for path in files if path.name.startswith("churn_risk"))
    damaged.write_bytes(b"interrupted")
    again = Preview(LOOKML, dataset, tmp_path / "kept").tile("executive", "High Churn Risk")
    assert again["rows"] == first["rows"]
    assert [path for path in files if path.stat().st_ino != files[path]] == [damaged]
    assert not list((tmp_path / "kept").glob("*.passing"))


def test_what_belongs_to_the_page_is_asked_for_once(preview: Preview) -> None:
    page = preview.client.get("/dashboards/executive")
    assert page.headers["cache-control"] == "no-cache"
    addresses = re.findall(r'"(/static/[^"]+)"', page.text)
    assert len(addresses) > 40
    for address in set(addresses):
        answer = preview.client.get(address)
        assert (answer.status_code, "immutable" in answer.headers["cache-control"]) == (200, True), address
