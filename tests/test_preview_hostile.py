"""What a browser may send to the preview, and what comes of it: an error, or rows that the value truly means."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path

import duckdb
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from c360sim import cli, filenames
from c360sim.looker import filters
from c360sim.looker.explores import explore
from c360sim.looker.project import load
from c360sim.looker.translation import to_duckdb
from c360sim.preview.drilling import exactly
from preview_kit import LOOKML, Preview, copied

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


NAMES = [
    "../../stray",
    "/etc/stray",
    "C:\\stray",
    "a/b",
    "con",
    "LPT1",
    "",
    " ",
    ".",
    "..",
    "-rf",
    "\x00",
    "a\nb",
    "ü",
    "Work_List",
    "x" * 300,
]


@given(names=st.lists(st.one_of(st.sampled_from(NAMES), st.text(max_size=12)), max_size=8))
@example(names=NAMES)
def test_names_of_files_are_harmless_and_differ(names: list[str]) -> None:
    files = filenames.distinct(names)
    assert set(files) == set(names)
    assert len({file.lower() for file in files.values()}) == len(files)
    for file in files.values():
        assert re.fullmatch(r"\w[\w-]{0,99}", file, re.ASCII)
        assert not re.fullmatch(r"con|prn|aux|nul|(com|lpt)\d", file, re.IGNORECASE)


def test_names_that_are_fit_stay_as_they_are() -> None:
    assert filenames.distinct(["../executive", "executive", "work_list", "Executive"]) == {
        "executive": "executive", "work_list": "work_list", "Executive": "Executive-2", "../executive": "executive-3",
    }  # fmt: skip


def renamed(project: Path, **names: str) -> None:
    """Give dashboards of a project other names."""
    for old, new in names.items():
        path = next(project.glob(f"dashboards/*{old}*.lookml"))
        path.write_text(path.read_text().replace(f"- dashboard: {old}", f"- dashboard: {json.dumps(new)}"))


def test_no_dashboard_is_written_outside_the_export(
    dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    project, site = copied(tmp_path / "of"), tmp_path / "of" / "site"
    renamed(project, segment="../../work_list", work_list="WORK_LIST", executive="nul")
    assert cli.main(["lookml", "lint", "--project", str(project)]) == 1
    found = [line for line in capsys.readouterr().out.splitlines() if ": name: " in line or ": duplicate: " in line]
    assert [line.split(";")[0].split(": ", 1)[1] for line in found] == ["name: dashboard 'nul'", "name: dashboard '../../work_list'"]
    words = ["preview", str(dataset), "--project", str(project), "--export", str(site), "--dashboards", "nul,../../work_list"]
    assert cli.main(words) == 0
    assert sorted(path.name for path in site.iterdir()) == ["nul_.html", "work_list-2.html"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cache", "of"]
    assert 'href="work_list-2.html"' in (site / "nul_.html").read_text()


def test_dashboards_that_differ_in_case_alone_are_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = copied(tmp_path)
    renamed(project, segment="Executive")
    assert cli.main(["lookml", "lint", "--project", str(project)]) == 1
    assert "duplicate: executive is given twice" in capsys.readouterr().out


@pytest.mark.parametrize("kind", ["view", "explore", "dimension"])
def test_a_name_that_is_none_of_sql_is_found_and_refused(kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = copied(tmp_path)
    text = f"{kind}: ../../x {{}}" if kind != "dimension" else "view: x { dimension: a;b { sql: 1 ;; } }"
    (project / "views" / "stray.view.lkml").write_text(text)
    assert cli.main(["lookml", "lint", "--project", str(project)]) == 1
    assert f"views/stray.view.lkml:1: name: {kind} " in capsys.readouterr().out
    assert cli.main(["lookml", "sql", "customers", "dim_customer.customers", "--project", str(project)]) == 2


def test_the_name_of_a_download_is_harmless(preview: Preview) -> None:
    answer = preview.client.get("/api/dashboards/executive/tiles/Customers Today/download.csv")
    assert answer.headers["content-disposition"] == 'attachment; filename="Customers-Today.csv"'
