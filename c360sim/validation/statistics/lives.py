"""Rates of life and of service: leaving, marrying, buying a home, moving, channels, contacts solved, refunds.

Ages are those on the first of a month, from the day of birth; rates are events for each person-year at risk.
"""

from __future__ import annotations

from c360sim.dataset import Dataset
from c360sim.validation.statistics.measures import Measures

_MONTHS = """
    SELECT truth.customer_id, truth.month, truth.family, truth.home, truth.loyalty,
        date_diff('day', customer.date_of_birth, strptime(truth.month, '%Y-%m')) / 365.2425 AS age
    FROM truth_customer_month AS truth JOIN dim_customer AS customer USING (customer_id)
    WHERE truth.loyalty <> 'gone'
"""

_LOYALTY = """
    SELECT avg((loyalty IN ('dissatisfied', 'leaving'))::INT) AS intend,
        12.0 * (SELECT count(*) FROM dim_customer WHERE churn_date IS NOT NULL) / count(*) AS switched
    FROM lived_month
"""

_HAZARD = """
    SELECT 12.0 * count(event.customer_id) / nullif(count(*), 0) AS yearly
    FROM lived_month AS lived
    LEFT JOIN (SELECT DISTINCT customer_id, strftime(date, '%Y-%m') AS month FROM truth_life_event WHERE event = '{event}') AS event
        ON event.customer_id = lived.customer_id AND event.month = lived.next_month
    WHERE {at_risk} AND age >= {youngest} AND age < {oldest} AND next_month IS NOT NULL
"""
"""States are those at a month's end, so an event is counted against the month before it."""

_MOVED = """
    SELECT avg((moves > 0)::INT) AS share FROM (
        SELECT lived.customer_id, count(event.customer_id) AS moves
        FROM (SELECT customer_id, min(age) AS age, count(*) AS months FROM lived_month WHERE back < 12 GROUP BY ALL) AS lived
        LEFT JOIN (
            SELECT customer_id FROM truth_life_event
            WHERE event IN ('move', 'home_purchase') AND date > (SELECT max(date) - INTERVAL 1 YEAR FROM truth_life_event)
        ) AS event USING (customer_id)
        WHERE months = 12 AND age >= {youngest} AND age < {oldest}
        GROUP BY ALL)
"""

_CHANNELS = """
    SELECT CASE WHEN year(date_of_birth) >= 1997 THEN 'GenZ' WHEN year(date_of_birth) >= 1981 THEN 'Millennial'
            WHEN year(date_of_birth) >= 1965 THEN 'GenX' ELSE 'Boomer' END AS generation,
        avg((preferred_channel = 'App')::INT) AS mobile, avg((preferred_channel = 'Branch')::INT) AS branch
    FROM dim_customer WHERE customer_id IN (SELECT customer_id FROM fact_interaction) GROUP BY ALL
"""

_SERVICE = """
    SELECT (SELECT avg((resolution_status = 'Resolved')::INT) FROM fact_interaction) AS solved,
        (SELECT sum(amount) / count(DISTINCT customer_id || strftime(transaction_date, '%Y')) FROM fact_transaction
            WHERE transaction_category = 'Tax Refund' AND customer_id IN (SELECT customer_id FROM seen_month)) AS refund
"""

MARRIAGE_AGES = {"18-27": (18, 27), "27-32": (27, 32), "32-37": (32, 37), "37-42": (37, 42)}
HOME_AGES = {"21-27": (21, 27), "27-32": (27, 32), "32-37": (32, 37)}
MOVING_AGES = {"18-24": (18, 25), "27-42": (27, 43), "43-58": (43, 59), "59-77": (59, 78)}

MANAGED_ONLINE = {"GenZ": 0.22, "Millennial": 0.22, "GenX": 0.22, "Boomer": 0.35}
"""Share whose main channel is the web site (ABA 2024: 22% of all; 2025: 35% of Boomers): no contact is recorded there."""

RATES = "rates of 2024 come without a tolerance: they are inputs (mortgage_rate, auto_rate), which lending follows"
LEFT_OUT = {
    "top channel online": "the web site is none of the channels recorded: the shares of the others are of those who use them most",
    "CSAT top box financial": "no survey is taken: sentiment is the tone of a contact, not an answer on a scale with a top box",
    "mortgage 30y rate 2024": RATES,
    "auto 48m rate 2024": RATES,
}


def measure(dataset: Dataset) -> Measures:
    """Return yearly rates, shares (0 to 1) and the mean tax refund in US dollars."""
    following = "lead(month) OVER (PARTITION BY customer_id ORDER BY month) AS next_month"
    back = "date_diff('month', strptime(month, '%Y-%m'), (SELECT max(strptime(month, '%Y-%m')) FROM truth_customer_month)) AS back"
    dataset.keep("lived_month", f"SELECT *, {following}, {back} FROM ({_MONTHS})")
    found = Measures(left_out={(metric, ""): reason for metric, reason in LEFT_OUT.items()})
    loyalty, service = dataset.rows(_LOYALTY)[0], dataset.rows(_SERVICE)[0]
    _add(found, "switched primary bank per year", "all", loyalty["switched"])
    _add(found, "intend to switch 12m", "all", loyalty["intend"])
    _add(found, "FCR financial", "all", service["solved"])
    _add(found, "refund mean USD", "filers", service["refund"])
    for row in dataset.rows(_CHANNELS):
        recorded = 1 - MANAGED_ONLINE[row["generation"]]
        _add(found, "top channel mobile", row["generation"], recorded * row["mobile"])
        if row["generation"] == "Boomer":
            _add(found, "top channel branch", "Boomer", recorded * row["branch"])
    for band, ages in MARRIAGE_AGES.items():
        _add(found, "first marriage hazard/yr", band, hazard(dataset, "marriage", "family = 'single'", ages))
    for band, ages in HOME_AGES.items():
        at_risk = "home IN ('renting', 'with_family')"
        _add(found, "home purchase net hazard/yr of renters", band, hazard(dataset, "home_purchase", at_risk, ages))
    for band, (youngest, oldest) in MOVING_AGES.items():
        _add(found, "moved in year", band, dataset.rows(_MOVED.format(youngest=youngest, oldest=oldest))[0]["share"])
    return found


def hazard(dataset: Dataset, event: str, at_risk: str, ages: tuple[int, int]) -> float | None:
    """Return events per person-year at risk between two ages, or None where nobody is at risk."""
    query = _HAZARD.format(event=event, at_risk=at_risk, youngest=ages[0], oldest=ages[1])
    found: float | None = dataset.rows(query)[0]["yearly"]
    return found


def _add(found: Measures, metric: str, segment: str, value: float | None) -> None:
    """Note a value, unless there was nobody to measure it on."""
    if value is not None:
        found.values[metric, segment] = float(value)
