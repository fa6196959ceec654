"""Life events inferred from behavior, scored against the truth.

Rules an analyst would write read postings and contacts, never what dim_customer says of the last day save the date of birth.
Events are looked for among customers whom the bank can see: with income here before, and a purchase a week in each of the two
months before, the month of, and the two months after (`signs.keep_months`). Inferred and true events are held to that alike.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from c360sim.dataset import Dataset, Row
from c360sim.validation.findings import Score
from c360sim.validation.signals.life_events import family, home, studies, work
from c360sim.validation.signals.life_events.matching import Matched, by_customer, match
from c360sim.validation.signals.life_events.signs import INCOME_LEAST_USD, MONTH, MONTHS_AROUND, keep_signs

LEAST = 0.75
"""Precision and recall that each event must reach."""

AT_THE_EDGE = "within two months of either end of the window"
NO_INCOME = "of customers whose income does not come here"
HARDLY_USED = "of customers who hardly use the account around then"
REASONS = (AT_THE_EDGE, NO_INCOME, HARDLY_USED)
"""Why a true event is outside what the bank can see."""


class Rule(NamedTuple):
    """How an event is inferred: the function that keeps `inferred_<event>`, and the true events it stands for."""

    keep: Callable[[Dataset], None]
    events: tuple[str, ...]


RULES = {
    "birth": Rule(family.keep_births, ("birth",)),
    "move": Rule(home.keep_moves, ("move", "home_purchase")),
    "job_change": Rule(work.keep_job_changes, ("job_change",)),
    "job_loss": Rule(work.keep_job_losses, ("job_loss",)),
    "retirement": Rule(work.keep_retirements, ("retirement",)),
    "graduation": Rule(studies.keep_graduations, ("graduation",)),
    "marriage": Rule(family.keep_marriages, ("marriage",)),
}
"""Each life event that is inferred. Who buys a home moves there: a move is inferred from either."""


def score(dataset: Dataset) -> list[Score]:
    """Return precision and recall of each event in `RULES`, to reach `LEAST`; NaN without bounds where nothing can be measured."""
    why_not = _why_not(dataset)
    if why_not:
        return [Score(_signal(event), measure, math.nan, note=f"not measured: {why_not}") for event in RULES for measure in _MEASURES]
    keep_signs(dataset)
    work.keep_spells(dataset)
    return [found for event, rule in RULES.items() for found in _scores(event, *_matched(dataset, event, rule))]


_MEASURES = ("precision", "recall")


def _signal(event: str) -> str:
    return f"life event: {event.replace('_', ' ')}"


def _why_not(dataset: Dataset) -> str:
    """Return why no event can be inferred or scored, nothing when all can be."""
    if not dataset.has_truth("life_event"):
        return "the data set has no truth/life_event"
    months = f"SELECT count(DISTINCT {MONTH.format('transaction_date')}) AS months FROM fact_transaction"
    if dataset.rows(months)[0]["months"] <= 2 * MONTHS_AROUND:
        return f"the window has no month with {MONTHS_AROUND} months on both sides"
    return ""


def _matched(dataset: Dataset, event: str, rule: Rule) -> tuple[Matched, Counter[str]]:
    """Return how an event's inferred cases agree with the true ones, and how many true ones are outside, by reason."""
    rule.keep(dataset)
    inferred = dataset.rows(f"""
        SELECT customer_id, day FROM inferred_{event} AS inferred
        SEMI JOIN life_seen AS seen ON seen.customer_id = inferred.customer_id AND month_number = {MONTH.format("inferred.day")}
    """)
    true = true_events(dataset, rule)
    outside = Counter(row["reason"] for row in true if row["reason"])
    matched = match(by_customer(inferred), by_customer(_where(true, True)), by_customer(_where(true, False)))
    return matched, outside


def true_events(dataset: Dataset, rule: Rule) -> list[Row]:
    """Return the true events (customer_id, day) and the `reason` why one is outside, empty for one that can be seen."""
    names = ", ".join(f"'{name}'" for name in rule.events)
    return dataset.rows(f"""
        WITH span AS (SELECT min(month_number) AS first_month, max(month_number) AS last_month FROM life_month),
        life AS (
            SELECT customer_id, date AS day, {MONTH.format("date")}::INTEGER AS month_number FROM truth_life_event WHERE event IN ({names})
        ), earning AS (
            SELECT DISTINCT life.* FROM life JOIN life_month AS before ON before.customer_id = life.customer_id
                AND life.month_number - before.month_number BETWEEN 1 AND {MONTHS_AROUND} AND income_usd >= {INCOME_LEAST_USD}
        )
        SELECT life.customer_id, life.day, CASE
            WHEN seen.customer_id IS NOT NULL THEN ''
            WHEN life.month_number NOT BETWEEN first_month + {MONTHS_AROUND} AND last_month - {MONTHS_AROUND} THEN '{AT_THE_EDGE}'
            WHEN earning.customer_id IS NULL THEN '{NO_INCOME}' ELSE '{HARDLY_USED}' END AS reason
        FROM life CROSS JOIN span
        LEFT JOIN life_seen AS seen USING (customer_id, month_number)
        LEFT JOIN earning ON earning.customer_id = life.customer_id AND earning.day = life.day
    """)


def _where(rows: Sequence[Row], is_seen: bool) -> list[Row]:
    return [row for row in rows if (not row["reason"]) == is_seen]


def _scores(event: str, matched: Matched, outside: Counter[str]) -> list[Score]:
    """Return the scores of one event, without bounds where there was nothing to find or nothing found."""
    reasons = "; ".join(f"{outside[reason]} {reason}" for reason in REASONS)
    note = f"{matched.agreed} of {matched.true} true events found by {matched.inferred} inferred; outside: {reasons}"
    values = (matched.precision, matched.recall)
    return [
        Score(_signal(event), measure, value, note=note) if math.isnan(value) else Score(_signal(event), measure, value, LEAST, note=note)
        for measure, value in zip(_MEASURES, values, strict=True)
    ]
