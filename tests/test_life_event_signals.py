"""Life events inferred from behavior: each rule on lives written by hand, the matching, and scores on a simulated data set."""

from __future__ import annotations

import datetime as dt
import math
from pathlib import Path

import pytest

from c360sim.dataset import Dataset, Row
from c360sim.validation.signals import life_events
from c360sim.validation.signals.life_events import family, home, signs, studies, work
from c360sim.validation.signals.life_events.matching import match, pairs

DAY = dt.date
IN_MIDLIFE = dt.date(1984, 3, 1)
SALARY = "Payroll"


def posting(day: dt.date, usd: float, category: str, payer: str = "", mcc_code: str = "", merchant_id: int = 0) -> Row:
    """Return a row of `life_posting` of customer 1."""
    return {
        "customer_id": 1, "month_number": day.year * 12 + day.month - 1, "day": day, "usd": usd, "category": category,
        "mcc_code": mcc_code, "merchant_id": merchant_id, "payer": payer,
    }  # fmt: skip


def pay(payer: str, first: dt.date, count: int, usd: float = 2500.0, category: str = SALARY) -> list[Row]:
    """Return pay every two weeks."""
    return [posting(first + dt.timedelta(days=14 * number), usd, category, payer) for number in range(count)]


def bills(first: dt.date, count: int) -> list[Row]:
    """Return one bill a week: a life that goes on."""
    return [posting(first + dt.timedelta(days=7 * number), -60.0, "Bill", mcc_code="4900") for number in range(count)]


def inferred(folder: Path, rows: list[Row], event: str, born: dt.date = IN_MIDLIFE) -> list[dt.date]:
    """Return the days on which an event is inferred from the postings of customer 1."""
    dataset = Dataset(folder)
    dataset.keep_rows("life_posting", rows)
    dataset.keep_rows("dim_customer", [{"customer_id": 1, "date_of_birth": born}])
    dataset.keep_rows("fact_interaction", [{"customer_id": 2, "interaction_date": DAY(2024, 1, 1), "reason": "Complaint"}])
    dataset.keep("life_purchases", "SELECT customer_id, month_number, count(*) AS purchases FROM life_posting GROUP BY ALL")
    signs.keep_months(dataset)
    work.keep_spells(dataset)
    life_events.RULES[event].keep(dataset)
    return [row["day"] for row in dataset.rows(f"SELECT day FROM inferred_{event} ORDER BY day")]


def test_pay_from_another_employer_is_a_job_change(tiny: Path) -> None:
    rows = pay("Acme", DAY(2024, 1, 5), 10) + pay("Bolt", DAY(2024, 5, 31), 14, 2700.0) + bills(DAY(2024, 1, 2), 50)
    assert inferred(tiny, rows, "job_change") == [DAY(2024, 5, 31)]
    assert inferred(tiny, rows, "job_loss") == []


def test_a_second_job_beside_the_first_is_no_job_change(tiny: Path) -> None:
    rows = pay("Acme", DAY(2024, 1, 5), 24) + pay("Bolt", DAY(2024, 5, 31), 6, 400.0)
    assert inferred(tiny, rows, "job_change") == []


def test_months_without_work_between_are_a_job_loss_and_no_job_change(tiny: Path) -> None:
    rows = (
        pay("Acme", DAY(2024, 1, 5), 9)
        + pay("Acme", DAY(2024, 5, 10), 1, 900.0)
        + pay("Bolt", DAY(2024, 9, 6), 8)
        + bills(DAY(2024, 1, 2), 50)
    )
    assert inferred(tiny, rows, "job_change") == []
    assert inferred(tiny, rows, "job_loss") == [DAY(2024, 5, 10)]


def test_benefits_tell_a_job_loss_even_when_the_next_job_follows_at_once(tiny: Path) -> None:
    rows = pay("Acme", DAY(2024, 1, 5), 10) + pay("Bolt", DAY(2024, 5, 31), 14) + bills(DAY(2024, 1, 2), 50)
    rows += pay("State", DAY(2024, 5, 14), 1, 700.0, "Unemployment Benefit")
    assert inferred(tiny, rows, "job_change") == []
    assert inferred(tiny, rows, "job_loss") == [DAY(2024, 5, 10)]


def test_pay_that_goes_elsewhere_with_the_bills_is_no_job_loss(tiny: Path) -> None:
    rows = pay("Acme", DAY(2024, 1, 5), 10) + bills(DAY(2024, 1, 2), 19)
    assert inferred(tiny, [*rows, posting(DAY(2024, 12, 1), -20.0, "Purchase")], "job_loss") == []


def test_pay_that_ends_as_social_security_begins_is_a_retirement(tiny: Path) -> None:
    rows = pay("Acme", DAY(2024, 1, 5), 10) + bills(DAY(2024, 1, 2), 50)
    rows += [posting(DAY(2024, month, 12), 1900.0, "Social Security", "SSA") for month in range(6, 13)]
    assert inferred(tiny, rows, "retirement", DAY(1959, 5, 1)) == [DAY(2024, 5, 10)]
    assert inferred(tiny, rows, "job_loss", DAY(1959, 5, 1)) == []
    assert inferred(tiny, rows, "retirement", DAY(1984, 5, 1)) == []


def test_a_late_pension_dates_the_retirement_of_one_who_lost_the_job(tiny: Path) -> None:
    rows = pay("Acme", DAY(2024, 1, 5), 9) + pay("Acme", DAY(2024, 5, 10), 1, 900.0) + bills(DAY(2024, 1, 2), 50)
    rows += [posting(DAY(2024, month, 12), 1900.0, "Social Security", "SSA") for month in range(10, 13)]
    assert inferred(tiny, rows, "retirement", DAY(1959, 5, 1)) == [DAY(2024, 10, 12)]
    assert inferred(tiny, rows, "job_loss", DAY(1959, 5, 1)) == [DAY(2024, 5, 10)]


def test_a_student_who_starts_a_career_has_not_changed_or_lost_a_job(tiny: Path) -> None:
    rows = pay("Cafe", DAY(2024, 1, 5), 10, 450.0) + pay("Bolt", DAY(2024, 5, 31), 14, 1900.0) + bills(DAY(2024, 1, 2), 50)
    rows += [posting(DAY(2024, month, 3), 500.0, "Family Support", "Parent") for month in range(1, 6)]
    assert inferred(tiny, rows, "job_change", DAY(2002, 2, 1)) == []
    assert inferred(tiny, rows[:10] + rows[24:], "job_loss", DAY(2002, 2, 1)) == []
    assert inferred(tiny, rows, "graduation", DAY(2002, 2, 1)) == [DAY(2024, 5, 15)]


def test_tuition_in_autumn_means_another_year_of_study(tiny: Path) -> None:
    rows = [posting(DAY(2024, month, 3), 500.0, "Family Support", "Parent") for month in range(1, 13)]
    rows += [posting(DAY(2024, month, 10), -400.0, "Bill", mcc_code="8220") for month in (1, 2, 3, 4, 8, 9, 10, 11)]
    assert inferred(tiny, rows, "graduation", DAY(2002, 2, 1)) == []


def months_of_groceries() -> list[Row]:
    return [posting(DAY(2024, month, 8), -50.0, "Purchase", mcc_code="5411") for month in range(1, 13)]


def test_another_landlord_and_a_truck_are_a_move_and_either_alone_is_none(tiny: Path) -> None:
    old = [posting(DAY(2024, month, 2), -1500.0, "Bill", mcc_code="6513", merchant_id=1) for month in range(1, 8)]
    new = [posting(DAY(2024, month, 2), -1600.0, "Bill", mcc_code="6513", merchant_id=2) for month in range(8, 13)]
    truck = [posting(DAY(2024, 8, 2), -120.0, "Purchase", mcc_code="7513")]
    assert inferred(tiny, months_of_groceries() + old + new + truck, "move") == [DAY(2024, 8, 15)]
    assert inferred(tiny, months_of_groceries() + old + new, "move") == []
    assert inferred(tiny, months_of_groceries() + old + truck, "move") == []


def test_hospital_bills_with_baby_goods_are_a_birth_and_either_alone_is_none(tiny: Path) -> None:
    hospital = [posting(DAY(2024, month, day), -400.0, "Purchase", mcc_code="8062") for month in (6, 7) for day in (12, 25)]
    goods = [posting(DAY(2024, month, day), -40.0, "Purchase", mcc_code="5641") for month in (6, 7, 8) for day in (3, 20)]
    assert [(day.year, day.month) for day in inferred(tiny, months_of_groceries() + hospital + goods, "birth")] == [(2024, 6)]
    assert inferred(tiny, months_of_groceries() + hospital, "birth") == []
    assert inferred(tiny, months_of_groceries() + goods, "birth") == []


def test_vendors_of_one_season_are_a_wedding_and_one_alone_is_none(tiny: Path) -> None:
    vendors = [("5944", 600.0), ("5992", 250.0), ("5992", 150.0), ("7221", 700.0), ("5697", 140.0), ("9399", 60.0), ("5812", 900.0)]
    rows = [posting(DAY(2024, 9, 5), -usd, "Purchase", mcc_code=mcc_code) for mcc_code, usd in vendors]
    assert [(day.year, day.month) for day in inferred(tiny, months_of_groceries() + rows, "marriage")] == [(2024, 9)]
    assert inferred(tiny, months_of_groceries() + rows[:1], "marriage") == []


def test_events_are_matched_one_to_one_the_nearest_first() -> None:
    true, found = DAY(2024, 6, 1), [DAY(2024, 5, 1), DAY(2024, 6, 10)]
    assert pairs(found, [true]) == [(DAY(2024, 6, 10), true)]
    assert pairs([DAY(2024, 8, 1)], [true]) == [(DAY(2024, 8, 1), true)]
    assert pairs([DAY(2024, 8, 2)], [true]) == []


def test_an_event_that_cannot_be_seen_counts_neither_for_nor_against() -> None:
    matched = match(
        {1: [DAY(2024, 3, 1), DAY(2024, 9, 1)], 2: [DAY(2024, 5, 1)]},
        {1: [DAY(2024, 9, 20)], 3: [DAY(2024, 5, 1)]},
        {1: [DAY(2024, 2, 27)]},
    )
    assert (matched.inferred, matched.true, matched.agreed) == (2, 2, 1)
    assert matched.precision == matched.recall == 0.5


def test_life_events_are_found_on_a_simulated_data_set(dataset: Path) -> None:
    scores = {(score.signal, score.measure): score for score in life_events.score(Dataset(dataset))}
    assert len(scores) == 2 * len(life_events.RULES)
    for event, least in {"move": 0.75, "job change": 0.85, "job loss": 0.65, "graduation": 0.7}.items():
        for measure in ("precision", "recall"):
            assert scores[f"life event: {event}", measure].value >= least, (event, measure)
    assert all("true events found by" in score.note for score in scores.values())


def test_no_single_sign_gives_an_event_away(dataset: Path) -> None:
    """Of the months with a sign, most are months of people to whom nothing of the kind happened."""
    data = Dataset(dataset)
    signs.keep_signs(data)
    for sign, event in {"hospital_bill": "birth", "jewel": "marriage", "family_change": "marriage", "truck": "move"}.items():
        happened = (
            f"SELECT DISTINCT customer_id, {signs.MONTH.format('date')} AS month_number FROM truth_life_event WHERE event = '{event}'"
        )
        share = data.rows(f"""
            SELECT avg((life.customer_id IS NOT NULL)::INTEGER) AS share
            FROM life_month AS shown LEFT JOIN ({happened}) AS life
                ON life.customer_id = shown.customer_id AND abs(life.month_number - shown.month_number) <= 2
            WHERE {sign} > 0
        """)
        assert 0 < share[0]["share"] < 0.7, sign


@pytest.mark.parametrize("missing", ["truth", "months"])
def test_what_cannot_be_measured_says_why(tiny: Path, tmp_path: Path, missing: str) -> None:
    folder = tiny
    if missing == "truth":
        folder = tmp_path / "data"
        folder.mkdir()
        for name in ("parquet", "manifest.json"):
            (folder / name).symlink_to(tiny / name)
    scores = life_events.score(Dataset(folder))
    assert len(scores) == 2 * len(life_events.RULES)
    assert all(math.isnan(score.value) and score.passed and score.note.startswith("not measured: ") for score in scores)
    assert all(("truth" in score.note) == (missing == "truth") for score in scores)


def test_rules_read_nothing_of_the_truth_nor_of_how_customers_stand_today() -> None:
    forbidden = ("truth_", "persona_tag", "marital_status", "num_dependents", "employment_type", "occupation", "churn", "has_children")
    for module in (family, home, signs, studies, work):
        text = Path(str(module.__file__)).read_text(encoding="utf-8")
        assert [word for word in forbidden if word in text] == [], module.__name__
