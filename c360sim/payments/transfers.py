"""Transfers: savings and investments at this bank, and money that leaves for other places."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from c360sim.bank.postings import Posting, Postings
from c360sim.bank.table import sum_by
from c360sim.distributions import either, look_up, numbered, split
from c360sim.money import Cents, from_float
from c360sim.payments.context import Context
from c360sim.payments.plan import Plan
from c360sim.streams import Purpose, field, twelve_bits
from c360sim.vocabulary import Fintech, Investment


def own_transfer(
    source: NDArray[np.int64],
    target: NDArray[np.int64],
    day: NDArray[np.int64],
    cents: Cents,
    kinds: tuple[Posting, Posting],
    first_pair: int,
) -> Postings:
    """Return both legs of transfers between accounts of this bank, numbered from `first_pair`."""
    pair = first_pair + np.arange(len(source))
    out = Postings.of(source, day, -cents, kinds[0], pair=pair)
    return Postings.concat([out, Postings.of(target, day, cents, kinds[1], pair=pair)])


def saving(plan: Plan, first_pair: int) -> Postings:
    """Move a share of the month's regular pay to savings the day after the first pay day."""
    context = plan.context
    pay = sum_by(context.bank.ledger.customer[plan.regular.account], plan.regular.cents, len(context.ids))
    cents = from_float(pay * context.intents.saving_ratio / 100) * 100
    who = np.flatnonzero((cents >= 1000) & (context.checking >= 0) & (context.savings >= 0))
    day = np.minimum(plan.payday[who] + 1, context.days)
    kinds = (Posting.OWN_TRANSFER_OUT, Posting.OWN_TRANSFER_IN)
    return own_transfer(context.checking[who], context.savings[who], day, cents[who], kinds, first_pair)


def investing(context: Context, first_pair: int) -> Postings:
    """Contribute to and draw from investments: from checking, or from outside where there is none here."""
    parts = [_contributions(context, kind, first_pair + kind * len(context.ids)) for kind in Investment]
    return Postings.concat([*parts, _withdrawals(context, first_pair + len(Investment) * len(context.ids))])


def _contributions(context: Context, kind: Investment, first_pair: int) -> Postings:
    intents, account = context.intents, context.bank.investments[:, kind]
    cents = intents.contribution_cents[:, kind]
    wanted = (cents > 0) & (account >= 0) & intents.is_active
    who, outsiders = np.flatnonzero(wanted & (context.checking >= 0)), np.flatnonzero(wanted & (context.checking < 0))
    day = context.business_days[1][2 + field(context.words(Purpose.CONTRIBUTION, kind), 0) % 20]
    kinds = (Posting.CONTRIBUTION_OUT, Posting.CONTRIBUTION_IN)
    inside = own_transfer(context.checking[who], account[who], day[who], cents[who], kinds, first_pair)
    outside = Postings.of(
        account[outsiders], day[outsiders], cents[outsiders], Posting.CONTRIBUTION_FROM_OUTSIDE, payer=context.catalog.payers.other_bank
    )
    match = from_float(cents * intents.employer_match_ratio) if kind == Investment.RETIREMENT else np.zeros_like(cents)
    matched = np.flatnonzero(wanted & (match > 0))
    employer = Postings.of(account[matched], day[matched], match[matched], Posting.EMPLOYER_CONTRIBUTION, payer=intents.employer[matched])
    return Postings.concat([inside, outside, employer])


def _withdrawals(context: Context, first_pair: int) -> Postings:
    account = context.bank.investments[:, Investment.RETIREMENT]
    cents = np.minimum(context.intents.withdrawal_cents, context.balance(account))
    who = np.flatnonzero((cents > 0) & context.intents.is_active & (context.checking >= 0))
    day = context.business_days[1][np.full(len(who), 5)]
    kinds = (Posting.WITHDRAWAL_OUT, Posting.WITHDRAWAL_IN)
    return own_transfer(account[who], context.checking[who], day, cents[who], kinds, first_pair)


def fintech(context: Context) -> Postings:
    """Send money to outside fintechs and get some back: number and amounts by kind, at the person's usual providers."""
    intents, kinds = context.intents, np.arange(len(Fintech))
    live = (context.checking >= 0) * intents.activity_ratio
    keys = context.streams.keys(context.ids, context.month, Purpose.FINTECH)
    draws = field(context.streams.nth(keys, kinds[:, None]), 0)
    cell, number = numbered(context.shapes.poisson.counts((intents.fintech_monthly.T * live).ravel(), draws.ravel()))
    kind, who = split(cell, len(keys))
    word = context.streams.nth(keys.take(who), 16 + kind * 256 + number)
    spread = context.shapes.lognormal("fintech_amount_sigma").take(twelve_bits(word, 0))
    cents = np.maximum(from_float(look_up(intents.fintech_cents, who, kind) * spread), 500)
    cents = np.where(field(word, 1) / 65536 < context.value("fintech_round_share"), np.maximum(cents // 500, 1) * 500, cents)
    returns = field(word, 2) / 65536 < intents.fintech_return_ratio.take(who)
    day = 1 + field(word, 3) * context.days // 65536
    usual = context.streams.nth(context.streams.keys(context.ids, 0, Purpose.FINTECH).take(who), kind)
    merchant = look_up(context.shapes.fintechs, kind, field(usual, 0) >> 8)
    kind_of = either(returns, Posting.FINTECH_IN, Posting.FINTECH_OUT)
    return Postings.of(context.checking.take(who), day, either(returns, cents, -cents), kind_of, merchant)


def down_payments(context: Context) -> Postings:
    """Pay one's own money for a home bought this month: from savings first, the rest from checking."""
    intents = context.intents
    bought = (intents.home_bought_month == context.month) & intents.is_active
    wanted = np.where(bought, intents.down_payment_cents, 0)
    saved = np.minimum(wanted, np.where(context.savings >= 0, np.maximum(context.balance(context.savings), 0), 0))
    payer = context.catalog.payers.property_seller
    parts = []
    for account, cents in ((context.savings, saved), (context.checking, wanted - saved)):
        who = np.flatnonzero((cents > 0) & (account >= 0))
        parts.append(Postings.of(account[who], context.business_days[1][2], -cents[who], Posting.DOWN_PAYMENT, payer=payer))
    return Postings.concat(parts)


def leaving(context: Context) -> Postings:
    """Drain balances to another bank when the customer is on the way out."""
    return Postings.concat([_drain(context, account, 4 + 9 * k) for k, account in enumerate((context.checking, context.savings))])


def _drain(context: Context, account: NDArray[np.int64], first_day: int) -> Postings:
    cents = from_float(context.balance(account) * context.intents.drain_ratio / 1000) * 1000
    who = np.flatnonzero((cents > 0) & (account >= 0))
    day = context.business_days[1][first_day + field(context.words(Purpose.SAVING, 3)[who], 0) % 9]
    return Postings.of(account[who], day, -cents[who], Posting.OUTSIDE_TRANSFER_OUT, payer=context.catalog.payers.other_bank)
