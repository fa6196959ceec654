"""Seasons: how sales of each kind of retailer go up and down over the year."""

from __future__ import annotations

from collections import defaultdict

from c360sim.dataset import Dataset
from c360sim.validation.statistics.measures import Measures

RETAILERS = {
    "grocery": ("5411", "5422", "5499"),
    "food_services": ("5812", "5814", "5813"),
    "clothing": ("5651", "5655", "5661", "5621", "5611", "5631", "5944", "5691", "5641"),
    "gas": ("5541", "5542"),
    "gen_merch": ("5310", "5331", "5311", "5399", "5300"),
    "ecommerce": ("5969", "5964"),
    "electronics": ("5732", "5734", "5946"),
    "building": ("5200", "5251", "5231", "5261", "5211"),
    "health": ("5912", "5977"),
    "sport_hobby_book": ("5941", "5945", "5949", "5733", "5942", "5940", "5970"),
}
"""Kinds of retailer of the Census Monthly Retail Trade Survey, and the merchant categories they are."""

_SALES = """
    WITH sold AS (
        SELECT mcc_code, seen.month, -amount::DOUBLE AS usd
        FROM fact_transaction AS posting
        JOIN dim_merchant USING (merchant_id)
        JOIN seen_month AS seen ON seen.customer_id = posting.customer_id AND seen.month = strftime(transaction_date, '%Y-%m')
        WHERE transaction_category = 'Purchase' AND merchant_country = 'US'
    ), dear AS (SELECT mcc_code, quantile_cont(usd, 0.98) AS most FROM sold GROUP BY ALL)
    SELECT mcc_code, month, sum(least(usd, most)) AS usd FROM sold JOIN dear USING (mcc_code) GROUP BY ALL
"""
"""Of the dearest purchases in fifty no more counts than what the cheapest of them costs: a bank of thousands, where one of them moves
a month of a small kind of shop, is held to a nation of millions."""

_SEEN = "SELECT month, count(*) AS customers FROM seen_month GROUP BY ALL ORDER BY 1"


def measure(dataset: Dataset) -> Measures:
    """Return sales a customer of each calendar month over those of a month on average, per kind of retailer.

    Over whole years of the window; growth through the window is divided out as the ratio of its years' means.
    """
    customers = {row["month"]: row["customers"] for row in dataset.rows(_SEEN)}
    sales: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    kinds = {code: kind for kind, codes in RETAILERS.items() for code in codes}
    for row in dataset.rows(_SALES):
        if row["mcc_code"] in kinds:
            sales[kinds[row["mcc_code"]]][row["month"]] += float(row["usd"]) / customers[row["month"]]
    found = Measures()
    years = len(customers) // 12
    if not years:
        return Measures(left_out={(kind, ""): "the window is shorter than a year" for kind in RETAILERS})
    for kind in RETAILERS:
        series = [sales[kind].get(month, 0.0) for month in list(customers)[: 12 * years]]
        for month, factor in zip(list(customers)[:12], _factors(series), strict=True):
            found.values[kind, str(int(month[-2:]))] = factor
    return found


def _factors(series: list[float]) -> list[float]:
    """Return the mean over years of each month's share of its year's mean, for twelve months from the first on."""
    years = [series[start : start + 12] for start in range(0, len(series), 12)]
    slope = _monthly_growth(years)
    level = [[value / (1 + slope * (place - 5.5)) for place, value in enumerate(year)] for year in years]
    means = [sum(year) / 12 or 1.0 for year in level]
    return [sum(year[place] / mean for year, mean in zip(level, means, strict=True)) / len(years) for place in range(12)]


def _monthly_growth(years: list[list[float]]) -> float:
    if len(years) < 2 or not sum(years[0]):
        return 0.0
    return (sum(years[-1]) / sum(years[0]) - 1) / (12 * (len(years) - 1))
