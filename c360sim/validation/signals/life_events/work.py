"""Jobs: a new employer, a job lost, retirement. All from who pays what when."""

from __future__ import annotations

from c360sim.dataset import Dataset

SPELL_GAP_DAYS = 75
"""Without pay from an employer for so long, the job has ended: more than two monthly pay days missed."""

HANDOVER_DAYS = 24
"""Days after the last pay of a job by which a changer is paid by the next employer; who looks for work takes longer."""

OVERLAP_DAYS = 45
"""Days by which the new employer may pay before the old one's last pay, in arrears: beyond, they are two jobs at a time."""

BENEFITS_DAYS = 60
"""Days from the last pay within which unemployment benefits start."""

STUDENT_AGE = 26
"""Below it, someone paid like a student is taken for one."""

STUDENT_PAY_USD = 3_000
"""Monthly pay up to which a job beside studies goes."""

FULL_PAY_RATIO = 1.6
"""A first full-time job pays so many times what the job beside studies did."""

RETIREMENT_AGE, SOCIAL_SECURITY_AGE = 60, 62
PENSION_DAYS = 100
"""Days around the last pay within which Social Security or a pension starts."""

BILLS_KEPT = 0.65
"""Part of the bills of before that still run here after pay has ended; who moves to another bank moves them one by one."""

LAST_PAY_OFF = 0.08
"""Part of the usual pay by which a job's last pay differs: for the days worked, vacation and severance; no hours vary so much."""

BILLS_KEPT_EARLY = 0.8
"""The same for those who seem to retire early: nothing else tells."""

LATEST_DAYS = 45
"""Days before the end of the data by which pay must have ended for its end to be seen."""


def keep_spells(dataset: Dataset) -> None:
    """Keep the table `job_spell`: one row per customer, employer and unbroken time of pay.

    With first_day, last_day, pays, usual_usd (a month), last_pay_off (part of the usual pay by which the last one differs),
    bills_kept (bills of the two months after its end over those of the two before), age at its end, has_support (the family
    sends money or tuition is paid), and data_end, the last day of the data. Gigs count as an employer of their own. Also the
    table `job_end`: each spell with the one that takes over (next_day, next_usd, next_payer), benefit_day, pension_day (NULL
    for none) and is_student.
    """
    dataset.keep("job_spell", _SPELL)
    dataset.keep("pension_start", _PENSION_START)
    dataset.keep("job_end", _END)


_SPELL = f"""
    WITH pay AS (
        SELECT customer_id, CASE WHEN category = 'Payroll' THEN payer ELSE 'gigs' END AS payer, day, usd
        FROM life_pay WHERE category IN ('Payroll', 'Gig Income')
    ), marked AS (
        SELECT *, coalesce(day - lag(day) OVER (PARTITION BY customer_id, payer ORDER BY day) > {SPELL_GAP_DAYS}, true)::INTEGER AS starts
        FROM pay
    ), numbered AS (
        SELECT *, sum(starts) OVER (PARTITION BY customer_id, payer ORDER BY day ROWS UNBOUNDED PRECEDING) AS number FROM marked
    ), spell AS (
        SELECT customer_id, payer, number, min(day) AS first_day, max(day) AS last_day, count(*) AS pays, sum(usd) AS usd,
            abs(arg_max(usd, day ORDER BY usd) / median(usd) - 1) AS last_pay_off
        FROM numbered GROUP BY ALL
    ), bills AS (
        SELECT spell.customer_id, spell.payer, number, count(*) FILTER (bill.day > spell.last_day + 15)
            / greatest(1, count(*) FILTER (bill.day < spell.last_day)) AS bills_kept
        FROM spell JOIN life_posting AS bill
            ON bill.customer_id = spell.customer_id AND category = 'Bill' AND bill.day BETWEEN spell.last_day - 60 AND spell.last_day + 75
        GROUP BY ALL
    ), support AS (
        SELECT customer_id, min(day) AS first_support, max(day) AS last_support
        FROM life_posting WHERE category = 'Family Support' OR (category = 'Bill' AND mcc_code = '8220') GROUP BY ALL
    )
    SELECT spell.*, coalesce(bills_kept, 0) AS bills_kept, spell.usd / greatest(1, (last_day - first_day + 14) / 30.4) AS usual_usd,
        date_diff('month', date_of_birth, last_day) / 12 AS age, (SELECT max(day) FROM life_posting) AS data_end,
        coalesce(last_day BETWEEN first_support - 60 AND last_support + 60, false) AS has_support
    FROM spell LEFT JOIN bills USING (customer_id, payer, number) LEFT JOIN support USING (customer_id)
        JOIN dim_customer USING (customer_id)
"""

_PENSION_START = """
    SELECT customer_id, category, min(day) AS day FROM life_pay WHERE category IN ('Social Security', 'Pension')
    GROUP BY ALL HAVING min(day) > (SELECT min(day) FROM life_posting) + 45
"""

_IS_STUDENT = f"(job.usual_usd < {STUDENT_PAY_USD} AND (job.has_support OR job.age < {STUDENT_AGE}))"

_END = f"""
    SELECT job.*, {_IS_STUDENT} AS is_student, next.first_day AS next_day, next.usual_usd AS next_usd, next.payer AS next_payer,
        benefit.day AS benefit_day, pension_day
    FROM job_spell AS job
    LEFT JOIN LATERAL (
        SELECT * FROM job_spell AS other
        WHERE other.customer_id = job.customer_id AND other.payer <> job.payer AND other.pays >= 2
            AND other.first_day BETWEEN job.last_day - {OVERLAP_DAYS} AND job.last_day + {HANDOVER_DAYS}
            AND other.first_day > job.first_day + 15 AND other.last_day > job.last_day
        ORDER BY other.first_day, other.payer LIMIT 1
    ) AS next ON true
    LEFT JOIN LATERAL (
        SELECT min(day) AS day FROM life_pay
        WHERE life_pay.customer_id = job.customer_id AND category = 'Unemployment Benefit'
            AND life_pay.day BETWEEN job.last_day - 30 AND job.last_day + {BENEFITS_DAYS}
    ) AS benefit ON true
    LEFT JOIN (SELECT customer_id, min(day) AS pension_day FROM pension_start GROUP BY ALL) AS pension
        ON pension.customer_id = job.customer_id
    WHERE job.pays >= 2
"""

_RETIRES = f"""(age >= {RETIREMENT_AGE} AND CASE WHEN age < {SOCIAL_SECURITY_AGE} THEN benefit_day IS NULL
    ELSE coalesce(abs(pension_day - last_day) <= {PENSION_DAYS}, false) END)"""
"""Whether the end of pay is a retirement: a pension about then, or, before the age of Social Security, no benefits."""


def keep_job_changes(dataset: Dataset) -> None:
    """Keep the table `inferred_job_change`: one employer's pay takes over from another's, without benefits between.

    The first full-time job after studies is none.
    """
    dataset.keep(
        "inferred_job_change",
        f"""
        SELECT customer_id, min(next_day) AS day FROM job_end
        WHERE next_day IS NOT NULL AND benefit_day IS NULL AND NOT (is_student AND next_usd > {FULL_PAY_RATIO} * usual_usd)
            AND (payer <> 'gigs' OR usual_usd > 0.5 * next_usd)
        GROUP BY customer_id, next_payer, next_day
        """,
    )


def keep_job_losses(dataset: Dataset) -> None:
    """Keep the table `inferred_job_loss`: pay ends and benefits start, or no other pay follows though the account lives on.

    Not for students, for those who retire then, nor where the last pay is a usual one or the bills go elsewhere with it.
    """
    dataset.keep(
        "inferred_job_loss",
        f"""
        SELECT customer_id, last_day AS day FROM job_end
        WHERE payer <> 'gigs' AND last_day < data_end - {LATEST_DAYS} AND NOT is_student
            AND (benefit_day IS NOT NULL OR (next_day IS NULL AND NOT {_RETIRES}
                AND bills_kept >= {BILLS_KEPT} AND last_pay_off >= {LAST_PAY_OFF}))
        """,
    )


def keep_retirements(dataset: Dataset) -> None:
    """Keep the table `inferred_retirement`: at 60 and more, pay ends for good and Social Security or a pension follows.

    Where benefits or a long search come between, the day is that of the first pension. Before the age of Social Security,
    nothing may follow: those who retire live on savings.
    """
    dataset.keep(
        "inferred_retirement",
        f"""
        SELECT customer_id, CASE WHEN {_RETIRES} AND benefit_day IS NULL THEN last_day ELSE pension_day END AS day FROM job_end
        WHERE age >= {RETIREMENT_AGE} AND last_day < data_end - {LATEST_DAYS} AND next_day IS NULL
            AND (({_RETIRES} AND (pension_day IS NOT NULL OR bills_kept >= {BILLS_KEPT_EARLY}))
                OR pension_day > last_day)
        QUALIFY row_number() OVER (PARTITION BY customer_id ORDER BY last_day DESC, payer) = 1
        """,
    )
