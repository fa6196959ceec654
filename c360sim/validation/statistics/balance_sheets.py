"""What households own and owe, beside the Survey of Consumer Finances 2019: shares that hold, medians and spreads of holders.

The survey counts households, this bank customers. A customer stands for a household here: with the accounts held at
this bank counts what the truth knows the household, a spouse included, to hold elsewhere. Only customers whom the bank
sees whole are counted, and none who live with their family, whose household is another's. The day of asking falls
anywhere in a month: deposits are taken as of a day that differs by customer, not at the month's end when pay has just
come. Amounts are divided by what they grew by since 2019 (`GROWTH`).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache

from c360sim import assumptions
from c360sim.dataset import Dataset, Row
from c360sim.validation.findings import Distribution
from c360sim.validation.statistics.measures import Key, Measures
from c360sim.validation.statistics.segments import PERSONA_OF

BANDS = ("18-24", "22-35", "28-42", "30-50", "55-75")

GROWTH = {
    "INCOME": 1.28,
    "LIQ": 1.5,
    "CHECKING": 1.5,
    "SAVING": 1.5,
    "CDS": 1.5,
    "STOCKS": 1.3,
    "EQUITY": 1.3,
    "RETQLIQ": 1.3,
    "CASHLI": 1.0,
    "NH_MORT": 1.15,
    "VEH_INST": 1.15,
    "EDN_INST": 1.15,
    "CCBAL": 1.0,
}
"""By how much each variable of the survey grew from 2019 to the window: FACTS (liquid V2; retirement, loans and cards M), shares like
retirement, and income as the median of households did (Census P60-282: 63,179 in 2018 to 80,610 in 2023, M)."""

LEFT_OUT = {"CHECKING": "only households whose income arrives in a checking account here are counted: all have one"}
"""Shares that cannot be measured on this bank's customers."""

QUANTILES = (0.1, 0.25, 0.5, 0.75, 0.9)
WIDTH = 2 * 1.2815516
"""Standard deviations between the tenth and the ninetieth percentile: the survey's robust sigma of the logarithm is over these."""

MEDIAN_ERROR, SIGMA_ERROR = 1.2533, 0.889
"""Standard error of a median, and of a sigma from the tenth to the ninetieth percentile, for one holder and sigma 1 (normal logarithms)."""

LN_TOLERANCE, SIGMA_TOLERANCE = 0.223, 0.25
"""What the targets allow: ln 1.25 of a median, 0.25 of a sigma. Where the sampling error of the holders is wider, nothing is told."""

_HOUSEHOLDS = """
    SELECT truth.*, (1 + (seen.customer_id * 7919) % 28) AS asked_on, strptime(seen.month, '%Y-%m')::DATE AS first_day,
        12 * seen.household_gross AS income
    FROM seen_month AS seen JOIN truth_customer_month AS truth USING (customer_id, month)
    WHERE seen.home <> 'with_family' AND substr(seen.month, 6) IN ('03', '06', '09', '12')
"""
"""Households of four months of the year, each asked on a day of its own."""

_LATER = """
    SELECT posting.account_id, home.month, sum(posting.amount) AS usd
    FROM fact_transaction AS posting
    JOIN asked AS home ON home.customer_id = posting.customer_id
        AND posting.transaction_date BETWEEN home.first_day + home.asked_on::INT AND last_day(home.first_day)
    JOIN dim_account AS account USING (account_id)
    WHERE account.account_type = 'CASA'
    GROUP BY ALL
"""
"""What moved on deposits between the day of asking and the month's end."""

_CARRIED = """
    SELECT posting.account_id, home.month,
        -sum(posting.amount) FILTER (posting.amount < 0 AND transaction_category IN ('Purchase', 'Bill')) AS bought
    FROM fact_transaction AS posting
    JOIN asked AS home ON home.customer_id = posting.customer_id
        AND posting.transaction_date BETWEEN home.first_day AND last_day(home.first_day)
    WHERE posting.payment_method = 'Credit Card'
    GROUP BY ALL HAVING count(*) FILTER (transaction_category = 'Card Interest') > 0
"""
"""Cards on which a balance was carried, and what the month's purchases added to it."""

_HERE = """
    SELECT home.customer_id, home.month,
        sum(held) FILTER (product_name LIKE '%Checking%') AS checking,
        sum(held) FILTER (product_name IN ('Everyday Savings', 'Premium Savings', 'Kids Savings')) AS saving,
        sum(held) FILTER (product_name IN ('High Yield Savings', 'Money Market Account')) AS money_market,
        sum(held) FILTER (product_name LIKE '%Certificate%') AS certificates,
        sum(held) FILTER (product_name = 'Self-Directed Brokerage') AS stocks,
        sum(held) FILTER (product_name = 'Managed Portfolio') AS funds,
        sum(held) FILTER (product_name LIKE '%IRA') AS retirement,
        sum(held) FILTER (product_name LIKE '%Home Mortgage') AS mortgage,
        sum(held) FILTER (product_name LIKE '%Auto Loan') AS vehicle,
        sum(held) FILTER (product_name = 'Student Loan') AS student,
        sum(greatest(held - bought, 0)) FILTER (account_type = 'Credit Card' AND bought IS NOT NULL) AS carried
    FROM (
        SELECT home.customer_id, home.month, account.product_name, account.account_type, shot.balance - coalesce(later.usd, 0) AS held,
            CASE WHEN carried.account_id IS NOT NULL THEN coalesce(carried.bought, 0) END AS bought
        FROM asked AS home
        JOIN fact_account_snapshot AS shot ON shot.customer_id = home.customer_id AND shot.snapshot_date = last_day(home.first_day)
        JOIN dim_account AS account USING (account_id)
        LEFT JOIN later ON later.account_id = shot.account_id AND later.month = home.month
        LEFT JOIN carried ON carried.account_id = shot.account_id AND carried.month = home.month
    ) AS home
    GROUP BY ALL
"""

_SHEETS = """
    SELECT customer_id, month, persona, income AS INCOME,
        coalesce(checking, 0) + coalesce(saving, 0) + coalesce(money_market, 0) + savings_elsewhere AS LIQ,
        coalesce(checking, 0) AS CHECKING,
        coalesce(saving, 0) + savings_elsewhere AS SAVING,
        coalesce(certificates, 0) + certificates_elsewhere AS CDS,
        coalesce(stocks, 0) + stocks_elsewhere AS STOCKS,
        coalesce(stocks, 0) + coalesce(funds, 0) * 0.8 + coalesce(retirement, 0) * 0.7 + equity_elsewhere AS EQUITY,
        coalesce(retirement, 0) + retirement_elsewhere AS RETQLIQ,
        life_cash_elsewhere AS CASHLI,
        coalesce(mortgage, 0) + mortgage_elsewhere AS NH_MORT,
        coalesce(vehicle, 0) + vehicle_loan_elsewhere AS VEH_INST,
        coalesce(student, 0) + student_loan_elsewhere AS EDN_INST,
        coalesce(carried, 0) + card_debt_elsewhere AS CCBAL
    FROM (SELECT customer_id, month, persona, income, {elsewhere} FROM asked) LEFT JOIN sheet_here USING (customer_id, month)
"""
"""One row a household and month of asking, in US dollars. `EQUITY` counts the equity part of this bank's portfolios."""

_ELSEWHERE = (
    "savings",
    "certificates",
    "stocks",
    "equity",
    "retirement",
    "life_cash",
    "mortgage",
    "vehicle_loan",
    "student_loan",
    "card_debt",
)


def shares(dataset: Dataset) -> Measures:
    """Return the share of households that hold anything of each variable, by age band (0 to 1)."""
    found = Measures()
    found.values = {key: float(row["share"]) for key, row in _summaries(dataset).items() if key[0] not in LEFT_OUT}
    found.left_out = {(variable, ""): reason for variable, reason in LEFT_OUT.items()}
    return found


def medians(dataset: Dataset) -> Measures:
    """Return the median of those who hold each variable, in 2019 US dollars, by age band, with the distributions to draw."""
    found = Measures()
    for key, row, source in _held_by_enough(dataset, found, MEDIAN_ERROR / LN_TOLERANCE):
        quantiles = [value / GROWTH[key[0]] for value in row["quantiles"]]
        found.values[key] = quantiles[QUANTILES.index(0.5)]
        found.distributions.append(Distribution(key[0], key[1], "2019 USD", QUANTILES, quantiles, source))
    return found


def sigmas(dataset: Dataset) -> Measures:
    """Return the robust sigma of the logarithm of what holders have, from the tenth to the ninetieth percentile, by age band."""
    found = Measures()
    for key, row, _ in _held_by_enough(dataset, found, SIGMA_ERROR / SIGMA_TOLERANCE):
        found.values[key] = _sigma(row["quantiles"])
    return found


def _sigma(quantiles: Sequence[float]) -> float:
    return math.log(quantiles[-1] / quantiles[0]) / WIDTH


def _held_by_enough(dataset: Dataset, found: Measures, error: float) -> Iterator[tuple[Key, Row, list[float]]]:
    """Yield key, summary and published quantiles of what enough households hold, and note the others as left out of `found`.

    Enough are as many as bring the standard error, `error` times the published sigma for one holder, down to the tolerance.
    """
    source = {
        (row["variable"], row["band"]): [float(row[f"p{round(100 * at)}"]) for at in QUANTILES]
        for row in assumptions.load().rows("scf2019_by_age")
    }
    for key, row in _summaries(dataset).items():
        needed = math.ceil((error * _sigma(source[key])) ** 2)
        if row["holders"] < needed:
            found.left_out[key] = f"{row['holders']} households hold any: the sampling error of fewer than {needed} exceeds the tolerance"
        else:
            yield key, row, source[key]


@lru_cache(maxsize=1)
def _summaries(dataset: Dataset) -> dict[Key, Row]:
    """Return the summaries of a data set, made once for all three groups of targets."""
    _keep_sheets(dataset)
    return summaries(dataset)


def summaries(dataset: Dataset) -> dict[Key, Row]:
    """Return share, number of holders and their quantiles (None without any) by variable and band, of the table `balance_sheet`."""
    queries = [
        f"SELECT '{name}' AS variable, persona, avg(({name} > 0)::INT) AS share,"
        f" count(DISTINCT customer_id) FILTER ({name} > 0) AS holders,"
        f" quantile_cont({name}::DOUBLE, {list(QUANTILES)}) FILTER ({name} > 0) AS quantiles FROM balance_sheet GROUP BY ALL"
        for name in GROWTH
    ]
    table = {(row["variable"], row["persona"]): row for row in dataset.rows(" UNION ALL ".join(queries))}
    return {(name, band): row for (name, persona), row in table.items() for band in BANDS if PERSONA_OF[band] == persona}


def _keep_sheets(dataset: Dataset) -> None:
    dataset.keep("asked", _HOUSEHOLDS)
    dataset.keep("later", _LATER)
    dataset.keep("carried", _CARRIED)
    dataset.keep("sheet_here", _HERE)
    elsewhere = ", ".join(f"{name}_elsewhere_cents / 100.0 AS {name}_elsewhere" for name in _ELSEWHERE)
    dataset.keep("balance_sheet", _SHEETS.format(elsewhere=elsewhere))
