"""Files of assumptions as rows of text. What is wrong with the form of one is noted, to be told together with all else that is wrong."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from importlib.resources.abc import Traversable
from pathlib import Path

AS_OF = "as_of"
"""A column that any file may have: the day, month or year that a value is of."""


def read(path: Traversable | Path, name: str, columns: Sequence[str] | None = None) -> tuple[dict[str, dict[str, str]], list[str]]:
    """Return the rows of a CSV file by where they stand (`name row 2` is the first below the header), and what is wrong with its form.

    `columns` are those that it has to have, where that is known. A row with too few or too many cells is left out.
    """
    try:
        head, *lines = list(csv.reader(path.read_text(encoding="utf-8").splitlines())) or [[]]
    except (UnicodeDecodeError, csv.Error) as error:
        return {}, [f"{name}: is no CSV file in UTF-8 ({error})"]
    if columns is not None and set(head) - {AS_OF} != set(columns):
        return {}, [f"{name} header: {','.join(head)!r}; allowed: {','.join(columns)}, and {AS_OF}"]
    if len(set(head)) < len(head):
        return {}, [f"{name} header: {','.join(head)!r}; allowed: each column once"]
    faults = [
        f"{name} row {number}: {len(line)} cells; allowed: {len(head)}"
        for number, line in enumerate(lines, start=2)
        if line and len(line) != len(head)
    ]
    rows = {
        f"{name} row {number}": dict(zip(head, line, strict=True)) for number, line in enumerate(lines, start=2) if len(line) == len(head)
    }
    return rows, faults
