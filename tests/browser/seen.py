"""A page of the preview as a person sees it: opened, waited for, and watched for what goes wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Request, ViewportSize

from c360sim.preview.pictures import DRAWN

WIDE = ViewportSize(width=1920, height=1080)
LAPTOP = ViewportSize(width=1366, height=768)
HERE = ("127.0.0.1", None)
"""Hosts that a page may ask: this machine, and none where the page is a file or holds its data."""


@dataclass
class Seen:
    """A page, and what went wrong on it so far: errors on its console, uncaught ones, and requests to other hosts."""

    page: Page
    root: str
    problems: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, context: BrowserContext, root: str) -> Seen:
        """Open an empty page whose addresses begin with `root`."""
        seen = cls(context.new_page(), root)
        context.on("request", seen._requested)
        seen.page.on("console", seen._said)
        seen.page.on("pageerror", lambda error: seen.problems.append(str(error)))
        return seen

    def open(self, board: str, **values: str) -> None:
        """Go to a dashboard, with filter values and `tab`, and wait until it is drawn."""
        self.page.goto(self.address(board, **values))
        self.wait()

    def address(self, board: str, **values: str) -> str:
        """Return where a dashboard is with filter values and `tab`."""
        return f"{self.root}/dashboards/{board}?{urlencode(values, quote_via=quote)}"

    def wait(self) -> None:
        """Wait until every tile shows its result or why it has none."""
        self.page.wait_for_selector(DRAWN)

    def tile(self, title: str) -> Locator:
        """Return a tile by its title."""
        return self.page.get_by_role("region", name=title, exact=True)

    def value(self, title: str) -> str:
        """Return the big value of a tile, once there."""
        return self.tile(title).locator(".big-value").inner_text()

    def measured(self, script: str) -> Any:
        """Return what a function of JavaScript gives."""
        return self.page.evaluate(script)

    def _requested(self, request: Request) -> None:
        if urlsplit(request.url).hostname not in HERE:
            self.problems.append(f"asks {request.url}")

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.problems.append(message.text)
