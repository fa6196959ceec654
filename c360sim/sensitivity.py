"""Which assumptions matter: what a data set's headlines become when each assumed number moves by a fifth.

Run as `python -m c360sim.sensitivity`. All assumed scalar parameters are screened on a small run each way; those that move
the headlines most are then measured on a larger one, and the ten weightiest shown. Named random streams make runs
comparable: what differs is what the number does.
"""

from __future__ import annotations

import argparse
import math
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from rich.progress import track

from agents import shipped
from c360sim.assumptions import Assumptions, Parameter
from c360sim.dataset import Dataset, NotADataset
from c360sim.running.run import simulate
from c360sim.spec import RunSpec

MOVE = 0.20
"""How far a number moves, as a ratio, up and down."""
SCREENING = RunSpec(months=6, customers=300)
MEASURING = RunSpec(months=24, customers=2000)
CANDIDATES = 24
MOST_IMPORTANT = 10
RUNS_A_PROCESS = 40

Outcomes = dict[str, float]

HEADLINES = {
    "left a year, %": "SELECT 1200.0 * count(churn_date) / (SELECT count(*) FROM active) FROM dim_customer",
    "postings a month": "SELECT count(*) / (SELECT count(*) FROM active) FROM fact_transaction",
    "spent a month, USD": """SELECT -sum(amount) / (SELECT count(*) FROM active) FROM fact_transaction
        WHERE transaction_category IN ('Purchase', 'Bill', 'Refund', 'Cash Withdrawal')""",
    "pay a month, USD": """SELECT sum(amount) / (SELECT count(*) FROM active) FROM fact_transaction
        WHERE transaction_category IN ('Payroll', 'Social Security', 'Pension', 'Gig Income')""",
    "median deposits, USD": """SELECT median(total) FROM (SELECT sum(balance) AS total FROM ending
        WHERE account_type = 'CASA' GROUP BY customer_id)""",
    "invested, USD": "SELECT sum(balance) FILTER (account_type = 'Securities') / count(DISTINCT customer_id) FROM ending",
    "lent, USD": "SELECT sum(balance) FILTER (account_type IN ('Loan', 'Credit Card')) / count(DISTINCT customer_id) FROM ending",
    "overdrawn for a fee, %": """SELECT 100.0 * count(DISTINCT customer_id) / (SELECT count(*) FROM dim_customer)
        FROM fact_transaction WHERE transaction_category = 'Overdraft Fee'""",
    "late with a card, %": """SELECT 100.0 * count(DISTINCT customer_id) / (SELECT count(*) FROM dim_customer)
        FROM fact_transaction WHERE transaction_category = 'Late Fee'""",
    "to fintechs a month, USD": """SELECT -sum(amount) / (SELECT count(*) FROM active) FROM fact_transaction
        WHERE transaction_category = 'Fintech Transfer'""",
}
"""Headlines of a data set. `active` holds a row per customer and month with an open account, `ending` the last month's balances."""

_ACTIVE = "SELECT DISTINCT customer_id, snapshot_date FROM fact_account_snapshot WHERE snapshot_date > (SELECT min(date) FROM dim_date)"
_ENDING = """SELECT customer_id, account_type, balance FROM fact_account_snapshot JOIN dim_account USING (account_id, customer_id)
    WHERE snapshot_date = (SELECT max(snapshot_date) FROM fact_account_snapshot)"""


@dataclass(frozen=True, slots=True)
class Effect:
    """What moving one assumption does: the headlines as ratios to those of the run as it is, down and up."""

    name: str
    down: Outcomes
    up: Outcomes

    @property
    def importance(self) -> float:
        """Sum over headlines of the wider of the two changes, as a ratio; one headline counts no more than the move itself."""
        return sum(min(max(abs(self.down[name] - 1), abs(self.up[name] - 1)), MOVE) for name in self.up)


def assumed() -> list[str]:
    """Return the names of the scalar parameters of which some segment's number is an assumption, in order."""
    return sorted({name for (name, _), found in shipped().parameters.items() if "assumption" in found.source})


def moved(shipped: Assumptions, name: str, ratio: float) -> Assumptions:
    """Return the assumptions with one parameter times `ratio` in all segments; shares stay at most 1, whole numbers whole."""
    changed = {
        key: replace(found, value=_within(found, found.value * ratio)) for key, found in shipped.parameters.items() if key[0] == name
    }
    return shipped.with_parameters(changed)


def _within(parameter: Parameter, value: float) -> float:
    if parameter.unit.startswith("share") and parameter.value <= 1:
        return min(value, 1.0)
    counts_whole = parameter.value == int(parameter.value) and abs(parameter.value) > 1
    return float(round(value)) if counts_whole else value


def outcomes(spec: RunSpec, parameters: Assumptions) -> Outcomes:
    """Simulate in a temporary folder and return the headlines.

    Raises ValueError or ArithmeticError where the parameters are none that a bank could have, such as a weight above 1.
    """
    with tempfile.TemporaryDirectory() as folder, np.errstate(invalid="raise", over="raise"):
        out = Path(folder) / "data"
        simulate(spec, out, frozenset({"parquet"}), parameters=parameters)
        return headlines(Dataset(out))


def headlines(dataset: Dataset) -> Outcomes:
    """Return the headlines of a data set; 0 for one of which it has nothing."""
    dataset.keep("active", _ACTIVE)
    dataset.keep("ending", _ENDING)
    return {name: float(next(iter(dataset.rows(query)[0].values())) or 0.0) for name, query in HEADLINES.items()}


def effects(names: Sequence[str], spec: RunSpec) -> list[Effect]:
    """Return the effect of each assumption, the most important first. A number that cannot move so far is left out.

    Runs go to processes of their own, one a core, renewed now and then: Mesa keeps every model that a process has made.
    """
    both_ways = [(spec, name, 1 + move) for name in names for move in (-MOVE, MOVE)]
    with get_context("spawn").Pool(maxtasksperchild=RUNS_A_PROCESS) as pool:
        usual, *others = track(pool.imap(_outcomes, [(spec, "", 1.0), *both_ways]), "moving assumptions", 1 + len(both_ways))
    if usual is None:
        raise ValueError("the shipped assumptions are none that a bank could have")
    found = [_effect(name, down, up, usual) for name, down, up in zip(names, others[::2], others[1::2], strict=True)]
    return sorted((effect for effect in found if effect), key=lambda effect: (-effect.importance, effect.name))


def _outcomes(run: tuple[RunSpec, str, float]) -> Outcomes | None:
    """Return the headlines of a run with one assumption moved, None where that cannot be."""
    spec, name, ratio = run
    try:
        return outcomes(spec, moved(shipped(), name, ratio))
    except NotADataset:  # a ValueError too, but no fault of the assumption
        raise
    except (ValueError, ArithmeticError):  # a hazard or a weight above 1, a table that would not add up
        return None


def _effect(name: str, down: Outcomes | None, up: Outcomes | None, usual: Outcomes) -> Effect | None:
    return None if down is None or up is None else Effect(name, _ratios(down, usual), _ratios(up, usual))


def _ratios(found: Mapping[str, float], usual: Mapping[str, float]) -> Outcomes:
    return {name: found[name] / usual[name] if usual[name] else math.nan for name in usual if usual[name]}


def markdown(found: Sequence[Effect], screened: int, assumed_count: int) -> str:
    """Return the page of the table: a row for each assumption, moved down and up, and the change of each headline in percent."""
    head = ["assumption", "is", "moved", *HEADLINES]
    lines = [
        "# What the assumptions do",
        "",
        f"Of {assumed_count} assumed numbers, the {screened} that can be moved by {MOVE:.0%} both ways (others are weights that",
        f"would pass 1, say) were moved so, in all segments at once, on runs of {SCREENING.customers:,} customers over",
        f"{SCREENING.months} months. The {CANDIDATES} that moved the headlines most were measured again on",
        f"{MEASURING.customers:,} customers over {MEASURING.months} months with seed {MEASURING.seed}: these are the weightiest",
        f"{MOST_IMPORTANT}, by the sum of the changes (one headline counts no more than {MOVE:.0%}), with the change of each",
        "headline in percent.",
        "Made by `make sensitivity`, which takes many minutes.",
        "",
        "| " + " | ".join(head) + " |",
        "|---|---|---|" + "---:|" * len(HEADLINES),
    ]
    for effect in found:
        lines += [_row(effect.name, "-", effect.down), _row(effect.name, "+", effect.up)]
    return "\n".join([*lines, ""])


def _row(name: str, sign: str, ratios: Outcomes) -> str:
    values = {found.value for (key, _), found in shipped().parameters.items() if key == name}
    shown = f"{min(values):.10g}" if len(values) == 1 else f"{min(values):.10g} to {max(values):.10g}"
    cells = [f"{100 * (ratios.get(headline, 1.0) - 1):+.1f}" for headline in HEADLINES]
    return "| " + " | ".join([f"`{name}`", shown, f"{sign}{MOVE:.0%}", *cells]) + " |"


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the page to --out (default docs/sensitivity.md). Returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m c360sim.sensitivity", description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--out", type=Path, default=Path("docs/sensitivity.md"))
    out: Path = parser.parse_args(arguments).out
    names = assumed()
    screened = effects(names, SCREENING)
    found = effects([effect.name for effect in screened[:CANDIDATES]], MEASURING)[:MOST_IMPORTANT]
    out.write_text(markdown(found, len(screened), len(names)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
