"""Worked examples of people with little money: what they put off, do without, pay in part, and what the heedless do."""

from __future__ import annotations

import numpy as np
import pytest

from bank_kit import START, Branch, OpenAccount, Posting, day, postings, prices
from c360sim.bank import Dues
from c360sim.bank.postings import Postings
from c360sim.catalog import load_catalog
from c360sim.economy import Economy
from c360sim.intents import Intents
from c360sim.payments import obligations, purse
from c360sim.payments.context import Context, Shapes
from c360sim.payments.plan import Plan
from c360sim.streams import Streams
from c360sim.vocabulary import CardHabit, Family

CHECKING = OpenAccount(0, "everyday_checking", day("2020-05-05"), 500_00)
CARD = OpenAccount(0, "classic_card", day("2020-05-05"), 400_00, rate_bp=2400, limit_cents=2_000_00)
NOTHING = np.zeros(1, np.int64)
CONTEXT = ("ids", "birth_day", "streams", "catalog", "economy", "intents", "bank", "shapes")


def context(*eve: OpenAccount, heedless: bool = False) -> Context:
    """Return the first month of one customer with these accounts."""
    parameters, streams, intents = prices(), Streams(42), Intents(1)
    catalog = load_catalog(parameters)
    intents.is_active[:] = True
    intents.is_heedless[:] = heedless
    economy = Economy(parameters, streams)
    bank = Branch(*eve).bank
    one = np.ones(1, np.int64)
    return Context(START, one, one, streams, catalog, economy, intents, bank, Shapes(parameters, catalog))


OTHERS = postings((0, 10, -300_00, Posting.BILL_TRANSFER), (0, 20, 1_000_00, Posting.SALARY))
"""A bill of 300 dollars before pay of 1,000."""


def done(month: Context, wanted: Postings) -> list[int]:
    """Return the cents of what is done of what is wanted beside the others."""
    purse.mind(Plan.of(month, OTHERS), wanted, NOTHING)
    return wanted.cents.tolist()


def test_checking_stands_at_its_lowest_before_pay_day() -> None:
    """500 dollars, less the bill on the 10th, and the pay on the 20th: 200 is the lowest to come until then, 1,200 after."""
    lowest = Plan.of(context(CHECKING), OTHERS).lowest_level(NOTHING)[:, 0]
    assert [lowest[1], lowest[10], lowest[19], lowest[20], lowest[31]] == [200_00, 200_00, 200_00, 1_200_00, 1_200_00]


def test_money_kept_for_the_next_month_lowers_what_can_be_spent() -> None:
    lowest = Plan.of(context(CHECKING), OTHERS).lowest_level(NOTHING + 1_100_00)[:, 0]
    assert [lowest[1], lowest[20]] == [100_00, 100_00]


def test_who_minds_the_purse_keeps_money_for_the_bill_and_the_heedless_do_not() -> None:
    wanted = postings(
        (0, 5, -150_00, Posting.PURCHASE_DEBIT),
        (0, 8, -100_00, Posting.CASH_WITHDRAWAL),  # 250 dollars would be gone, 200 may be
        (0, 21, -400_00, Posting.PURCHASE_DEBIT),  # pay has come
    )
    assert done(context(CHECKING), wanted) == [-150_00, 0, -400_00]
    assert done(context(CHECKING, heedless=True), wanted) == wanted.cents.tolist()


def test_both_legs_of_a_transfer_are_left_out_and_another_banks_card_is_paid_in_part() -> None:
    savings = OpenAccount(0, "everyday_savings", day("2020-05-05"), 0)
    wanted = postings(
        (0, 3, -60_00, Posting.PURCHASE_DEBIT),
        (0, 4, -900_00, Posting.OWN_TRANSFER_OUT, 7),
        (1, 4, 900_00, Posting.OWN_TRANSFER_IN, 7),
    )
    assert done(context(CHECKING, savings), wanted) == [-60_00, 0, 0]
    card = postings((0, 3, -60_00, Posting.PURCHASE_DEBIT), (0, 4, -900_00, Posting.OUTSIDE_CARD_PAYMENT))
    assert done(context(CHECKING), card) == [-60_00, -140_00]


def paid(pay_day: int, balance: int, habit: CardHabit = CardHabit.FULL) -> tuple[list[int], list[int]]:
    """Return days and cents of payments on a statement of 400 dollars due on the 20th, when 1,000 dollars of pay come on a day."""
    month = context(OpenAccount(0, "everyday_checking", day("2020-05-05"), balance), CARD)
    month.intents.card_habit[:] = habit
    dues = statement(month)
    assert dues.family[0] == Family.CARD
    pay = postings((0, pay_day, 1_000_00, Posting.SALARY))
    made = obligations.expand(Plan.of(month, pay), dues, 0)
    made = made.take(made.kind == Posting.CARD_PAYMENT_OUT)
    return made.day.tolist(), (-made.cents).tolist()


def statement(month: Context) -> Dues:
    """Return a statement of 400 dollars due on the 20th."""
    return Dues.of(
        month.bank.ledger,
        np.array([1]),
        due_day=np.array([20]),
        minimum_cents=np.array([35_00]),
        full_cents=np.array([400_00]),
        installment_cents=np.array([400_00]),
        overdue_cents=np.array([0]),
        payoff_cents=np.array([400_00]),
        months_overdue=np.array([0]),
    )


def test_a_statement_is_paid_in_full_when_there_is_enough() -> None:
    days, cents = paid(pay_day=25, balance=900_00)
    assert cents == [400_00]
    assert 14 <= days[0] <= 20


def test_who_is_short_waits_for_pay_that_comes_by_the_due_day() -> None:
    assert paid(pay_day=20, balance=100_00) == ([20], [400_00])


def test_who_is_short_until_after_the_due_day_pays_what_there_is() -> None:
    days, cents = paid(pay_day=25, balance=100_00)
    assert cents == [100_00]
    assert days[0] <= 20


def test_who_has_less_than_the_minimum_pays_late() -> None:
    days, cents = paid(pay_day=25, balance=10_00)
    assert days == [25]
    assert cents[0] >= 35_00


@pytest.mark.parametrize(("habit", "cents"), [(CardHabit.FULL, 400_00), (CardHabit.MINIMUM, 35_00)])
def test_habits_differ_where_money_does_not_lack(habit: CardHabit, cents: int) -> None:
    assert paid(pay_day=5, balance=900_00, habit=habit)[1] == [cents]


def test_distress_lasts_for_a_spell() -> None:
    """Half in distress: over 18 months each person goes through two or three spells, and changes no more often."""
    month = context(CHECKING, CARD)
    month.intents.distress_ratio[:] = 0.5
    unpaid = []
    for number in range(18):
        later = Context(START + number, *(getattr(month, name) for name in CONTEXT))
        unpaid.append(bool(obligations.is_distressed(later, statement(later))[0]))
    changes = sum(now != before for before, now in zip(unpaid, unpaid[1:], strict=False))
    assert changes <= 2
    spell = round(month.value("distress_months"))
    assert any(len(set(unpaid[start : start + spell])) == 1 for start in range(len(unpaid) - spell + 1))
