"""What customers want, in columns: the one thing that passes from agents to payments.

An agent restates its row only when its life changes. Row i is customer i of the shard. Matrices have a
column per member of the vocabulary's IntEnum of that name.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from c360sim.state import Columns, fit
from c360sim.vocabulary import Bill, Channel, Fintech, Income, Investment, Occasion, Spend

Flags = NDArray[np.bool_]
Whole = NDArray[np.int64]
Real = NDArray[np.float64]


def column(kind: type[np.generic], fill: float = 0, width: int = 0) -> Any:
    """Declare a column of `Intents`: its type, its first value, and its width when it is a matrix."""
    return field(init=False, metadata={"kind": kind, "fill": fill, "width": width})


@dataclass(slots=True)
class Intents:
    """Standing wishes of `count` customers; everything starts at zero (nobody wants anything)."""

    count: int

    is_active: Flags = column(np.bool_)
    """Has joined and has not left."""
    region: Whole = column(np.int64)
    """Row of the home region in the catalog of places."""
    moves: Whole = column(np.int64)
    """Times moved so far: favorite shops are chosen anew after each."""

    purchases_monthly: Real = column(np.float64, width=len(Spend))
    """Expected purchases per month, before season and mood."""
    ticket_ratio: Real = column(np.float64, fill=1, width=len(Spend))
    """Typical amount of a purchase relative to the category's median."""
    credit_ratio: Real = column(np.float64)
    """Share of purchases put on a credit card when one is held."""
    thrift: Real = column(np.float64, fill=0.5)
    """0 spends what comes in, 1 guards the buffer: how strongly spending follows the balance."""
    checking_comfort_cents: Whole = column(np.int64)
    """Checking money the customer feels at ease with: less is filled up, more is put by."""
    savings_comfort_cents: Whole = column(np.int64)
    """Savings the customer feels at ease with: more is put to work elsewhere."""

    income_cents: Whole = column(np.int64, width=len(Income))
    """Net cents per payment (salary: per pay day; gig: per typical payout; others: per month)."""
    pay_frequency: Whole = column(np.int64)
    """PayFrequency of the salary."""
    pay_anchor: Whole = column(np.int64)
    """Phase of the pay cycle: weekday and week for weekly and biweekly pay, days for the others."""
    employer: Whole = column(np.int64, fill=-1)
    """Row of the employer among the catalog's payers, or -1."""
    pension_payer: Whole = column(np.int64, fill=-1)
    """Row of the pension's payer among the catalog's payers, or -1."""
    salary_here_ratio: Real = column(np.float64, fill=1)
    """Share of each pay deposited at this bank (the rest goes elsewhere)."""
    bonus_ratio: Real = column(np.float64)
    """Yearly bonus as a share of yearly net salary, 0 for none."""
    bonus_month: Whole = column(np.int64, fill=3)
    """Month of the year in which the bonus is paid."""
    refund_cents: Whole = column(np.int64)
    """Expected tax refund of the year (0: none); the agent sets it each January."""

    bill_cents: Whole = column(np.int64, width=len(Bill))
    """Cents per month of each standing payment, 0 for none (a subscription: its plan's current price)."""
    bill_day: Whole = column(np.int64, fill=1, width=len(Bill))
    """Day of the month, 1..28, on which it is charged."""
    bill_merchant: Whole = column(np.int64, fill=-1, width=len(Bill))
    """Row of the payee among the catalog's merchants."""
    bill_on_card: Flags = column(np.bool_, width=len(Bill))
    """Charged to a credit card where one is held (else to checking)."""

    saving_ratio: Real = column(np.float64)
    """Share of each salary moved to savings on the day after."""
    contribution_cents: Whole = column(np.int64, width=len(Investment))
    """Cents per month put into each kind of investment held here."""
    employer_match_ratio: Real = column(np.float64)
    """Employer's contribution as a share of the customer's retirement contribution."""
    withdrawal_cents: Whole = column(np.int64)
    """Cents per month drawn from retirement savings."""

    fintech_monthly: Real = column(np.float64, width=len(Fintech))
    """Expected transfers per month to each kind of fintech."""
    fintech_cents: Whole = column(np.int64, width=len(Fintech))
    """Typical amount of one such transfer."""
    fintech_return_ratio: Real = column(np.float64)
    """Share of such transfers that come back in."""
    home_bought_month: Whole = column(np.int64)
    """Month in which a home was bought, in which the down payment is made."""
    down_payment_cents: Whole = column(np.int64)
    """The customer's own money that goes into that home."""
    outside_card_cents: Whole = column(np.int64)
    """Typical monthly payment to cards of other banks (0: none held)."""
    outside_cards: Whole = column(np.int64)
    """Number of cards of other banks."""
    uses_debit: Flags = column(np.bool_, fill=True)
    """Pays by debit card; who does not uses credit cards alone, and cash."""

    trips_monthly: Real = column(np.float64)
    """Expected trips per month."""
    abroad_ratio: Real = column(np.float64)
    """Share of trips that go abroad."""
    trip_ratio: Real = column(np.float64, fill=1)
    """Spending on a trip relative to the typical one."""

    card_habit: Whole = column(np.int64)
    """CardHabit: how statements are paid."""
    miss_ratio: Real = column(np.float64)
    """Chance that a due payment is forgotten though there is money."""
    is_heedless: Flags = column(np.bool_)
    """Lets bills be drawn whatever is in checking; others time them to pay day."""
    distress_ratio: Real = column(np.float64)
    """Chance that debts go unpaid for a spell of months: for want of income (job lost, divorce), or carrying too much on cards."""
    prepay_ratio: Real = column(np.float64)
    """Chance per month of an extra payment on a loan when there is idle cash."""

    saves_elsewhere: Flags = column(np.bool_)
    """Has savings at another bank."""
    bought_here_ratio: Real = column(np.float64, fill=1)
    """Share of purchases paid from accounts here: the rest goes on cards of other banks."""
    occasion_month: Whole = column(np.int64, width=len(Occasion))
    """Month of the last, or the expected, event of each kind that is paid for in the months around it, 0 for none."""
    last_pay_month: Whole = column(np.int64)
    """Month in which a job left is paid for the last time, 0 for none."""
    last_pay_cents: Whole = column(np.int64)
    """Net cents of that last pay."""
    last_employer: Whole = column(np.int64, fill=-1)
    """Row of the employer who pays it among the catalog's payers."""

    drain_ratio: Real = column(np.float64)
    """Share of liquid balances moved to another bank this month (someone leaving)."""
    complaint_ratio: Real = column(np.float64)
    """Extra contacts per month of someone unhappy."""
    contacts_monthly: Real = column(np.float64)
    """Expected contacts per month without any cause."""
    channel_weights: Real = column(np.float64, fill=0.25, width=len(Channel))
    """Share of contacts by App, Call Center, Branch, Chatbot (the order of `Channel`)."""
    activity_ratio: Real = column(np.float64, fill=1)
    """Share of usual activity that runs through this bank (dormant: near 0)."""

    def columns(self) -> Columns:
        """Return a copy of all columns."""
        return {declared.name: getattr(self, declared.name).copy() for declared in fields(self) if declared.metadata}

    def restore(self, columns: Columns) -> None:
        """Hold other wishes of as many customers. Raises StateError for other columns than these."""
        fit("intents", columns, self.columns())
        for name, column in columns.items():
            getattr(self, name)[:] = column

    def __post_init__(self) -> None:
        for declared in fields(self):
            if declared.metadata:
                width = declared.metadata["width"]
                shape = (self.count, width) if width else (self.count,)
                setattr(self, declared.name, np.full(shape, declared.metadata["fill"], declared.metadata["kind"]))
