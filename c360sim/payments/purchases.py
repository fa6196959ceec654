"""Purchases that are decided again each time: how many, when, where, for how much, and with what."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from c360sim import months
from c360sim.bank.postings import Posting, Postings
from c360sim.distributions import weighted_table
from c360sim.money import BASIS_POINTS, Cents, divide_columns, from_float
from c360sim.payments import transfers
from c360sim.payments.context import Context
from c360sim.streams import Purpose, Words, field
from c360sim.vocabulary import Spend

FAVOURITES = 4
"""Shops of a category a person goes back to."""

TRAVEL = (Spend.AIRLINE, Spend.HOTEL, Spend.CAR_RENTAL, Spend.TRAVEL_AGENCY)
"""Bought for trips, not at random (`trips`)."""

RETURNABLE = np.isin(
    np.arange(len(Spend)),
    [Spend.CLOTHING, Spend.ONLINE_MARKETPLACE, Spend.ELECTRONICS, Spend.HOME_FURNISHING, Spend.GENERAL_MERCHANDISE, Spend.HOME_IMPROVEMENT],
)


@dataclass(slots=True)
class Basket:
    """Purchases before they are paid for: who, what, a word of their own, the day, the shop, the cents (positive)."""

    who: NDArray[np.int64]
    spend: NDArray[np.int64]
    word: Words
    day: NDArray[np.int64]
    merchant: NDArray[np.int64]
    cents: Cents
    is_abroad: NDArray[np.bool_]


def mood(context: Context, pay: Postings, planned: Postings) -> NDArray[np.float64]:
    """Return how lavishly each customer lives this month: a lasting and a passing mood, and the state of the purse.

    No more is planned from checking than what is there and comes in leaves after bills and debts (`planned`).

    Who has less liquid money than feels comfortable holds back; who has more lets go, the thrifty less.
    """
    passing = context.shapes.lognormal("mood_month_sigma")[field(context.words(Purpose.MOOD), 0) >> 4]
    quarter = context.streams.words(context.ids, context.month // 3, Purpose.MOOD, 1)
    lasting = context.shapes.lognormal("mood_quarter_sigma")[field(quarter, 0) >> 4]
    saved = np.where(context.savings >= 0, context.intents.savings_comfort_cents, 0)
    comfortable = np.maximum(context.intents.checking_comfort_cents + saved, 1)
    comfort = np.clip(context.bank.liquid_cents() / comfortable, 0, 1 + context.value("wealth_loosens_most")) - 1
    looseness = (1 - context.intents.thrift) * context.value("spend_from_surplus")
    purse = 1 + np.where(comfort < 0, context.value("hold_back_when_short") * comfort, looseness * comfort)
    moods: NDArray[np.float64] = np.where(context.checking >= 0, purse, 1.0) * passing * lasting
    return np.where(context.checking >= 0, np.minimum(moods, _affordable(context, pay, planned)), moods)


def _affordable(context: Context, pay: Postings, planned: Postings) -> NDArray[np.float64]:
    """Return the mood at which everyday purchases take up the money of the month that bills and debts leave, at least a little."""
    free = transfers.free_cents(context, pay, planned)
    most = context.value("free_money_spent_most") - context.value("free_money_kept_by_thrift") * context.intents.thrift
    affordable = free * most / np.maximum(usual_from_checking(context), 1.0)
    ratio: NDArray[np.float64] = np.maximum(affordable, context.value("purchases_least"))
    return ratio


def usual_from_checking(context: Context) -> NDArray[np.float64]:
    """Return what each customer's everyday purchases of a usual month take from checking, in cents."""
    intents = context.intents
    usual = np.cumsum(intents.purchases_monthly * intents.ticket_ratio * context.shapes.mean_cents, axis=1)[:, -1]
    paid: NDArray[np.float64] = usual * (1 - intents.credit_ratio) * context.economy.price_level(context.month)
    return paid


def everyday(context: Context, moods: NDArray[np.float64]) -> Basket:
    """Return the month's everyday purchases (all but travel)."""
    intents, shapes = context.intents, context.shapes
    season = shapes.season[:, months.of_year(context.month) - 1] * (context.days / 30.4375)
    live = np.where(intents.is_active, intents.activity_ratio, 0.0)
    means = intents.purchases_monthly * season * (moods * live)[:, None]
    means[:, list(TRAVEL)] = 0.0
    keys = context.streams.keys(context.ids, context.month, Purpose.PURCHASE_COUNT)
    draws = field(context.streams.nth(keys[:, None], np.arange(len(Spend))[None, :]), 0)
    counts = shapes.poisson.counts(means.ravel(), draws.ravel())
    cell = np.repeat(np.arange(counts.size), counts)
    number = np.arange(len(cell)) - np.repeat(np.cumsum(counts) - counts, counts)
    who, spend = np.divmod(cell, len(Spend))
    row_keys = context.streams.keys(context.ids, context.month, Purpose.PURCHASE)[who]
    word = context.streams.nth(row_keys, spend * 256 + number)
    day = day_table(context)[spend, field(word, 0) >> 4]
    merchant = shop(context, who, spend, word, intents.region[who])
    cents = price(context, who, spend, word)
    return Basket(who, spend, word, day, merchant, cents, np.zeros(len(who), bool))


def day_table(context: Context) -> NDArray[np.int64]:
    """Return the day of the month by category and 12-bit draw, shape (categories, 4096), weighted by weekday."""
    weights = context.shapes.weekday[:, months.weekdays(context.month)]
    return np.array([weighted_table(row) + 1 for row in weights])


def shop(context: Context, who: NDArray[np.int64], spend: NDArray[np.int64], word: Words, region: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the merchant of each purchase: mostly a favourite of the person's, else any by popularity.

    Favourites are no state: favourite k of a category is drawn from a stream of the person and the home,
    so they stay until a move, and their popularity follows that of all shops.
    """
    habit = weighted_table(
        np.array([context.value(f"favourite_{k}_share") for k in range(1, FAVOURITES + 1)] + [context.value("explore_share")])
    )
    slot = habit[field(word, 1) >> 4]
    keys = context.streams.keys(context.ids, 0, Purpose.FAVOURITE)[who]
    favourite = context.streams.nth(keys, (context.intents.moves[who] * len(Spend) + spend) * FAVOURITES + slot)
    chosen = np.where(slot < FAVOURITES, favourite, context.streams.nth(word, 1))
    merchant: NDArray[np.int64] = context.shapes.pick[spend, region, field(chosen, 0) >> 4].astype(np.int64)
    return merchant


def price(context: Context, who: NDArray[np.int64], spend: NDArray[np.int64], word: Words) -> Cents:
    """Return the cents of each purchase: lognormal tickets, with the round, .99, .50 and .95 endings that prices have."""
    shapes = context.shapes
    typical = shapes.median_cents[spend] * context.intents.ticket_ratio[who, spend] * context.economy.price_level(context.month)
    cents = np.maximum(from_float(typical * shapes.spread[spend, field(word, 2) >> 4]), shapes.least_cents[spend])
    whole, ending = np.maximum(cents // 100, 1) * 100, field(word, 3) / 65536
    for share, last_two in _endings(context, spend):
        is_next = (ending >= 0) & (ending < share)
        cents = np.where(is_next, whole + last_two, cents)
        ending = np.where(is_next, -1.0, ending - share)
    notes = np.maximum((cents + 1000) // 2000, 1) * 2000
    return np.where(spend == Spend.CASH, notes, cents)


def _endings(context: Context, spend: NDArray[np.int64]) -> list[tuple[NDArray[np.float64] | float, int]]:
    """Return the endings that prices are set to: the share of purchases of these categories, and the last two digits."""
    shapes = context.shapes
    return [
        (shapes.round_share[spend], 0),
        (shapes.ninety_nine_share[spend], 99),
        (context.value("half_dollar_share"), 50),
        (context.value("ninety_five_share"), 95),
    ]


def pay(context: Context, basket: Basket, first_pair: int) -> Postings:
    """Return the postings that pay for a basket: by card or debit as the person prefers, with returns and foreign fees."""
    account, on_card = instrument(context, basket)
    paid = account >= 0
    rows = np.flatnonzero(paid)
    kind = np.where(on_card, Posting.PURCHASE_CARD, Posting.PURCHASE_DEBIT)
    kind = np.where(basket.spend == Spend.CASH, Posting.CASH_WITHDRAWAL, kind)
    pair = np.where(_is_returned(context, basket) | basket.is_abroad, first_pair + np.arange(len(account)), -1)
    bought = Postings.of(account[rows], basket.day[rows], -basket.cents[rows], kind[rows], basket.merchant[rows], pair=pair[rows])
    return Postings.concat([bought, _returns(context, basket, account, pair), _foreign_fees(context, basket, account, pair)])


def instrument(context: Context, basket: Basket) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return the ledger row that pays each purchase (-1: paid elsewhere, not seen here) and whether it is a card."""
    who = basket.who
    choice = context.streams.nth(basket.word, 2)
    cards = context.bank.cards[who]
    held = (cards >= 0).sum(axis=1)
    order = weighted_table(np.array([context.value(f"card_{k}_share") for k in range(1, cards.shape[1] + 1)]))
    slot = np.minimum(order[field(choice, 1) >> 4], np.maximum(held - 1, 0))
    lean = np.where(basket.is_abroad, context.value("credit_lean_abroad"), 0.0)
    wants_card = field(choice, 0) / 65536 < context.intents.credit_ratio[who] * (1 - lean) + lean
    on_card = (held > 0) & wants_card & (basket.spend != Spend.CASH)
    card = cards[np.arange(len(who)), slot]
    account = np.where(on_card, card, context.checking[who])
    is_by_debit = ~on_card & (basket.spend != Spend.CASH)
    is_elsewhere = (is_by_debit & ~context.intents.uses_debit[who]) | _avoids_foreign_fee(context, basket, account)
    return np.where(is_elsewhere, -1, account), on_card


def _avoids_foreign_fee(context: Context, basket: Basket, account: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Say which purchases abroad would cost a fee here and are paid with another bank's card or cash by who knows better."""
    habit = field(context.streams.words(context.ids, 0, Purpose.TRIP, 0), 3) / 65536 < context.value("foreign_fee_avoided_share")
    costs = np.where(account >= 0, context.bank.ledger.foreign_fee_bp[account], 0) > 0
    avoids: NDArray[np.bool_] = basket.is_abroad & costs & habit[basket.who]
    return avoids


def _is_returned(context: Context, basket: Basket) -> NDArray[np.bool_]:
    draw = field(context.streams.nth(basket.word, 3), 0) / 65536
    return RETURNABLE[basket.spend] & (draw < context.value("return_share")) & (basket.day < context.days - 2) & ~basket.is_abroad


def _returns(context: Context, basket: Basket, account: NDArray[np.int64], pair: NDArray[np.int64]) -> Postings:
    """Send money back for returned goods, some days later, to the account that paid."""
    rows = np.flatnonzero((pair >= 0) & ~basket.is_abroad & (account >= 0))
    later = 2 + field(context.streams.nth(basket.word[rows], 3), 1) % 12
    day = np.minimum(basket.day[rows] + later, context.days)
    return Postings.of(account[rows], day, basket.cents[rows], Posting.REFUND, basket.merchant[rows], pair=pair[rows])


def _foreign_fees(context: Context, basket: Basket, account: NDArray[np.int64], pair: NDArray[np.int64]) -> Postings:
    """Charge the foreign transaction fee of the paying account on purchases abroad."""
    rate = np.where(account >= 0, context.bank.ledger.foreign_fee_bp[account], 0)
    fee = divide_columns(basket.cents * rate, BASIS_POINTS)
    rows = np.flatnonzero(basket.is_abroad & (fee > 0))
    return Postings.of(account[rows], basket.day[rows], -fee[rows], Posting.FOREIGN_FEE, pair=pair[rows])
