"""Where the CPU seconds of a run go: a clock around each phase of the month, and around the thread that writes Parquet.

Run as `python -m benchmarks.phases CUSTOMERS MONTHS`. Prints CPU seconds by phase as JSON; a phase within a phase counts once, as itself.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from mesa.agent import AgentSet

from benchmarks.commands import Size
from benchmarks.cost import ROOT, CommandFailed
from c360sim import simulation
from c360sim.bank import Bank
from c360sim.crm.service import Service
from c360sim.customer.society import Society
from c360sim.recorder import Recorder
from c360sim.running import run
from c360sim.simulation import Simulation
from c360sim.sinks.parquet import ParquetSink
from c360sim.spec import RunSpec

PHASES: dict[str, list[tuple[Any, str]]] = {
    "catalog": [(simulation, "load_catalog")],
    "births, and what is held on the eve": [(Simulation, "__init__")],
    "lives: dice, machines, events": [(Society, "begin"), (AgentSet, "do"), (Society, "end")],
    "wants restated": [(simulation, "restate")],
    "payments": [(simulation, "expand")],
    "the bank's books": [(Bank, "execute"), (Bank, "dues"), (Bank, "run")],
    "contacts and satisfaction": [(Service, "month")],
    "rows of the month": [(Recorder, "eve"), (Recorder, "month")],
    "dimensions, schedule and labels": [(Recorder, "catalog"), (Recorder, "end")],
    "writing Parquet, on its own thread": [(ParquetSink, "write"), (ParquetSink, "close")],
}
"""The functions of each phase, by where they stand."""


class Clock:
    """CPU seconds of this thread by phase."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()
        self._local = threading.local()

    def around(self, phase: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function with a clock around it."""

        def timed(*arguments: Any, **named: Any) -> Any:
            outer, self._local.inner = getattr(self._local, "inner", 0.0), 0.0
            began = time.thread_time()
            try:
                return function(*arguments, **named)
            finally:
                took = time.thread_time() - began
                self.seconds[phase] += took - self._local.inner
                self._local.inner = outer + took

        return timed


def measure(customers: int, months: int) -> dict[str, float]:
    """Simulate to Parquet and return CPU seconds by phase, and those of the whole run besides start-up."""
    clock = Clock()
    for phase, places in PHASES.items():
        for place, name in places:
            setattr(place, name, clock.around(phase, getattr(place, name)))
    with tempfile.TemporaryDirectory() as folder:
        began = time.process_time()
        run.simulate(RunSpec(customers=customers, months=months), Path(folder) / "data", frozenset({"parquet"}))
        whole = time.process_time() - began
    found = {phase: clock.seconds[phase] for phase in PHASES}
    return found | {"everything else": whole - sum(found.values())}


def study(size: Size, rounds: int) -> dict[str, Any]:
    """Return the CPU seconds by phase of each round, every round in a process of its own. Raises CommandFailed."""
    found = []
    for _ in range(rounds):
        command = [sys.executable, "-m", "benchmarks.phases", str(size.customers), str(size.months)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        if done.returncode:
            raise CommandFailed(done.stderr[-2000:])
        found.append(json.loads(done.stdout))
    return {"size": asdict(size), "rounds": found}


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]), int(sys.argv[2]))))
