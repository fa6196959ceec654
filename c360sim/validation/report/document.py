"""The findings as JSON: every row of every part, for a program to read."""

from __future__ import annotations

import json
import math
from dataclasses import asdict
from typing import Any

from c360sim.validation.findings import Findings, Statistic

HEAD = ("seed", "customers", "months", "start_month", "scenario", "versions")
"""What the manifest says of the run."""


def document(findings: Findings, manifest: dict[str, Any]) -> str:
    """Return the text of validation.json. A value that is no number is null."""
    content = {
        "dataset": {name: manifest.get(name) for name in HEAD},
        "passed": findings.passed,
        "books": {
            "passed": all(check.passed for check in findings.checks),
            "violations": sum(check.violations or 0 for check in findings.checks),
            "checks": [asdict(check) | {"passed": check.passed} for check in findings.checks],
        },
        "statistics": {
            "passed": findings.share_within >= findings.share_required,
            "share_within": findings.share_within,
            "share_required": findings.share_required,
            "applicable": sum(statistic.is_applicable for statistic in findings.statistics),
            "targets": [_statistic(statistic) for statistic in findings.statistics],
        },
        "signals": {
            "passed": all(score.passed for score in findings.scores),
            "left_out": findings.signals_left_out,
            "scores": [asdict(score) | {"value": _number(score.value), "passed": score.passed} for score in findings.scores],
        },
    }
    return json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _statistic(statistic: Statistic) -> dict[str, Any]:
    target = statistic.target
    return {
        "group": target.group,
        "metric": target.metric,
        "segment": target.segment,
        "target": target.value,
        "tolerance": target.tolerance,
        "simulated": None if statistic.simulated is None else _number(statistic.simulated),
        "passed": statistic.passed if statistic.is_applicable else None,
        "reason": statistic.reason,
        "source": target.source,
    }


def _number(value: float) -> float | None:
    """Return a value without the digits that depend on the order in which threads add up floats, or None for none."""
    return float(f"{value:.9g}") if math.isfinite(value) else None
