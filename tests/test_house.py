"""The page of the house says what is so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from c360sim.derive import house

ROOT = Path(__file__).parents[1]
PAGE = house.markdown(ROOT)
ROOMS = ("", "c360sim", "c360sim/customer", "c360sim/customer/people", "c360sim/customer/life", "c360sim/assumptions", "c360sim/bank")
NEAR = [ROOT / room for room in ROOMS]
NAMED = sorted({word for word in re.findall(r"`([\w./]+)`", PAGE) if "/" in word.rstrip("/") or word.endswith((".py", ".csv"))})


@pytest.mark.parametrize("path", NAMED)
def test_every_path_that_the_page_names_is_there(path: str) -> None:
    assert any((folder / path).exists() for folder in NEAR)


def test_every_room_of_the_tree_is_on_the_page() -> None:
    rooms = {path.stem for path in (ROOT / "c360sim").iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()}
    assert rooms - {"__init__"} == {room for room in re.findall(r"\| `c360sim\.(\w+)`", PAGE)}
