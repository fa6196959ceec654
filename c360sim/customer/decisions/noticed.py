"""What customers take as held from the moment they ask for it."""

from __future__ import annotations

from c360sim.bank.requests import OpenAccount
from c360sim.customer.people.world import World
from c360sim.vocabulary import Family


def notice(world: World, requests: list[OpenAccount]) -> None:
    """Take accounts just asked for, and the money in them, as held until the bank reports itself."""
    noticed = world.noticed
    for request in requests:
        family = world.catalog.products.by_code[request.product].family
        noticed.families[request.customer] |= 1 << family
        noticed.card_limit_cents[request.customer] += request.limit_cents
        if family == Family.CARD:
            noticed.card_owed_cents[request.customer] += request.balance_cents
        elif family in (Family.CHECKING, Family.SAVINGS):
            noticed.liquid_cents[request.customer] += request.balance_cents
