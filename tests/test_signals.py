"""What an analyst infers from the tables agrees with the truth, and is fooled by nothing that only looks alike."""

from __future__ import annotations

import calendar
import datetime as dt
import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest

from c360sim import months
from c360sim.dataset import Dataset
from c360sim.sinks.publication import Publication
from c360sim.validation import signals
from c360sim.validation.findings import Score
from c360sim.validation.signals import churn, salary, subscriptions
from c360sim.validation.signals.scoring import precision_and_recall, share
from tiny import ACCOUNTS, CUSTOMER, HEAD, MERCHANT

START, END = dt.date(2025, 1, 1), dt.date(2025, 12, 31)
DAYS = [START + dt.timedelta(days=number) for number in range((END - START).days + 1)]
FRIDAYS = [day for day in DAYS if day.weekday() == 4]
VIDEO, COFFEE, PHONE, BARBER, BOX = range(1, 6)
MERCHANTS = {
    VIDEO: ("Video Now", "5815"),
    COFFEE: ("Bean Bar", "5814"),
    PHONE: ("Tele One", "4814"),
    BARBER: ("Snip", "7230"),
    BOX: ("Meal Box", "5968"),
}


class Posting(NamedTuple):
    """A posting written by hand, in cents."""

    customer: int
    day: dt.date
    cents: int
    payer: str | None = None
    merchant: int | None = None


def business_day(day: dt.date) -> dt.date:
    return dt.date.fromordinal(months.business_day_on_or_before(day.toordinal()))


def pay(customer: int, payer: str, days: Sequence[dt.date], cents: int = 210_000) -> list[Posting]:
    """Return pay of about the same amount, a little more on every third pay day."""
    return [Posting(customer, day, cents + 3_100 * (number % 3), payer) for number, day in enumerate(days)]


def monthly(day: int, first: int = 1, last: int = 12) -> list[dt.date]:
    """Return a day of some months of 2025."""
    return [dt.date(2025, month, min(day, calendar.monthrange(2025, month)[1])) for month in range(first, last + 1)]


def charges(customer: int, merchant: int, days: Sequence[dt.date], cents: Callable[[int], int] = lambda number: 1_549) -> list[Posting]:
    return [Posting(customer, day, -cents(number), merchant=merchant) for number, day in enumerate(days)]


def written(folder: Path, postings: Sequence[Posting]) -> Dataset:
    """Return a data set of these postings, each customer with one checking account."""
    customers = sorted({posting.customer for posting in postings})
    count, rows = len(customers), sorted(postings, key=lambda posting: posting.day)
    transactions: dict[str, Any] = {
        "transaction_id": list(range(1, len(rows) + 1)),
        "customer_id": [row.customer for row in rows],
        "account_id": [10 * row.customer + 1 for row in rows],
        "merchant_id": [row.merchant for row in rows],
        "date_key": [months.date_key(row.day.toordinal()) for row in rows],
        "amount": np.array([row.cents for row in rows]),
        "transaction_type": ["credit" if row.cents > 0 else "debit" for row in rows],
        "payment_method": ["Transfer"] * len(rows),
        "mcc_category": [None] * len(rows),
        "is_recurring": [False] * len(rows),
        "counterparty_type": ["external"] * len(rows),
        "transaction_date": [row.day.toordinal() for row in rows],
        "transaction_category": ["Purchase" if row.merchant else "Deposit" for row in rows],
        "counterparty_name": [row.payer for row in rows],
    }
    accounts = {name: [values[0]] * count for name, values in ACCOUNTS.items()}
    accounts |= {"account_id": [10 * customer + 1 for customer in customers], "customer_id": customers}
    merchants = {name: [value] * len(MERCHANTS) for name, value in MERCHANT.items()}
    names, codes = zip(*MERCHANTS.values(), strict=True)
    merchants |= {"merchant_id": list(MERCHANTS), "merchant_name": list(names), "mcc_code": list(codes)}
    with (
        Publication(folder, frozenset({"parquet"}), HEAD | {"months": 12, "start_month": "2025-01"}) as publication,
        publication.part() as part,
    ):
        part.write("dim_customer", {name: [value] * count for name, value in CUSTOMER.items()} | {"customer_id": customers})
        part.write("dim_account", accounts)
        part.write("dim_merchant", merchants)
        part.write("fact_transaction", transactions)
    return Dataset(folder)


@pytest.fixture(scope="module")
def paid(tmp_path_factory: pytest.TempPathFactory) -> dict[int, tuple[str, str]]:
    """Return payer and frequency of those in whom the detector sees a salary."""
    irregular = [day for number, day in enumerate(DAYS) if number % 17 in (0, 3, 4, 11) and number % 5]
    halves = sorted(business_day(day) for month in range(1, 13) for day in (monthly(15)[month - 1], monthly(31)[month - 1]))
    postings = [
        *pay(1, "Weekly Works", FRIDAYS),
        *pay(2, "Fortnight Foods", FRIDAYS[::2]),
        *pay(3, "Half Month Hospital", halves),
        *pay(4, "Month Metals", [business_day(day) for day in monthly(25)]),
        *pay(5, "Old Employer", FRIDAYS[:40:2]),
        *pay(5, "Fortnight Foods", FRIDAYS[-1:]),
        *pay(6, "Zelle from Anna Keller", monthly(3), 80_000),
        *pay(7, "State Teachers Retirement System", monthly(1), 190_000),
        *pay(8, "Parcel Dash Payout", irregular, 14_000),
        *pay(9, "Weekly Works", FRIDAYS[:30]),
        *pay(10, "Keller & Sons", [business_day(day) for day in monthly(31)], 333_000),
        Posting(10, monthly(31)[11], 900_000, "Keller & Sons"),
    ]
    data = written(tmp_path_factory.mktemp("paid") / "data", postings)
    salary.keep(data)
    return {row["customer_id"]: (row["payer"], row["pay_frequency"]) for row in data.rows("SELECT * FROM salaries")}


@pytest.mark.parametrize(
    ("customer", "found"),
    [
        (1, ("Weekly Works", "Weekly")),
        (2, ("Fortnight Foods", "Biweekly")),
        (3, ("Half Month Hospital", "Semimonthly")),
        (4, ("Month Metals", "Monthly")),
        (10, ("Keller & Sons", "Monthly")),
    ],
)
def test_a_salary_is_known_by_its_rhythm_whatever_weekends_and_bonuses_do(
    paid: dict[int, tuple[str, str]], customer: int, found: tuple[str, str]
) -> None:
    assert paid[customer] == found


def test_the_first_pay_of_a_new_job_counts(paid: dict[int, tuple[str, str]]) -> None:
    assert paid[5] == ("Fortnight Foods", "Biweekly")


@pytest.mark.parametrize(("customer", "decoy"), [(6, "money from family"), (7, "a pension"), (8, "gig payouts"), (9, "a job that ended")])
def test_what_only_looks_like_a_salary_is_none(paid: dict[int, tuple[str, str]], customer: int, decoy: str) -> None:
    assert customer not in paid, decoy


@pytest.fixture(scope="module")
def subscribed(tmp_path_factory: pytest.TempPathFactory) -> set[tuple[int, str]]:
    """Return who is found to subscribe to what."""
    visits = [START + dt.timedelta(days=days) for days in (5, 27, 71, 95, 140, 166, 211, 236, 280, 302, 350)]
    paused = [*monthly(9, last=6), *monthly(9, first=9)]
    postings = [
        *charges(1, VIDEO, monthly(12), lambda number: 1_549 if number < 7 else 1_799),
        *charges(2, COFFEE, FRIDAYS, lambda number: 550),
        *charges(3, PHONE, monthly(20), lambda number: 8_000),
        *charges(4, VIDEO, monthly(12, last=8)),
        *charges(5, VIDEO, monthly(28, first=12), lambda number: 1_799),
        *charges(6, BARBER, visits, lambda number: 3_500),
        *charges(7, VIDEO, paused),
        *charges(8, BOX, monthly(5), lambda number: 9_000 + 1_000 * (number % 3)),
        Posting(9, END, -2_000, merchant=BARBER),
    ]
    data = written(tmp_path_factory.mktemp("subscribed") / "data", postings)
    subscriptions.keep(data)
    return {(row["customer_id"], row["merchant_name"]) for row in data.rows("SELECT * FROM subscriptions_found")}


@pytest.mark.parametrize(
    ("customer", "merchant"),
    [(1, "Video Now"), (5, "Video Now"), (7, "Video Now"), (8, "Meal Box")],
    ids=["price rise", "new", "paused and back", "boxes of several sizes"],
)
def test_a_subscription_is_known_by_its_rhythm(subscribed: set[tuple[int, str]], customer: int, merchant: str) -> None:
    assert (customer, merchant) in subscribed


@pytest.mark.parametrize("customer", [2, 3, 4, 6, 9], ids=["weekly coffee", "telephone bill", "canceled", "haircuts", "one haircut"])
def test_what_only_looks_like_a_subscription_is_none(subscribed: set[tuple[int, str]], customer: int) -> None:
    assert customer not in {who for who, _ in subscribed}


@pytest.fixture(scope="module")
def scores(dataset: Path) -> dict[tuple[str, str], Score]:
    return {(score.signal, score.measure): score for score in signals.score(Dataset(dataset))}


@pytest.mark.parametrize(
    ("signal", "measure", "least"),
    [
        ("salary", "precision", 0.97),
        ("salary", "recall", 0.97),
        ("salary", "employer correct where found", 0.97),
        ("salary", "frequency correct where found", 0.96),
        ("subscriptions", "precision", 0.95),
        ("subscriptions", "recall", 0.95),
        ("renters cover gap", "recall", 0.9),
        ("idle cash", "customers classified correctly", 0.95),
        ("prepayment", "customers classified correctly", 0.9),
        ("churn", "AUC of leaving within 3 months", 0.65),
    ],
)
def test_signals_of_a_simulated_bank_agree_with_its_truth(
    scores: dict[tuple[str, str], Score], signal: str, measure: str, least: float
) -> None:
    assert scores[signal, measure].value >= least


def test_leaving_is_written_on_no_ones_forehead(scores: dict[tuple[str, str], Score]) -> None:
    assert scores["churn", "AUC of leaving within 3 months"].value < 0.95
    assert scores["churn", "AUC of the best single column"].value < 0.87
    assert all(score.passed for score in scores.values() if score.signal == "no giveaway")


def test_a_model_is_asked_only_about_customers_it_has_not_met() -> None:
    customers = np.repeat(np.arange(1, 301), 5)
    features = (customers[:, None] == np.arange(1, 301)).astype(float)
    ahead = np.where(customers % 3 == 0, 1.0, math.nan)
    known = churn.Cases([str(column) for column in range(300)], features, customers, ahead)
    assert churn.single_aucs(churn.foreseen(known)[:, None], known.leaves)[0] < 0.6


def test_lift_compares_the_top_tenth_with_all() -> None:
    leaves = np.arange(100) < 10
    assert churn.lift(leaves, -np.arange(100.0)) == pytest.approx(10.0)
    assert churn.lift(leaves, np.arange(100.0)) == 0.0


def test_a_short_data_set_without_labels_is_not_measured_and_fails_nothing(tiny: Path) -> None:
    found = signals.score(Dataset(tiny))
    assert len(found) == len(signals.SIGNALS)
    assert all(math.isnan(score.value) and score.passed and score.note.startswith("not measured") for score in found)


def test_few_cases_are_held_to_no_bound_and_many_are() -> None:
    assert share("any", "share", 1, 10, 0.97).passed
    assert not share("any", "share", 100, 1000, 0.97).passed
    assert all(math.isnan(score.value) for score in precision_and_recall("any", {"found": 0, "true": 0, "both": 0}, 0.97))
