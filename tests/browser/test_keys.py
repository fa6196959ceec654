"""The page without a mouse, and for those who hear it: all that can be clicked can be reached and used with keys."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from browser.seen import Seen
from browser.test_dashboards import VIEWS

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
FOCUSED = """() => {
  const { activeElement: one } = document;
  return [one.tagName, one.getAttribute("role") ?? "", one.getAttribute("aria-label") ?? one.textContent.trim()].join("|").slice(0, 80);
}"""


def tabbed_to(page: Page, text: str) -> None:
    """Press Tab until what has a text in its name has the focus, and shows it."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if text in page.evaluate(FOCUSED):
            assert page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle") != "none"
            return
    raise AssertionError(f"{text!r} is not reached")


def test_filters_are_set_with_keys(seen: Seen) -> None:
    seen.open("executive")
    everyone = seen.value("Customers Today")
    tabbed_to(seen.page, "Affluent")
    seen.page.keyboard.press("Space")
    expect(seen.tile("Customers Today").locator(".big-value")).not_to_have_text(everyone)
    tabbed_to(seen.page, "State")
    seen.page.keyboard.press("Enter")
    expect(seen.page.get_by_role("combobox")).to_be_focused()
    seen.page.keyboard.type("CA")
    expect(seen.page.get_by_role("option")).to_have_text(["CA"])
    seen.page.keyboard.press("ArrowDown")
    seen.page.keyboard.press("Enter")
    seen.page.wait_for_url("**State=CA*")
    seen.page.keyboard.press("Escape")
    expect(seen.page.get_by_role("combobox")).to_have_count(0)
    assert "State" in seen.measured(FOCUSED)


def test_tabs_are_moved_between_with_arrows(seen: Seen) -> None:
    seen.open("individual")
    tabbed_to(seen.page, "Profile")
    seen.page.keyboard.press("ArrowRight")
    expect(seen.page.get_by_role("tab", name="CASA")).to_have_attribute("aria-selected", "true")
    seen.page.keyboard.press("End")
    expect(seen.page.get_by_role("tab", name="Actions")).to_be_focused()
    seen.wait()
    expect(seen.tile("Yearly Value of Acting")).to_be_visible()
    seen.page.keyboard.press("Tab")
    assert seen.measured("() => document.querySelector('#tiles').contains(document.activeElement)")


def test_a_menu_opens_moves_and_gives_the_focus_back(seen: Seen) -> None:
    seen.open("executive")
    tabbed_to(seen.page, "More for AUM Today")
    seen.page.keyboard.press("Enter")
    expect(seen.page.get_by_role("menuitem").first).to_be_focused()
    seen.page.keyboard.press("End")
    expect(seen.page.get_by_role("menuitem").last).to_be_focused()
    seen.page.keyboard.press("Escape")
    expect(seen.page.get_by_role("menu")).to_have_count(0)
    assert "More for AUM Today" in seen.measured(FOCUSED)
    seen.page.keyboard.press("Enter")
    seen.page.keyboard.press("Enter")
    expect(seen.page.get_by_role("dialog")).to_be_visible()
    seen.page.keyboard.press("Escape")
    expect(seen.page.get_by_role("dialog")).to_have_count(0)


def test_a_chart_can_be_read_as_a_table(seen: Seen) -> None:
    seen.open("executive")
    chart = seen.tile("Portfolio Health: AUM and LUM")
    expect(chart.get_by_role("img", name=re.compile("^Column chart of Portfolio Health.* 25 values .*AUM: lowest"))).to_be_visible()
    chart.get_by_role("button", name="Show as table").press("Enter")
    expect(chart.get_by_role("row")).to_have_count(26)
    expect(chart.get_by_role("columnheader")).to_contain_text(["AUM", "LUM"])


NEEDS_AXE = pytest.mark.skipif(not AXE.is_file(), reason="axe is not installed: make browser")


@NEEDS_AXE
@pytest.mark.parametrize(("board", "tab"), VIEWS)
def test_axe_finds_nothing_serious(seen: Seen, board: str, tab: str) -> None:
    seen.open(board, **({"tab": tab} if tab else {}))
    assert in_both_themes(seen.page) == []


@NEEDS_AXE
def test_axe_finds_nothing_serious_in_what_opens(seen: Seen) -> None:
    seen.open("executive")
    seen.page.get_by_role("button", name="State").first.click()
    expect(seen.page.get_by_role("option").first).to_be_visible()
    assert in_both_themes(seen.page) == []
    seen.page.keyboard.press("Escape")
    seen.page.get_by_role("button", name="More for AUM Today").click()
    assert in_both_themes(seen.page) == []
    seen.page.get_by_role("menuitem", name="Show SQL").click()
    expect(seen.page.get_by_role("dialog").locator("pre").first).to_be_visible()
    assert in_both_themes(seen.page) == []
    seen.page.keyboard.press("Escape")
    seen.tile("Customers Today").locator(".big-value button").click()
    expect(seen.page.get_by_role("dialog").locator("tbody tr").first).to_be_visible()
    assert in_both_themes(seen.page) == []


def in_both_themes(page: Page) -> list[str]:
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        found += [f"{scheme}: {one}" for one in violations(page)]
    return found


def violations(page: Page) -> list[str]:
    """Return what axe calls serious or critical, with where it is."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("() => axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations)")
    grave = [one for one in found if one["impact"] in ("serious", "critical")]
    return [
        f"{one['id']}: {json.dumps([node['target'] for node in one['nodes'][:5]])} {one['nodes'][0]['failureSummary']}" for one in grave
    ]
