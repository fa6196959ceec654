"""What customers want, in columns: the one thing that passes from agents to payments.

An agent restates its row only when its life changes. Row i is customer i of the shard. Matrices have a
column per member of the vocabulary's IntEnum of that name.
"""

from __future__ import annotations

import numpy as np

from c360sim.vocabulary import Bill, Fintech, Income, Investment, Spend


class Intents:
    """Standing wishes of `count` customers; everything starts at zero (nobody wants anything)."""

    def __init__(self, count: int) -> None:
        self.is_active = np.zeros(count, bool)
        """Has joined and has not left."""
        self.region = np.zeros(count, np.int64)
        """Row of the home region in the catalogue of places."""
        self.moves = np.zeros(count, np.int64)
        """Times moved so far: favourite shops are chosen anew after each."""

        self.purchases_monthly = np.zeros((count, len(Spend)))
        """Expected purchases per month, before season and mood."""
        self.ticket_ratio = np.ones((count, len(Spend)))
        """Typical amount of a purchase relative to the category's median."""
        self.credit_ratio = np.zeros(count)
        """Share of purchases put on a credit card when one is held."""
        self.thrift = np.full(count, 0.5)
        """0 spends what comes in, 1 guards the buffer: how strongly spending follows the balance."""
        self.buffer_cents = np.zeros(count, np.int64)
        """Liquid money the customer feels comfortable with."""

        self.income_cents = np.zeros((count, len(Income)), np.int64)
        """Net cents per payment (salary: per pay day; gig: per typical payout; others: per month)."""
        self.pay_frequency = np.zeros(count, np.int64)
        """PayFrequency of the salary."""
        self.pay_anchor = np.zeros(count, np.int64)
        """Phase of the pay cycle: weekday and week for weekly and biweekly pay, days for the others."""
        self.employer = np.full(count, -1, np.int64)
        """Row of the employer among the catalogue's payers, or -1."""
        self.pension_payer = np.full(count, -1, np.int64)
        """Row of the pension's payer among the catalogue's payers, or -1."""
        self.salary_here_ratio = np.ones(count)
        """Share of each pay deposited at this bank (the rest goes elsewhere)."""
        self.bonus_ratio = np.zeros(count)
        """Yearly bonus as a share of yearly net salary, 0 for none."""
        self.bonus_month = np.full(count, 3, np.int64)
        """Month of the year in which the bonus is paid."""
        self.refund_cents = np.zeros(count, np.int64)
        """Expected tax refund of the year (0: none); the agent sets it each January."""

        self.bill_cents = np.zeros((count, len(Bill)), np.int64)
        """Cents per month of each standing payment, 0 for none (a subscription: its plan's current price)."""
        self.bill_day = np.ones((count, len(Bill)), np.int64)
        """Day of the month, 1..28, on which it is charged."""
        self.bill_merchant = np.full((count, len(Bill)), -1, np.int64)
        """Row of the payee among the catalogue's merchants."""
        self.bill_on_card = np.zeros((count, len(Bill)), bool)
        """Charged to a credit card where one is held (else to checking)."""

        self.saving_ratio = np.zeros(count)
        """Share of each salary moved to savings on the day after."""
        self.contribution_cents = np.zeros((count, len(Investment)), np.int64)
        """Cents per month put into each kind of investment held here."""
        self.employer_match_ratio = np.zeros(count)
        """Employer's contribution as a share of the customer's retirement contribution."""
        self.withdrawal_cents = np.zeros(count, np.int64)
        """Cents per month drawn from retirement savings."""

        self.fintech_monthly = np.zeros((count, len(Fintech)))
        """Expected transfers per month to each kind of fintech."""
        self.fintech_cents = np.zeros((count, len(Fintech)), np.int64)
        """Typical amount of one such transfer."""
        self.fintech_return_ratio = np.zeros(count)
        """Share of such transfers that come back in."""
        self.outside_card_cents = np.zeros(count, np.int64)
        """Typical monthly payment to cards of other banks (0: none held)."""

        self.trips_monthly = np.zeros(count)
        """Expected trips per month."""
        self.abroad_ratio = np.zeros(count)
        """Share of trips that go abroad."""
        self.trip_ratio = np.ones(count)
        """Spending on a trip relative to the typical one."""

        self.card_habit = np.zeros(count, np.int64)
        """CardHabit: how statements are paid."""
        self.miss_ratio = np.zeros(count)
        """Chance that a due payment is forgotten though there is money."""
        self.distress_ratio = np.zeros(count)
        """Chance that a due payment is not made for want of income (job lost, divorce), lasting while it lasts."""
        self.prepay_ratio = np.zeros(count)
        """Chance per month of an extra payment on a loan when there is idle cash."""

        self.drain_ratio = np.zeros(count)
        """Share of liquid balances moved to another bank this month (someone leaving)."""
        self.complaint_ratio = np.zeros(count)
        """Extra contacts per month of someone unhappy."""
        self.contacts_monthly = np.zeros(count)
        """Expected contacts per month without any cause."""
        self.channel_weights = np.full((count, 4), 0.25)
        """Share of contacts by App, Call Center, Branch, Chatbot (the order of `Channel`)."""
        self.activity_ratio = np.ones(count)
        """Share of usual activity that runs through this bank (dormant: near 0)."""
