"""The package from Python: simulate a data set, open one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from weakref import finalize

from agents import PERSONAS
from c360sim import months as calendar
from c360sim.assumptions import Assumptions, Values
from c360sim.customer.life.persona import Persona, assume
from c360sim.dataset import Dataset
from c360sim.running import run
from c360sim.sinks import FORMATS
from c360sim.spec import RunSpec

Parameters = Assumptions | Values
"""All that is assumed, or other values of some parameters than those shipped."""


def simulate(
    customers: int = 5000,
    months: int = 24,
    seed: int = 42,
    *,
    start: str = "2024-01",
    parameters: Parameters | None = None,
    personas: Sequence[Persona] = PERSONAS,
    out: str | Path | None = None,
    formats: Iterable[str] = ("parquet",),
    workers: int = 1,
) -> Dataset:
    """Simulate a data set and return it open: at `out`, or in a temporary folder that goes when the data set does.

    Money in its tables is decimal US dollars. `formats` are of `csv`, `parquet` and `duckdb`.
    Raises ValueError for what no run can be: a start that is no month of 1900..2199, a number below 1, an unknown format or
    parameter; TargetError when `out` cannot be used; BooksError when the books do not balance.

    >>> free = simulate(customers=20, months=2, seed=1, parameters={"overdraft_fee_cents": 0})
    >>> free.rows("SELECT count(*) AS fees FROM fact_transaction WHERE transaction_category = 'Overdraft Fee'")
    [{'fees': 0}]
    """
    for name, value in {"customers": customers, "months": months, "workers": workers}.items():
        if value < 1:
            raise ValueError(f"{name} is {value}, allowed 1 or more")
    unknown = set(formats) - set(FORMATS)
    if unknown or not set(formats):
        raise ValueError(f"formats: {', '.join(sorted(unknown)) or 'none'}, allowed some of {', '.join(FORMATS)}")
    if workers > 1 and personas is not PERSONAS:
        raise ValueError(f"workers is {workers}, allowed 1 with personas of one's own")
    spec = RunSpec(months, seed, customers, calendar.parse(start))
    wanted, assumed = frozenset(formats), _assumed(personas, parameters)
    if out is not None:
        return Dataset(run.simulate(spec, Path(out), wanted, parameters=assumed, personas=personas, workers=workers).path)
    scratch = Path(mkdtemp(prefix="c360sim-"))
    try:
        run.simulate(spec, scratch / "data", wanted, parameters=assumed, personas=personas, workers=workers)
        dataset = Dataset(scratch / "data")
    except BaseException:
        rmtree(scratch)
        raise
    finalize(dataset, rmtree, scratch, ignore_errors=True)
    return dataset


def _assumed(personas: Sequence[Persona], parameters: Parameters | None) -> Assumptions:
    if isinstance(parameters, Assumptions):
        return parameters
    return assume(personas).with_values(parameters or {})


def open(path: str | Path) -> Dataset:  # read as c360sim.open
    """Return the data set at a folder, open. Raises NotADataset where there is none."""
    return Dataset(Path(path))
