"""Scores of what was found against what is true, with bounds only where there are cases enough to hold them to."""

from __future__ import annotations

import math
from collections.abc import Mapping

from c360sim.validation.findings import Score

CASES_LEAST = 100
"""Fewer cases than these prove nothing: a share of 0.97 is then one or two cases off."""


def not_measured(signal: str, reason: str) -> Score:
    """Return the score of a signal that the data set cannot tell anything of."""
    return Score(signal, "not measured", math.nan, note=f"not measured: {reason}")


def share(signal: str, measure: str, part: int, whole: int, least: float | None = None, note: str = "") -> Score:
    """Return a share of `whole` cases. The bound is dropped where they are few, and the share is NaN where there are none."""
    if not whole:
        return Score(signal, measure, math.nan, note="not measured: no cases")
    held_to = least if whole >= CASES_LEAST else None
    few = f"{whole} cases: too few to hold to {least}" if held_to is None and least is not None else f"{whole} cases"
    return Score(signal, measure, part / whole, held_to, note="; ".join(filter(None, (note, few))))


def precision_and_recall(signal: str, counts: Mapping[str, int], least: float | None = None, note: str = "") -> list[Score]:
    """Return precision and recall from counts of cases `found`, `true` and `both`."""
    return [
        share(signal, "precision", counts["both"], counts["found"], least, note),
        share(signal, "recall", counts["both"], counts["true"], least, note),
    ]
