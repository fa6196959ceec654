"""A simulation stopped after any month goes on, elsewhere, as if it had not stopped."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agents import PERSONAS
from c360sim.recorder import Recorder
from c360sim.simulation import Simulation
from c360sim.spec import RunSpec
from c360sim.state import State, StateError

SPEC = RunSpec(months=7, customers=40, seed=5)


class Fingerprints:
    """A sink that keeps the fingerprint of what each step wrote."""

    def __init__(self) -> None:
        self.steps: list[str] = []
        self._hash = hashlib.sha256()

    def write(self, table: str, columns: Mapping[str, Any]) -> None:
        """Take in rows of a table."""
        for name, column in columns.items():
            values = column if isinstance(column, pa.Array | pa.ChunkedArray) else np.ma.asarray(column)
            self._hash.update(f"{table} {name} {values.to_pylist() if hasattr(values, 'to_pylist') else values.tolist()}".encode())

    def write_truth(self, name: str, rows: pa.Table) -> None:
        """Take in rows of the truth."""
        self._hash.update(f"{name} {rows.to_pylist()}".encode())

    def next(self) -> None:
        """End a step."""
        self.steps.append(self._hash.hexdigest())
        self._hash = hashlib.sha256()


def written(state: State | None, months: int) -> tuple[list[str], State]:
    """Live some months, from the start or from a state; return a fingerprint of each and of the end, and the state then."""
    simulation, sink = Simulation(SPEC, PERSONAS), Fingerprints()
    recorder = Recorder(simulation, sink)
    if state is not None:
        recorder.restore(state)
    for _ in range(months):
        recorder.month(simulation.live_month())
        sink.next()
    kept = recorder.state()
    recorder.end()
    sink.next()
    return sink.steps, kept


def save(state: State, path: Path) -> None:
    """Write a state as plain arrays: what reads it runs no code."""
    np.savez(
        path, allow_pickle=False, **{f"{table}/{name}": column for table, columns in state.items() for name, column in columns.items()}
    )


def load(path: Path) -> State:
    """Read a state."""
    state: State = {}
    with np.load(path, allow_pickle=False) as arrays:
        for key in arrays.files:
            table, name = key.split("/")
            state.setdefault(table, {})[name] = arrays[key]
    return state


@pytest.fixture(scope="module")
def whole() -> list[str]:
    return written(None, SPEC.months)[0]


@settings(deadline=None, max_examples=5, derandomize=True)
@given(stops=st.lists(st.integers(1, SPEC.months - 1), min_size=1, max_size=3, unique=True).map(sorted))
def test_a_run_stopped_after_any_months_writes_what_it_would_have_written(
    whole: list[str], tmp_path_factory: pytest.TempPathFactory, stops: list[int]
) -> None:
    path, state, found = tmp_path_factory.mktemp("state") / "state.npz", None, []
    for first, last in zip([0, *stops], [*stops, SPEC.months], strict=True):
        steps, kept = written(state, last - first)
        found += steps[:-1]
        save(kept, path)
        state = load(path)
    assert [*found, steps[-1]] == whole


def test_another_process_goes_on_from_the_file(whole: list[str], tmp_path: Path) -> None:
    save(written(None, 3)[1], tmp_path / "state.npz")
    script = f"import test_state, pathlib; print(*test_state.written(test_state.load(pathlib.Path({str(tmp_path)!r}) / 'state.npz'), 4)[0])"
    path = {"PYTHONPATH": ":".join([str(Path(__file__).parent), *sys.path]), "PYTHONHASHSEED": "7"}
    other = subprocess.run([sys.executable, "-c", script], env=path, capture_output=True, text=True, check=True)
    assert other.stdout.split() == whole[3:]


def spoiled(state: State, table: str, **columns: Any) -> State:
    return state | {table: {name: column for name, column in (state[table] | columns).items() if column is not None}}


def test_a_state_of_another_run_or_version_is_refused_by_name() -> None:
    simulation = Simulation(SPEC, PERSONAS)
    state = simulation.state()
    for wrong, told in (
        (Simulation(RunSpec(customers=40, seed=6), PERSONAS).state(), "seed is 6, allowed 5"),
        (Simulation(RunSpec(customers=40, seed=5, start_month=SPEC.start_month + 1), PERSONAS).state(), "start_month is"),
        (Simulation(RunSpec(customers=39, seed=5), PERSONAS).state(), r"people\.\w+ is \w+ of shape \(39,\)"),
        (Simulation(SPEC, PERSONAS, first_customer=2).state(), "customer_id differ"),
        ({name: columns for name, columns in state.items() if name != "ledger"}, "other tables than this version keeps: ledger"),
        (spoiled(state, "ledger", balance_cents=None), "ledger has other columns than this version keeps: balance_cents"),
        (spoiled(state, "ledger", balance_cents=state["ledger"]["balance_cents"][1:]), "columns of table ledger have"),
        (spoiled(state, "intents", is_active=np.zeros(40)), "intents.is_active is float64"),
        (spoiled(state, "people", **{"words of persona": np.array(["Boomer", "Young Parent"])}), "words of persona"),
    ):
        with pytest.raises(StateError, match=told):
            simulation.restore(wrong)
