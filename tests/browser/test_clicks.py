"""What a click does: filters, links that carry them, the rows, SQL and LookML behind a tile, files."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import duckdb
import pytest
from playwright.sync_api import Locator, Page, expect

from browser.seen import Seen

CUSTOMERS = """
SELECT count(*) FROM dim_customer
WHERE customer_id IN (SELECT customer_id FROM dim_account WHERE close_date IS NULL) AND {}
"""


def customers(tables: duckdb.DuckDBPyConnection, condition: str) -> str:
    """Return how many customers of today meet a condition, as the page writes it."""
    found = tables.execute(CUSTOMERS.format(condition)).fetchone()
    assert found is not None
    return f"{found[0]:,}"


def pick(page: Page, filter_name: str, *values: str) -> None:
    """Choose values in a filter that opens, close it, and wait until it holds."""
    page.get_by_role("button", name=re.compile(f"^{filter_name} ")).click()
    for value in values:
        page.get_by_role("combobox").fill(value)
        page.get_by_role("option", name=value).first.click()
    page.keyboard.press("Escape")
    page.wait_for_url(lambda url: quote(",".join(values), safe="") in url)


def row(seen: Seen, tile: str, text: str) -> Locator:
    return seen.tile(tile).get_by_role("row").filter(has_text=text).first


def test_filters_change_the_numbers_to_what_sql_gives(seen: Seen, tables: duckdb.DuckDBPyConnection) -> None:
    seen.open("executive")
    value = seen.tile("Customers Today").locator(".big-value")
    expect(value).to_have_text(customers(tables, "true"))
    seen.page.locator("#filters").get_by_role("button", name="Affluent").click()
    expect(value).to_have_text(customers(tables, "segment = 'Affluent'"))
    seen.page.go_back()
    expect(value).to_have_text(customers(tables, "true"))
    seen.page.go_forward()
    expect(value).to_have_text(customers(tables, "segment = 'Affluent'"))
    pick(seen.page, "State", "CA", "TX")
    expect(value).to_have_text(customers(tables, "segment = 'Affluent' AND address_state IN ('CA', 'TX')"))
    seen.wait()
    assert parse_qs(urlsplit(seen.page.url).query) == {"Segment": ["Affluent"], "State": ["CA,TX"]}
    seen.page.get_by_role("button", name="Reset filters").click()
    expect(value).to_have_text(customers(tables, "true"))


def test_from_the_bank_to_a_segment_to_a_customer(seen: Seen, tables: duckdb.DuckDBPyConnection) -> None:
    seen.open("executive")
    pick(seen.page, "State", "CA")
    seen.wait()
    row(seen, "Where Profit Comes From, All Months", "Mass Market").get_by_role("button").first.click()
    seen.page.get_by_role("menuitem", name=re.compile("segment", re.IGNORECASE)).first.click()
    seen.page.wait_for_url("**/dashboards/segment?*")
    seen.wait()
    assert parse_qs(urlsplit(seen.page.url).query) == {"Segment": ["Mass Market"], "State": ["CA"]}
    expect(seen.page.locator("#filters").get_by_role("button", name="Mass Market")).to_have_attribute("aria-pressed", "true")
    link = seen.page.locator("#tiles a[href*='/dashboards/individual?Customer=']").first
    number = parse_qs(urlsplit(str(link.get_attribute("href"))).query)["Customer"][0]
    link.click()
    seen.page.wait_for_url("**/dashboards/individual?*")
    seen.wait()
    found = tables.execute(
        "SELECT first_name || ' ' || last_name, segment, address_state FROM dim_customer WHERE customer_id = $1", [int(number)]
    ).fetchone()
    assert found is not None
    assert found[1:] == ("Mass Market", "CA")
    header = seen.tile("Profile Header")
    expect(header).to_contain_text(number)
    expect(header).to_contain_text(found[0])


def test_a_customer_is_found_by_name(seen: Seen, tables: duckdb.DuckDBPyConnection) -> None:
    found = tables.execute("SELECT customer_id, first_name || ' ' || last_name FROM dim_customer WHERE customer_id = 17").fetchone()
    assert found is not None
    seen.open("individual", tab="Loans")
    seen.page.get_by_role("button", name=re.compile("^Customer ID ")).click()
    seen.page.get_by_role("combobox").fill(found[1])
    seen.page.get_by_role("option", name=re.compile(r"\b17$")).click()
    seen.page.wait_for_url("**Customer=17*")
    seen.page.get_by_role("tab", name="Profile").click()
    seen.wait()
    expect(seen.tile("Profile Header")).to_contain_text(found[1])


def test_rows_behind_a_value_are_as_many_as_it_says(seen: Seen) -> None:
    seen.open("executive", Segment="High Net Worth")
    count = seen.value("Customers Today")
    seen.tile("Customers Today").get_by_role("button", name=count).click()
    panel = seen.page.get_by_role("dialog")
    expect(panel).to_contain_text(f"{count} rows")
    expect(panel.locator("tbody tr")).to_have_count(int(count))
    seen.page.keyboard.press("Escape")
    expect(panel).to_have_count(0)


def test_a_bar_of_a_chart_has_rows_behind_it(seen: Seen) -> None:
    seen.open("segment")
    tile = seen.tile("Gaps in Cover by Kind")
    bars = tile.locator(".canvas path[fill]:not([fill='none'])")
    box = max((box for box in (bar.bounding_box() for bar in bars.all()) if box and box["height"] < 40), key=lambda box: box["width"])
    seen.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(seen.page.get_by_role("dialog").locator("tbody tr").first).to_be_visible()


def menu(seen: Seen, tile: str, item: str) -> Locator:
    seen.page.get_by_role("button", name=f"More for {tile}").click()
    return seen.page.get_by_role("menuitem", name=item)


def test_a_tile_shows_its_sql_and_its_lookml(seen: Seen, tables: duckdb.DuckDBPyConnection) -> None:
    seen.open("executive", Segment="Affluent")
    menu(seen, "Customers Today", "Show SQL").click()
    panel = seen.page.get_by_role("dialog")
    expect(panel.locator("pre")).to_have_count(2)
    bigquery, duck = panel.locator("pre").all_inner_texts()
    assert "`" in bigquery
    assert "'Affluent'" in bigquery
    assert customers(tables, "segment = 'Affluent'") == f"{tables.execute(duck).fetchall()[0][0]:,}"
    seen.page.get_by_role("button", name="Close").click()
    menu(seen, "Customers Today", "Show LookML").click()
    expect(panel).to_contain_text(re.compile(r"dashboards/executive\.dashboard\.lookml:\d+"))
    expect(panel.locator("pre")).to_contain_text("- name: Customers Today")


def test_a_tile_is_saved_as_csv(seen: Seen, tmp_path: Path) -> None:
    seen.open("executive", Segment="Affluent")
    tile = "Where Profit Comes From, All Months"
    with seen.page.expect_download() as download:
        menu(seen, tile, "Download CSV").click()
    download.value.save_as(tmp_path / "rows.csv")
    head, *rows = csv.reader((tmp_path / "rows.csv").read_text().splitlines())
    assert head[0] == "Segment"
    assert [found[0] for found in rows] == ["Affluent"]
    assert f"${float(rows[0][-1]):,.0f}" in row(seen, tile, "Affluent").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_theme_is_the_systems_until_another_is_chosen(seen: Seen, scheme: str) -> None:
    background = "() => getComputedStyle(document.body).backgroundColor"
    seen.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    seen.open("executive")
    before = seen.measured(background)
    other = "light" if scheme == "dark" else "dark"
    seen.page.get_by_role("button", name=f"Use the {other} theme").click()
    after = seen.measured(background)
    assert (brightness(before) > brightness(after)) == (scheme == "light")
    seen.open("segment")
    assert seen.measured(background) == after


def brightness(color: str) -> int:
    return sum(map(int, re.findall(r"\d+", color)[:3]))
