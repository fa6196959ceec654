"""Spending per household and month, as the Consumer Expenditure Survey (CE) counts it, from what customers pay.

A customer is one of a household's earners (caution 1 of the calibration facts). Customers spend what they earn, so a household
spends what they do times the household's income, a spouse's with it, over theirs: 1.05 to 1.7 times by persona. What leaves as
cash, to cards of other banks or to persons is spent on the same things as card payments are, so it is shared out over them. Who
lives with family is no household of the survey's. Rows of the survey that never pass through a bank account are left out, with
the reason.
"""

from __future__ import annotations

import re

from c360sim import assumptions
from c360sim.dataset import Dataset, Row
from c360sim.validation.statistics.measures import Measures
from c360sim.validation.statistics.merchant_categories import by_code
from c360sim.validation.statistics.segments import ALL, HOUSEHOLD_SHARE, by_segment

METRICS: dict[str, tuple[str, ...]] = {
    "Food at home": ("food_at_home",),
    "Food away from home": ("food_away",),
    "Alcoholic beverages": ("alcohol",),
    "Owned dwellings": ("mortgage_interest", "property_tax", "home_insurance", "home_repairs"),
    "Rented dwellings": ("rent",),
    "Other lodging": ("lodging",),
    "Utilities, fuels, and public services": ("electricity", "other_utilities", "phone"),
    "Electricity": ("electricity",),
    "Cellular phone service": ("phone",),
    "Household operations": ("child_care", "household_services", "internet"),
    "Personal services": ("child_care",),
    "Household furnishings and equipment": ("furnishings",),
    "Apparel and services": ("apparel",),
    "Gasoline and other fuels": ("gasoline",),
    "Vehicle insurance": ("vehicle_insurance",),
    "Maintenance and repairs": ("vehicle_upkeep",),
    "Public and other transportation": ("transport",),
    "Entertainment": ("fees_admissions", "audio_visual", "pets", "toys_hobbies"),
    "Audio and visual equipment and services": ("audio_visual",),
    "Pets": ("pets",),
    "Personal care products and services": ("personal_care",),
    "Education": ("education",),
    "Tobacco products and smoking supplies": ("tobacco",),
    "Miscellaneous": ("miscellaneous",),
    "Cash contributions": ("contributions",),
    "Life and other personal insurance": ("life_insurance",),
}
"""The survey's items, and the kinds of payments (`consumer_items.csv`) that make them up."""

TAIL = {("Other lodging", "Frequent Traveler"): 4, ("Public and other transportation", "Frequent Traveler"): 4}
"""A frequent traveler is no average household of that age: lodging and transport are 3-5 times as high (calibration facts A1, M)."""

LEFT_OUT = {
    "Health insurance": "mostly withheld from pay or Social Security, which no bank account shows",
    "Healthcare": "two thirds are health insurance, mostly withheld from pay or Social Security",
    "Pensions and Social Security": "withheld from pay, which no bank account shows",
    "Average annual expenditures": "holds health insurance and pensions withheld from pay, and cars paid by their lenders",
    "Vehicle purchases (net outlay)": "mostly paid by a lender: the account shows the installments, which the survey does not count",
    "Vehicles": "the bank does not know how many; see 'At least one vehicle owned or leased'",
}

INTEREST_OF_PAYMENT = 0.65
"""Part of a mortgage payment to another lender that is interest or property tax, the rest being principal: of a 30-year loan at
4-7% with escrow, on average over its first half (assumption)."""

WITHHELD_NOT_TAX = 0.48
"""Part of what is withheld from pay that is no income tax: 12% of pay for Social Security, Medicare, health insurance and
retirement, of the 25% that nets differ from gross by (CE 2023; assumption for the part of employers' plans)."""

BY_CARD = [
    "food_at_home",
    "food_away",
    "alcohol",
    "lodging",
    "furnishings",
    "apparel",
    "gasoline",
    "vehicle_upkeep",
    "transport",
    "fees_admissions",
    "audio_visual",
    "pets",
    "toys_hobbies",
    "personal_care",
    "tobacco",
    "miscellaneous",
    "household_services",
    "housekeeping",
    "medicines",
    "contributions",
]
"""What is paid by card, cash or to a person, whichever is at hand."""

_PAID = """
    SELECT seen.persona, items.item, -sum(posting.amount * items.share) AS usd
    FROM fact_transaction AS posting
    JOIN householder_month AS seen ON seen.customer_id = posting.customer_id AND seen.month = strftime(posting.transaction_date, '%Y-%m')
    JOIN merchant_item AS items USING (merchant_id)
    WHERE posting.transaction_category IN ('Purchase', 'Bill', 'Refund')
    GROUP BY ALL
"""
_OTHERWISE = """
    SELECT seen.persona, transaction_category AS item, -sum(amount) AS usd
    FROM fact_transaction AS posting
    JOIN householder_month AS seen ON seen.customer_id = posting.customer_id AND seen.month = strftime(posting.transaction_date, '%Y-%m')
    LEFT JOIN dim_merchant USING (merchant_id)
    JOIN dim_account AS account USING (account_id)
    WHERE transaction_category IN ('Cash Withdrawal', 'Outside Card Payment')
        OR (transaction_category = 'Fintech Transfer' AND dim_merchant.mcc_code = '4829')
        OR (transaction_category = 'Loan Interest' AND account.product_name LIKE '%Mortgage%')
    GROUP BY ALL
"""
_MONTHS = """
    SELECT persona, count(*) AS months, avg(net_income) AS net, avg(household_net) AS household_net, avg(household_gross) AS household_gross
    FROM householder_month GROUP BY ALL
"""


def measure(dataset: Dataset) -> Measures:
    """Return US dollars per household and month by the survey's item and persona."""
    dataset.keep("householder_month", "SELECT * FROM seen_month WHERE home <> 'with_family'")
    dataset.keep_rows("merchant_item", merchant_items(dataset))
    months = {row["persona"]: row for row in dataset.rows(_MONTHS)}
    payments, others = dataset.rows(_PAID), dataset.rows(_OTHERWISE)
    paid = {persona: _per_month(payments, persona, row["months"]) for persona, row in months.items()}
    otherwise = {persona: _per_month(others, persona, row["months"]) for persona, row in months.items()}
    spent = {persona: _spread(items, otherwise[persona]) for persona, items in paid.items()}
    found = Measures(left_out={(metric, ""): reason for metric, reason in LEFT_OUT.items()})
    for metric, items in METRICS.items():
        by_persona = {persona: sum(kinds.get(item, 0.0) for item in items) for persona, kinds in spent.items()}
        _add(
            found,
            metric,
            {persona: usd * _household(months[persona]) / TAIL.get((metric, persona), 1) for persona, usd in by_persona.items()},
        )
    for segment in ("DigitalNative_22_35", ALL):
        found.values.pop(("Personal services", segment), None)
        found.left_out["Personal services", segment] = (
            "child care: what makes a Digital Native is to have no children yet; see Young Parent"
        )
    _add(found, "Income before taxes", {persona: float(row["household_gross"]) for persona, row in months.items()})
    _add(found, "Income after taxes", {persona: _after_taxes(row) for persona, row in months.items()})
    return found


def merchant_items(dataset: Dataset) -> list[Row]:
    """Return merchant_id, item and share of every merchant sold by: what its kind, or its name, says it sells."""
    kinds: dict[str, list[dict[str, str]]] = {}
    for row in assumptions.load().rows("consumer_items"):
        kinds.setdefault(row["mcc"], []).append(row)
    sold_by, found = by_code(kinds), []
    for merchant in dataset.rows("SELECT merchant_id, merchant_name, mcc_code FROM dim_merchant ORDER BY 1"):
        sold = sold_by(merchant["mcc_code"]) or []
        named = [row for row in sold if row["merchant"] and re.search(row["merchant"], merchant["merchant_name"])][:1]
        for row in named or [row for row in sold if not row["merchant"]]:
            found.append({"merchant_id": merchant["merchant_id"], "item": row["item"], "share": float(row["share"])})
    return found


def _per_month(table: list[Row], persona: str, months: int) -> dict[str, float]:
    return {row["item"]: float(row["usd"]) / months for row in table if row["persona"] == persona}


def _spread(items: dict[str, float], otherwise: dict[str, float]) -> dict[str, float]:
    """Return what was spent by item, with what was paid in other ways shared out over what is paid by card."""
    unseen = sum(otherwise.get(name, 0.0) for name in ("Cash Withdrawal", "Outside Card Payment", "Fintech Transfer"))
    by_card = sum(items.get(item, 0.0) for item in BY_CARD)
    more = 1 + unseen / by_card if by_card > 0 else 1.0
    spread = {item: usd * (more if item in BY_CARD else 1.0) for item, usd in items.items()}
    interest = otherwise.get("Loan Interest", 0.0) + items.get("mortgage_elsewhere", 0.0) * INTEREST_OF_PAYMENT
    return spread | {"mortgage_interest": interest}


def _household(row: Row) -> float:
    """Return a household's income over the customer's."""
    return float(row["household_net"] / row["net"])


def _after_taxes(row: Row) -> float:
    """Return the household's income after income taxes, from which pensions and health insurance are still to be paid."""
    withheld = float(row["household_gross"]) - float(row["household_net"])
    return float(row["household_net"]) + WITHHELD_NOT_TAX * withheld


def _add(found: Measures, metric: str, by_persona: dict[str, float]) -> None:
    found.values.update({(metric, segment): value for segment, value in by_segment(by_persona, HOUSEHOLD_SHARE).items()})
