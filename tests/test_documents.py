"""What the documents point to is there, and numbers in them are written for people."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from documented import DOCUMENTS, ROOT

PAGES = [*DOCUMENTS, *sorted((ROOT / "docs" / "decisions").glob("*.md"))]


def names(path: Path) -> str:
    return str(path.relative_to(ROOT))


def anchors(path: Path) -> set[str]:
    """Return the anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=names)
def test_links_lead_somewhere(page: Path) -> None:
    for link in re.findall(r"\]\((?!https?://)([^)\s]+)\)", page.read_text(encoding="utf-8")):
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


@pytest.mark.parametrize("page", PAGES, ids=names)
def test_files_of_the_repository_that_are_named_exist(page: Path) -> None:
    for path in re.findall(r"`((?:c360sim|agents|docs|tests|notebooks|benchmarks)/[\w./-]*)`", page.read_text(encoding="utf-8")):
        assert (ROOT / path).exists(), path


@pytest.mark.parametrize("page", PAGES, ids=names)
def test_numbers_are_written_for_people(page: Path) -> None:
    """No `1e+02%`: an exponent with a sign is how Python writes numbers."""
    assert re.findall(r"\d[eE][+-]\d\d", page.read_text(encoding="utf-8")) == []
