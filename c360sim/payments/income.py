"""Money coming in: pay days, bonuses, benefits, pensions, gig work, family and the tax refund."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from c360sim import months
from c360sim.bank.postings import Posting, Postings
from c360sim.distributions import cells, numbered
from c360sim.money import Cents, from_float
from c360sim.payments.context import Context
from c360sim.payments.plan import DAYS, NO_PAYDAY, Plan
from c360sim.streams import Purpose, field, twelve_bits
from c360sim.vocabulary import Income, PayFrequency

MOST_PAYDAYS = 5
"""A month holds at most five pay days (weekly pay)."""

_FIRST_GIG = 100
"""Where the draws of gig payouts start within their purpose."""

LAST_PAY_FROM, LAST_PAY_DAYS = 4, 10
"""Days of the month on which a job left at its start is paid for the last time: the first, and how many."""

ANCHORS = 10
"""Phases of a pay cycle: five weekdays in two alternating weeks."""


@lru_cache(maxsize=64)
def payday_table(month: int) -> NDArray[np.int64]:
    """Return the days of the month on which employers pay, by frequency and anchor, shape (4, 10, 5), 0 where there are fewer than five.

    Pay shifts before weekends and bank holidays: a nominal pay day at the start of the next month may shift into this one, and
    one of this month out of it.
    """
    first = months.first_ordinal(month)
    nominal = np.arange(first, months.first_ordinal(month + 1) + 4)
    shifted = np.array([months.business_day_on_or_before(day) for day in nominal.tolist()]) - first + 1
    frequency, anchor, place = np.nonzero(_is_nominal(nominal) & (shifted >= 1) & (shifted <= months.days_in(month)))
    is_paid = np.zeros((len(PayFrequency), ANCHORS, DAYS), bool)
    is_paid[frequency, anchor, shifted[place]] = True
    days = np.where(is_paid, np.arange(DAYS), DAYS)
    days.sort(axis=-1)
    return days[..., :MOST_PAYDAYS] % DAYS


def _is_nominal(ordinals: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Say which ordinal days are pay days before any shift, by frequency and anchor, shape (4, 10, days)."""
    dates = [dt.date.fromordinal(ordinal) for ordinal in ordinals.tolist()]
    day = np.array([date.day for date in dates])
    is_last = np.array([(date + dt.timedelta(days=1)).day == 1 for date in dates])
    anchor = np.arange(ANCHORS)[:, None]
    weekly = np.array([date.weekday() for date in dates]) == anchor % 5
    biweekly = weekly & (ordinals // 7 % 2 == anchor // 5)
    semimonthly = (day == 15) | np.where(anchor % 2 == 0, is_last, day == 1)
    monthly = np.stack([is_last, day == 1, day == 25])[np.arange(ANCHORS) % 3]
    is_nominal = {
        PayFrequency.WEEKLY: weekly,
        PayFrequency.BIWEEKLY: biweekly,
        PayFrequency.SEMIMONTHLY: semimonthly,
        PayFrequency.MONTHLY: monthly,
    }
    return np.stack([is_nominal[frequency] for frequency in PayFrequency])


def salary(context: Context) -> Postings:
    """Return this month's pay, and the bonus on the last pay day of the bonus month."""
    intents, word = context.intents, context.words(Purpose.INCOME)
    employed = (intents.income_cents[:, Income.SALARY] > 0) & (context.checking >= 0) & (intents.salary_here_ratio > 0)
    who = np.flatnonzero(employed)
    days = payday_table(context.month)[intents.pay_frequency[who], intents.pay_anchor[who] % ANCHORS]
    cents = np.broadcast_to(intents.income_cents[who, Income.SALARY, None], days.shape).astype(np.float64)
    hourly = intents.pay_frequency[who] == PayFrequency.WEEKLY
    draws = np.stack([context.shapes.lognormal("hourly_pay_sigma")[twelve_bits(word[who], k)] for k in range(4)], axis=1)
    hours = np.concatenate([draws, draws[:, :1] * draws[:, 1:2]], axis=1)
    here = intents.salary_here_ratio[who, None]
    paid = from_float(np.where(hourly[:, None], cents * hours, cents) * here)
    row, column = cells(days > 0)
    pay = Postings.of(context.checking[who[row]], days[row, column], paid[row, column], Posting.SALARY, payer=intents.employer[who[row]])
    return Postings.concat([pay, _bonus(context, who, days)])


def _bonus(context: Context, who: NDArray[np.int64], days: NDArray[np.int64]) -> Postings:
    intents = context.intents
    due = (intents.bonus_month[who] == months.of_year(context.month)) & (intents.bonus_ratio[who] > 0)
    earner = who[due]
    per_year = np.array([52, 26, 24, 12])[intents.pay_frequency[earner]]
    cents = from_float(
        intents.income_cents[earner, Income.SALARY] * per_year * intents.bonus_ratio[earner] * intents.salary_here_ratio[earner]
    )
    kept = (cents > 0) & (days[due].max(axis=1, initial=0) > 0)
    return Postings.of(
        context.checking[earner[kept]],
        days[due].max(axis=1, initial=0)[kept],
        cents[kept],
        Posting.BONUS,
        payer=intents.employer[earner[kept]],
    )


def last_pay(context: Context) -> Postings:
    """Return the last pay of jobs left this month: some days into it, from the employer that was left."""
    intents = context.intents
    is_due = (intents.last_pay_month == context.month) & (context.checking >= 0)
    cents = from_float(np.where(is_due, intents.last_pay_cents * intents.salary_here_ratio, 0.0))
    who = np.flatnonzero(cents)
    day = context.business_days[1][LAST_PAY_FROM + context.ids[who] % LAST_PAY_DAYS]
    return Postings.of(context.checking[who], day, cents[who], Posting.SALARY, payer=intents.last_employer[who])


def gig(context: Context) -> Postings:
    """Return irregular payouts of gig platforms: their number and amounts vary from week to week."""
    intents = context.intents
    who = np.flatnonzero((intents.income_cents[:, Income.GIG] > 0) & (context.checking >= 0))
    word = context.words(Purpose.INCOME, 1)[who]
    counts = context.shapes.poisson.counts(np.full(len(who), context.value("gig_payouts_monthly")), field(word, 0))
    payout, number = numbered(counts)
    each = who[payout]
    row_word = context.streams.words(context.ids[each], context.month, Purpose.INCOME, _FIRST_GIG + number)
    spread = context.shapes.lognormal("gig_payout_sigma")[twelve_bits(row_word, 0)]
    cents = from_float(intents.income_cents[each, Income.GIG] * spread)
    day = 1 + field(row_word, 1) * context.days // 65536
    platforms = context.catalog.payers.gig
    platform = platforms[(context.streams.words(context.ids[each], 0, Purpose.INCOME, 7) & np.uint64(len(platforms) - 1)).astype(np.int64)]
    return Postings.of(context.checking[each], context.business_days[1][day], cents, Posting.GIG_INCOME, payer=platform.astype(np.int64))


def monthly(context: Context) -> Postings:
    """Return Social Security, pensions, unemployment benefits and parents' support."""
    return Postings.concat([_social_security(context), _pension(context), _benefits(context), _family_support(context)])


def _receivers(context: Context, source: Income) -> tuple[NDArray[np.int64], Cents]:
    cents = from_float(context.intents.income_cents[:, source] * context.intents.salary_here_ratio)
    who = np.flatnonzero((cents > 0) & (context.checking >= 0))
    return who, cents[who]


def _social_security(context: Context) -> Postings:
    """Pay on the second, third or fourth Wednesday by day of birth (Social Security Administration's calendar)."""
    who, cents = _receivers(context, Income.SOCIAL_SECURITY)
    wednesdays = np.flatnonzero(months.weekdays(context.month) == 2) + 1
    day = wednesdays[1 + np.minimum((context.birth_day[who] - 1) // 10, 2)]
    payer = context.catalog.payers.social_security
    return Postings.of(context.checking[who], context.business_days[0][day], cents, Posting.SOCIAL_SECURITY, payer=payer)


def _pension(context: Context) -> Postings:
    who, cents = _receivers(context, Income.PENSION)
    day = context.business_days[1][1]
    return Postings.of(context.checking[who], day, cents, Posting.PENSION, payer=context.intents.pension_payer[who])


def _benefits(context: Context) -> Postings:
    """Pay unemployment benefits in two halves, two weeks apart."""
    who, cents = _receivers(context, Income.BENEFITS)
    start = 3 + (context.ids[who] % 7)
    halves = [(start, cents // 2), (start + 14, cents - cents // 2)]
    payer = context.catalog.payers.unemployment_office
    return Postings.concat(
        [Postings.of(context.checking[who], context.business_days[1][day], part, Posting.BENEFITS, payer=payer) for day, part in halves]
    )


def _family_support(context: Context) -> Postings:
    """Send parents' money to students early in the month, in round sums that vary."""
    who, cents = _receivers(context, Income.FAMILY_SUPPORT)
    word = context.words(Purpose.INCOME, 2)[who]
    spread = context.shapes.lognormal("family_support_sigma")[twelve_bits(word, 0)]
    round_sum = np.maximum(from_float(cents * spread / 1000) * 1000, 2000)
    day = 1 + field(word, 1) % 7
    return Postings.of(context.checking[who], day, round_sum, Posting.FAMILY_SUPPORT, payer=context.catalog.payers.family)


def tax(context: Context) -> Postings:
    """Return tax refunds, each in one of the months February to April."""
    intents = context.intents
    who = np.flatnonzero((intents.refund_cents > 0) & (context.checking >= 0))
    year = context.month // 12
    word = context.streams.words(context.ids[who], year * 12, Purpose.REFUND)
    march, april = context.value("refund_february_share"), context.value("refund_february_share") + context.value("refund_march_share")
    draw = field(word, 0) / 65536
    month_of_year = np.where(draw < march, 2, np.where(draw < april, 3, 4))
    now = month_of_year == months.of_year(context.month)
    day = context.business_days[1][1 + field(word[now], 1) * context.days // 65536]
    return Postings.of(
        context.checking[who[now]], day, intents.refund_cents[who[now]], Posting.TAX_REFUND, payer=context.catalog.payers.treasury_refund
    )


def day_earned(plan: Plan, who: NDArray[np.int64], cents: Cents) -> NDArray[np.int64]:
    """Return the day by which regular pay of this month adds up to `cents` for each of `who`.

    The last pay day where it never does, `NO_PAYDAY` where there is none. `who` are customers' rows.
    """
    regular = plan.regular
    owner = plan.context.bank.ledger.customer[regular.account]
    order = np.argsort(owner * DAYS + regular.day, kind="stable")
    owner, day, earned = owner[order], regular.day[order], np.cumsum(regular.cents[order])
    bounds = np.searchsorted(owner, np.arange(len(plan.context.ids) + 1))
    before = np.concatenate([[0], earned])[bounds[who]]
    place = np.minimum(np.searchsorted(earned, before + np.maximum(cents, 1)), bounds[who + 1] - 1)
    return np.where(bounds[who] < bounds[who + 1], np.append(day, NO_PAYDAY)[place], NO_PAYDAY)


def expand(context: Context) -> Postings:
    """Return all income of the month."""
    return Postings.concat([salary(context), last_pay(context), gig(context), monthly(context), tax(context)])
