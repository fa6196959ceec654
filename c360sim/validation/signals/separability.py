"""No giveaway: nothing that stands in one column, and no one kind of posting or contact, tells leavers or another label apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from c360sim.dataset import Dataset
from c360sim.validation.findings import Score
from c360sim.validation.signals import churn_features
from c360sim.validation.signals.churn import AHEAD, LEAVERS_LEAST, SINGLE_MOST, single_aucs
from c360sim.validation.signals.scoring import CASES_LEAST, not_measured

SIGNAL = "no giveaway"

LABELS = {
    "is leaving": "is_leaving",
    "salary here": "salary_comes_here",
    "idle cash": "idle_cash_cents > 0",
    "prepayment": "prepayment_cents > 0",
    **{f"{kind} cover gap": f"{kind}_shortfall_cents > 0" for kind in ("life", "home", "renters", "auto", "travel")},
}
"""Labels of the customers present on the last day, over the columns of truth/labels."""

OTHER_MOST = 0.95
"""AUC that no column may reach for a label other than leaving: who rents is known, and is half of a renter's gap."""

WORDS_MOST = 30
"""Values up to which a column of words is one of kinds; with more it is a name."""

NOT_KNOWN_BEFORE = ("customer_id", "first_name", "last_name", "email", "phone", "churn_date")


def score(dataset: Dataset) -> list[Score]:
    """Return the AUC of the most telling token for leaving, and of the most telling column of dim_customer for each label."""
    return [_tokens(dataset), *_customer_columns(dataset)]


def _tokens(dataset: Dataset) -> Score:
    """Score the presence of each kind of posting (by category and sign) and contact in three months against leaving in the next three."""
    churn_features.keep(dataset)
    dataset.keep("giveaway_quarters", _quarters())
    (total,) = dataset.rows("SELECT count(*) AS cases, count(*) FILTER (leaves) AS leavers FROM giveaway_quarters")
    if total["leavers"] < LEAVERS_LEAST:
        return not_measured(SIGNAL, f"{total['leavers']} leavers, at least {LEAVERS_LEAST} needed")
    (best,) = dataset.rows(
        f"""
        WITH tokens AS (
            SELECT DISTINCT customer_id, {_quarter()} AS q,
                concat(transaction_category, CASE WHEN amount < 0 THEN ' out' ELSE ' in' END) AS token FROM fact_transaction
            UNION ALL
            SELECT DISTINCT customer_id, {_quarter()}, concat('contact: ', reason) FROM fact_interaction
        )
        SELECT token, 0.5 + abs(count(*) FILTER (leaves) / $1 - count(*) FILTER (NOT leaves) / $2) / 2 AS auc
        FROM tokens JOIN giveaway_quarters USING (customer_id, q) GROUP BY token ORDER BY auc DESC, token LIMIT 1
        """,
        [total["leavers"], total["cases"] - total["leavers"]],
    )
    most = SINGLE_MOST if total["leavers"] >= CASES_LEAST else None
    return Score(SIGNAL, "leavers: AUC of the best posting or contact", best["auc"], None, most, best["token"])


def _quarter() -> str:
    """Return the expression of how many quarters before the last month a row lies, counted in threes of months."""
    return f"((SELECT max(m) FROM churn_flows) - (date_key // 10000 * 12 + date_key // 100 % 100 - 1)) // {AHEAD}"


def _quarters() -> str:
    """Return the query of customers present through a quarter, the last one with its outcome unknown left out."""
    return f"""
        SELECT customer_id, ((SELECT max(m) FROM churn_flows) - m) // {AHEAD} AS q, coalesce(months_to_leaving <= {AHEAD}, false) AS leaves
        FROM churn_features
        WHERE ((SELECT max(m) FROM churn_flows) - m) % {AHEAD} = 0 AND m < (SELECT max(m) FROM churn_flows)
    """


def _customer_columns(dataset: Dataset) -> list[Score]:
    columns = dataset.columns(
        "SELECT c.* FROM dim_customer c SEMI JOIN truth_labels USING (customer_id) WHERE c.churn_date IS NULL ORDER BY customer_id"
    )
    labels = dataset.columns(
        f"""
        SELECT {", ".join(f'{sql} AS "{name}"' for name, sql in LABELS.items())}
        FROM truth_labels l JOIN dim_customer c USING (customer_id) WHERE c.churn_date IS NULL ORDER BY customer_id
        """
    )
    return [_best_column(name, columns, labels[name].astype(bool)) for name in LABELS]


def _best_column(name: str, columns: Mapping[str, NDArray[Any]], label: NDArray[np.bool_]) -> Score:
    """Score the most telling column: numbers by their rank, words by how often each goes with the label."""
    cases = int(min(label.sum(), (~label).sum()))
    if cases < LEAVERS_LEAST:
        return not_measured(SIGNAL, f"{name}: {cases} cases, at least {LEAVERS_LEAST} needed")
    told = {column: _as_numbers(values, label) for column, values in columns.items() if column not in NOT_KNOWN_BEFORE}
    known = {column: values for column, values in told.items() if values is not None}
    aucs = single_aucs(np.stack(list(known.values()), axis=1), label)
    best = int(np.argmax(aucs))
    most = (SINGLE_MOST if name == "is leaving" else OTHER_MOST) if cases >= CASES_LEAST else None
    return Score(SIGNAL, f"{name}: AUC of the best column of dim_customer", float(aucs[best]), None, most, list(known)[best])


def _as_numbers(values: NDArray[Any], label: NDArray[np.bool_]) -> NDArray[np.float64] | None:
    if values.dtype.kind in "iufb":
        return np.nan_to_num(values.astype(np.float64), nan=-1.0)
    if values.dtype.kind == "M":
        return values.astype("datetime64[D]").astype(np.float64)
    words, kind = np.unique(values.astype(str), return_inverse=True)
    if len(words) > WORDS_MOST:
        return None
    rates = np.bincount(kind, label, len(words)) / np.bincount(kind, minlength=len(words))
    return rates[kind]
