"""A scorecard: signs around a month, each worth some points, and the months in which the points peak."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from c360sim.dataset import Dataset


@dataclass(frozen=True, slots=True)
class Sign:
    """What is looked for around a month: a column of `life_month` summed from `first` to `last` months after it.

    Each one counts `points`, up to `most` of them. With `against`, only what exceeds the same column's sum over those
    months (of equal number) counts.
    """

    column: str
    first: int
    last: int
    points: float
    most: int = 1
    against: tuple[int, int] | None = None


def keep_peaks(dataset: Dataset, name: str, signs: Sequence[Sign], threshold: float, apart_months: int) -> None:
    """Keep the table `name` (customer_id, day): mid-months whose points reach the threshold and are the most within some months."""
    points = " + ".join(f"{sign.points} * greatest(0, least({_amount(sign)}, {sign.most}))" for sign in signs)
    near = f"PARTITION BY customer_id ORDER BY month_number RANGE BETWEEN {apart_months} PRECEDING AND {apart_months} FOLLOWING"
    dataset.keep(
        name,
        f"""
        WITH scored AS (SELECT customer_id, month_number, ({points}) - month_number / 1e6 AS points FROM life_month),
        best AS (SELECT *, max(points) OVER ({near}) AS most FROM scored)
        SELECT customer_id, make_date(month_number // 12, month_number % 12 + 1, 15) AS day
        FROM best WHERE points = most AND points >= {threshold} - 0.1
        """,
    )


def _amount(sign: Sign) -> str:
    amount = _sum(sign.column, sign.first, sign.last)
    return amount if sign.against is None else f"{amount} - {_sum(sign.column, *sign.against)}"


def _sum(column: str, first: int, last: int) -> str:
    return (
        f"coalesce(sum({column}) OVER (PARTITION BY customer_id ORDER BY month_number RANGE BETWEEN {_bound(first)} AND {_bound(last)}), 0)"
    )


def _bound(months: int) -> str:
    return f"{abs(months)} {'PRECEDING' if months <= 0 else 'FOLLOWING'}"
