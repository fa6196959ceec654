"""Home: leaving the parents' home, moving, buying."""

from __future__ import annotations

from c360sim.customer.life.guards import can_buy_home, is_employed, restlessness_at_home
from c360sim.customer.life.machine import Exit, Machine
from c360sim.customer.people.states import Home
from c360sim.vocabulary import Event

HOME = Machine(
    "home",
    {
        Home.WITH_FAMILY: (
            Exit(Event.HOME_PURCHASE, Home.OWNER_WITH_MORTGAGE, "home_purchase", when=can_buy_home),
            Exit(Event.MOVE, Home.RENTING, "leaves_family_home", when=is_employed),
        ),
        Home.RENTING: (
            Exit(Event.HOME_PURCHASE, Home.OWNER_WITH_MORTGAGE, "home_purchase", when=can_buy_home),
            Exit(Event.MOVE, Home.RENTING, "move_renter", scaled_by=restlessness_at_home),
        ),
        Home.OWNER_WITH_MORTGAGE: (),
        Home.OWNER_OUTRIGHT: (Exit(Event.MOVE, Home.OWNER_OUTRIGHT, "move_owner"),),
    },
    starts=tuple(Home),
)
