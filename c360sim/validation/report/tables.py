"""The tables of the page: rules of the books, targets by segment, what was left out, signals, assumptions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from agents import shipped
from c360sim.validation.findings import Check, Score, Statistic
from c360sim.validation.report import wording
from c360sim.validation.report.html import Markup, element, folded, joined, table

MOST_COLUMNS = 12
"""Segments that stand side by side, when most metrics have most of them; otherwise a row a target."""


def checks(found: Sequence[Check]) -> Markup:
    """Return the rules by what they are on, unfolded where one is broken."""
    subjects: dict[str, list[Check]] = {}
    for check in found:
        subjects.setdefault(check.name.split(":")[0], []).append(check)
    return joined(_subject(subject, rules) for subject, rules in subjects.items())


def _subject(subject: str, rules: Sequence[Check]) -> Markup:
    rows = [(rule.name.partition(": ")[2], rule.reason or rule.rule, _violations(rule)) for rule in rules]
    is_open = any(not rule.passed or rule.violations is None for rule in rules)
    return folded(f"{subject}: {wording.books(rules)}", table(("rule", "what it says", "violations#"), rows), is_open=is_open)


def _violations(check: Check) -> str:
    if check.violations is None:
        return element("td", "left out", class_="number out")
    return element("td", f"{check.violations:,}", class_=f"number {'pass' if check.passed else 'fail'}")


def targets(statistics: Sequence[Statistic]) -> Markup:
    """Return the targets of a group that could be measured: metrics down and segments across where they fill such a table."""
    shown = [statistic for statistic in statistics if statistic.is_applicable]
    metrics = dict.fromkeys(statistic.target.metric for statistic in shown)
    segments = dict.fromkeys(statistic.target.segment for statistic in shown)
    cells = {(statistic.target.metric, statistic.target.segment): statistic for statistic in shown}
    if 1 < len(segments) <= MOST_COLUMNS and len(cells) == len(shown) and 2 * len(shown) >= len(metrics) * len(segments):
        return _pivot(list(metrics), list(segments), cells)
    rows = [(wording.metric(statistic.target.metric), wording.segment(statistic.target.segment), *_row(statistic)) for statistic in shown]
    return table(("metric", "segment", "simulated#", "target#", "tolerance", "", "source"), rows)


def _row(statistic: Statistic) -> tuple[str, ...]:
    target, simulated = statistic.target, statistic.simulated or 0.0
    said = wording.number(simulated, target.value), wording.number(target.value, simulated)
    return (*said, wording.tolerance(target.tolerance), _word(statistic.passed), target.source)


def _word(passed: bool) -> Markup:
    return element("span", "pass" if passed else "fail", class_=f"word {'pass' if passed else 'fail'}")


def _pivot(metrics: list[str], segments: list[str], cells: dict[tuple[str, str], Statistic]) -> Markup:
    heads = ("simulated, over the target", *(f"{wording.segment(segment)}#" for segment in segments))
    rows = [(wording.metric(metric), *(_value(cells.get((metric, segment))) for segment in segments)) for metric in metrics]
    return joined([table(heads, rows, class_="pivot"), _terms(list(cells.values()))])


def _value(statistic: Statistic | None) -> Markup:
    if statistic is None or statistic.simulated is None:
        return element("td", "\u2013", class_="number out")
    target = statistic.target.value
    mark = "\u2713" if statistic.passed else "\u2717"
    simulated = wording.number(statistic.simulated, target)
    return element(
        "td",
        f"{simulated} {mark}",
        element("small", wording.number(target, statistic.simulated)),
        class_=f"number {'pass' if statistic.passed else 'fail'}",
        title=f"accepted: {wording.tolerance(statistic.target.tolerance)}",
    )


def _terms(statistics: Sequence[Statistic]) -> Markup:
    """Return which tolerances and sources hold in a group, and for which segments where they differ."""
    tolerances: dict[str, dict[str, None]] = {}
    for statistic in statistics:
        tolerances.setdefault(wording.tolerance(statistic.target.tolerance), {})[wording.segment(statistic.target.segment)] = None
    sources = "; ".join(dict.fromkeys(statistic.target.source for statistic in statistics))
    said = "; ".join(f"{tolerance} ({', '.join(where)})" if len(tolerances) > 1 else tolerance for tolerance, where in tolerances.items())
    return element("p", f"Tolerance: {said}. Source: {sources}.", class_="soft")


def left_out(statistics: Sequence[Statistic]) -> Markup:
    """Return the targets that could not be measured, by reason."""
    reasons: dict[str, dict[tuple[str, str], list[str]]] = {}
    for statistic in statistics:
        if not statistic.is_applicable:
            target = statistic.target
            by_metric = reasons.setdefault(statistic.reason, {})
            by_metric.setdefault((wording.title(target.group), wording.metric(target.metric)), []).append(wording.segment(target.segment))
    rows = [
        (group, metric, ", ".join(segments), str(len(segments)), reason)
        for reason, metrics in reasons.items()
        for (group, metric), segments in metrics.items()
    ]
    return table(("group", "metric", "segments", "rows#", "reason"), rows)


def scores(found: Sequence[Score]) -> Markup:
    """Return the signals with what they reach and what they have to."""
    rows = [
        (score.signal, score.measure, wording.number(score.value), wording.bounds(score), _verdict(score), score.note) for score in found
    ]
    return table(("signal", "measure", "value#", "required", "", "note"), rows, class_="scores")


def _verdict(score: Score) -> str:
    return _word(score.passed) if wording.is_required(score) else "left out" if wording.is_left_out(score) else "told"


def assumed() -> Markup:
    """Return every assumption: parameters that hold for everyone, rows of tables, and the personas' figures."""
    tables = shipped().assumed()
    content = [folded(f"{name} ({len(rows)})", _listed(rows)) for name, rows in tables.items()]
    return folded(f"All {sum(map(len, tables.values())):,} rows whose source says assumption", *content)


def _listed(rows: Sequence[Mapping[str, str]]) -> Markup:
    """Return rows as a table of all columns that any of them has."""
    columns = tuple(dict.fromkeys(name for row in rows for name in row))
    return table(columns, [tuple(row.get(name, "") for name in columns) for row in rows])
