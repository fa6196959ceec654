"""Money kept within reach: checking filled up from savings, idle money put by, and what is more than enough put to work elsewhere.

Everyone has an amount of checking money and of savings to feel at ease with. Balances wander around it: this is what
keeps who has little and who has much apart over the years.
"""

from __future__ import annotations

import numpy as np

from c360sim.bank.postings import Posting, Postings
from c360sim.distributions import lean
from c360sim.money import Cents, from_float
from c360sim.payments.plan import Plan
from c360sim.payments.transfers import own_transfer
from c360sim.streams import Purpose, field
from c360sim.vocabulary import Fintech


def balancing(plan: Plan, uncovered: Cents, first_pair: int) -> tuple[Postings, Postings]:
    """Return what fills up checking from savings before bills and debts fall due, and what moves idle money there to savings.

    What the balance does not cover of what is planned (`uncovered`) comes from savings, on the first day; the heedless
    forget it now and then. Savings never go below zero: amounts come from balances at the start of the month.
    """
    context = plan.context
    checking, savings = context.balance(context.checking), context.balance(context.savings)
    both = (context.checking >= 0) & (context.savings >= 0)
    comfort, word = context.intents.checking_comfort_cents, context.words(Purpose.SAVING)
    low = from_float(comfort * context.value("checking_low_ratio")) + uncovered
    fill = np.minimum(savings, (low - checking) // 5000 * 5000 + 5000)
    remembers = (field(word, 0) / 65536 < context.value("fill_up_share")) | (~context.intents.is_heedless & (uncovered > 0))
    fills = both & (checking < low) & (fill > 0) & remembers
    surplus = (checking - from_float(comfort * context.value("checking_high_ratio")) - uncovered) // 10000 * 10000
    mindful = lean(context.value("sweep_thrift_least"), context.intents.thrift)
    sweeps = both & (surplus > 0) & (field(word, 1) / 65536 < context.value("sweep_share") * mindful)
    day = 1 + field(word, 2) * 8 // 65536
    kinds = (Posting.OWN_TRANSFER_OUT, Posting.OWN_TRANSFER_IN)
    up, down = np.flatnonzero(fills), np.flatnonzero(sweeps)
    filled = own_transfer(context.savings[up], context.checking[up], np.ones_like(up), fill[up], kinds, first_pair)
    swept = own_transfer(context.checking[down], context.savings[down], day[down], surplus[down], kinds, first_pair + len(up))
    return filled, swept


def uncovered(plan: Plan) -> Cents:
    """Return what is planned to leave each checking account beyond the part of the month's pay that comes early.

    Where the days of pay and bills lie worse than that, what the balance must be to cover them day by day.
    """
    context = plan.context
    early = from_float(plan.pay * context.value("pay_counted_on_share"))
    lacking = context.balance(context.checking) - plan.level.min(axis=0)
    return np.maximum(np.maximum(plan.leaves - early, lacking), 0)


def elsewhere(plan: Plan, uncovered: Cents) -> Postings:
    """Move savings beyond what feels comfortable to a broker or to another bank, now and then; without savings, from checking.

    Who has savings at another bank moves there what lies idle in checking; who has none anywhere keeps them in checking.
    """
    context = plan.context
    intents, word = context.intents, context.words(Purpose.SAVING, 4)
    has_savings = context.savings >= 0
    account = np.where(has_savings, context.savings, context.checking)
    comfort = np.where(
        has_savings,
        intents.savings_comfort_cents * context.value("savings_high_ratio"),
        (intents.checking_comfort_cents + np.where(intents.saves_elsewhere, 0, intents.savings_comfort_cents))
        * context.value("checking_high_ratio")
        + uncovered,
    )
    least = context.value("invested_part_least")
    part = least + round(1 - least, 12) * field(word, 1) / 65536
    moved = from_float((context.balance(account) - comfort) * part / 10000) * 10000
    moves = (account >= 0) & (moved > 0) & (field(word, 0) / 65536 < context.value("invests_elsewhere_share"))
    who = np.flatnonzero(moves & (intents.drain_ratio == 0))
    day = context.business_days[1][6 + field(word[who], 2) % 20]
    usual = context.streams.words(context.ids[who], 0, Purpose.SAVING, 5)
    broker = context.catalog.merchants.fintechs[Fintech.BROKERAGE][field(usual, 0) >> 8].astype(np.int64)
    invests = (field(usual, 1) / 65536 < context.value("elsewhere_is_broker_share")) & (has_savings | ~intents.saves_elsewhere)[who]
    parts = [
        Postings.of(account[who[invests]], day[invests], -moved[who[invests]], Posting.FINTECH_OUT, broker[invests]),
        Postings.of(
            account[who[~invests]],
            day[~invests],
            -moved[who[~invests]],
            Posting.OUTSIDE_TRANSFER_OUT,
            payer=context.catalog.payers.other_bank,
        ),
    ]
    return Postings.concat(parts)
