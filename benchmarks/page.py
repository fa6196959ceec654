"""The page of the results, in Markdown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median
from typing import Any

from benchmarks import commands, summary
from benchmarks.summary import Cell

MEASURES = {
    "start_up": "start-up: the interpreter and its imports",
    "parquet": "simulation and Parquet, start-up apart",
    "all_formats": "simulation, Parquet, CSV and DuckDB, start-up apart",
    "floor_parquet": "floor: the same rows from memory to Parquet",
    "floor_csv": "floor: the same rows from memory to CSV",
    "floor_duckdb": "floor: the same rows from memory to DuckDB",
    "peer": "tpchgen-cli to Parquet",
}
HEAD = """# Benchmarks

How fast the simulator is, and how much memory it takes, beside the least that writing its rows can cost and beside
`tpchgen-cli`, a compiled generator that fills the eight tables of TPC-H without simulating anything.
Made by `make bench`, which takes many minutes; single numbers are in [benchmarks.json](benchmarks.json). Seconds mean little on
another machine: ratios, each from runs that follow one another, mean more.

![Rows per CPU second, wall time, scaling over customers and months, and memory](images/benchmarks.png)
"""
COUNTED = """
- *Rows* are those of the nine tables. A run also writes `truth/` and the manifest with its checksums, which count against it.
- *CPU* is user and system time of all processes of a run; *start-up* was measured alone in each round and taken off.
- *The floor* holds the nine tables in memory as Arrow, categories as dictionaries, and writes them: Parquet with the
  simulator's own sink (the files are the run's, byte for byte), CSV with polars, DuckDB from Arrow.
- *Memory* is resident memory: of all processes together, looked at ten times a second, and of the largest one.
"""


def page(results: Mapping[str, Any]) -> str:
    """Return the page of all studies in the results."""
    parts = [HEAD, _machine(results["machine"])]
    if "comparison" in results:
        parts.append(_comparison(results["comparison"]))
    if "phases" in results:
        parts.append(_phases(results["phases"]))
    if found := summary.cells(results):
        parts.append(_scaling(found))
    return "\n".join(parts)


def _machine(machine: Mapping[str, str]) -> str:
    return "\n".join(["## The machine", "", _row(["what", "which"]), "|---|---|", *(_row(pair) for pair in machine.items()), ""])


def _comparison(comparison: Mapping[str, Any]) -> str:
    size, rounds = comparison["size"], comparison["rounds"]
    lines = [
        "## The run, the floor and a peer",
        "",
        f"{size['customers']:,} customers over {size['months']} months, one worker: {comparison['rows']:,} rows. "
        f"Medians over rounds in which all were measured in turn: {len(rounds)}.",
        "",
        _row(["measure", "CPU s", "wall s", "rows per CPU s", "peak MB", "largest process, MB"]),
        "|---|---:|---:|---:|---:|---:|",
        *(_row(_measure(comparison, name)) for name in MEASURES if name in rounds[0]),
        "",
        _row(["ratio", "median", "least", "most"]),
        "|---|---:|---:|---:|",
        *(_row([name, f"**{of.median:.2f}**", f"{of.least:.2f}", f"{of.most:.2f}"]) for name, of in summary.ratios(comparison).items()),
        COUNTED + _about_the_peer(comparison),
    ]
    return "\n".join(lines)


def _measure(comparison: Mapping[str, Any], name: str) -> list[str]:
    times = [f"{summary.typical(comparison, name, clock):.2f}" for clock in ("cpu", "wall")]
    pace = "" if name == "start_up" else f"{summary.rows_per_cpu_second(comparison, name):,.0f}"
    costs = [one[name] for one in comparison["rounds"]]
    memory = [f"{median(cost[of] for cost in costs):,.0f}" if of in costs[0] else "" for of in ("peak_mb", "process_peak_mb")]
    return [MEASURES[name], *times, pace, *memory]


def _about_the_peer(comparison: Mapping[str, Any]) -> str:
    if not comparison["peer_rows"]:
        return ""
    scale = comparison["rows"] / commands.PEER_ROWS_PER_SCALE
    return (
        f"- *tpchgen-cli* ran in one thread at scale factor {scale:.3f}, chosen for about as many rows:\n"
        f"  {comparison['peer_rows']:,} over all its tables, Parquet with {commands.PEER_CODEC}, which is what this simulator writes\n"
        "  (its own default is Snappy).\n"
    )


def _phases(phases: Mapping[str, Any]) -> str:
    size, rounds = phases["size"], phases["rounds"]
    seconds = {phase: median(one[phase] for one in rounds) for phase in rounds[0]}
    lines = [
        "## Where the seconds go",
        "",
        f"{size['customers']:,} customers over {size['months']} months to Parquet, without start-up; medians over {len(rounds)} runs.",
        "",
        _row(["phase", "CPU s", "share"]),
        "|---|---:|---:|",
        *(_row([phase, f"{cpu:.2f}", f"{cpu / sum(seconds.values()):.0%}"]) for phase, cpu in seconds.items()),
        "",
    ]
    return "\n".join(lines)


def _scaling(found: Sequence[Cell]) -> str:
    lines = [
        "## More customers, months and workers",
        "",
        "Simulation and Parquet. CPU is without one start-up; wall is with it.",
        "",
        _row(["customers", "months", "workers", "rows", "CPU s", "wall s", "CPU us a row", "peak MB", "largest process, MB"]),
        "|" + "---:|" * 9,
        *(_row(_cell(cell)) for cell in found),
        "",
    ]
    if pair := summary.speedup(found):
        one, more = pair
        lines += [f"On {one.customers:,} customers {more.workers} workers are **{one.wall / more.wall:.2f}** times as fast as one.", ""]
    return "\n".join(lines)


def _cell(cell: Cell) -> list[str]:
    counts = (cell.customers, cell.months, cell.workers, cell.rows)
    memory = (cell.peak_mb, cell.process_peak_mb)
    times = [f"{cell.cpu:,.1f}", f"{cell.wall:,.1f}", f"{cell.microseconds_a_row:.2f}"]
    return [*(f"{count:,}" for count in counts), *times, *(f"{of:,.0f}" for of in memory)]


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
