"""The KPIs of the LookML project, asked as a dashboard asks them and scored against the truth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from pathlib import Path

from c360sim import months
from c360sim.dataset import Dataset
from c360sim.looker.project import load
from c360sim.looker.query import Query
from c360sim.looker.running import Runner
from c360sim.validation.findings import Score
from c360sim.validation.signals import life_events
from c360sim.validation.signals.life_events import RULES, Rule
from c360sim.validation.signals.life_events.matching import by_customer, match
from c360sim.validation.signals.life_events.signs import keep_signs
from c360sim.validation.signals.scoring import not_measured, precision_and_recall, share

MODEL = "customer_360"
CUSTOMER = "dim_customer.customer_number"
MONTHS_LEAST = 12

SALARY_LEAST, COVER_LEAST, SUBSCRIPTIONS_LEAST, EVENTS_LEAST = 0.95, 0.95, 0.93, 0.7
AHEAD = 3
"""Months within which a leaver leaves."""
HISTORY = 5
"""Months of data that a churn risk is held to after: the scorecard compares with those before."""
HIGH_LEAST, LOW_MOST = 4.0, 0.5
"""How many times likelier than all to leave those of High and Low risk are."""

EVENTS = {
    "Birth": "birth",
    "Move": "move",
    "Job change": "job_change",
    "Job loss": "job_loss",
    "Retirement": "retirement",
    "Graduation": "graduation",
    "Marriage": "marriage",
}
"""Rules of true events by the event's name on the dashboard."""
KINDS = ("Life", "Home", "Renters", "Auto", "Travel")

Row = tuple[object, ...]


def score(dataset: Dataset, project: Path) -> list[Score]:
    """Return the scores of the KPIs. Raises LookmlError for a project that cannot be compiled."""
    if int(dataset.manifest.get("months", 0)) < MONTHS_LEAST or not all(dataset.has_truth(name) for name in ("labels", "life_event")):
        return [not_measured("LookML", f"needs {MONTHS_LEAST} months, truth/labels and truth/life_event")]
    asked = _Asked(dataset, project)
    return [*_salary(asked), *_churn(asked), *_covers(asked), *_prepayment(asked), *_subscriptions(asked), *_events(asked)]


class _Asked:
    """Answers of the LookML project, and of the truth."""

    def __init__(self, dataset: Dataset, project: Path) -> None:
        self.dataset = dataset
        self._runner = Runner(load(project).models[MODEL], dataset)

    def lookml(self, explore: str, fields: Sequence[str], **filters: str) -> list[Row]:
        """Return the rows of a query; filters by the field's name, with a double underscore for the dot."""
        named = {name.replace("__", "."): value for name, value in filters.items()}
        return [tuple(row.values()) for row in self._runner.run(Query(explore, tuple(fields), named, limit=None)).rows]

    def truth(self, sql: str) -> list[Row]:
        """Return the rows of a query on truth/labels."""
        return [tuple(row.values()) for row in self.dataset.rows(sql)]


def _agreement(signal: str, found: Set[Row], true: Set[Row], least: float, note: str = "") -> list[Score]:
    counts = {"found": len(found), "true": len(true), "both": len(found & true)}
    return precision_and_recall(f"LookML: {signal}", counts, least, note)


def _salary(asked: _Asked) -> list[Score]:
    found = set(asked.lookml("customers", (CUSTOMER, "salary.employer"), salary__employer="-NULL", salary__is_missed="No"))
    true = set(asked.truth("SELECT customer_id, salary_employer FROM truth_labels WHERE salary_comes_here"))
    return _agreement("salary and employer", found, true, SALARY_LEAST)


def _churn(asked: _Asked) -> list[Score]:
    leavers = asked.truth("SELECT customer_id, churn_date FROM truth_labels WHERE churn_date IS NOT NULL")
    left = {row[0]: months.parse(str(row[1])[:7]) for row in leavers}
    rows = asked.lookml("churn", (CUSTOMER, "churn_risk.as_of_month", "churn_risk.risk"))
    seen = [months.parse(str(row[1])) for row in rows]
    first, last = min(seen) + HISTORY, max(seen) - AHEAD
    never = last + AHEAD + 1
    held = [(row, month) for row, month in zip(rows, seen, strict=True) if first <= month <= last]
    cases = [(row[2], left.get(row[0], never) - month <= AHEAD) for row, month in held]
    base = sum(leaves for _, leaves in cases) / max(len(cases), 1)
    if not base:
        return [not_measured("LookML: churn risk", "nobody leaves")]
    return [_lift(risk, [leaves for named, leaves in cases if named == risk], base) for risk in ("High", "Medium", "Low")]


def _lift(risk: str, leaves: list[bool], base: float) -> Score:
    value = sum(leaves) / max(len(leaves), 1) / base
    least, most = {"High": (HIGH_LEAST, None), "Low": (None, LOW_MOST)}.get(risk, (None, None))
    note = f"{sum(leaves)} of {len(leaves)} month-ends leave within {AHEAD} months; of all {base:.2%}"
    return Score("LookML: churn risk", f"{risk}: times the base rate", value, least, most, note)


def _covers(asked: _Asked) -> Iterator[Score]:
    rows = asked.lookml("customers", (CUSTOMER, "coverage_gap.kind", "coverage_gap.status"))
    for kind in KINDS:
        told = {row[0]: row[2] for row in rows if row[1] == kind}
        gaps = {row[0] for row in asked.truth(f"SELECT customer_id FROM truth_labels WHERE {kind.lower()}_shortfall_cents > 0")}
        to_ask = {customer for customer, status in told.items() if status == "Ask"}
        found: set[Row] = {(customer,) for customer, status in told.items() if status == "Gap"}
        true: set[Row] = {(customer,) for customer in gaps & told.keys() - to_ask}
        note = f"{len(to_ask)} customers, {len(gaps & to_ask)} of them with a gap, are to be asked"
        yield from _agreement(f"{kind.lower()} cover gap", found, true, COVER_LEAST, note)


def _prepayment(asked: _Asked) -> list[Score]:
    rows = asked.lookml("customers", (CUSTOMER, "cash_position.can_prepay"), cash_position__loans_owed=">0")
    true = {row[0] for row in asked.truth("SELECT customer_id FROM truth_labels WHERE prepayment_cents > 0")}
    right = sum((row[1] == "Yes") == (row[0] in true) for row in rows)
    return [share("LookML: prepayment", "customers classified correctly", right, len(rows), COVER_LEAST)]


def _subscriptions(asked: _Asked) -> list[Score]:
    found = set(asked.lookml("customers", (CUSTOMER, "subscription.merchant_name"), subscription__merchant_name="-NULL"))
    true = set(asked.truth("SELECT customer_id, unnest(string_split(subscriptions, '; ')) FROM truth_labels WHERE subscriptions <> ''"))
    return _agreement("subscriptions", found, true, SUBSCRIPTIONS_LEAST)


def _events(asked: _Asked) -> Iterator[Score]:
    keep_signs(asked.dataset)
    fields = (CUSTOMER, "life_event.event", "life_event.took_place_date")
    rows = asked.lookml("customers", fields, life_event__is_confirmed="Yes")
    for event, rule in EVENTS.items():
        found = [{"customer_id": row[0], "day": row[2]} for row in rows if row[1] == event]
        yield from _event(asked.dataset, event, RULES[rule], found)


def _event(dataset: Dataset, event: str, rule: Rule, found: list[dict[str, object]]) -> list[Score]:
    true = life_events.true_events(dataset, rule)
    visible, outside = ([row for row in true if bool(row["reason"]) is is_outside] for is_outside in (False, True))
    matched = match(by_customer(found), by_customer(visible), by_customer(outside))
    counts = {"found": matched.inferred, "true": matched.true, "both": matched.agreed}
    return precision_and_recall(f"LookML: life event: {event.lower()}", counts, EVENTS_LEAST)
