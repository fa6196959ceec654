"""Payments to cards of other banks: the first card each month, the others as they are used."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from c360sim.bank.postings import Posting, Postings
from c360sim.distributions import cells
from c360sim.money import from_float
from c360sim.payments.context import Context
from c360sim.streams import Purpose, field, twelve_bits

MOST_CARDS = 6
"""Cards of other banks that one person pays."""

_FIRST_INDEX = 16
"""Where the month's draws for these cards start within their purpose."""

_APART = 11
"""Steps between a person's issuers in the table of 64, so that they differ."""


def expand(context: Context) -> Postings:
    """Return the month's payments: each further card costs less than the one before, and is used less often."""
    intents, issuers, numbers = context.intents, context.catalog.payers.outside_cards, np.arange(MOST_CARDS)[:, None]
    word = context.streams.nth(context.streams.keys(context.ids, context.month, Purpose.SAVING), _FIRST_INDEX + numbers)
    used_again, next_ratio = context.value("outside_card_used_again"), context.value("outside_card_next_ratio")
    is_used = field(word, 1) / 65536 < _powers(used_again)[:, None]
    pays = (intents.outside_card_cents > 0) & (context.checking >= 0)
    number, who = cells((intents.outside_cards > numbers) & pays & is_used)
    spread = context.shapes.lognormal("outside_card_sigma")[twelve_bits(word[number, who], 0)]
    part = _share(used_again, next_ratio, number, intents.outside_cards[who])
    cents = from_float(intents.outside_card_cents[who] * part * spread)
    own = context.streams.words(context.ids[who], 0, Purpose.SAVING, 2)
    issuer = issuers[(field(own, 0) + number * _APART) % len(issuers)]
    day = context.business_days[1][3 + (field(own, 1) + number * 5) % 24]
    return Postings.of(context.checking[who], day, -cents, Posting.OUTSIDE_CARD_PAYMENT, payer=issuer.astype(np.int64))


def _share(used_again: float, next_ratio: float, number: NDArray[np.int64], cards: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the part of a usual month's payments that falls on one payment to a card, so that over the months they add up."""
    usual = np.concatenate([[1.0], np.cumsum(_powers(used_again * next_ratio))])
    share: NDArray[np.float64] = _powers(next_ratio)[number] / usual[cards]
    return share


def _powers(base: float) -> NDArray[np.float64]:
    """Return base to the power of each card's number, by products: `**` and sum() of floats differ by machine and version of Python."""
    return np.cumprod(np.array([1.0] + [base] * (MOST_CARDS - 1)))
