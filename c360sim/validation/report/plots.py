"""Plots of simulated values beside their targets, as SVG."""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Sequence
from copy import copy
from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, LogLocator, MaxNLocator

from c360sim.validation.findings import Distribution, Statistic
from c360sim.validation.report import wording

INSIDE, OUTSIDE, TARGET, BAND, GRID = "#1b7f79", "#c8442d", "#8a8f98", "#e4f1ef", "#e6e8eb"
WIDTH = 10.6
LETTER = 0.066
"""Width of a letter of a label, in inches, on average and rounded up."""
FARTHEST = 3.0
"""Tolerances from the target at which a dot that lies farther off is drawn, as a triangle."""
MOST_PANELS = 6
"""Segments that get a panel of their own; a group with more of them is drawn in one."""

LOG_FROM = 20
"""Largest over smallest quantile from which on an axis is logarithmic."""
WIDE = 300
"""Largest over smallest quantile from which on only powers of ten are marked."""

_STYLE: dict[Any, Any] = {
    "font.family": "sans-serif",
    "font.size": 8.5,
    "axes.edgecolor": "#b8bdc4",
    "axes.linewidth": 0.7,
    "axes.titlesize": 9,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.labelcolor": "#4a5058",
    "xtick.color": "#4a5058",
    "ytick.color": "#22262b",
    "svg.hashsalt": "c360sim",
}


def deviations(statistics: Sequence[Statistic]) -> str:
    """Return the dot plot of a group: how far each value lies from its target, in tolerances, a panel a segment. Empty without values."""
    shown = [statistic for statistic in statistics if statistic.is_applicable]
    segments = list(dict.fromkeys(statistic.target.segment for statistic in shown))
    if not shown:
        return ""
    if len(segments) > MOST_PANELS:
        return _drawn(
            lambda: _dots(shown, [""], lambda statistic: f"{wording.metric(statistic.target.metric)} ({statistic.target.segment})")
        )
    return _drawn(lambda: _dots(shown, segments, lambda statistic: wording.metric(statistic.target.metric)))


def seasons(statistics: Sequence[Statistic]) -> str:
    """Return twelve months of each kind of retailer, simulated on the target's band, as small multiples. Empty without values."""
    shown = [statistic for statistic in statistics if statistic.is_applicable and statistic.target.segment.isdigit()]
    kinds = list(dict.fromkeys(statistic.target.metric for statistic in shown))
    return _drawn(lambda: _small_multiples(shown, kinds)) if kinds else ""


def quantiles(distributions: Sequence[Distribution]) -> str:
    """Return the share below each value for the segments of one distribution, simulated and target, as small multiples."""
    return _drawn(lambda: _curves(distributions)) if distributions else ""


def _drawn(draw: Callable[[], Figure]) -> str:
    """Return a figure as the text of an SVG, the same for the same data."""
    with matplotlib.rc_context(_STYLE):
        buffer = io.StringIO()
        draw().savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    return buffer.getvalue()


def _dots(shown: Sequence[Statistic], segments: Sequence[str], name: Callable[[Statistic], str]) -> Figure:
    metrics = {metric: row for row, metric in enumerate(dict.fromkeys(name(statistic) for statistic in shown))}
    labels = [_cut(metric) for metric in metrics]
    height = 0.95 + 0.185 * max(len(metrics), 3)
    figure = Figure(figsize=(WIDTH, height))
    left = LETTER * max(map(len, labels)) + 0.15
    figure.subplots_adjust(left / WIDTH, 0.55 / height, 1 - 0.05 / WIDTH, 1 - 0.25 / height, wspace=0.06)
    panels = figure.subplots(1, len(segments), sharey=True, squeeze=False)[0]
    for panel, segment in zip(panels, segments, strict=True):
        _band(panel, len(metrics), wording.segment(segment))
        _scatter(panel, [(distance(one), metrics[name(one)], one.passed) for one in shown if segment in ("", one.target.segment)])
    panels[0].set_yticks(range(len(metrics)), labels)
    panels[0].set_ylim(len(metrics) - 0.4, -0.6)
    figure.text(0.5, 0.08 / height, "distance from the target, in tolerances: the band is accepted, triangles are farther off", ha="center")
    return figure


def _band(panel: Axes, rows: int, title: str) -> None:
    panel.set_title(title, loc="center", fontsize=8)
    panel.axvspan(-1, 1, color=BAND, zorder=0)
    panel.axvline(0, color=TARGET, linewidth=0.8, zorder=1)
    panel.hlines(range(rows), -FARTHEST, FARTHEST, color=GRID, linewidth=0.5, zorder=0.5)
    panel.set_xlim(-FARTHEST - 0.4, FARTHEST + 0.4)
    panel.set_xticks([-2, 0, 2], ["\u22122", "0", "+2"])
    panel.tick_params(length=0)
    panel.spines[["top", "right", "left"]].set_visible(False)


def _scatter(panel: Axes, dots: Sequence[tuple[float, int, bool]]) -> None:
    """Draw dots (distance, row, whether within), those too far off as triangles at the edge."""
    marked: dict[tuple[str, str], list[tuple[float, int]]] = {}
    for away, row, within in dots:
        marker = "o" if abs(away) <= FARTHEST else ">" if away > 0 else "<"
        marked.setdefault((marker, INSIDE if within else OUTSIDE), []).append((max(-FARTHEST, min(FARTHEST, away)), row))
    for (marker, color), found in marked.items():
        panel.scatter([away for away, _ in found], [row for _, row in found], marker=marker, color=color, s=24, linewidths=0, zorder=3)


def distance(statistic: Statistic) -> float:
    """Return how far a value lies from its target, in half-widths of its tolerance."""
    difference = (statistic.simulated or 0.0) - statistic.target.value
    if statistic.target.half_width > 0:
        return difference / statistic.target.half_width
    return math.copysign(math.inf, difference) if difference else 0.0


def _cut(text: str, most: int = 54) -> str:
    return text if len(text) <= most else text[: most - 1] + "\u2026"


def _small_multiples(shown: Sequence[Statistic], kinds: Sequence[str]) -> Figure:
    figure, panels = _grid(len(kinds), height=1.75, share=True)
    for panel, kind in zip(panels, kinds, strict=False):
        months = sorted((statistic for statistic in shown if statistic.target.metric == kind), key=lambda one: int(one.target.segment))
        places = [int(statistic.target.segment) for statistic in months]
        targets = [statistic.target.value for statistic in months]
        widths = [statistic.target.half_width for statistic in months]
        simulated = [statistic.simulated or 0.0 for statistic in months]
        low, high = ([value + side * width for value, width in zip(targets, widths, strict=True)] for side in (-1, 1))
        panel.fill_between(places, low, high, color=BAND)
        panel.plot(places, targets, color=TARGET, linewidth=1.1)
        panel.plot(places, simulated, color=INSIDE, linewidth=1.4)
        outside = [(place, value) for place, value, month in zip(places, simulated, months, strict=True) if not month.passed]
        panel.plot(*(zip(*outside, strict=True) if outside else ([], [])), "o", color=OUTSIDE, markersize=3.5)
        panel.set_title(kind.replace("_", " "))
        panel.set_xticks(range(1, 13), list("JFMAMJJASOND"), fontsize=7)
    return figure


def _curves(distributions: Sequence[Distribution]) -> Figure:
    figure, panels = _grid(len(distributions), height=1.9, share=False)
    values = [value for drawn in distributions for value in (*drawn.target, *drawn.simulated) if math.isfinite(value)]
    is_log = bool(values) and min(values) > 0 and max(values) > LOG_FROM * min(values)
    places = LogLocator(subs=(1,) if max(values) > WIDE * min(values) else (1, 3)) if is_log else MaxNLocator(4)
    for panel, drawn in zip(panels, sorted(distributions, key=lambda drawn: wording.place(drawn.segment)), strict=False):
        for quantities, color, width in ((drawn.target, TARGET, 1.6), (drawn.simulated, INSIDE, 1.4)):
            points = [(value, share) for value, share in zip(quantities, drawn.probabilities, strict=False) if math.isfinite(value)]
            panel.plot(*(zip(*points, strict=True) if points else ([], [])), color=color, linewidth=width, marker="o", markersize=2.2)
        panel.set_xscale("log" if is_log else "linear")
        panel.xaxis.set_major_locator(copy(places))
        panel.xaxis.set_major_formatter(FuncFormatter(lambda value, _: _short(value)))
        panel.minorticks_off()
        panel.set_title(wording.segment(drawn.segment))
        panel.set_ylim(0, 1)
        panel.set_xlabel(drawn.unit, fontsize=7.5)
    return figure


def _short(value: float) -> str:
    """Return a number as the mark of an axis: thousands as k, millions as M."""
    size, sign = next((found for found in ((1e6, "M"), (1e3, "k")) if abs(value) >= found[0]), (1.0, ""))
    return f"{value / size:g}{sign}"


def _grid(count: int, height: float, share: bool) -> tuple[Figure, list[Axes]]:
    columns = min(count, 5)
    rows = math.ceil(count / columns)
    width, tall = WIDTH if columns > 2 else 2.3 * columns + 1, height * rows + 0.1
    figure = Figure(figsize=(width, tall))
    figure.subplots_adjust(0.35 / width, 0.4 / tall, 1 - 0.15 / width, 1 - 0.25 / tall, wspace=0.22, hspace=0.4)
    panels: list[Axes] = list(figure.subplots(rows, columns, sharey=share, squeeze=False).flat)
    for panel in panels[count:]:
        panel.set_visible(False)
    for panel in panels:
        panel.tick_params(length=0, labelsize=7.5)
        panel.grid(color=GRID, linewidth=0.5)
        panel.set_axisbelow(True)
        panel.spines[["top", "right", "left"]].set_visible(False)
    return figure, panels
