"""What the tables show of a life: months of purchases and pay, and who can be seen at all."""

from __future__ import annotations

import re

from c360sim.dataset import Dataset

MONTHS_AROUND = 2
"""Months before and after an event in which the customer must be seen: as far as its date may be missed."""

PURCHASES_LEAST = 4
"""Purchases a month, one a week, from which on the account is in use."""

INCOME_LEAST_USD = 300
"""Income a month from which on the customer's money is said to come here."""

INCOME = ("Payroll", "Social Security", "Pension", "Gig Income", "Family Support", "Unemployment Benefit")

MONTH = "(year({0}) * 12 + month({0}) - 1)"
"""SQL of the number of a date's month, counted through the years."""

KINDS = {
    "hospital": "mcc_code = '8062'",
    "hospital_bill": "mcc_code = '8062' AND usd >= 200",
    "doctor": "mcc_code = '8011'",
    "baby_store": "mcc_code = '5641'",
    "child_care": "mcc_code = '8351'",
    "jeweler": "mcc_code = '5944'",
    "jewel": "mcc_code = '5944' AND usd >= 200",
    "tailor": "mcc_code IN ('5621', '5697')",
    "gown": "mcc_code IN ('5621', '5697') AND usd >= 120",
    "florist": "mcc_code = '5992'",
    "photographer": "mcc_code = '7221' AND usd >= 200",
    "banquet": "mcc_code = '5812' AND usd >= 250",
    "drinks": "mcc_code = '5921' AND usd >= 120",
    "office": "mcc_code = '9399'",
    "salon": "mcc_code = '7230' AND usd >= 75",
    "gift_shop": "mcc_code = '5947'",
    "agency": "mcc_code = '4722' AND usd >= 400",
    "truck": "mcc_code = '7513'",
    "mover": "mcc_code = '4214'",
    "furniture": "mcc_code IN ('5712', '5719')",
    "hardware": "mcc_code = '5200'",
    "down_payment": "category = 'Down Payment'",
}
"""Signs counted a month, and the postings they are counted from: merchant category codes, and amounts that are not everyday."""

SHARED = 0.88
"""Part of last month's rent or mortgage at which it looks shared with someone from now on."""

CODES = tuple(sorted({"8220", *re.findall(r"\d{4}", " ".join(KINDS.values()))}))
"""Merchant category codes that any rule reads: colleges, and those of `KINDS`."""

CONTACTS = {"address_change": "Address Change", "family_change": "Family Change"}
"""Signs counted from contacts, and their reasons."""


def keep_signs(dataset: Dataset) -> None:
    """Keep the tables that the rules read: those of `keep_months`, and the two that they are made from.

    `life_posting` has income, bills, and purchases of the kinds that tell: customer_id, month_number, day, usd (as in the
    account), category, mcc_code, merchant_id, payer. `life_purchases` counts all purchases by customer_id and month_number.
    """
    dataset.keep("life_posting", _POSTING)
    dataset.keep("life_purchases", _PURCHASES)
    keep_months(dataset)


def keep_months(dataset: Dataset) -> None:
    """Keep what postings and contacts show by month.

    `life_month` (customer_id, month_number, purchases, income_usd, a column per sign), `life_pay` (the postings of income),
    `life_seen` (customer_id, month_number: the months whose surroundings show income and purchases).
    """
    dataset.keep("life_month", _month_sql())
    dataset.keep("life_pay", f"SELECT * FROM life_posting WHERE category IN {INCOME} AND usd > 0")
    dataset.keep("life_seen", _SEEN)


_POSTING = f"""
    SELECT posting.customer_id, {MONTH.format("transaction_date")}::INTEGER AS month_number, transaction_date AS day,
        amount::DOUBLE AS usd, transaction_category AS category, mcc_code, posting.merchant_id, counterparty_name AS payer
    FROM fact_transaction AS posting LEFT JOIN dim_merchant USING (merchant_id)
    WHERE transaction_category IN ('Bill', 'Down Payment', {str(INCOME)[1:-1]})
        OR (transaction_category = 'Purchase' AND mcc_code IN {CODES})
"""

_PURCHASES = f"""
    SELECT customer_id, {MONTH.format("transaction_date")}::INTEGER AS month_number, count(*) AS purchases
    FROM fact_transaction WHERE transaction_category = 'Purchase' GROUP BY ALL
"""


def _month_sql() -> str:
    counted = ", ".join(f"count(*) FILTER ({rule}) AS {sign}" for sign, rule in KINDS.items())
    contacts = ", ".join(f"count(*) FILTER (reason = '{reason}') AS {sign}" for sign, reason in CONTACTS.items())
    return f"""
        WITH paid AS (
            SELECT customer_id, month_number, sum(usd) FILTER (category IN {INCOME}) AS income_usd, {counted}
            FROM (SELECT * REPLACE (CASE WHEN category IN {INCOME} THEN usd ELSE -usd END AS usd) FROM life_posting)
            GROUP BY ALL
        ), contact AS (
            SELECT customer_id, {MONTH.format("interaction_date")}::INTEGER AS month_number, {contacts}
            FROM fact_interaction WHERE reason IN {tuple(CONTACTS.values())} GROUP BY ALL
        ), home AS (
            SELECT *, lag(home_usd) OVER months AS before_usd, lead(home_usd) OVER months AS next_usd
            FROM (
                SELECT customer_id, month_number, -sum(usd) AS home_usd
                FROM life_posting WHERE category = 'Bill' AND mcc_code IN ('6513', '6012') GROUP BY ALL
            )
            WINDOW months AS (PARTITION BY customer_id ORDER BY month_number)
        ), landlord AS (
            SELECT customer_id, min(month_number) AS month_number FROM life_posting
            WHERE category = 'Bill' AND mcc_code = '6513' GROUP BY customer_id, merchant_id
        ), arrival AS (
            SELECT customer_id, min(month_number) AS month_number FROM life_posting GROUP BY ALL
        ), moved AS (
            SELECT landlord.*, count(*) AS new_landlord FROM landlord JOIN arrival USING (customer_id)
            WHERE landlord.month_number > arrival.month_number + 1 GROUP BY ALL
        )
        SELECT customer_id, month_number, coalesce(purchases, 0) AS purchases, income_usd, {", ".join([*KINDS, *CONTACTS])}, new_landlord,
            (home_usd < {SHARED} * before_usd AND next_usd < {SHARED} * before_usd)::INTEGER AS shared_home
        FROM life_purchases FULL JOIN paid USING (customer_id, month_number)
            LEFT JOIN contact USING (customer_id, month_number)
            LEFT JOIN home USING (customer_id, month_number)
            LEFT JOIN moved USING (customer_id, month_number)
    """


_MONTHS = "(PARTITION BY customer_id ORDER BY month_number RANGE BETWEEN {} PRECEDING AND {})"

_SEEN = f"""
    SELECT customer_id, month_number FROM life_month
    QUALIFY count(*) FILTER (purchases >= {PURCHASES_LEAST})
            OVER {_MONTHS.format(MONTHS_AROUND, f"{MONTHS_AROUND} FOLLOWING")} = {2 * MONTHS_AROUND + 1}
        AND max(income_usd) OVER {_MONTHS.format(MONTHS_AROUND, "1 PRECEDING")} >= {INCOME_LEAST_USD}
"""
