"""Who has which account, card and app, who pays which fees, and how often people are paid (Survey of Consumer Payment Choice)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from c360sim.dataset import Dataset, Row
from c360sim.validation.statistics.measures import Measures
from c360sim.validation.statistics.segments import by_segment

_CUSTOMERS = """
    SELECT customer_id, persona, count(*) AS months
    FROM seen_month GROUP BY ALL HAVING count(*) >= 12
"""
"""Customers seen whole for a year or more: what a person ever does in a year takes a year to show."""

_YEAR = "date_diff('month', (SELECT min(month) FROM seen_month_start), transaction_date) // 12"
"""Whole years since the window's first month: 0, 1, ..."""

_PER_CUSTOMER = f"""
    WITH held AS (
        SELECT customer_id,
            count(*) FILTER (account_type = 'CASA' AND (product_name LIKE '%Savings%' OR product_name LIKE 'Money Market%')) AS savings,
            count(*) FILTER (account_type = 'Credit Card') AS cards
        FROM dim_account WHERE close_date IS NULL GROUP BY ALL
    ), did AS (
        SELECT posting.customer_id,
            count(*) FILTER (payment_method = 'Debit' AND transaction_category IN ('Purchase', 'Bill')) AS debits,
            count(DISTINCT counterparty_name) FILTER (transaction_category = 'Outside Card Payment') AS outside_cards,
            count(*) FILTER (mcc_code = '6012' AND transaction_category = 'Fintech Transfer') AS neobank,
            count(*) FILTER (merchant_name = 'PayPal') AS paypal,
            count(*) FILTER (merchant_name = 'Zelle') AS zelle,
            count(*) FILTER (merchant_name = 'Venmo') AS venmo,
            count(*) FILTER (merchant_name = 'Cash App') AS cashapp,
            count(*) FILTER (mcc_code = '6051') AS crypto,
            count(DISTINCT {_YEAR}) FILTER (transaction_category = 'Overdraft Fee') AS overdraft_years,
            count(DISTINCT {_YEAR}) FILTER (transaction_category = 'Late Fee' AND account_type = 'Credit Card') AS late_years,
            count(DISTINCT {_YEAR}) FILTER (transaction_category = 'Foreign Transaction Fee') AS foreign_years,
            count(DISTINCT {_YEAR}) FILTER (transaction_category = 'Card Interest') AS revolving_years
        FROM fact_transaction AS posting LEFT JOIN dim_merchant USING (merchant_id) JOIN dim_account USING (account_id)
        GROUP BY ALL
    ), elsewhere AS (
        SELECT customer_id, max((savings_elsewhere_cents > 0)::INT) AS savings_elsewhere FROM truth_customer_month GROUP BY ALL
    ), touched AS (
        SELECT customer_id, count(*) FILTER (channel IN ('App', 'Chatbot')) AS app FROM fact_interaction GROUP BY ALL
    )
    SELECT persona, (SELECT count(*) // 12 FROM (SELECT DISTINCT month FROM seen_month)) AS years,
        coalesce(savings, 0) + savings_elsewhere AS savings, coalesce(cards, 0) AS cards,
        coalesce(app, 0) AS app, did.* EXCLUDE (customer_id)
    FROM whole_customer JOIN did USING (customer_id) JOIN elsewhere USING (customer_id)
        LEFT JOIN held USING (customer_id) LEFT JOIN touched USING (customer_id)
"""

_CHECKING = """
    SELECT persona, avg((customer_id IN (
        SELECT customer_id FROM dim_account WHERE product_name LIKE '%Checking%' AND close_date IS NULL))::INT) AS share
    FROM (SELECT DISTINCT customer_id, persona FROM truth_customer_month) JOIN dim_customer USING (customer_id)
    WHERE churn_date IS NULL GROUP BY ALL
"""

_PAY = """
    WITH paid AS (
        SELECT customer_id, persona, counterparty_name AS payer, transaction_date AS day
        FROM fact_transaction JOIN whole_customer USING (customer_id)
        WHERE transaction_category = 'Payroll' GROUP BY ALL
    ), gaps AS (
        SELECT *, day - lag(day) OVER (PARTITION BY customer_id, payer ORDER BY day) AS days FROM paid
    ), by_payer AS (
        SELECT customer_id, persona, payer, sum(days) AS span, median(days) AS days, avg((days % 7 = 0)::INT) AS in_weeks
        FROM gaps WHERE days IS NOT NULL GROUP BY ALL HAVING sum(days) >= 80
    ), usual AS (
        SELECT * FROM by_payer QUALIFY row_number() OVER (PARTITION BY customer_id ORDER BY span DESC, payer) = 1
    )
    SELECT persona,
        avg((days <= 9)::INT) AS pay_weekly,
        avg((days > 9 AND days < 20 AND in_weeks >= 0.6)::INT) AS pay_biweekly,
        avg((days > 9 AND days < 20 AND in_weeks < 0.6)::INT) AS pay_semimonthly,
        avg((days >= 20)::INT) AS pay_monthly
    FROM usual GROUP BY ALL
"""
"""How often the payer pays who paid someone longest. Twice a month is half the time a fortnight apart."""


SHARES: dict[str, Callable[[Row], bool]] = {
    "sav_acnt_adopt": lambda row: row["savings"] > 0,
    "cc_adopt": lambda row: _cards(row) > 0,
    "dc_adopt": lambda row: row["debits"] > 0,
    "mb_adopt": lambda row: row["app"] > 0,
    "paypal_adopt": lambda row: row["paypal"] > 0,
    "zelle_adopt": lambda row: row["zelle"] > 0,
    "venmo_adopt": lambda row: row["venmo"] > 0,
    "cashapp_adopt": lambda row: row["cashapp"] > 0,
    "crypto_adopt": lambda row: row["crypto"] > 0,
}
"""What shows that a person has each account, card or app, here or elsewhere."""

YEARLY = {
    "fees_paid_overdraft": "overdraft_years",
    "ccfee_late": "late_years",
    "ccfee_foreign": "foreign_years",
    "pu009": "revolving_years",
}
"""What happens to some in a year, and the column that counts the years in which it did."""

OF_HOLDERS = frozenset({"ccfee_late", "ccfee_foreign", "pu009"})
"""Asked of those who hold a card."""

LEFT_OUT = {
    "chk_acnt_num": "counts accounts at all banks; this one sees its own",
    "ob_adopt": "the bank records its app and its web site as one channel, App: see mb_adopt",
}


def measure(dataset: Dataset) -> Measures:
    """Return shares (0 to 1) and means by persona, of customers seen whole for a year or more."""
    dataset.keep("whole_customer", _CUSTOMERS)
    dataset.keep("seen_month_start", "SELECT strptime(min(month), '%Y-%m')::DATE AS month FROM seen_month")
    found = Measures(left_out={(metric, ""): reason for metric, reason in LEFT_OUT.items()})
    people: dict[str, list[Row]] = {}
    for row in dataset.rows(_PER_CUSTOMER):
        people.setdefault(row["persona"], []).append(row)
    for metric, has in SHARES.items():
        _add(found, metric, people, partial(_shares, has))
    for metric, column in YEARLY.items():
        _add(found, metric, people, partial(_yearly, metric, column))
    _add(found, "cc_num_mean_cond", people, lambda table: [float(_cards(row)) for row in table if _cards(row)])
    _add_rows(found, "chk_acnt_adopt", {row["persona"]: float(row["share"]) for row in dataset.rows(_CHECKING)})
    pay = dataset.rows(_PAY)
    for metric in ("pay_weekly", "pay_biweekly", "pay_semimonthly", "pay_monthly"):
        _add_rows(found, metric, {row["persona"]: float(row[metric]) for row in pay})
    return found


def _cards(row: Row) -> int:
    return int(row["cards"] + row["outside_cards"])


def _shares(has: Callable[[Row], bool], table: Sequence[Row]) -> list[float]:
    return [float(has(row)) for row in table]


def _yearly(metric: str, column: str, table: Sequence[Row]) -> list[float]:
    asked = [row for row in table if row["years"] and (metric not in OF_HOLDERS or row["cards"])]
    return [min(row[column] / row["years"], 1.0) for row in asked]


def _add(found: Measures, metric: str, people: dict[str, list[Row]], values: Callable[[list[Row]], list[float]]) -> None:
    by_persona = {persona: values(table) for persona, table in people.items()}
    _add_rows(found, metric, {persona: sum(numbers) / len(numbers) for persona, numbers in by_persona.items() if numbers})


def _add_rows(found: Measures, metric: str, by_persona: dict[str, float]) -> None:
    found.values.update({(metric, segment): value for segment, value in by_segment(by_persona).items()})
