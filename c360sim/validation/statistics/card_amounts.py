"""Amounts paid by card, per kind of merchant, in the prices of 2017-19."""

from __future__ import annotations

import math

from c360sim import assumptions
from c360sim.dataset import Dataset, Row
from c360sim.validation.findings import Distribution
from c360sim.validation.statistics.measures import Measures
from c360sim.validation.statistics.merchant_categories import by_code

PRICE_LEVEL = 1.25
"""Prices now against 2017-19 (calibration facts, caution 3)."""

KINDS = {
    "1. Grocery store": ("5411", "5422", "5499"),
    "2. Gas station": ("5541", "5542"),
    "3. Restaurant/bar": ("5812", "5813"),
    "4. Fast food/coffee shop": ("5814", "5462"),
    "5. General merchandise": (
        *("5310", "5331", "5311", "5399", "5300", "5969", "5964", "5912", "5977", "5995", "5945", "5941", "5942", "5200", "5251"),
        *("5651", "5655", "5661", "5621", "5611", "5631", "5691", "5641", "5732", "5734", "5712", "5719", "5722"),
    ),
    "6. General service": ("7230", "7297", "7298", "7538", "7533", "7542", "7349", "7216", "7211", "7299", "7523", "7217", "7342", "0742"),
    "7. Art/entertainment": ("7832", "7922", "7999", "7994", "7933", "7996", "7995", "7941", "7991", "7998", "7992", "7932"),
    "8. Non-gov't utility": ("4900",),
    "9. Taxi/airplane/delivery": ("4121", "4511", "4215", "3000-3299"),
    "10. Phone/internet/cable": ("4814", "4899"),
    "12. Professional service": ("8111", "8931", "7276"),
    "13. Hotel/motel/campsite": ("7011", "7033", "3500-3999"),
    "17. Charitable/religious": ("8398", "8661", "8641", "8651"),
    "18. Hospital/doctor/dentist": ("8071", "8099", "8021", "8043", "8011", "8062", "8041", "8042", "8049"),
    "19. Government taxes": ("9399", "9311", "9211", "9222", "9402"),
    "20. Education/childcare": ("8299", "8351", "8249", "8220", "5192", "7911"),
    "21. Public transport/tolls": ("4111", "4112", "4131", "4784"),
}
"""Kinds of merchant of the Diary of Consumer Payment Choice, and the merchant categories they are."""

LEFT_OUT = {
    "14. Rent": "rent is paid from the account, hardly ever by card",
    "15. Mortg/insur/credit c": "mortgages and cards are paid from the account; few premiums go on a card",
    "16. Person-to-person": "paid from the account through an app, not by card",
}

_GROUP = "card_amount_lognormal_2017_19usd"
_PROBABILITIES = {0.1: -1.2816, 0.25: -0.6745, 0.5: 0.0, 0.75: 0.6745, 0.9: 1.2816}
"""Probabilities drawn, and the normal quantiles at which the diary's lognormal has them."""

_AMOUNTS = f"""
    SELECT kind, exp(quantile_cont(ln(-amount), 0.5)) / {PRICE_LEVEL} AS median, stddev_samp(ln(-amount)) AS sigma,
        quantile_cont(-amount::DOUBLE, {list(_PROBABILITIES)}) AS quantiles
    FROM fact_transaction
    JOIN merchant_kind USING (merchant_id)
    JOIN dim_account AS account USING (account_id)
    WHERE transaction_category IN ('Purchase', 'Bill') AND amount < 0 AND payment_method IN ('Credit Card', 'Debit')
    GROUP BY ALL
"""


def measure(dataset: Dataset) -> Measures:
    """Return the median in US dollars of 2017-19 and the sigma of the logarithm of card payments, per kind of merchant."""
    dataset.keep_rows("merchant_kind", _kinds(dataset))
    found = Measures(left_out={(kind, ""): reason for kind, reason in LEFT_OUT.items()})
    for row in sorted(dataset.rows(_AMOUNTS), key=lambda row: int(row["kind"].split(".")[0])):
        found.values[row["kind"], "median"] = float(row["median"])
        if row["sigma"] is not None:  # one payment has no spread
            found.values[row["kind"], "sigma"] = float(row["sigma"])
        found.distributions.append(_distribution(row))
    return found


def _distribution(row: Row) -> Distribution:
    """Return the quantiles of one kind beside those of the diary's lognormal, in US dollars of 2017-19."""
    published = {
        one["segment"]: float(one["value"])
        for one in assumptions.load().rows("targets")
        if one["group"] == _GROUP and one["metric"] == row["kind"]
    }
    target = [published["median"] * math.exp(published["sigma"] * normal) for normal in _PROBABILITIES.values()]
    simulated = [value / PRICE_LEVEL for value in row["quantiles"]]
    return Distribution("Amounts paid by card", row["kind"], "USD of 2017-19", tuple(_PROBABILITIES), simulated, target)


def _kinds(dataset: Dataset) -> list[Row]:
    kind_of = by_code({code: kind for kind, codes in KINDS.items() for code in codes})
    merchants = dataset.rows("SELECT merchant_id, mcc_code FROM dim_merchant ORDER BY 1")
    found = [{"merchant_id": row["merchant_id"], "kind": kind_of(row["mcc_code"])} for row in merchants]
    return [row for row in found if row["kind"]]
