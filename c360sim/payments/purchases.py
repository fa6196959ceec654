"""Purchases that are decided again each time: how many, when, where, for how much, and with what."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Self

import numpy as np
from numpy.typing import NDArray

from c360sim import months
from c360sim.bank.postings import Posting, Postings
from c360sim.distributions import either, look_up, numbered, split
from c360sim.money import BASIS_POINTS, Cents, divide_columns, from_float
from c360sim.payments.context import FAVORITES, Context
from c360sim.payments.plan import Plan
from c360sim.streams import Purpose, Words, field, twelve_bits
from c360sim.vocabulary import Spend

TRAVEL = (Spend.AIRLINE, Spend.HOTEL, Spend.CAR_RENTAL, Spend.TRAVEL_AGENCY)
"""Bought for trips, not at random (`trips`)."""

_IS_RETURNABLE = np.isin(
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

    @classmethod
    def concat(cls, parts: list[Basket]) -> Self:
        """Return all parts' purchases, in order."""
        return cls(*(np.concatenate([getattr(part, column.name) for part in parts]) for column in fields(cls)))


def mood(plan: Plan) -> NDArray[np.float64]:
    """Return how lavishly each customer lives this month: a lasting and a passing mood, and the state of the purse.

    No more is planned from checking than what is there and comes in leaves after bills and debts (`plan`).

    Who has less liquid money than feels comfortable holds back; who has more lets go, the thrifty less.
    """
    context = plan.context
    passing = context.shapes.lognormal("mood_month_sigma")[twelve_bits(context.words(Purpose.MOOD), 0)]
    quarter = context.streams.words(context.ids, context.month // 3, Purpose.MOOD, 1)
    lasting = context.shapes.lognormal("mood_quarter_sigma")[twelve_bits(quarter, 0)]
    saved = np.where(context.savings >= 0, context.intents.savings_comfort_cents, 0)
    comfortable = np.maximum(context.intents.checking_comfort_cents + saved, 1)
    comfort = np.clip(context.liquid_cents / comfortable, 0, 1 + context.value("wealth_loosens_most")) - 1
    looseness = (1 - context.intents.thrift) * context.value("spend_from_surplus")
    purse = 1 + np.where(comfort < 0, context.value("hold_back_when_short") * comfort, looseness * comfort)
    moods: NDArray[np.float64] = np.where(context.checking >= 0, purse, 1.0) * passing * lasting
    return np.where(context.checking >= 0, np.minimum(moods, _affordable(plan)), moods)


def _affordable(plan: Plan) -> NDArray[np.float64]:
    """Return the mood at which everyday purchases take up the money of the month that bills and debts leave, at least a little."""
    context = plan.context
    most = context.value("free_money_spent_most") - context.value("free_money_kept_by_thrift") * context.intents.thrift
    affordable = plan.free * most / np.maximum(context.usual_from_checking, 1.0)
    ratio: NDArray[np.float64] = np.maximum(affordable, context.value("purchases_least"))
    return ratio


def everyday(context: Context, moods: NDArray[np.float64]) -> Basket:
    """Return the month's everyday purchases (all but travel)."""
    intents, shapes = context.intents, context.shapes
    season = shapes.season[:, months.of_year(context.month) - 1] * (context.days / months.USUAL_DAYS)
    live = np.where(intents.is_active, intents.activity_ratio, 0.0)
    means = intents.purchases_monthly * season * (moods * live)[:, None]
    means[:, list(TRAVEL)] = 0.0
    keys = context.streams.keys(context.ids, context.month, Purpose.PURCHASE_COUNT)
    draws = field(context.streams.nth(keys[:, None], np.arange(len(Spend))[None, :]), 0)
    cell, number = numbered(shapes.poisson.counts(means.ravel(), draws.ravel()))
    who, spend = split(cell, len(Spend))
    word = context.streams.nth(context.streams.keys(context.ids, context.month, Purpose.PURCHASE).take(who), spend * 256 + number)
    day = look_up(context.purchase_days, spend, twelve_bits(word, 0))
    return Basket(who, spend, word, day, shop(context, who, spend, word), price(context, who, spend, word), np.zeros(len(who), bool))


def shop(context: Context, who: NDArray[np.int64], spend: NDArray[np.int64], word: Words) -> NDArray[np.int64]:
    """Return the merchant of each purchase: mostly a favorite of the person's, else any by popularity.

    Favorites are no state: favorite k of a category is drawn from a stream of the person and the home,
    so they stay until a move, and their popularity follows that of all shops.
    """
    intents, streams = context.intents, context.streams
    slot = context.shapes.shop_habit.take(twelve_bits(word, 1))
    keys = streams.keys(context.ids, 0, Purpose.FAVORITE).take(who)
    chosen = streams.nth(keys, ((intents.moves * len(Spend)).take(who) + spend) * FAVORITES + slot)
    explores = np.flatnonzero(slot == FAVORITES)
    chosen[explores] = streams.nth(word[explores], 1)
    return context.shapes.shops(spend, intents.region.take(who), twelve_bits(chosen, 0))


def price(context: Context, who: NDArray[np.int64], spend: NDArray[np.int64], word: Words) -> Cents:
    """Return the cents of each purchase: lognormal tickets, with the round, .99, .50 and .95 endings that prices have."""
    shapes = context.shapes
    ticket = look_up(context.usual_tickets, who, spend) * look_up(shapes.spread, spend, twelve_bits(word, 2))
    cents = np.maximum(from_float(ticket), shapes.least_cents.take(spend))
    ending = look_up(shapes.endings, spend, field(word, 3))
    cents = either(ending < 0, cents, np.maximum(cents // 100, 1) * 100 + ending)
    cash = np.flatnonzero(spend == Spend.CASH)
    cents[cash] = np.maximum((cents[cash] + 1000) // 2000, 1) * 2000
    return cents


def pay(context: Context, basket: Basket, first_pair: int) -> list[Postings]:
    """Return the postings that pay for a basket: by card or debit as the person prefers, with returns and foreign fees.

    What is paid elsewhere is not seen here: it comes to 0 cents, on account -1.
    """
    abroad = np.flatnonzero(basket.is_abroad)
    account, on_card = instrument(context, basket, abroad)
    returned = _returned(context, basket)
    pair = np.full(len(account), -1)
    pair[abroad] = first_pair + abroad
    pair[returned] = first_pair + returned
    kind = either(on_card, Posting.PURCHASE_CARD, Posting.PURCHASE_DEBIT)
    kind[np.flatnonzero(basket.spend == Spend.CASH)] = Posting.CASH_WITHDRAWAL
    cents = either(account >= 0, -basket.cents, 0)
    return [
        Postings.of(account, basket.day, cents, kind, basket.merchant, pair=pair),
        _returns(context, basket, returned[account[returned] >= 0], account, pair),
        _foreign_fees(context, basket, abroad[account[abroad] >= 0], account, pair),
    ]


def instrument(context: Context, basket: Basket, abroad: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return the ledger row that pays each purchase (-1: paid elsewhere, not seen here) and whether it is a card.

    `abroad` are the rows of purchases made abroad.
    """
    who, cards, lean = basket.who, context.bank.cards, context.value("credit_lean_abroad")
    choice = context.streams.nth(basket.word, 2)
    held = (cards >= 0).sum(axis=1)
    slot = np.minimum(context.shapes.card_habit.take(twelve_bits(choice, 1)), np.maximum(held - 1, 0).take(who))
    credit_ratio = context.intents.credit_ratio.take(who)
    credit_ratio[abroad] = credit_ratio[abroad] * (1 - lean) + lean
    is_cash = basket.spend == Spend.CASH
    on_card = (held > 0).take(who) & (field(choice, 0) / 65536 < credit_ratio) & ~is_cash
    account = either(on_card, look_up(cards, who, slot), context.checking.take(who))
    account[np.flatnonzero(~(on_card | is_cash | context.intents.uses_debit.take(who)))] = -1
    account[abroad[_avoids_foreign_fee(context, who[abroad], account[abroad])]] = -1
    return account, on_card


def _avoids_foreign_fee(context: Context, who: NDArray[np.int64], account: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Say which purchases abroad would cost a fee here and are paid with another bank's card or cash by who knows better."""
    habit = field(context.streams.words(context.ids[who], 0, Purpose.TRIP, 0), 3) / 65536 < context.value("foreign_fee_avoided_share")
    avoids: NDArray[np.bool_] = habit & (account >= 0) & (context.bank.ledger.foreign_fee_bp[account] > 0)
    return avoids


def _returned(context: Context, basket: Basket) -> NDArray[np.int64]:
    """Return the rows of goods that will be sent back."""
    rows = np.flatnonzero(_IS_RETURNABLE.take(basket.spend) & (basket.day < context.days - 2) & ~basket.is_abroad)
    draw = field(context.streams.nth(basket.word[rows], 3), 0) / 65536
    return rows[draw < context.value("return_share")]


def _returns(context: Context, basket: Basket, rows: NDArray[np.int64], account: NDArray[np.int64], pair: NDArray[np.int64]) -> Postings:
    """Send money back for returned goods, some days later, to the account that paid."""
    later = 2 + field(context.streams.nth(basket.word[rows], 3), 1) % 12
    day = np.minimum(basket.day[rows] + later, context.days)
    return Postings.of(account[rows], day, basket.cents[rows], Posting.REFUND, basket.merchant[rows], pair=pair[rows])


def _foreign_fees(
    context: Context, basket: Basket, rows: NDArray[np.int64], account: NDArray[np.int64], pair: NDArray[np.int64]
) -> Postings:
    """Charge the foreign transaction fee of the paying account on purchases abroad."""
    fee = divide_columns(basket.cents[rows] * context.bank.ledger.foreign_fee_bp[account[rows]], BASIS_POINTS)
    rows, fee = rows[fee > 0], fee[fee > 0]
    return Postings.of(account[rows], basket.day[rows], -fee, Posting.FOREIGN_FEE, pair=pair[rows])
