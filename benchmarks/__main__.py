"""Measure and report: `python -m benchmarks [STUDY ...] [--quick] [--out FOLDER]`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks import commands, comparison, phases, scaling
from benchmarks.commands import Size
from benchmarks.cost import ROOT, CommandFailed
from benchmarks.machine import machine
from benchmarks.page import page
from benchmarks.plot import plot
from c360sim import commands as printed

DEFAULT, TINY = Size(5000, 24), Size(60, 3)
CUSTOMERS = [Size(customers, 24) for customers in (1000, 5000, 50_000, 200_000)]
MONTHS = [Size(5000, months) for months in (6, 12, 120)]
TWO_WORKERS = [Size(200_000, 24, workers=2)]
MILLION = [Size(1_000_000, 24, workers=2)]
TINY_SIZES = [Size(60, 2), Size(60, 3), Size(60, 3, workers=2)]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run studies and write benchmarks.json, benchmarks.md and images/benchmarks.png. Returns the exit code."""
    asked = _parser().parse_args(arguments)
    out = asked.out or (ROOT / "build" / "benchmarks" if asked.quick else ROOT / "docs")
    studies = _studies(asked.quick, asked.rounds)
    wanted = asked.studies or ["comparison", "phases", "scaling"]
    if unknown := set(wanted) - set(studies):
        print(f"error: unknown study {', '.join(sorted(unknown))}; allowed: {', '.join(studies)}", file=sys.stderr)
        return 2
    results = _kept(out)
    try:
        for name in wanted:
            print(f"measuring: {name}", file=sys.stderr, flush=True)
            results[name] = studies[name]()
            _write(results, out)
    except CommandFailed as failure:
        print(f"error: {failure}", file=sys.stderr)
        return 1
    print(out / "benchmarks.md")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measures speed and memory of the simulator.")
    parser.add_argument("studies", nargs="*", metavar="STUDY", help="comparison, phases, scaling, million (default: the first three)")
    parser.add_argument("--quick", action="store_true", help="a short look: small sizes, one round")
    parser.add_argument("--rounds", type=int, default=5, help="rounds in which the measures alternate (default: %(default)s)")
    parser.add_argument("--out", type=Path, help="folder of the results (default: docs, with --quick build/benchmarks)")
    return parser


def _studies(is_quick: bool, rounds: int) -> dict[str, Callable[[], Any]]:
    if is_quick:
        return {
            "comparison": lambda: comparison.study(TINY, 1, installed_peer()),
            "phases": lambda: phases.study(TINY, 1),
            "scaling": lambda: scaling.study(TINY_SIZES, 1),
        }
    return {
        "comparison": lambda: comparison.study(DEFAULT, rounds, installed_peer()),
        "phases": lambda: phases.study(DEFAULT, rounds),
        "scaling": lambda: scaling.study([*CUSTOMERS, *MONTHS, *TWO_WORKERS], rounds),
        "million": lambda: scaling.study(MILLION, 1),
    }


def installed_peer() -> str | None:
    """Return the program of tpchgen-cli; says on stderr when there is none."""
    program = commands.peer_program()
    if program is None:
        install = printed.python("-m", "pip", "install", "tpchgen-cli")
        print(f"tpchgen-cli is not installed and is left out; to compare: {install}", file=sys.stderr)
    return program


def _kept(out: Path) -> dict[str, Any]:
    """Return earlier results where they are of this machine and these versions, to which studies are added."""
    here = {"machine": machine()}
    path = out / "benchmarks.json"
    earlier = json.loads(path.read_text(encoding="utf-8")) if path.exists() else here
    return earlier if earlier["machine"] == here["machine"] else here


def _write(results: dict[str, Any], out: Path) -> None:
    (out / "images").mkdir(parents=True, exist_ok=True)
    (out / "benchmarks.json").write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    (out / "benchmarks.md").write_text(page(results), encoding="utf-8")
    plot(results, out / "images" / "benchmarks.png")


if __name__ == "__main__":
    raise SystemExit(main())
