"""Households: who lives in them, and whether in a home of their own."""

from __future__ import annotations

from c360sim.dataset import Dataset
from c360sim.validation.statistics.measures import Measures
from c360sim.validation.statistics.segments import ALL, HOUSEHOLD_SHARE, by_segment

_PEOPLE = """
    WITH latest AS (
        SELECT customer_id, persona, home, family, partner_income_monthly_cents AS partner,
            row_number() OVER (PARTITION BY customer_id ORDER BY month DESC) AS back
        FROM truth_customer_month WHERE loyalty <> 'gone'
    )
    SELECT persona,
        avg(1 + partnered::INT + children + 2 * at_home::INT) AS people,
        avg(children) AS children,
        avg(earns::INT + (partner > 0)::INT + 1.5 * at_home::INT) AS earners,
        100 * avg(has_vehicle::INT) AS vehicle
    FROM (
        SELECT latest.*, home = 'with_family' AS at_home, customer.num_dependents AS children,
            marital_status = 'Married' OR partner > 0 AS partnered,
            employment_type NOT IN ('Unemployed', 'Retired') AS earns,
            EXISTS (SELECT 1 FROM drives WHERE drives.customer_id = latest.customer_id) AS has_vehicle
        FROM latest JOIN dim_customer AS customer USING (customer_id)
        WHERE back = 1 AND customer_id IN (SELECT customer_id FROM seen_month)
    )
    GROUP BY persona
"""
_HOMES = """
    SELECT persona,
        100 * avg((home LIKE 'owner%')::INT) AS homeowner,
        100 * avg((home = 'owner_with_mortgage')::INT) AS mortgaged,
        100 * avg((home = 'renting')::INT) AS renter
    FROM seen_month WHERE home <> 'with_family' GROUP BY persona
"""
"""Homes over all months of the window, as the survey asks all year round."""

_DRIVES = """
    SELECT customer_id FROM fact_transaction JOIN dim_merchant USING (merchant_id)
    WHERE mcc_code IN ('5541', '5542') AND customer_id IN (SELECT customer_id FROM seen_month)
    GROUP BY customer_id
    HAVING count(DISTINCT strftime(transaction_date, '%Y-%m')) >= 0.2 * (SELECT count(DISTINCT month) FROM seen_month)
"""

METRICS = {
    "People": "people",
    "Children under 18": "children",
    "Earners": "earners",
    "Homeowner": "homeowner",
    "With mortgage": "mortgaged",
    "Renter": "renter",
    "At least one vehicle owned or leased": "vehicle",
}
"""The survey's item and the column of the query: shares in percent, of those who keep a household of their own. Who lives with
family has two parents more in the household, of whom 1.5 earn (assumption)."""

BY_CHOICE = ("People", "Children under 18", "Earners")
"""Personas are told apart by who lives with them: only all together can be held to the population."""


def measure(dataset: Dataset) -> Measures:
    """Return means and percentages per household, as the survey has them. A vehicle shows in fuel bought in one month of five."""
    dataset.keep("drives", _DRIVES)
    homes = {row["persona"]: row for row in dataset.rows(_HOMES)}
    table = {row["persona"]: row | homes.get(row["persona"], {}) for row in dataset.rows(_PEOPLE)}
    found = Measures()
    for metric, column in METRICS.items():
        values = {persona: float(row[column]) for persona, row in table.items() if row.get(column) is not None}
        segments = by_segment(values, HOUSEHOLD_SHARE)
        if metric in BY_CHOICE:
            reason = "who lives in the household is what makes the persona: see the row of all"
            found.left_out.update({(metric, segment): reason for segment in segments if segment != ALL})
            segments = {segment: value for segment, value in segments.items() if segment == ALL}
        found.values.update({(metric, segment): value for segment, value in segments.items()})
    return found
