"""The report on a terminal: a summary by part, then what fails."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from c360sim.validation.findings import Findings, Statistic
from c360sim.validation.report import wording

MOST_ROWS = 40
"""Rows of a table of failures; the page has all."""


def show(console: Console, findings: Findings) -> None:
    """Print the report."""
    console.print(_parts(findings))
    for table in (_groups(findings), _broken(findings), _outside(findings), _short(findings)):
        if table.row_count:
            console.print()
            console.print(table)
    console.print()
    console.print(Text(wording.verdict(findings), style="bold green" if findings.passed else "bold red"))


def _table(title: str, *columns: str) -> Table:
    table = Table(title=Text(title, style="bold"), title_justify="left", box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for column in columns:
        is_number = column in ("simulated", "target", "within", "measured", "left out", "share", "violations", "value")
        table.add_column(column, justify="right" if is_number else "left", no_wrap=is_number)
    return table


def _parts(findings: Findings) -> Table:
    table = _table("Summary", "part", "found", "")
    styles = {"pass": "green", "fail": "bold red", "left out": "dim"}
    for part in wording.parts(findings):
        table.add_row(part.title, part.found, Text(part.verdict, style=styles[part.verdict]))
    return table


def _groups(findings: Findings) -> Table:
    table = _table("Statistics by group", "group", "within", "measured", "left out", "share")
    for group, statistics in wording.groups(findings.statistics).items():
        within, applicable = wording.counted(statistics)
        share = wording.share(within / applicable) if applicable else "\u2013"
        table.add_row(escape(wording.title(group)), str(within), str(applicable), str(len(statistics) - applicable), share)
    return table


def _broken(findings: Findings) -> Table:
    table = _table("Rules broken or left out", "rule", "violations", "what it says")
    for check in findings.checks:
        if check.violations is None:
            table.add_row(check.name, "\u2013", check.reason)
        elif not check.passed:
            table.add_row(check.name, f"{check.violations:,}", check.rule)
    return table


def _outside(findings: Findings) -> Table:
    outside = [statistic for statistic in findings.statistics if statistic.is_applicable and not statistic.passed]
    table = _table("Targets missed", "group", "metric", "segment", "simulated", "target", "tolerance")
    for row in _rows(outside[:MOST_ROWS]):
        table.add_row(*row)
    if len(outside) > MOST_ROWS:
        table.add_row(f"\u2026 and {len(outside) - MOST_ROWS} more: see the page")
    return table


def _rows(statistics: Iterable[Statistic]) -> Iterable[tuple[str, ...]]:
    for statistic in statistics:
        target, simulated = statistic.target, statistic.simulated or 0.0
        yield (
            *(escape(name) for name in (wording.title(target.group), wording.metric(target.metric), wording.segment(target.segment))),
            wording.number(simulated, target.value),
            wording.number(target.value, simulated),
            wording.tolerance(target.tolerance),
        )


def _short(findings: Findings) -> Table:
    table = _table("Signals below their required score", "signal", "measure", "value", "required", "note")
    for score in findings.scores:
        if not score.passed:
            table.add_row(score.signal, score.measure, wording.number(score.value), wording.bounds(score), score.note)
    return table
