"""Medians and ratios of what was measured, as the page and the plot show them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

Round = Mapping[str, Mapping[str, float]]
"""The costs of one round by the name of the measure."""
FLOORS = ("floor_parquet", "floor_csv", "floor_duckdb")


@dataclass(frozen=True, slots=True)
class Spread:
    """A number measured in several rounds."""

    median: float
    least: float
    most: float


def spread(rounds: Sequence[Round], number: Callable[[Round], float]) -> Spread:
    """Return the spread over the rounds of a number that each round tells."""
    found = [number(one) for one in rounds]
    return Spread(median(found), min(found), max(found))


def seconds(one: Round, measure: str, clock: str) -> float:
    """Return the CPU or wall seconds of a measure, a run's without start-up."""
    apart = one["start_up"][clock] if measure in ("parquet", "all_formats") else 0.0
    return one[measure][clock] - apart


def typical(comparison: Mapping[str, Any], measure: str, clock: str) -> float:
    """Return the median of the CPU or wall seconds of a measure, a run's without start-up."""
    return spread(comparison["rounds"], lambda one: seconds(one, measure, clock)).median


def ratios(comparison: Mapping[str, Any]) -> dict[str, Spread]:
    """Return what the comparison is about, each from costs of the same round."""
    rounds = comparison["rounds"]
    found = {
        "CPU seconds of simulation and Parquet, to those of the Parquet floor": spread(rounds, lambda one: _to_floor(one, "cpu")),
        "wall seconds of simulation and Parquet, to those of the Parquet floor": spread(rounds, lambda one: _to_floor(one, "wall")),
        "wall seconds of a run with all three formats, to the sum of their floors": spread(rounds, _all_formats_to_floors),
    }
    if "peer" in rounds[0]:
        pace = comparison["rows"] / comparison["peer_rows"]
        found["rows per CPU second, to those of tpchgen-cli"] = spread(
            rounds, lambda one: pace * one["peer"]["cpu"] / seconds(one, "parquet", "cpu")
        )
        found["the same, with start-up"] = spread(rounds, lambda one: pace * one["peer"]["cpu"] / one["parquet"]["cpu"])
    return found


def _to_floor(one: Round, clock: str) -> float:
    return seconds(one, "parquet", clock) / one["floor_parquet"][clock]


def _all_formats_to_floors(one: Round) -> float:
    return seconds(one, "all_formats", "wall") / sum(one[floor]["wall"] for floor in FLOORS)


def rows_per_cpu_second(comparison: Mapping[str, Any], measure: str) -> float:
    """Return the median of rows per CPU second of a measure, a run's without start-up."""
    rows = comparison["peer_rows" if measure == "peer" else "rows"]
    return float(rows / typical(comparison, measure, "cpu"))


@dataclass(frozen=True, slots=True)
class Cell:
    """One size of the scaling: medians over its rounds."""

    customers: int
    months: int
    workers: int
    rows: int
    cpu: float
    """Without the start-up of one interpreter."""
    wall: float
    peak_mb: float
    process_peak_mb: float

    @property
    def microseconds_a_row(self) -> float:
        """CPU microseconds of a row, without start-up."""
        return self.cpu / self.rows * 1e6


def cells(results: Mapping[str, Any]) -> list[Cell]:
    """Return the sizes measured, the largest runs last."""
    return [_cell(found) for study in ("scaling", "million") for found in results.get(study, [])]


def _cell(found: Mapping[str, Any]) -> Cell:
    typical = {name: median(one[name] for one in found["rounds"]) for name in found["rounds"][0]}
    return Cell(
        **found["size"],
        rows=found["rows"],
        cpu=typical["cpu"] - typical["start_up"],
        **{name: typical[name] for name in ("wall", "peak_mb", "process_peak_mb")},
    )


def speedup(found: Sequence[Cell]) -> tuple[Cell, Cell] | None:
    """Return the largest size measured with one worker and with more, None where there is none."""
    alone = {(cell.customers, cell.months): cell for cell in found if cell.workers == 1}
    pairs = [(alone[cell.customers, cell.months], cell) for cell in found if cell.workers > 1 and (cell.customers, cell.months) in alone]
    return max(pairs, key=lambda pair: pair[0].rows, default=None)
