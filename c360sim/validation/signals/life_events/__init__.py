"""Life events inferred from behaviour, scored against the truth.

Rules an analyst would write read postings and contacts, never what dim_customer says of the last day save the date of birth.
Work (jobs, retirement, graduation) is looked for among those whose account is in use, spending (births, weddings, moves)
among those whose account shows how they live, both with income here, two months before and after: see `signs`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from c360sim.dataset import Dataset, Row
from c360sim.validation.findings import Score
from c360sim.validation.signals.life_events import family, home, studies, work
from c360sim.validation.signals.life_events.matching import Matched, by_customer, match
from c360sim.validation.signals.life_events.signs import MONTH, MONTHS_AROUND, keep_signs

LEAST = 0.75
"""Precision and recall that each event must reach."""

NAN = float("nan")


class Rule(NamedTuple):
    """How an event is inferred: the function that keeps `inferred_<event>`, who can be seen, and the true events it stands for."""

    keep: Callable[[Dataset], None]
    seen: str
    events: tuple[str, ...]


RULES = {
    "birth": Rule(family.keep_births, "life_lived", ("birth",)),
    "move": Rule(home.keep_moves, "life_lived", ("move", "home_purchase")),
    "job_change": Rule(work.keep_job_changes, "life_used", ("job_change",)),
    "job_loss": Rule(work.keep_job_losses, "life_used", ("job_loss",)),
    "retirement": Rule(work.keep_retirements, "life_used", ("retirement",)),
    "graduation": Rule(studies.keep_graduations, "life_used", ("graduation",)),
    "marriage": Rule(family.keep_marriages, "life_lived", ("marriage",)),
}
"""Each life event that is inferred. Who buys a home moves there: a move is inferred from either."""


def score(dataset: Dataset) -> list[Score]:
    """Return precision and recall of each event in `RULES`, to reach `LEAST`; NaN without bounds where nothing can be measured."""
    why_not = _why_not(dataset)
    if why_not:
        return [Score(_signal(event), measure, NAN, note=f"not measured: {why_not}") for event in RULES for measure in _MEASURES]
    keep_signs(dataset)
    work.keep_spells(dataset)
    return [found for event, rule in RULES.items() for found in _scores(event, _matched(dataset, event, rule), rule)]


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


def _matched(dataset: Dataset, event: str, rule: Rule) -> Matched:
    rule.keep(dataset)
    inferred = dataset.rows(f"""
        SELECT customer_id, day FROM inferred_{event} AS inferred
        SEMI JOIN {rule.seen} AS seen ON seen.customer_id = inferred.customer_id AND month_number = {MONTH.format("inferred.day")}
    """)
    names = ", ".join(f"'{name}'" for name in rule.events)
    true = dataset.rows(f"""
        SELECT life.customer_id, life.date AS day, seen.customer_id IS NOT NULL AS is_seen
        FROM truth_life_event AS life
        LEFT JOIN {rule.seen} AS seen ON seen.customer_id = life.customer_id AND month_number = {MONTH.format("life.date")}
        WHERE event IN ({names})
    """)
    return match(by_customer(inferred), by_customer(_where(true, True)), by_customer(_where(true, False)))


def _where(rows: Sequence[Row], is_seen: bool) -> list[Row]:
    return [row for row in rows if row["is_seen"] == is_seen]


def _scores(event: str, matched: Matched, rule: Rule) -> list[Score]:
    """Return the scores of one event, without bounds where there was nothing to find or nothing found."""
    shown = "lives by" if rule.seen == "life_lived" else "uses"
    note = (
        f"{matched.agreed} of {matched.true} true events found by {matched.inferred} inferred; {matched.outside} more were outside: "
        f"within two months of the window's ends, or of someone whose income does not come here or who hardly {shown} the account"
    )
    values = (matched.precision, matched.recall)
    return [
        Score(_signal(event), measure, value, note=note) if value != value else Score(_signal(event), measure, value, LEAST, note=note)
        for measure, value in zip(_MEASURES, values, strict=True)
    ]
