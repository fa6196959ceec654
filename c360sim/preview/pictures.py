"""Pictures of exported pages, taken in Chromium: of whole dashboards, tab by tab, and of each tile."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Theme = Literal["light", "dark"]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
"""Names of the browser on PATH, on one system or another."""
NO_NETWORK = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
"""Chromium finds no host but this machine."""
WIDTH, HEIGHT = 1920, 1080
COLORS = 256
"""Of a picture: with as few a page looks the same, in a third of the bytes."""
DRAWN = "#tiles:has(> .tile):not(:has([aria-busy]))"
"""What a page has, once all its tiles are drawn."""


class NoBrowser(RuntimeError):
    """The browser that takes pictures is not installed, or does not start."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Yield Chromium, started without a window and without a network. Raises NoBrowser where it is missing."""
    from playwright.sync_api import Error, sync_playwright

    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        raise NoBrowser(f"no browser is on PATH ({', '.join(BROWSERS)}); on Debian: apt-get install chromium")
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=program, args=[NO_NETWORK])
        except Error as error:
            raise NoBrowser(f"{program} does not start: {error.message.splitlines()[0]}") from None
        yield browser
        browser.close()


def take(pages: Sequence[Path], to: Path, theme: Theme) -> list[Path]:
    """Write pictures of exported pages into a folder, `DASHBOARD.png` or `DASHBOARD-TAB.png`, with one a tile in a folder of that name.

    Raises NoBrowser, and OSError where the folder cannot be written to.
    """
    found: list[Path] = []
    with chromium() as browser:
        context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme=theme, reduced_motion="reduce")
        page = context.new_page()
        for path in pages:
            for tab in _tabs(page, path):
                name = f"{path.stem}-{_plain(tab)}" if tab else path.stem
                found += _views(page, to / name)
        context.close()
    return found


def _tabs(page: Page, path: Path) -> Iterator[str]:
    """Open a page on each of its tabs in turn; one without tabs as it is."""
    page.goto(path.resolve().as_uri())
    page.wait_for_selector(DRAWN)
    tabs = page.get_by_role("tab")
    names = tabs.all_inner_texts()
    for number, name in enumerate(names):
        tabs.nth(number).click()
        page.wait_for_selector(DRAWN)
        yield name
    if not names:
        yield ""


def _views(page: Page, to: Path) -> Iterator[Path]:
    page.mouse.move(0, 0)
    yield _saved(page.screenshot(full_page=True), to.with_name(f"{to.name}.png"))
    for number, tile in enumerate(page.locator("#tiles > .tile").all(), 1):
        title = tile.locator("h2").all_inner_texts()[:1]
        yield _saved(tile.screenshot(), to / f"{_plain(' '.join([f'{number:02}', *title]))}.png")


def _saved(shot: bytes, path: Path) -> Path:
    from PIL import Image

    path.parent.mkdir(parents=True, exist_ok=True)
    image = Image.open(io.BytesIO(shot)).convert("RGB")
    image.quantize(COLORS, dither=Image.Dither.NONE).save(path, optimize=True)
    return path


def _plain(title: str) -> str:
    """Return a title as a part of a file's name."""
    return "-".join("".join(letter if letter.isalnum() else " " for letter in title.lower()).split())
