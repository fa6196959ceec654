"""Leaving foreseen: at each month-end, who will have closed the last account three months on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from threadpoolctl import threadpool_limits

from c360sim.dataset import Dataset
from c360sim.validation.findings import Score
from c360sim.validation.signals import churn_features
from c360sim.validation.signals.scoring import not_measured

SIGNAL = "churn"

AHEAD = 3
"""Months within which a leaver leaves."""

FOLDS = 5
"""Parts of the customers; each is foreseen by a model that has seen the others only."""

LEAVERS_LEAST = 30
"""Cases of leaving below which nothing can be learned."""

LEAVERS_FOR_BOUNDS = 600
"""Cases from which the AUC is known to about 0.01 (a leaver makes up to three)."""

AUC_LEAST, AUC_MOST = 0.75, 0.92
"""Foreseeable, but not written on anyone's forehead."""

LIFT_LEAST = 2.5
SINGLE_MOST = 0.85
"""AUC that no feature by itself may reach."""


@dataclass(frozen=True, slots=True)
class Cases:
    """Month-ends of customers: `features` (cases, names) standardized, the customer's id, and months to leaving (NaN for never)."""

    names: list[str]
    features: NDArray[np.float64]
    customer: NDArray[np.int64]
    ahead: NDArray[np.float64]

    @property
    def leaves(self) -> NDArray[np.bool_]:
        """Whether the customer leaves within `AHEAD` months."""
        found: NDArray[np.bool_] = self.ahead <= AHEAD
        return found


def cases(dataset: Dataset) -> Cases:
    """Return the cases whose outcome lies within the data."""
    churn_features.keep(dataset)
    columns = dataset.columns(f"SELECT * FROM churn_features WHERE m <= (SELECT max(m) FROM churn_flows) - {AHEAD} ORDER BY customer_id, m")
    names = [name for name in columns if name not in ("customer_id", "m", "months_to_leaving")]
    table = np.stack([columns[name].astype(np.float64) for name in names], axis=1)
    spread = table.std(axis=0)
    features = (table - table.mean(axis=0)) / np.where(spread > 0, spread, 1.0)
    return Cases(names, features, columns["customer_id"].astype(np.int64), columns["months_to_leaving"].astype(np.float64))


def foreseen(known: Cases) -> NDArray[np.float64]:
    """Return each case's score by a logistic regression fitted to the customers of the other folds."""
    scores = np.empty(len(known.customer))
    fold = known.customer * 2_654_435_761 % (1 << 32) // 1000 % FOLDS
    with threadpool_limits(1):  # threads only wait for each other where other programs run, and sum in an order of their own
        for number in range(FOLDS):
            own = fold == number
            model = LogisticRegression(solver="newton-cholesky").fit(known.features[~own], known.leaves[~own])
            scores[own] = model.decision_function(known.features[own])
    return scores


def lift(leaves: NDArray[np.bool_], scores: NDArray[np.float64]) -> float:
    """Return how many times likelier than all the tenth with the highest scores is to leave."""
    top = np.argsort(-scores, kind="stable")[: max(len(scores) // 10, 1)]
    return float(leaves[top].mean() / leaves.mean())


def single_aucs(features: NDArray[np.float64], labels: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return the AUC of each feature by itself, in whichever direction it tells more."""
    return np.array([0.5 + abs(roc_auc_score(labels, column) - 0.5) for column in features.T])


def score(dataset: Dataset) -> list[Score]:
    """Return how well leaving is foreseen, out of sample, and how much of it the best column gives away by itself."""
    known = cases(dataset)
    leavers = int(known.leaves.sum())
    if leavers < LEAVERS_LEAST:
        return [not_measured(SIGNAL, f"{leavers} cases of leaving, at least {LEAVERS_LEAST} needed")]
    scores = foreseen(known)
    auc = float(roc_auc_score(known.leaves, scores))
    later = ~(known.ahead < AHEAD)
    third = float(roc_auc_score(known.ahead[later] == AHEAD, scores[later]))
    singles = single_aucs(known.features, known.leaves)
    best = int(np.argmax(singles))
    holds = leavers >= LEAVERS_FOR_BOUNDS
    note = f"{leavers} of {len(scores)} month-ends" + ("" if holds else ": too few to hold to bounds")

    def held(measure: str, value: float, least: float | None, most: float | None, more: str = note) -> Score:
        return Score(SIGNAL, measure, value, least if holds else None, most if holds else None, more)

    return [
        held(f"AUC of leaving within {AHEAD} months", auc, AUC_LEAST, AUC_MOST),
        held(f"AUC of leaving in month {AHEAD}", third, None, None, "those who leave earlier are left out"),
        held("lift of the top decile", lift(known.leaves, scores), LIFT_LEAST, None),
        held("AUC of the best single column", float(singles[best]), None, SINGLE_MOST, known.names[best]),
        held("AUC gained over the best single column", auc - float(singles[best]), 0.02, None, known.names[best]),
    ]
