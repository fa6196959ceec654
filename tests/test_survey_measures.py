"""Measures of balance sheets and of lives, on a few rows whose results are worked out by hand."""

from __future__ import annotations

import datetime as dt
import math
from pathlib import Path

import pytest

from c360sim.dataset import Dataset
from c360sim.validation.statistics import balance_sheets, card_amounts, lives
from c360sim.validation.statistics.seen import keep_seen_months


def sheets(liquid: list[float]) -> list[dict[str, object]]:
    """Return one household of a Digital Native for each amount of liquid money, who owe and own nothing else."""
    nothing = dict.fromkeys(balance_sheets.GROWTH, 0.0)
    return [{"customer_id": number, "persona": "Digital Native"} | nothing | {"LIQ": usd} for number, usd in enumerate(liquid)]


def test_share_and_quantiles_are_of_those_who_hold_any(tiny: Path) -> None:
    """1,500 to 15,000 dollars in ten steps, and ten households without: half hold; the median holder has 8,250."""
    data = Dataset(tiny)
    data.keep_rows("balance_sheet", sheets([1500.0 * step for step in range(1, 11)] + [0.0] * 10))
    row = balance_sheets.summaries(data)["LIQ", "22-35"]
    assert row["share"] == 0.5
    assert row["holders"] == 10
    assert row["quantiles"] == pytest.approx([2850, 4875, 8250, 11625, 13650])  # linear between the ordered values
    assert balance_sheets.summaries(data)["CDS", "22-35"]["quantiles"] is None


def test_medians_are_in_2019_dollars_and_sigmas_from_the_tenth_to_the_ninetieth_percentile(
    tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Liquid money grew by half since 2019: 8,250 dollars are 5,500 then; sigma is ln(13,650 / 2,850) over 2.563 standard deviations."""
    data = Dataset(tiny)
    data.keep_rows("balance_sheet", sheets([1500.0 * step for step in range(1, 11) for _ in range(11)]))
    monkeypatch.setattr(balance_sheets, "_keep_sheets", lambda _: None)
    assert balance_sheets.medians(data).values["LIQ", "22-35"] == pytest.approx(5500)
    assert balance_sheets.sigmas(data).values["LIQ", "22-35"] == pytest.approx(math.log(13650 / 2850) / 2.5631, rel=1e-4)


def test_too_few_holders_are_left_out_with_the_number(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = Dataset(tiny)
    data.keep_rows("balance_sheet", sheets([1000.0, 2000.0]))
    monkeypatch.setattr(balance_sheets, "_keep_sheets", lambda _: None)
    found = balance_sheets.medians(data)
    assert ("LIQ", "22-35") not in found.values
    assert "2 households hold any" in found.left_out["LIQ", "22-35"]


def test_a_simulated_households_savings_count_here_and_elsewhere(dataset: Path) -> None:
    """Savings of one household in March, counted from the tables: the month-end balances less what moved after the day of asking."""
    data = Dataset(dataset)
    keep_seen_months(data)
    balance_sheets.shares(data)
    one = data.rows("SELECT customer_id, month, asked_on FROM asked WHERE month = '2024-03' ORDER BY customer_id LIMIT 40")
    for home in one:
        found = data.rows(
            """
            SELECT coalesce(sum(shot.balance), 0) - coalesce((
                SELECT sum(amount) FROM fact_transaction JOIN dim_account AS held USING (account_id)
                WHERE held.customer_id = ? AND product_name IN ('Everyday Savings', 'Premium Savings', 'Kids Savings')
                    AND transaction_date > make_date(2024, 3, ?) AND transaction_date <= DATE '2024-03-31'), 0) AS usd
            FROM fact_account_snapshot AS shot JOIN dim_account USING (account_id, customer_id)
            WHERE customer_id = ? AND snapshot_date = DATE '2024-03-31'
                AND product_name IN ('Everyday Savings', 'Premium Savings', 'Kids Savings')
            """,
            [home["customer_id"], home["asked_on"], home["customer_id"]],
        )[0]["usd"]
        truth = data.rows(
            "SELECT savings_elsewhere_cents AS cents FROM truth_customer_month WHERE customer_id = ? AND month = '2024-03'",
            [home["customer_id"]],
        )[0]["cents"]
        sheet = data.rows("SELECT SAVING AS usd FROM balance_sheet WHERE customer_id = ? AND month = '2024-03'", [home["customer_id"]])
        assert float(sheet[0]["usd"]) == pytest.approx(float(found) + truth / 100, abs=0.005)


def month(customer: int, label: str, following: str | None, back: int, **state: object) -> dict[str, object]:
    """Return a month of someone of 30 who rents and has never married."""
    lived: dict[str, object] = {"customer_id": customer, "month": label, "next_month": following, "back": back, "age": 30.0}
    return lived | {"family": "single", "home": "renting", "loyalty": "content"} | state


def test_hazards_count_events_against_the_month_before(tiny: Path) -> None:
    """Four person-months at risk and one marriage: 12 * 1 / 4 a year. The month of marrying is none of them."""
    data = Dataset(tiny)
    rows = [
        month(1, "2024-01", "2024-02", 2),
        month(1, "2024-02", "2024-03", 1, family="married"),
        *(month(customer, "2024-01", "2024-02", 2) for customer in (2, 3, 4)),
        month(2, "2024-02", None, 1),
    ]
    data.keep_rows("lived_month", rows)
    data.keep_rows("truth_life_event", [{"customer_id": 1, "date": dt.date(2024, 2, 9), "event": "marriage"}])
    assert lives.hazard(data, "marriage", "family = 'single'", (27, 32)) == 3.0
    assert lives.hazard(data, "marriage", "family = 'single'", (18, 27)) is None


def test_amounts_by_card_are_drawn_beside_the_diarys_lognormal(dataset: Path) -> None:
    """Groceries: the diary's median is 27.64 with sigma 1.19, so a tenth lies below 27.64 exp(-1.2816 x 1.19) = 6.01."""
    found = card_amounts.measure(Dataset(dataset))
    drawn = {distribution.segment: distribution for distribution in found.distributions}
    assert list(drawn)[:2] == ["1. Grocery store", "2. Gas station"]
    grocery = drawn["1. Grocery store"]
    assert grocery.target[0] == pytest.approx(6.01, abs=0.01)
    assert grocery.target[2] == pytest.approx(27.64)
    assert grocery.simulated[2] == pytest.approx(found.values["1. Grocery store", "median"], rel=0.001)
    assert list(grocery.simulated) == sorted(grocery.simulated)
