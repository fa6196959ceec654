"""Contacts with the bank: why, by which channel, how they end, and what they do to satisfaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from c360sim.assumptions import Assumptions, derived
from c360sim.distributions import numbered, weighted_table
from c360sim.payments.context import Context
from c360sim.state import Columns, fit
from c360sim.streams import Purpose, Words, field, twelve_bits
from c360sim.vocabulary import Channel, ContactReason, Resolution

REASONS = tuple(ContactReason)
CHANNELS = tuple(Channel)
RESOLUTIONS = tuple(Resolution)

Vector = NDArray[np.float64]

Causes = Mapping[ContactReason, NDArray[np.bool_]]
"""What happened to each customer this month that may make them call, by the reason they would give."""


@dataclass(frozen=True, slots=True)
class Contacts:
    """Contacts of one month, a row each. `sentiment_hundredths` is -100..100; the others index their vocabulary."""

    customer: NDArray[np.int64]
    day: NDArray[np.int64]
    channel: NDArray[np.int64]
    reason: NDArray[np.int64]
    sentiment_hundredths: NDArray[np.int64]
    resolution: NDArray[np.int64]

    def take(self, rows: NDArray[np.int64]) -> Contacts:
        """Return some rows, by index."""
        return Contacts(*(getattr(self, column.name)[rows] for column in fields(self)))


class Reasons(NamedTuple):
    """Why customers get in touch, a number a reason: how often, how it goes, and what it does to satisfaction."""

    trigger_share: Vector
    sentiment: Vector
    resolved: Vector
    escalated: Vector
    satisfaction_effect: Vector
    lean: Vector
    """By how much each channel is preferred, shape (reasons, channels)."""
    usual: NDArray[np.int64]
    """A reason by a 12-bit draw, for contacts without a cause."""


@derived
def reasons(assumptions: Assumptions) -> Reasons:
    """Return what the table says of each reason."""
    table = {row["reason"]: row for row in assumptions.rows("contact_reasons")}

    def column(name: str) -> Vector:
        return np.array([float(table[reason][name]) for reason in REASONS])

    trigger, sentiment, resolved, escalated, effect, usual = map(
        column, ("trigger_share", "sentiment", "resolved", "escalated", "satisfaction_effect", "base_weight")
    )
    lean = np.stack([column(name) for name in ("app", "call_center", "branch", "chatbot")], axis=1)
    return Reasons(trigger, sentiment, resolved, escalated, effect, lean, weighted_table(usual))


class Service:
    """The bank's service as customers meet it. `satisfaction` is each customer's, 0 furious .. 1 delighted."""

    def __init__(self, customers: int, assumptions: Assumptions) -> None:
        self.satisfaction = np.full(customers, assumptions.value("satisfaction_usual"))

    def columns(self) -> Columns:
        """Return a copy of everyone's satisfaction."""
        return {"satisfaction": self.satisfaction.copy()}

    def restore(self, columns: Columns) -> None:
        """Leave as many customers as satisfied as they were. Raises StateError for other columns than these."""
        fit("service", columns, self.columns())
        self.satisfaction = columns["satisfaction"].copy()

    def month(self, context: Context, causes: Causes, has_fee: NDArray[np.bool_]) -> Contacts:
        """Return the month's contacts, and let them and the fees move satisfaction."""
        who, reason, word = self._occasions(context, causes)
        channel = self._channel(context, who, reason, word)
        draw = field(word, 1) / 65536
        known, usual = reasons(context.assumptions), context.value("satisfaction_usual")
        resolved, escalated = known.resolved[reason], known.escalated[reason]
        resolution = np.where(draw < resolved, 0, np.where(draw < resolved + escalated, 1, 2))
        shift = np.where(resolution == 0, 0.0, context.value("sentiment_unresolved")) + (self.satisfaction[who] - usual)
        noise = context.value("sentiment_sigma") * context.shapes.normal[twelve_bits(word, 2)]
        sentiment = np.clip(known.sentiment[reason] + shift + noise, -1, 1)
        day = 1 + field(word, 3) * context.days // 65536
        self._settle(context, who, reason, resolution, has_fee)
        return Contacts(who, day, channel, reason, np.rint(sentiment * 100).astype(np.int64), resolution)

    def _occasions(self, context: Context, causes: Causes) -> tuple[NDArray[np.int64], NDArray[np.int64], Words]:
        """Return who gets in touch and why: now and then without a cause, often with one."""
        intents, known = context.intents, reasons(context.assumptions)
        least = context.value("contacts_activity_least")
        means = intents.contacts_monthly * np.where(intents.is_active, np.maximum(intents.activity_ratio, least), 0)
        counts = context.shapes.poisson.counts(means, field(context.words(Purpose.CONTACT_COUNT), 0))
        base, number = numbered(counts)
        contact_keys = context.streams.keys(context.ids, context.month, Purpose.CONTACT)
        base_word = context.streams.nth(contact_keys[base], 64 + number)
        who, reason, word = [base], [known.usual[twelve_bits(base_word, 0)]], [base_word]
        for k, name in enumerate(REASONS):
            cause = self._unhappy(context) if name == ContactReason.COMPLAINT else causes.get(name)
            if cause is None:
                continue
            concerned = np.flatnonzero(cause)
            cause_word = context.streams.nth(contact_keys[concerned], k)
            calls = np.flatnonzero(field(cause_word, 0) / 65536 < known.trigger_share[k])
            who.append(concerned[calls])
            reason.append(np.full(len(calls), k))
            word.append(context.streams.nth(cause_word[calls], 1))
        return np.concatenate(who), np.concatenate(reason), np.concatenate(word)

    @staticmethod
    def _unhappy(context: Context) -> NDArray[np.bool_]:
        """Return who complains this month: a chance of its own that grows in those who mean to leave."""
        draw = field(context.words(Purpose.CONTACT, 32), 0) / 65536
        return context.intents.is_active & (draw < context.intents.complaint_ratio)

    def _channel(self, context: Context, who: NDArray[np.int64], reason: NDArray[np.int64], word: Words) -> NDArray[np.int64]:
        weights = np.cumsum(context.intents.channel_weights[who] * reasons(context.assumptions).lean[reason], axis=1)
        draw = field(context.streams.nth(word, 2), 0) / 65536 * weights[:, -1]
        channel: NDArray[np.int64] = np.minimum((draw[:, None] >= weights).sum(axis=1), len(CHANNELS) - 1)
        return channel

    def _settle(
        self, context: Context, who: NDArray[np.int64], reason: NDArray[np.int64], resolution: NDArray[np.int64], has_fee: NDArray[np.bool_]
    ) -> None:
        effect = reasons(context.assumptions).satisfaction_effect[reason]
        effect = effect + np.where(resolution == 0, 0.0, context.value("satisfaction_unresolved"))
        change = np.bincount(who, effect, minlength=len(self.satisfaction)) + has_fee * context.value("satisfaction_fee")
        recovery = (context.value("satisfaction_usual") - self.satisfaction) * context.value("satisfaction_recovery")
        self.satisfaction = np.clip(self.satisfaction + change + recovery, 0.0, 1.0)
