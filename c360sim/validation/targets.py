"""Targets: public statistics, or a bank's own, each with its tolerance and source, read from a CSV file."""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

COLUMNS = ("group", "metric", "segment", "value", "tolerance", "source")
"""Columns that a file of targets must have; others are ignored."""

VALUE_MOST = 1e15
"""Largest value of a target: beyond, floats no longer tell cents apart, and nothing can be drawn."""

_BOUND = re.compile(r"\+-\s*(?P<size>[0-9]+(?:\.[0-9]+)?)\s*(?P<unit>%|pp|)(?: after .*)?")
_RELATIVE_ONLY = re.compile(r"(?P<size>[0-9]+(?:\.[0-9]+)?)\s*%")


class TargetsError(ValueError):
    """A file of targets that cannot be read; `problem` says what is wrong, `allowed` what would be right."""

    def __init__(self, problem: str, allowed: str) -> None:
        super().__init__(f"{problem}; allowed: {allowed}")
        self.problem, self.allowed = problem, allowed


@dataclass(frozen=True, slots=True)
class Target:
    """One statistic to be reached.

    `tolerance` is as the file has it: '+-15%' of the value, '+-4pp' for shares (0.04), '+-0.15' in the value's
    own unit, or 'A or B' for whichever is wider; empty for a row that has none.
    """

    group: str
    metric: str
    segment: str
    value: float
    tolerance: str
    source: str

    @property
    def half_width(self) -> float:
        """Return the widest difference accepted, in the value's unit; NaN without a tolerance."""
        return max((_half_width(part.strip(), self.value) for part in self.tolerance.split(" or ")), default=math.nan)

    def accepts(self, simulated: float) -> bool:
        """Return whether a simulated value lies within the tolerance; never for NaN."""
        return abs(simulated - self.value) <= self.half_width + 1e-12


def _half_width(part: str, value: float) -> float:
    if not part:
        return math.nan
    found = _BOUND.fullmatch(part) or _RELATIVE_ONLY.fullmatch(part)
    if found is None:
        raise ValueError(part)
    unit = found.groupdict().get("unit", "%")
    size = float(found["size"])
    return size / 100 * abs(value) if unit == "%" else size / 100 if unit == "pp" else size


def read(path: Path) -> list[Target]:
    """Return the targets of a CSV file. Raises TargetsError for a missing file, column or row, or a cell that is no number or tolerance."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
            if missing:
                raise TargetsError(f"{path}, without the column {missing[0]}", f"a CSV file with the columns {', '.join(COLUMNS)}")
            found = list(_targets(path, reader))
    except (OSError, UnicodeDecodeError, csv.Error):
        raise TargetsError(f"{path}, which cannot be read", f"a CSV file with the columns {', '.join(COLUMNS)}") from None
    if not found:
        raise TargetsError(f"{path}, without a row", "at least one target")
    return found


def _targets(path: Path, rows: Iterable[dict[str, str]]) -> Iterable[Target]:
    for line, row in enumerate(rows, start=2):
        try:
            value = float(row["value"])
        except (TypeError, ValueError):
            raise TargetsError(f"{path} line {line}, where value is {row['value'] or 'empty'}", "a number") from None
        target = Target(row["group"], row["metric"], row["segment"], value, (row["tolerance"] or "").strip(), row["source"] or "")
        try:
            _ = target.half_width
        except ValueError as error:
            raise TargetsError(
                f"{path} line {line}, where tolerance is {error}", "+-N%, +-Npp, +-N, or two of them joined by 'or'"
            ) from None
        if not abs(value) <= VALUE_MOST:
            raise TargetsError(f"{path} line {line}, where value is {row['value']}", f"a number up to {VALUE_MOST:,.0f}")
        yield target
