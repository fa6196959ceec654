"""Dashboards as files: they open from a disk, ask for nothing, and show what the server shows; pictures of them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageStat
from playwright.sync_api import Browser, expect

from browser.conftest import new_window
from browser.seen import Seen
from preview_kit import LOOKML

VALUES = """() => Object.fromEntries([...document.querySelectorAll("#tiles > .tile")].map((tile) => [tile.querySelector("h2").textContent,
  [...tile.querySelectorAll(".big-value, td, dd, .canvas text")].map((one) => one.textContent)]))"""


def exported(data: Path, to: Path, *flags: str, **environment: str) -> subprocess.CompletedProcess[str]:
    words = ["preview", str(data), "--project", str(LOOKML), "--export", str(to), *flags]
    environment = {**os.environ, "XDG_CACHE_HOME": str(to.parent / "cache"), **environment}
    return subprocess.run([sys.executable, "-m", "c360sim", *words], capture_output=True, text=True, env=environment, check=False)


def test_a_page_on_the_disk_shows_what_the_server_shows(browser: Browser, seen: Seen, dataset: Path, tmp_path: Path) -> None:
    ran = exported(dataset, tmp_path / "site", "--dashboards", "executive,individual")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert sorted(path.name for path in (tmp_path / "site").iterdir()) == ["executive.html", "individual.html"]
    with new_window(browser, "") as alone:
        asked: list[str] = []
        alone.page.on("request", lambda request: asked.append(request.url))
        for board in ("executive", "individual"):
            seen.open(board)
            alone.page.goto((tmp_path / "site" / f"{board}.html").as_uri())
            alone.wait()
            assert len(alone.measured(VALUES)) > 8
            assert alone.measured(VALUES) == seen.measured(VALUES)
        alone.page.get_by_role("tab", name="Loans").click()
        alone.wait()
        expect(alone.tile("Repayment Progress").locator(".big-value")).to_be_visible()
        alone.page.get_by_role("button", name="More for Repayment Progress").click()
        alone.page.get_by_role("menuitem", name="Show SQL").click()
        expect(alone.page.get_by_role("dialog").locator("pre")).to_have_count(2)
        alone.page.keyboard.press("Escape")
        alone.page.get_by_role("link", name="A: Executive View").click()
        alone.wait()
        expect(alone.tile("AUM Today").locator(".big-value")).to_be_visible()
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []


def test_pictures_are_taken_of_the_dashboard_and_each_tile(browser: Browser, dataset: Path, tmp_path: Path) -> None:
    ran = exported(dataset, tmp_path / "site", "--dashboards", "executive", "--pictures", "dark")
    assert (ran.returncode, ran.stderr) == (0, "")
    pictures = tmp_path / "site" / "pictures"
    with Image.open(pictures / "executive.png") as whole:
        assert whole.width == 1920
        gray = ImageStat.Stat(whole.convert("L"))
    assert gray.median[0] < 64
    assert gray.stddev[0] > 5
    assert len(list((pictures / "executive").iterdir())) == 11
    assert (pictures / "executive" / "02-aum-today.png").is_file()


def test_pictures_without_a_browser_are_refused_in_a_line(dataset: Path, tmp_path: Path) -> None:
    ran = exported(dataset, tmp_path / "site", "--dashboards", "executive", "--pictures", "light", PATH=str(tmp_path))
    assert (ran.returncode, ran.stderr.count("\n")) == (2, 1)
    assert ran.stderr.startswith("error: --pictures is light, but no browser is on PATH (chromium, ")


def test_a_browser_that_does_not_start_is_told_in_a_line(dataset: Path, tmp_path: Path) -> None:
    chromium = tmp_path / "chromium"
    chromium.write_text("#!/bin/sh\nexit 1\n")
    chromium.chmod(0o755)
    ran = exported(dataset, tmp_path / "site", "--dashboards", "executive", "--pictures", "light", PATH=f"{tmp_path}:/bin")
    assert (ran.returncode, ran.stderr.count("\n")) == (2, 1)
    assert ran.stderr.startswith(f"error: --pictures is light, but {chromium} does not start: ")


@pytest.mark.parametrize(
    ("flags", "message"),
    [
        (["--dashboards", "executive,nowhere"], "--dashboards is executive,nowhere; allowed: one or more of executive, segment, "),
        (["--export", ""], "--export is empty; allowed: a folder"),
        (["--export", "/dev/null/site"], "--export is /dev/null/site, inside the file /dev/null; allowed: a folder"),
    ],
)
def test_what_cannot_be_exported_is_told(tiny: Path, tmp_path: Path, flags: list[str], message: str) -> None:
    ran = exported(tiny, tmp_path / "site", *flags)
    assert (ran.returncode, ran.stderr.startswith(f"error: {message}")) == (2, True), ran.stderr
