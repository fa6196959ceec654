"""A tile as it is written in its file."""

from __future__ import annotations

from pathlib import Path
from typing import TypedDict

from c360sim.looker.dashboards import Tile


class Written(TypedDict):
    """The lines of an element, and where they begin."""

    file: str
    line: int
    text: str


def element(project: Path, tile: Tile) -> Written:
    """Return the lines of a tile, from its dash to before the next."""
    place = tile.written.place
    lines = (project / place.file).read_text(encoding="utf-8").splitlines()[place.line - 1 :]
    indent = len(lines[0]) - len(lines[0].lstrip())
    end = next((number for number, line in enumerate(lines[1:], 1) if line.strip() and _is_outside(line, indent)), len(lines))
    return {"file": place.file, "line": place.line, "text": "\n".join(line[indent:] for line in lines[:end]).rstrip()}


def _is_outside(line: str, indent: int) -> bool:
    return len(line) - len(line.lstrip()) <= indent
