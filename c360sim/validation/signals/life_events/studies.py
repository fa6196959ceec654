"""Graduations: money from home and tuition before May, neither after the summer, a first salary, a farewell to college."""

from __future__ import annotations

from c360sim.dataset import Dataset

AGES = (20, 27)
"""Ages at which people graduate at all."""

USUAL_AGES = (22, 24)
"""Ages at which most do: four years after school and a little more."""

LEAP = 1.6
"""A first full-time job pays so many times what the jobs beside studies did."""

FULL_PAY_USD = 2_000
"""Monthly pay after studies from which on a job is a full-time one."""

SALARY_USD = 2_800
"""Monthly pay before May with which few study."""

TIMES_MOST = 2
"""Purchases of one kind that count: more of them are a habit."""

POINTS = {
    "least(support_before // 2, 1)": 2.0,
    "least(tuition_before, 1)": 2.5,
    "least(tuition_after, 1)": -4.0,
    "(support_before >= 2 AND support_after = 0)::INTEGER": 0.5,
    "(support_after >= 3)::INTEGER": -0.5,
    f"(pay_after_usd > greatest({LEAP} * pay_before_usd, {FULL_PAY_USD}))::INTEGER": 1.5,
    f"(pay_before_usd >= {SALARY_USD})::INTEGER": -1.0,
    "(support_before < 2 AND tuition_before = 0)::INTEGER": -1.5,
    f"least(campus_shop, {TIMES_MOST})": 1.5,
    f"least(campus_shop_before, {TIMES_MOST})": -1.0,
    "least(photographer, 1)": 1.5,
    f"(age BETWEEN {USUAL_AGES[0]} AND {USUAL_AGES[1]})::INTEGER": 3.0,
    f"(age < {USUAL_AGES[0]})::INTEGER": -2.0,
}
"""Points of each sign: log odds, rounded, of graduates among those of the age in default runs."""

GRADUATION_POINTS = 5.0
"""Points from which on a graduation is inferred: a student by two signs, of the age, and a farewell or a new life."""

_SIGNS = f"""
    WITH may AS (SELECT DISTINCT month_number FROM life_month WHERE month_number % 12 = 4),
    posting AS (SELECT *, posting.month_number - may.month_number AS after, may.month_number AS may
        FROM life_posting AS posting JOIN may ON posting.month_number - may.month_number BETWEEN -4 AND 7)
    SELECT customer_id, may, date_diff('year', any_value(date_of_birth), make_date(may // 12, 5, 15)) AS age,
        count(*) FILTER (category = 'Family Support' AND after <= 0) AS support_before,
        count(*) FILTER (category = 'Family Support' AND after BETWEEN 4 AND 7) AS support_after,
        count(*) FILTER (category = 'Bill' AND mcc_code = '8220' AND after < 0) AS tuition_before,
        count(*) FILTER (category = 'Bill' AND mcc_code = '8220' AND after BETWEEN 3 AND 6) AS tuition_after,
        count(*) FILTER (category = 'Purchase' AND mcc_code = '8220' AND after BETWEEN -1 AND 0) AS campus_shop,
        count(*) FILTER (category = 'Purchase' AND mcc_code = '8220' AND after < -1) AS campus_shop_before,
        count(*) FILTER (category = 'Purchase' AND mcc_code = '7221' AND after BETWEEN -1 AND 0) AS photographer,
        coalesce(sum(usd) FILTER (category = 'Payroll' AND after BETWEEN -3 AND -1), 0) / 3 AS pay_before_usd,
        greatest(coalesce(sum(usd) FILTER (category = 'Payroll' AND after BETWEEN 1 AND 4), 0) / 4,
            coalesce(sum(usd) FILTER (category = 'Payroll' AND after BETWEEN 5 AND 7), 0) / 3) AS pay_after_usd
    FROM posting JOIN dim_customer USING (customer_id)
    WHERE date_diff('year', date_of_birth, make_date(may // 12, 5, 15)) BETWEEN {AGES[0]} AND {AGES[1]}
    GROUP BY customer_id, may
"""


def keep_graduations(dataset: Dataset) -> None:
    """Keep the table `inferred_graduation` (customer_id, day): colleges graduate in May."""
    points = " + ".join(f"{points} * {sign}" for sign, points in POINTS.items())
    dataset.keep(
        "inferred_graduation",
        f"SELECT customer_id, make_date(may // 12, 5, 15) AS day FROM ({_SIGNS}) WHERE {points} >= {GRADUATION_POINTS}",
    )
