"""Gaps in cover: who needs life, home, renters', auto or travel insurance and pays no premium for it, here or elsewhere."""

from __future__ import annotations

from c360sim import assumptions
from c360sim.dataset import Dataset
from c360sim.validation.findings import Score
from c360sim.validation.signals.salary import NOT_PAY
from c360sim.validation.signals.scoring import precision_and_recall

NEEDS = {
    "life": "has_children OR num_dependents > 0",
    "home": "home_ownership IN ('Mortgage', 'Own')",
    "renters": "home_ownership = 'Rent'",
    "auto": "fuel_days >= 6 OR has_auto_loan",
    "travel": "trips >= 4",
}
"""What makes an analyst think that a kind of cover is needed, over the columns of `coverage_seen`."""

POLICIES = {
    "life": "%Life Insurance",
    "home": "Homeowners Insurance",
    "renters": "Renters Insurance",
    "auto": "Auto Insurance",
    "travel": "Travel Insurance",
}
"""Products of this bank that cover, as LIKE patterns over product_name."""

INSURERS = {
    "life": "LIFE_INSURANCE",
    "home": "HOME_INSURANCE",
    "renters": "HOME_INSURANCE",
    "auto": "AUTO_INSURANCE",
    "travel": "TRAVEL_INSURANCE",
}
"""Groups of the catalog whose merchants sell the cover: what is public knowledge of insurers."""

ENOUGH = {"life": "8 * yearly_earnings"}
"""What a policy here must insure to be enough, in USD: the yardstick of the truth for life cover (`need_life_income_years`)."""

LEAST = {"renters": 0.95}
"""Precision and recall to reach, by kind: held where need and premium both show in the tables. A vehicle, a trip paid with another bank's
card, a spouse without income and a premium that the family pays do not always."""

HOME_SHARE = 0.15
"""Share of the year's purchases in a city from which it is, or was, home."""

DAYS_BETWEEN_TRIPS = 2
"""Days without a purchase away from home after which the next one belongs to another trip."""

BILLS_LEAST = 7
"""Payees of standing payments in the last two months from which someone's household is run from this bank, so that premiums show here."""


def keep(dataset: Dataset) -> None:
    """Keep `coverage_seen` and `coverage_found`: customer_id, kind, is_needed, is_covered of those present whose bills are paid here."""
    names = [
        {"kind": kind, "merchant_name": row["name"]}
        for kind, group in INSURERS.items()
        for row in assumptions.load().rows("merchants_national")
        if row["group"] == group
    ]
    dataset.keep_rows("insurers", names)
    dataset.keep("coverage_seen", _seen())
    dataset.keep(
        "coverage_premiums",
        f"""
        SELECT DISTINCT customer_id, kind FROM fact_transaction JOIN dim_merchant USING (merchant_id) JOIN insurers USING (merchant_name)
        WHERE amount < 0 AND {_within(2)}
        """,
    )
    kinds = " UNION ALL ".join(
        f"""
        SELECT customer_id, '{kind}' AS kind, {need} AS is_needed,
            coalesce(insured >= {ENOUGH.get(kind, "0")}, false)
            OR customer_id IN (SELECT customer_id FROM coverage_premiums WHERE kind = '{kind}') AS is_covered
        FROM coverage_seen LEFT JOIN (
            SELECT customer_id, sum(coverage_amount)::DOUBLE AS insured FROM dim_account
            WHERE account_type = 'Insurance' AND close_date IS NULL AND product_name LIKE '{POLICIES[kind]}' GROUP BY ALL
        ) USING (customer_id)
        """
        for kind, need in NEEDS.items()
    )
    dataset.keep("coverage_found", kinds)


def _seen() -> str:
    """Return the query of people present, with what their purchases of the last months tell of vehicles and trips."""
    return f"""
        WITH {_journeys()}, households AS (
            SELECT customer_id FROM fact_transaction WHERE is_recurring AND {_within(2)}
            GROUP BY ALL HAVING count(DISTINCT merchant_id) >= {BILLS_LEAST}
        ), earnings AS (
            SELECT customer_id, sum(amount)::DOUBLE AS yearly_earnings FROM fact_transaction
            WHERE transaction_type = 'credit' AND counterparty_type = 'external' AND merchant_id IS NULL AND {_within(12)}
                AND NOT regexp_matches(counterparty_name, '{NOT_PAY}', 'i')
            GROUP BY ALL
        )
        SELECT customer_id, has_children, num_dependents, home_ownership, coalesce(yearly_earnings, 0) AS yearly_earnings,
            coalesce(fuel_days, 0) AS fuel_days,
            coalesce(trips, 0) AS trips,
            customer_id IN (
                SELECT customer_id FROM dim_account WHERE account_type = 'Loan' AND close_date IS NULL AND product_name LIKE '%Auto Loan'
            ) AS has_auto_loan
        FROM dim_customer SEMI JOIN households USING (customer_id) LEFT JOIN purchases USING (customer_id)
            LEFT JOIN earnings USING (customer_id) LEFT JOIN journeys USING (customer_id)
        WHERE customer_id IN (SELECT customer_id FROM dim_account WHERE close_date IS NULL)
    """


def _journeys() -> str:
    """Return the common tables `purchases` (days of fuel near home) and `journeys` (trips) by customer, and those they need."""
    return f"""
        paid AS (
            SELECT customer_id, transaction_date AS day, mcc_code, merchant_city, coalesce(merchant_country <> 'US', false) AS is_abroad,
                mcc_category IN ('Lodging', 'Car Rental') AS is_travel
            FROM fact_transaction JOIN dim_merchant USING (merchant_id, mcc_category)
            WHERE transaction_category = 'Purchase' AND amount < 0 AND {_within(12)}
        ), homes AS (
            SELECT customer_id, merchant_city FROM paid GROUP BY customer_id, merchant_city
            QUALIFY count(merchant_city) >= {HOME_SHARE} * sum(count(merchant_city)) OVER (PARTITION BY customer_id)
        ), bought AS (
            SELECT p.*, is_abroad OR is_travel OR p.merchant_city <> address_city AND h.merchant_city IS NULL AS is_away
            FROM paid p JOIN dim_customer USING (customer_id)
                LEFT JOIN homes h ON p.customer_id = h.customer_id AND p.merchant_city = h.merchant_city
        ), purchases AS (
            SELECT customer_id, count(DISTINCT day) FILTER (
                mcc_code IN ('5541', '5542') AND NOT coalesce(is_away, false) AND day > {_last_day()} - INTERVAL 6 MONTH
            ) AS fuel_days
            FROM bought GROUP BY ALL
        ), away AS (
            SELECT customer_id, day, day - lag(day) OVER (PARTITION BY customer_id ORDER BY day) AS gap
            FROM (SELECT DISTINCT customer_id, day FROM bought WHERE is_away)
        ), journeys AS (
            SELECT customer_id, count(*) FILTER (gap IS NULL OR gap > {DAYS_BETWEEN_TRIPS}) AS trips FROM away GROUP BY ALL
        )
    """


def _within(count: int) -> str:
    """Return the condition that a posting falls into the last months."""
    return f"transaction_date > {_last_day()} - INTERVAL {count} MONTH"


def _last_day() -> str:
    return "(SELECT max(transaction_date) FROM fact_transaction)"


def score(dataset: Dataset) -> list[Score]:
    """Return precision and recall of gaps by kind of cover, among customers whose household is run from this bank."""
    keep(dataset)
    truth = " UNION ALL ".join(
        f"SELECT customer_id, '{kind}' AS kind, {kind}_shortfall_cents > 0 AS is_gap FROM truth_labels" for kind in NEEDS
    )
    counts = dataset.rows(
        f"""
        SELECT kind, count(*) FILTER (is_needed AND NOT is_covered) AS found, count(*) FILTER (is_gap) AS true,
            count(*) FILTER (is_needed AND NOT is_covered AND is_gap) AS both
        FROM coverage_found JOIN ({truth}) USING (customer_id, kind) GROUP BY kind ORDER BY kind
        """
    )
    return [score for row in counts for score in precision_and_recall(f"{row['kind']} cover gap", row, LEAST.get(row["kind"]))]
