"""Paying what is owed to this bank: card statements and loan installments, on time, late, or not at all."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from c360sim.bank import Dues
from c360sim.bank.postings import Posting, Postings
from c360sim.bank.table import sum_by
from c360sim.money import Cents, from_float
from c360sim.payments.context import Context
from c360sim.payments.plan import DAYS, Plan, spent_before, up_to_each_day
from c360sim.payments.transfers import own_transfer
from c360sim.streams import Purpose, Words, field
from c360sim.vocabulary import CardHabit, Family

_FIRST_SPELL = 1 << 16
"""Where the draws of spells of distress start within their purpose."""

NEVER = 99
"""A day that no month has: the payment is not made this month."""


def expand(plan: Plan, dues: Dues, first_pair: int) -> Postings:
    """Return the payments that customers try to make on this month's dues, given the plan of income and standing payments."""
    context = plan.context
    word = context.streams.words(context.ids[dues.customer], context.month, Purpose.OBLIGATION, dues.account_number)
    cents = np.where(
        dues.family == Family.CARD,
        _card_amount(context, dues, word, _left_for_cards(plan, dues)),
        _loan_amount(context, dues, word),
    )
    day, cents = _as_money_comes(plan, dues, cents, _day(context, dues, word))
    due = np.flatnonzero((day <= context.days) & (cents > 0) & context.intents.is_active[dues.customer])
    return _postings(context, dues, due, day, cents, first_pair)


def _day(context: Context, dues: Dues, word: Words) -> NDArray[np.int64]:
    """Return the day each payment is made: a few days early by habit, late when forgotten, never when there is no income."""
    who = dues.customer
    cannot = is_distressed(context, dues)
    forgets = field(word, 1) / 65536 < context.intents.miss_ratio[who]
    habit = context.streams.words(context.ids[who], 0, Purpose.OBLIGATION, dues.account_number)
    early = field(habit, 0) % (round(context.value("pays_early_days_most")) + 1)
    late = 2 + field(word, 2) * round(context.value("pays_late_days_most")) // 65536
    day = np.where(forgets, dues.due_day + late, np.maximum(dues.due_day - early, 1))
    return np.where(cannot, NEVER, day)


def is_distressed(context: Context, dues: Dues) -> NDArray[np.bool_]:
    """Say which dues are not paid for distress: it lasts some months for a person, and cards go unpaid before loans."""
    who = dues.customer
    spell = (context.month + context.ids[who]) // round(context.value("distress_months"))
    draw = field(context.streams.words(context.ids[who], 0, Purpose.OBLIGATION, _FIRST_SPELL + spell), 0) / 65536
    share = np.where(dues.family == Family.CARD, 1.0, context.value("distress_loans_ratio"))
    unpaid: NDArray[np.bool_] = draw < context.intents.distress_ratio[who] * share
    return unpaid


def _as_money_comes(plan: Plan, dues: Dues, cents: Cents, day: NDArray[np.int64]) -> tuple[NDArray[np.int64], Cents]:
    """Return day and amount of each payment, given when money comes to those who could not make it before.

    They wait for pay day when it comes by the due day. Else they pay what there is as soon as it is enough: of a card
    statement the minimum at least, of a loan the installment. Who never has enough tries on the last day.
    """
    context, is_card = plan.context, dues.family == Family.CARD
    least = np.where(is_card, dues.minimum_cents, cents)
    before, before_least = spent_before(dues.customer, day, cents), spent_before(dues.customer, day, least)
    seen, minded = _money(plan)
    is_heedless, on = context.intents.is_heedless[dues.customer], np.minimum(day, DAYS - 1)
    there = np.where(is_heedless, seen[on, dues.customer], minded[on, dues.customer]) - before
    tight = np.flatnonzero((there < cents) & (day < DAYS) & (context.paying[dues.customer] >= 0))
    seen, minded = seen[:, dues.customer[tight]], minded[:, dues.customer[tight]]
    there = np.where(is_heedless[tight], seen, minded) - before[tight]
    for_least = np.where(is_card[tight], seen, minded) - before_least[tight]
    full_on = np.maximum(day[tight], _first_day(there, cents[tight]))
    least_on = np.minimum(np.maximum(day[tight], _first_day(for_least, least[tight])), context.days)
    comes = full_on <= np.maximum(dues.due_day, day)[tight]
    part = np.clip(there[least_on, np.arange(len(tight))], least[tight], np.maximum(cents, least)[tight])
    day, cents = day.copy(), cents.copy()
    day[tight] = np.where(comes, full_on, least_on)
    cents[tight] = np.where(comes, cents[tight], part)
    return day, cents


def _money(plan: Plan) -> tuple[Cents, Cents]:
    """Return from what debts can be paid on each day, each of shape (32, customers): it only grows.

    First what has been there by the day, whatever bills come later: the heedless, and the minimum on a card, are paid from
    it. Then what bills will leave, and what is kept for the next month: who minds the purse pays the rest from that.
    """
    savings = plan.context.balance(plan.context.savings)
    return up_to_each_day(plan.level, np.maximum) + savings, plan.lowest_level(plan.leaves_before_payday) + savings


def _first_day(money: Cents, needed: Cents) -> NDArray[np.int64]:
    """Return the first day on which there is as much as needed, 32 for none."""
    return (money < needed).sum(axis=0)


def _left_for_cards(plan: Plan, dues: Dues) -> Cents:
    """Return each customer's money of the month that bills, installments and the start of the next month leave, shape (customers,)."""
    is_loan = dues.family != Family.CARD
    return plan.free - sum_by(dues.customer[is_loan], dues.installment_cents[is_loan], len(plan.free))


def _card_amount(context: Context, dues: Dues, word: Words, left: Cents) -> Cents:
    """Pay a statement in full, in part or at the minimum by habit, but never more than the purse allows."""
    who = dues.customer
    habit = context.intents.card_habit[who]
    part = field(word, 3) / 65536 * context.value("partial_payment_most")
    partial = dues.minimum_cents + from_float((dues.full_cents - dues.minimum_cents) * part)
    wanted = np.where(habit == CardHabit.FULL, dues.full_cents, np.where(habit == CardHabit.PARTIAL, partial, dues.minimum_cents))
    share = np.where(habit == CardHabit.FULL, 1.0, context.value("card_payment_of_free_most"))
    affordable = from_float(np.maximum(left[who], 0) * share)
    capped = np.minimum(wanted, np.maximum(affordable, dues.minimum_cents))
    return np.where(context.paying[who] >= 0, capped, wanted)


def _loan_amount(context: Context, dues: Dues, word: Words) -> Cents:
    """Pay the installment, as much of what is overdue as the purse allows, and more when cash lies idle."""
    who = dues.customer
    idle = context.balance(context.checking)[who] - 2 * context.intents.checking_comfort_cents[who]
    prepays = (field(word, 3) / 65536 < context.intents.prepay_ratio[who]) & (idle > 0) & (dues.overdue_cents == 0)
    extra = np.minimum(
        from_float(idle * context.value("prepayment_of_idle_share") / 10000) * 10000, dues.payoff_cents - dues.installment_cents
    )
    purse = np.where(context.paying[who] >= 0, context.liquid_cents[who], dues.full_cents)
    arrears = np.clip(purse - dues.installment_cents, 0, dues.overdue_cents)
    return dues.installment_cents + arrears + np.where(prepays, np.maximum(extra, 0), 0)


def _postings(context: Context, dues: Dues, due: NDArray[np.int64], day: NDArray[np.int64], cents: Cents, first_pair: int) -> Postings:
    """Return both legs from checking, or one leg from outside where the customer banks elsewhere."""
    is_card = dues.family[due] == Family.CARD
    is_mortgage = dues.family[due] == Family.MORTGAGE
    source = context.paying[dues.customer[due]]
    parts: list[Postings] = []
    for group, kinds, outside in (
        (is_card, (Posting.CARD_PAYMENT_OUT, Posting.CARD_PAYMENT_IN), Posting.CARD_PAYMENT_FROM_OUTSIDE),
        (is_mortgage, (Posting.MORTGAGE_PAYMENT_OUT, Posting.LOAN_PAYMENT_IN), Posting.LOAN_PAYMENT_FROM_OUTSIDE),
        (~is_card & ~is_mortgage, (Posting.LOAN_PAYMENT_OUT, Posting.LOAN_PAYMENT_IN), Posting.LOAN_PAYMENT_FROM_OUTSIDE),
    ):
        inside, external = due[group & (source >= 0)], due[group & (source < 0)]
        checking = context.paying[dues.customer[inside]]
        parts.append(
            own_transfer(checking, dues.account[inside], day[inside], cents[inside], kinds, first_pair + sum(len(part) for part in parts))
        )
        payer = context.catalog.payers.other_bank
        parts.append(Postings.of(dues.account[external], day[external], cents[external], outside, payer=payer))
    return Postings.concat(parts)
