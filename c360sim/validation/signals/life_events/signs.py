"""What the tables show of a life: months of purchases and pay, and who can be seen at all."""

from __future__ import annotations

from c360sim.dataset import Dataset

MONTHS_AROUND = 2
"""Months before and after an event in which the customer must be seen: as far as its date may be missed."""

PURCHASES_OF_A_LIFE = 8
"""Purchases a month, two a week, from which on the account shows how someone lives."""

PURCHASES_OF_USE = 4
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
    "pharmacy": "mcc_code = '5912'",
    "jeweler": "mcc_code = '5944'",
    "jewel": "mcc_code = '5944' AND usd >= 200",
    "tailor": "mcc_code IN ('5621', '5697')",
    "gown": "mcc_code IN ('5621', '5697') AND usd >= 120",
    "florist": "mcc_code = '5992'",
    "flowers": "mcc_code = '5992' AND usd >= 100",
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
    "rent": "mcc_code = '6513'",
}
"""Signs counted a month, and the postings they are counted from: merchant category codes, and amounts that are not everyday."""

SHARED = 0.88
"""Part of last month's rent or mortgage at which it looks shared with someone from now on."""

CONTACTS = {"address_change": "Address Change", "family_change": "Family Change"}
"""Signs counted from contacts, and their reasons."""


def keep_signs(dataset: Dataset) -> None:
    """Keep the tables that the rules read: those of `keep_months`, and `life_posting` that they are made from.

    Its columns: customer_id, month_number, day, usd (as in the account), category, mcc_code, merchant_id, payer.
    """
    dataset.keep("life_posting", _POSTING)
    keep_months(dataset)


def keep_months(dataset: Dataset) -> None:
    """Keep what `life_posting` and the contacts show by month.

    `life_month` (customer_id, month_number, purchases, income_usd, a column per sign), `life_pay` (the postings of income),
    `life_used` and `life_lived` (customer_id, month_number: the months whose surroundings show income and purchases, enough
    to call the account in use, or to see how someone lives).
    """
    dataset.keep("life_month", _month_sql())
    dataset.keep("life_pay", f"SELECT * FROM life_posting WHERE category IN {INCOME} AND usd > 0")
    dataset.keep("life_used", _seen_sql(PURCHASES_OF_USE))
    dataset.keep("life_lived", _seen_sql(PURCHASES_OF_A_LIFE))


_POSTING = f"""
    SELECT posting.customer_id, {MONTH.format("transaction_date")}::INTEGER AS month_number, transaction_date AS day,
        amount::DOUBLE AS usd, transaction_category AS category, mcc_code, posting.merchant_id, counterparty_name AS payer
    FROM fact_transaction AS posting LEFT JOIN dim_merchant USING (merchant_id)
    WHERE transaction_category IN ('Purchase', 'Bill', 'Down Payment', {str(INCOME)[1:-1]})
"""


def _month_sql() -> str:
    counted = ", ".join(f"count(*) FILTER ({rule}) AS {sign}" for sign, rule in KINDS.items())
    contacts = ", ".join(f"count(*) FILTER (reason = '{reason}') AS {sign}" for sign, reason in CONTACTS.items())
    return f"""
        WITH paid AS (
            SELECT customer_id, month_number, count(*) FILTER (category = 'Purchase') AS purchases,
                sum(usd) FILTER (category IN {INCOME}) AS income_usd, {counted}
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
        SELECT paid.*, coalesce(home_usd < {SHARED} * before_usd AND next_usd < {SHARED} * before_usd, false)::INTEGER AS shared_home,
            coalesce(new_landlord, 0) AS new_landlord, {", ".join(f"coalesce({sign}, 0) AS {sign}" for sign in CONTACTS)}
        FROM paid
            LEFT JOIN contact USING (customer_id, month_number)
            LEFT JOIN home USING (customer_id, month_number)
            LEFT JOIN moved USING (customer_id, month_number)
    """


def _seen_sql(purchases: int) -> str:
    around = f"(PARTITION BY customer_id ORDER BY month_number RANGE BETWEEN {MONTHS_AROUND} PRECEDING AND {MONTHS_AROUND} FOLLOWING)"
    before = f"(PARTITION BY customer_id ORDER BY month_number RANGE BETWEEN {MONTHS_AROUND} PRECEDING AND 1 PRECEDING)"
    return f"""
        SELECT customer_id, month_number FROM life_month
        QUALIFY count(*) FILTER (purchases >= {purchases}) OVER {around} = {2 * MONTHS_AROUND + 1}
            AND max(income_usd) OVER {before} >= {INCOME_LEAST_USD}
    """
