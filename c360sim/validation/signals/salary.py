"""Who draws a salary here, from whom and how often: credits of one payer that come at regular intervals."""

from __future__ import annotations

from c360sim.dataset import Dataset
from c360sim.validation.findings import Score
from c360sim.validation.signals.scoring import precision_and_recall, share

SIGNAL = "salary"

NOT_PAY = "retire|pension|annuit|^ssa |^irs |treas|unemployment|zelle|venmo|paypal|transfer"
"""Words in the name of a payer who is no employer: pensions, the state, persons, one's own accounts."""

RECENT_DAYS = {"Weekly": 10, "Biweekly": 18, "Semimonthly": 21, "Monthly": 38}
"""Days within which the last pay must have come to be pay of today: a cycle and the days that weekends and holidays shift it."""

GAPS_LEAST = 2
"""Intervals between credits from which a rhythm shows."""

GAPS_SURE = 6
"""Intervals from which the rhythm of one person's pay says more than that of the payer's other people."""

REGULAR_LEAST = 0.75
"""Share of the intervals that must fit the rhythm; the rest are breaks, and payments between."""

FREQUENCY = f"""
    CASE
        WHEN gaps < {GAPS_LEAST} THEN NULL
        WHEN by_week >= {REGULAR_LEAST} * gaps THEN 'Weekly'
        WHEN by_half_month >= {REGULAR_LEAST} * gaps AND by_two_weeks >= {REGULAR_LEAST} * gaps THEN 'Biweekly'
        WHEN by_half_month >= {REGULAR_LEAST} * gaps THEN 'Semimonthly'
        WHEN by_month >= {REGULAR_LEAST} * gaps THEN 'Monthly'
        ELSE 'Irregular'
    END
"""
"""Rhythm of a row with counts of intervals; two weeks exactly sets the biweekly apart from the 15th and last."""


def keep(dataset: Dataset) -> None:
    """Keep `salaries`: customer_id, payer, pay_frequency of those whose pay comes here as of the last day.

    Reads date, amount, type and counterparty of credits on deposit accounts. A payer's rhythm is that of most who are paid by it, so
    that the first pay of a new job is known for what it is.
    """
    dataset.keep("salary_streams", f"SELECT *, {FREQUENCY} AS frequency FROM ({_streams()})")
    dataset.keep(
        "salary_payers",
        """
        SELECT payer, mode(frequency ORDER BY frequency) FILTER (frequency <> 'Irregular') AS frequency
        FROM salary_streams WHERE frequency IS NOT NULL
        GROUP BY payer HAVING count(*) FILTER (frequency <> 'Irregular') > 0.5 * count(*)
        """,
    )
    recent = " ".join(f"WHEN '{name}' THEN {days}" for name, days in RECENT_DAYS.items())
    dataset.keep(
        "salaries",
        f"""
        SELECT customer_id, payer, rhythm AS pay_frequency
        FROM (
            SELECT s.*, CASE WHEN gaps >= {GAPS_SURE} AND s.frequency <> 'Irregular' THEN s.frequency ELSE p.frequency END AS rhythm
            FROM salary_streams s JOIN salary_payers p USING (payer)
        )
        WHERE (SELECT max(transaction_date) FROM fact_transaction) - last_day <= CASE rhythm {recent} END
        QUALIFY row_number() OVER (PARTITION BY customer_id ORDER BY last_day DESC, amount DESC, payer) = 1
        """,
    )


def _streams() -> str:
    return f"""
        WITH credits AS (
            SELECT customer_id, counterparty_name AS payer, transaction_date AS day, sum(amount)::DOUBLE AS amount
            FROM fact_transaction
            WHERE transaction_type = 'credit' AND counterparty_type = 'external' AND amount > 0 AND merchant_id IS NULL
                AND counterparty_name IS NOT NULL AND NOT regexp_matches(counterparty_name, '{NOT_PAY}', 'i')
                AND account_id IN (SELECT account_id FROM dim_account WHERE account_type = 'CASA')
            GROUP BY ALL
        ), spaced AS (
            SELECT *, day - lag(day) OVER (PARTITION BY customer_id, payer ORDER BY day) AS gap FROM credits
        )
        SELECT customer_id, payer, max(day) AS last_day, median(amount) AS amount, count(gap) AS gaps,
            count(*) FILTER (gap BETWEEN 5 AND 9) AS by_week, count(*) FILTER (gap BETWEEN 11 AND 19) AS by_half_month,
            count(*) FILTER (gap = 14) AS by_two_weeks, count(*) FILTER (gap BETWEEN 26 AND 36) AS by_month
        FROM spaced GROUP BY ALL
    """


def score(dataset: Dataset) -> list[Score]:
    """Return precision and recall of who has a salary here on the last day, and how often employer and frequency are right."""
    keep(dataset)
    (counts,) = dataset.rows(
        """
        SELECT count(payer) AS found, count(salary_employer) AS true,
            count(*) FILTER (payer IS NOT NULL AND salary_employer IS NOT NULL) AS both,
            count(*) FILTER (payer = salary_employer) AS payers_right,
            count(*) FILTER (f.pay_frequency = t.pay_frequency) AS frequencies_right
        FROM salaries f FULL JOIN (SELECT * FROM truth_labels WHERE salary_comes_here) t USING (customer_id)
        """
    )
    return [
        *precision_and_recall(SIGNAL, counts, 0.97),
        share(SIGNAL, "employer correct where found", counts["payers_right"], counts["both"], 0.97),
        share(SIGNAL, "frequency correct where found", counts["frequencies_right"], counts["both"], 0.97),
    ]
