"""What goes wrong, and how the page takes it: mistakes in the project, values that nothing knows, no server, no network."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, expect

from browser.conftest import new_window
from browser.seen import Seen
from looker_kit import replaced
from preview_kit import copied, running

VIEW = "views/dim_customer.view.lkml"
BOARD = "dashboards/executive.dashboard.lookml"
HOSTILE = {
    "quotes": "' OR '1'='1",
    "comment": 'x"; DROP TABLE dim_customer; --',
    "script": "<script>window.hurt = true</script>",
    "handler": '"><img src=x onerror="window.hurt = true">',
    "liquid": "{{ _user_attributes['x'] }}",
    "long": "x" * 10_000,
}


@pytest.fixture
def edited(browser: Browser, dataset: Path, tmp_path: Path) -> Iterator[tuple[Seen, Path]]:
    """A page of a copy of the project, and the copy."""
    project = copied(tmp_path)
    with running(dataset, project, tmp_path / "cache") as (_, port), new_window(browser, f"http://127.0.0.1:{port}") as seen:
        yield seen, project


def test_a_mistake_is_told_with_its_place_until_it_is_fixed(edited: tuple[Seen, Path]) -> None:
    seen, project = edited
    seen.open("executive")
    banner, value = seen.page.locator("#banner"), seen.tile("Customers Today").locator(".big-value")
    before = value.inner_text()
    replaced(project, VIEW, "measure: customers_today {\n    type: count", "measure: customers_today {\n    tipe: count")
    line = next(number for number, text in enumerate((project / VIEW).read_text().splitlines(), 1) if "tipe" in text)
    expect(banner).to_contain_text("tipe in measure customers_today; type is meant?")
    expect(banner).to_contain_text(f"{VIEW}:{line}")
    expect(value).to_have_text(before)
    seen.open("executive")
    expect(banner).to_contain_text(f"{VIEW}:{line}")
    replaced(project, VIEW, "tipe: count", 'type: count\n    value_format: "0.0"')
    expect(value).to_have_text(f"{before}.0")
    expect(banner).to_be_hidden()


def test_a_tab_that_was_not_seen_shows_what_it_missed(browser: Browser, edited: tuple[Seen, Path]) -> None:
    seen, project = edited
    seen.page.add_init_script("Object.defineProperty(document, 'hidden', { get: () => window.isHidden ?? false })")
    seen.open("executive")
    value = seen.tile("Customers Today").locator(".big-value")
    before = value.inner_text()
    with new_window(browser, seen.root) as other:
        other.open("executive")
        seen.measured("() => { window.isHidden = true; document.dispatchEvent(new Event('visibilitychange')) }")
        replaced(
            project,
            VIEW,
            "measure: customers_today {\n    type: count",
            'measure: customers_today {\n    type: count\n    value_format: "0.0"',
        )
        expect(other.tile("Customers Today").locator(".big-value")).to_have_text(f"{before}.0")
    expect(value).to_have_text(before)
    seen.measured("() => { window.isHidden = false; document.dispatchEvent(new Event('visibilitychange')) }")
    expect(value).to_have_text(f"{before}.0")


def test_a_mistake_in_one_tile_is_told_in_that_tile(edited: tuple[Seen, Path]) -> None:
    seen, project = edited
    seen.open("executive")
    tile = seen.tile("Customers Today")
    replaced(project, VIEW, 'filters: [is_customer_today: "Yes"]', 'filters: [is_nobody: "Yes"]')
    expect(tile.get_by_role("alert")).to_contain_text("explore customers has no field dim_customer.is_nobody")
    expect(tile.get_by_role("alert")).to_contain_text(f"{VIEW}:")
    expect(seen.tile("AUM Today").locator(".big-value")).to_be_visible()
    replaced(project, VIEW, 'filters: [is_nobody: "Yes"]', 'filters: [is_customer_today: "Yes"]')
    expect(tile.locator(".big-value")).to_be_visible()
    assert all("500" in problem for problem in seen.problems)
    seen.problems.clear()


def test_a_tile_that_is_moved_and_renamed_is_shown_so(edited: tuple[Seen, Path]) -> None:
    seen, project = edited
    seen.open("executive")
    replaced(project, BOARD, "    title: Customers Today\n", "    title: Customers Now\n")
    expect(seen.tile("Customers Now").locator(".big-value")).to_be_visible()
    expect(seen.tile("Customers Today")).to_have_count(0)


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_values_of_filters_hurt_nobody(seen: Seen, value: str) -> None:
    seen.page.goto(seen.address("executive", Segment=value, State=value, tab=value))
    expect(seen.tile("Customers Today").locator(".big-value, .state.error")).to_be_visible()
    seen.wait()
    assert seen.measured("() => window.hurt ?? null") is None
    assert seen.page.locator("main img, main script").count() == 0
    assert all("status of 4" in problem for problem in seen.problems)
    seen.problems.clear()


def test_values_that_nobody_has_leave_every_tile_empty_or_at_nought(seen: Seen) -> None:
    for board in ("executive", "segment", "work_list"):
        seen.open(board, Segment="Nobody", State="ZZ")
        assert seen.page.locator("#tiles .state.error").count() == 0
        assert seen.page.locator("#tiles tbody tr").count() == 0
        assert seen.page.locator("#tiles .state").count() > 0


def test_a_server_that_is_gone_is_told(browser: Browser, dataset: Path, tmp_path: Path) -> None:
    with running(dataset, copied(tmp_path), tmp_path / "cache") as (process, port), new_window(browser, f"http://127.0.0.1:{port}") as seen:
        seen.open("executive")
        process.kill()
        process.wait()
        seen.page.locator("#filters").get_by_role("button", name="Affluent").click()
        expect(seen.tile("Customers Today").get_by_role("alert")).to_contain_text("Is it still running?")
        seen.problems.clear()


def test_without_a_network_all_is_as_ever(browser: Browser, seen: Seen) -> None:
    with closing(browser.new_page()) as elsewhere, pytest.raises(Error, match="ERR_NAME_NOT_RESOLVED"):
        elsewhere.goto("http://example.com")
    asked: list[str] = []
    seen.page.on("request", lambda request: asked.append(request.url))
    for board in ("executive", "segment", "individual", "work_list"):
        seen.open(board)
        assert seen.page.locator("#tiles .state.error").count() == 0
    assert len(asked) > 40
    assert [url for url in asked if not url.startswith((seen.root, "data:"))] == []
