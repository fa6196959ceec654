"""A browser, and a server of the preview for it to look at."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from browser.seen import WIDE, Seen
from c360sim.preview.pictures import NoBrowser, chromium
from preview_kit import LOOKML, running

PATIENCE = 20_000
"""Milliseconds to wait for what must come; a busy machine takes its time."""
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    try:
        with chromium() as found:
            yield found
    except NoBrowser as error:
        pytest.skip(str(error))


@pytest.fixture(scope="package")
def root(dataset: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the preview of the repository's dashboards."""
    with running(dataset, LOOKML, tmp_path_factory.mktemp("cache")) as (_, port):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def new_window(browser: Browser, root: str) -> Iterator[Seen]:
    """Yield an empty page in a window of its own. Fails when something went wrong on it that was not expected and cleared."""
    context = browser.new_context(viewport=WIDE, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    found = Seen.of(context, root)
    yield found
    context.close()
    assert found.problems == []


@pytest.fixture
def seen(browser: Browser, root: str) -> Iterator[Seen]:
    """A page of the repository's dashboards."""
    with new_window(browser, root) as found:
        yield found
