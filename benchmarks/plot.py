"""The picture of the results: speed on top, scaling below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.patheffects import withStroke
from matplotlib.ticker import FuncFormatter, NullLocator

from benchmarks import summary
from benchmarks.summary import Cell

OURS, LIGHT, FLOOR, PEER, BAND, TEXT = "#1b7f79", "#8fc1bd", "#b8bdc4", "#d98e32", "#e4f1ef", "#22262b"
FLOOR_PARTS = {"floor_parquet": ("Parquet", "#b8bdc4"), "floor_csv": ("CSV", "#cfd3d8"), "floor_duckdb": ("DuckDB", "#e3e6e9")}
FLAT = 0.15
"""How far a cost per row may lie from that of the default run and still be called flat."""
DEFAULT = (5000, 24, 1)

_STYLE: dict[Any, Any] = {
    "font.family": "sans-serif",
    "font.size": 9,
    "axes.edgecolor": "#b8bdc4",
    "axes.linewidth": 0.7,
    "axes.titlesize": 10,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.titlepad": 10,
    "axes.labelcolor": "#4a5058",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": "#4a5058",
    "ytick.color": "#4a5058",
}


def plot(results: Mapping[str, Any], path: Path) -> None:
    """Draw what the results hold into a PNG file."""
    with matplotlib.rc_context(_STYLE):
        figure = Figure(figsize=(12, 6.6), layout=ConstrainedLayoutEngine(w_pad=0.12, h_pad=0.14, wspace=0.04, hspace=0.06))
        panels = figure.subplots(2, 3)
        if "comparison" in results:
            _pace(panels[0, 0], results["comparison"])
            _wall(panels[0, 1], results["comparison"])
        if "scaling" in results and (found := summary.cells(results)):  # alone, a million customers are one point
            _workers(panels[0, 2], found)
            _cost(panels[1, 0], [cell for cell in found if (cell.months, cell.workers) == _usual(found)[1:]], "customers")
            _cost(panels[1, 1], [cell for cell in found if (cell.customers, cell.workers) == _usual(found)[::2]], "months")
            _memory(panels[1, 2], [cell for cell in found if cell.months == _usual(found)[1]])
        for panel in panels.flat:
            panel.set_visible(panel.has_data())
        figure.savefig(path, dpi=160, metadata={"Software": None})


def _usual(found: Sequence[Cell]) -> tuple[int, int, int]:
    """Return customers, months and workers of the size from which the others differ in one: the default run where it was measured."""
    sizes = [(cell.customers, cell.months, cell.workers) for cell in found]
    return DEFAULT if DEFAULT in sizes else max(size for size in sizes if size[2] == 1)


def _pace(panel: Axes, comparison: Mapping[str, Any]) -> None:
    bars = {"floor_parquet": ("writing alone", FLOOR), "parquet": ("simulation\nand writing", OURS), "peer": ("tpchgen-cli", PEER)}
    shown = {name: look for name, look in bars.items() if name in comparison["rounds"][0]}
    values = [summary.rows_per_cpu_second(comparison, name) / 1e6 for name in shown]
    _bars(panel, [label for label, _ in shown.values()], values, [color for _, color in shown.values()], "{:.2f}")
    panel.set_title("Rows to Parquet per CPU second, millions")


def _wall(panel: Axes, comparison: Mapping[str, Any]) -> None:
    wall = {name: summary.typical(comparison, name, "wall") for name in ("parquet", "all_formats", *summary.FLOORS)}
    floor = sum(wall[name] for name in summary.FLOORS)
    labels = ["writing\nParquet alone", "simulation\nand Parquet", "writing three\nformats alone", "simulation and\nthree formats"]
    values = [wall["floor_parquet"], wall["parquet"], floor, wall["all_formats"]]
    _bars(panel, labels, values, [FLOOR, OURS, FLOOR, OURS], "{:.1f}", places=[0, 1, 2.5, 3.5])
    left = 0.0
    for name, (label, shade) in FLOOR_PARTS.items():
        panel.barh(2.5, wall[name], left=left, color=shade, height=0.72, zorder=3)
        panel.text(left + wall[name] / 2, 1.98, label, ha="center", va="center", color=TEXT, fontsize=7, zorder=4)
        left += wall[name]
    panel.set_title("Wall seconds of the default run")


def _workers(panel: Axes, found: Sequence[Cell]) -> None:
    pair = summary.speedup(found)
    if pair is None:
        return
    one, more = pair
    _bars(panel, ["1 worker", f"{more.workers} workers"], [one.wall, more.wall], [LIGHT, OURS], "{:,.0f}")
    panel.set_ylim(2.1, -1.1)
    panel.set_title(f"Wall seconds of {one.customers:,} customers")
    panel.text(
        0.99, 0.06, f"{one.wall / more.wall:.2f} times as fast", transform=panel.transAxes, ha="right", color=OURS, fontweight="bold"
    )


def _bars(
    panel: Axes, labels: Sequence[str], values: Sequence[float], colors: Sequence[str], form: str, places: Sequence[float] | None = None
) -> None:
    """Draw horizontal bars from the top, each with its value at the end."""
    places = places or list(range(len(values)))
    panel.barh(places, values, color=colors, height=0.72, zorder=2)
    panel.set_yticks(places, labels, color=TEXT)
    panel.set_ylim(max(places) + 0.6, -0.6)
    panel.set_xlim(0, 1.15 * max(values))
    panel.tick_params(length=0)
    panel.set_xticks([])
    panel.spines[["bottom"]].set_visible(False)
    for place, value in zip(places, values, strict=True):
        panel.text(value + 0.015 * max(values), place, form.format(value), va="center", color=TEXT)


def _cost(panel: Axes, shown: Sequence[Cell], axis: str) -> None:
    shown = sorted(shown, key=lambda cell: getattr(cell, axis))
    sizes = [getattr(cell, axis) for cell in shown]
    costs = [cell.microseconds_a_row for cell in shown]
    usual = next((cell.microseconds_a_row for cell in shown if (cell.customers, cell.months) == DEFAULT[:2]), costs[-1])
    panel.axhspan((1 - FLAT) * usual, (1 + FLAT) * usual, color=BAND, zorder=0)
    _line(panel, sizes, costs, "{:.2f}")
    panel.set_ylim(0, 1.3 * max(costs))
    panel.set_title(f"CPU microseconds a row, by {axis}")
    panel.text(0.02, 0.05, f"band: {FLAT:.0%} around the default run", transform=panel.transAxes, color="#4a5058", fontsize=8)


def _memory(panel: Axes, shown: Sequence[Cell]) -> None:
    alone = sorted((cell for cell in shown if cell.workers == 1), key=lambda cell: cell.customers)
    _line(panel, [cell.customers for cell in alone], [cell.peak_mb for cell in alone], "{:,.0f}")
    panel.set_ylim(0, 1.3 * max(cell.peak_mb for cell in alone))
    panel.set_title("Peak memory, MB, by customers")


def _line(panel: Axes, sizes: Sequence[int], values: Sequence[float], form: str) -> None:
    panel.plot(sizes, values, color=OURS, marker="o", linewidth=1.8, markersize=6, zorder=3)
    panel.set_xscale("log")
    panel.set_xticks(sizes)
    panel.xaxis.set_major_formatter(FuncFormatter(lambda size, _: f"{size:,.0f}"))
    panel.xaxis.set_minor_locator(NullLocator())
    panel.margins(x=0.12)
    panel.grid(axis="y", color="#e6e8eb", linewidth=0.6)
    panel.tick_params(length=0)
    for size, value in zip(sizes, values, strict=True):
        label = panel.annotate(form.format(value), (size, value), xytext=(0, 9), textcoords="offset points", ha="center", color=TEXT)
        label.set_path_effects([withStroke(linewidth=3, foreground="white")])
        label.set_zorder(4)
