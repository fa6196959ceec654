"""The whole row of a customer's intents, from the person they are now."""

from __future__ import annotations

from c360sim import months
from c360sim.customer.person import Loyalty, Person
from c360sim.customer.wants import bills, contacts, credit, fintech, income, leaving, saving, spending, travel
from c360sim.customer.wants.situation import STUDIES, Situation
from c360sim.customer.world import World

REVIEW_EVERY = 6
"""Months after which a person takes stock though nothing happened: prices and subscriptions have moved on."""

TERM_TURNS = frozenset({1, 5, 8, 12})
"""Months of the year in which tuition starts or stops."""


def is_review_month(person: Person, month: int) -> bool:
    """Say whether a person's intents should be restated this month though nothing happened."""
    if person.loyalty == Loyalty.LEAVING:
        return True
    takes_stock = (person.customer_id + month) % REVIEW_EVERY == 0
    pays_tuition = person.work in STUDIES or person.children_in_college > 0
    return takes_stock or (pays_tuition and months.of_year(month) in TERM_TURNS)


def restate(person: Person, world: World, month: int) -> None:
    """Write the whole row `person.row` of the world's intents.

    Expected spending, bills, debts and saving together cost what comes in, more or less by thrift. Reads which
    families of accounts are held from `world.noticed`.
    """
    intents, row = world.intents, person.row
    intents.is_active[row] = person.loyalty != Loyalty.GONE and months.of_ordinal(person.join_ordinal) <= month
    if not intents.is_active[row]:
        return
    s = Situation(person, world, month)
    draws = s.habits.tastes
    intents.region[row] = person.region
    intents.moves[row] = person.moves
    earned = income.restate(s, draws)
    invested = saving.restate(s, earned, draws)
    means = earned + saving.drawn_down(s)
    debts = credit.debt_service(s, earned)
    committed = debts + bills.restate(s, earned, means * s.numbers["bills_and_debts_most"] - debts)
    committed += fintech.restate(s, means, draws) + travel.restate(s, means, draws)
    elsewhere = credit.outside_share(s, draws)
    saved = max(earned * saving.saved_share(s), invested)
    target = max(means - committed - saved, means * s.numbers["least_discretionary_share"], s.numbers["least_living_usd"] * 100)
    spending.restate(s, target, elsewhere)
    credit.restate(s, draws, target * (1 - elsewhere))
    intents.outside_card_cents[row] = int(target * elsewhere * (1 - s.departure))
    contacts.restate(s, draws)
    leaving.restate(s)
