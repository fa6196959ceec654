"""The findings as one page of HTML that carries its own plots and needs nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import resources
from typing import Any

from c360sim.validation.findings import Distribution, Findings, Statistic
from c360sim.validation.report import plots, tables, wording
from c360sim.validation.report.html import Markup, element, folded, image, joined
from c360sim.validation.report.statements import RULE, Printed

TITLE = "Is this bank right?"
ANCHORS = ("books", "statistics", "signals")


def page(findings: Findings, manifest: dict[str, Any], statements: Sequence[Printed] = ()) -> str:
    """Return the text of validation.html, with the `statements` of some customers."""
    style = Markup(resources.files(__package__).joinpath("page.css").read_text(encoding="utf-8"))
    head = element("head", Markup('<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'))
    head = Markup(head.removesuffix("</head>") + element("title", TITLE) + element("style", style) + "</head>")
    parts = (
        _head(findings, manifest),
        _books(findings),
        _statistics(findings),
        _signals(findings),
        _statements(statements),
        _assumptions(),
    )
    return "<!doctype html>\n" + element("html", head, element("body", element("main", *parts)), lang="en") + "\n"


def _head(findings: Findings, manifest: dict[str, Any]) -> Markup:
    said = {
        "customers": f"{manifest.get('customers', 0):,}",
        "months": manifest.get("months"),
        "from": manifest.get("start_month"),
        "seed": manifest.get("seed"),
        "scenario": manifest.get("scenario"),
        "c360sim": manifest.get("versions", {}).get("c360sim"),
    }
    spec = [element("li", f"{name} ", element("b", str(value))) for name, value in said.items() if value is not None]
    tiles = [
        element("div", element("a", element("b", part.title), part.found, href=f"#{anchor}"), class_=part.verdict)
        for anchor, part in zip(ANCHORS, wording.parts(findings), strict=True)
    ]
    return joined(
        [
            element("h1", TITLE),
            element("p", "A simulated data set, checked against its books, public statistics and the truth.", class_="soft"),
            element("ul", *spec, class_="spec"),
            element("div", wording.verdict(findings), class_=f"verdict {'pass' if findings.passed else 'fail'}"),
            element("div", *tiles, class_="parts"),
        ]
    )


def _books(findings: Findings) -> Markup:
    said = f"{wording.books(findings.checks)}. Each rule is checked by SQL over the written files; none may be broken."
    return joined([element("h2", "1. Books and keys", id="books"), element("p", said), tables.checks(findings.checks)])


def _statistics(findings: Findings) -> Markup:
    said = f"{wording.statistics(findings)}. Personas are compared with the households or persons of their age."
    left_out = sum(not statistic.is_applicable for statistic in findings.statistics)
    content = [element("h2", "2. Statistics", id="statistics"), element("p", said)]
    content += [_group(group, statistics) for group, statistics in wording.groups(findings.statistics).items()]
    content += _distributions(findings.distributions)
    if left_out:
        content += [element("h3", "Left out"), folded(f"{left_out} targets, with the reason", tables.left_out(findings.statistics))]
    return joined(content)


def _group(group: str, statistics: Sequence[Statistic]) -> Markup:
    within, applicable = wording.counted(statistics)
    out = f"{len(statistics) - applicable} left out" if applicable < len(statistics) else ""
    if not applicable:
        return joined(
            [element("h3", wording.title(group)), element("p", f"All {len(statistics)} targets are left out: see below.", class_="soft")]
        )
    found = f"{within} of {applicable} within tolerance, {wording.share(within / applicable)}"
    said = ". ".join(part for part in (wording.unit(group), found + (f"; {out}" if out else "")) if part)
    is_year = {statistic.target.segment for statistic in statistics} <= {str(month) for month in range(1, 13)}
    plot = plots.seasons(statistics) if is_year else plots.deviations(statistics)
    key = _key("within tolerance", "outside", "target") if is_year else _key("within tolerance", "outside")
    rows = folded(f"All {applicable} targets measured", tables.targets(statistics), is_open=not is_year)
    alternative = f"{wording.title(group)}: simulated beside target"
    return joined([element("h3", wording.title(group)), element("p", f"{said}.", class_="soft"), key, image(plot, alternative), rows])


def _key(*names: str) -> Markup:
    colors = (plots.INSIDE, plots.OUTSIDE, plots.TARGET)
    dots = [element("span", Markup(f'<i style="background:{color}"></i>'), name) for name, color in zip(names, colors, strict=False)]
    return element("div", *dots, class_="key")


def _distributions(distributions: Sequence[Distribution]) -> list[Markup]:
    titles: dict[str, list[Distribution]] = {}
    for distribution in distributions:
        titles.setdefault(distribution.title, []).append(distribution)
    found = [element("h3", "Distributions"), element("p", "Share of cases below each value.", class_="soft")] if titles else []
    for title, drawn in titles.items():
        found += [
            element("p", element("b", wording.metric(title)), class_="title"),
            _curves_key(),
            image(plots.quantiles(drawn), f"{title}: quantiles, simulated beside target"),
        ]
    return found


def _curves_key() -> Markup:
    dots = [
        element("span", Markup(f'<i style="background:{color}"></i>'), name)
        for name, color in (("simulated", plots.INSIDE), ("target", plots.TARGET))
    ]
    return element("div", *dots, class_="key")


def _signals(findings: Findings) -> Markup:
    said = f"{wording.signals(findings).capitalize()}. Each is inferred from the nine tables alone, then scored against the truth."
    content = tables.scores(findings.scores) if findings.scores else ""
    return joined([element("h2", "3. Signals against truth", id="signals"), element("p", said), content])


def _statements(statements: Sequence[Printed]) -> Markup:
    said = f"{RULE} What inspect prints of any customer: profile, life so far, accounts, and the postings of the last month."
    return joined(
        [element("h2", "Statements", id="statements"), element("p", said), *(folded(one.title, one.markup) for one in statements)]
    )


def _assumptions() -> Markup:
    said = "Numbers that shape behavior and have no public source. Everything else cites its source in c360sim/assumptions and agents."
    return joined([element("h2", "Assumptions", id="assumptions"), element("p", said), tables.assumed()])
