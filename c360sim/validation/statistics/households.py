"""Households: who lives in them, and whether in a home of their own."""

from __future__ import annotations

from c360sim.dataset import Dataset
from c360sim.validation.statistics.measures import Measures
from c360sim.validation.statistics.segments import by_segment

_BRACKET_USD = """CASE income_bracket WHEN 'Under $25K' THEN 15000 WHEN '$25K-$50K' THEN 37500 WHEN '$50K-$75K' THEN 62000
    WHEN '$75K-$100K' THEN 86500 WHEN '$100K-$150K' THEN 121000 WHEN '$150K-$250K' THEN 187000 ELSE 340000 END"""
"""A usual yearly income within each bracket (assumption)."""

_PEOPLE = """
    WITH latest AS (
        SELECT customer_id, persona, home, family, partner_income_monthly_cents AS partner,
            row_number() OVER (PARTITION BY customer_id ORDER BY month DESC) AS back
        FROM truth_customer_month WHERE loyalty <> 'gone'
    )
    SELECT persona,
        avg(1 + partnered::INT + children) AS people,
        avg(children) AS children,
        avg(earns::INT + (partner > 0)::INT) AS earners,
        100 * avg((home LIKE 'owner%')::INT) FILTER (home <> 'with_family') AS homeowner,
        100 * avg((home = 'owner_with_mortgage')::INT) FILTER (home <> 'with_family') AS mortgaged,
        100 * avg((home = 'renting')::INT) FILTER (home <> 'with_family') AS renter,
        100 * avg(has_vehicle::INT) AS vehicle
    FROM (
        SELECT latest.*, customer.num_dependents AS children, marital_status = 'Married' OR partner > 0 AS partnered,
            employment_type NOT IN ('Unemployed', 'Retired') AS earns,
            EXISTS (SELECT 1 FROM drives WHERE drives.customer_id = latest.customer_id) AS has_vehicle
        FROM latest JOIN dim_customer AS customer USING (customer_id)
        WHERE back = 1 AND customer_id IN (SELECT customer_id FROM seen_month)
    )
    GROUP BY persona
"""
_DRIVES = """
    SELECT customer_id FROM fact_transaction JOIN dim_merchant USING (merchant_id)
    WHERE mcc_code IN ('5541', '5542') AND customer_id IN (SELECT customer_id FROM seen_month)
    GROUP BY customer_id HAVING count(DISTINCT strftime(transaction_date, '%Y-%m')) >= 3
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
"""The survey's item and the column of the query: shares in percent, of those who keep a household of their own."""


def measure(dataset: Dataset) -> Measures:
    """Return means and percentages per household, as the survey has them. A vehicle shows in fuel bought in three months or more."""
    dataset.keep("drives", _DRIVES)
    table = {row["persona"]: row for row in dataset.rows(_PEOPLE)}
    found = Measures()
    for metric, column in METRICS.items():
        values = {persona: float(row[column]) for persona, row in table.items() if row[column] is not None}
        found.values.update({(metric, segment): value for segment, value in by_segment(values).items()})
    return found
