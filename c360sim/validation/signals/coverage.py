"""Gaps in cover: who needs life, home, renters', auto or travel insurance and pays no premium for it, here or elsewhere."""

from __future__ import annotations

from c360sim.assumptions import rows
from c360sim.dataset import Dataset
from c360sim.validation.findings import Score
from c360sim.validation.signals.salary import NOT_PAY
from c360sim.validation.signals.scoring import precision_and_recall

NEEDS = {
    "life": "has_children OR num_dependents > 0",
    "home": "home_ownership IN ('Mortgage', 'Own')",
    "renters": "home_ownership = 'Rent'",
    "auto": "fuel_days >= 4 OR has_auto_loan",
    "travel": "trips >= 4",
}
"""What makes an analyst think that a kind of cover is needed, over the columns of `coverage_seen`."""

POLICIES = {"life": "%Life Insurance", "home": "Homeowners Insurance", "renters": "Renters Insurance", "auto": "Auto Insurance", "travel": "Travel Insurance"}
"""Products of this bank that cover, as LIKE patterns over product_name."""

INSURERS = {"life": "LIFE_INSURANCE", "home": "HOME_INSURANCE", "renters": "HOME_INSURANCE", "auto": "AUTO_INSURANCE", "travel": "TRAVEL_INSURANCE"}
"""Groups of the catalogue whose merchants sell the cover: what is public knowledge of insurers."""

ENOUGH = {"life": "8 * yearly_earnings"}
"""What a policy here must insure to be enough, in USD: the yardstick of the truth for life cover (`need_life_income_years`)."""

BILLS_LEAST = 3
"""Payees of standing payments in the last two months from which someone's household is run from this bank, so that premiums show here."""


def keep(dataset: Dataset) -> None:
    """Keep `coverage_seen` and `coverage_found`: customer_id, kind, is_needed, is_covered of those present whose bills are paid here."""
    names = [{"kind": kind, "merchant_name": row["name"]} for kind, group in INSURERS.items() for row in rows("merchants_national") if row["group"] == group]
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
        WITH purchases AS (
            SELECT customer_id,
                count(DISTINCT transaction_date) FILTER (mcc_code IN ('5541', '5542') AND {_within(6)}) AS fuel_days,
                count(DISTINCT transaction_date) FILTER (mcc_category = 'Lodging') AS nights_out,
                count(DISTINCT transaction_date) FILTER (mcc_category IN ('Airlines', 'Travel Agencies', 'Cruise Lines')) AS bookings
            FROM fact_transaction JOIN dim_merchant USING (merchant_id, mcc_category)
            WHERE amount < 0 AND {_within(12)} GROUP BY ALL
        ), households AS (
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
            greatest(coalesce(nights_out, 0), coalesce(bookings, 0)) AS trips,
            customer_id IN (
                SELECT customer_id FROM dim_account WHERE account_type = 'Loan' AND close_date IS NULL AND product_name LIKE '%Auto Loan'
            ) AS has_auto_loan
        FROM dim_customer SEMI JOIN households USING (customer_id) LEFT JOIN purchases USING (customer_id)
            LEFT JOIN earnings USING (customer_id)
        WHERE customer_id IN (SELECT customer_id FROM dim_account WHERE close_date IS NULL)
    """


def _within(count: int) -> str:
    """Return the condition that a posting falls into the last months."""
    return f"transaction_date > (SELECT max(transaction_date) FROM fact_transaction) - INTERVAL {count} MONTH"


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
    return [score for row in counts for score in precision_and_recall(f"{row['kind']} cover gap", row)]
