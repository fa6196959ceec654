"""The rows of customers' intents, from the people they are now."""

from __future__ import annotations

import numpy as np

from c360sim import months
from c360sim.customer.budget import bills, contacts, credit, fintech, income, leaving, saving, spending, travel
from c360sim.customer.budget.situation import Situations
from c360sim.customer.people.person import Life
from c360sim.customer.people.states import STUDIES, Loyalty
from c360sim.customer.people.table import People
from c360sim.customer.people.tables import Flags, Whole
from c360sim.customer.people.world import World

TERM_TURNS = frozenset({1, 5, 8, 12})
"""Months of the year in which tuition starts or stops."""


def is_review_month(people: People, world: World, month: int) -> Flags:
    """Say whose intents should be restated this month though nothing happened."""
    reviews = (people.customer_id + month) % world.assumptions.whole("review_every_months") == 0
    reviews |= people.are(Life.loyalty, Loyalty.LEAVING)
    if months.of_year(month) in TERM_TURNS:
        reviews |= people.are(Life.work, *STUDIES) | (people.children_in_college > 0)
    return reviews


def occasion_months(s: Situations) -> Whole:
    """Return the month of each `Occasion` in each life, past or expected, 0 for none, shape (people, Occasion)."""
    births = np.where(s.due_month > 0, s.due_month, s.last_birth_month)
    any_time = np.zeros_like(births)
    return np.stack([births, s.wedding_month, s.moved_month, s.graduation_month, s.retired_month, any_time], axis=1)


def restate(people: People, rows: Whole, world: World, month: int) -> None:
    """Write the whole rows of some people in the world's intents: a person's row does not depend on who else is among them.

    Expected spending, bills, debts and saving together cost what comes in, more or less by thrift: who pays back a car or
    studies elsewhere saves the less for it. Reads which families of accounts are held from `world.noticed`.
    """
    intents, some = world.intents, people.select(rows)
    is_customer = ~some.are(Life.loyalty, Loyalty.GONE) & (some.join_ordinal <= months.last_ordinal(month))
    intents.is_active[rows] = is_customer
    present = rows[is_customer]
    if not len(present):
        return
    s = Situations(people, present, world, month)
    intents.region[s.row] = s.region
    intents.moves[s.row] = s.moves
    intents.occasion_month[s.row] = occasion_months(s)
    earned = income.restate(s)
    invested = saving.restate(s, earned)
    means = earned + saving.drawn_down(s)
    debts = credit.debt_service(s, earned)
    committed = debts + bills.restate(s, earned, means * s.own("bills_and_debts_most") - debts)
    committed += fintech.restate(s, means) + travel.restate(s, means)
    saved = np.maximum(earned * saving.saved_share(s) - bills.outside_loans(s), invested)
    least = np.maximum(means * s.own("least_discretionary_share"), s.own("least_living_usd") * 100)
    target = np.maximum(means - committed - saved, least)
    elsewhere = credit.outside_share(s)
    intents.bought_here_ratio[s.row] = 1 - elsewhere
    spending.restate(s, target, elsewhere)
    credit.restate(s, target, elsewhere)
    spending.pay_without_debit(s)
    contacts.restate(s)
    leaving.restate(s)
