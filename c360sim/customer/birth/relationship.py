"""The relationship with the bank: how it stands when someone is first met, and how leaving begins."""

from __future__ import annotations

import numpy as np

from c360sim import months
from c360sim.customer.birth.cohort import Cohort
from c360sim.customer.life.events import start_leaving
from c360sim.customer.people import amounts
from c360sim.customer.people.draws import Draw
from c360sim.customer.people.states import Loyalty


def feel_about_bank(cohort: Cohort) -> None:
    """Let a few who joined before the window be on their way out, dissatisfied or dormant already."""
    world, value = cohort.world, cohort.world.assumptions.value
    leaving = value("leaving_at_start_share")
    dormant = leaving + value("dormant_at_start_share")
    chances = cohort.draw(Draw.LOYALTY)
    has_joined = cohort.people.join_ordinal < months.first_ordinal(world.start_month)
    for row in np.flatnonzero(has_joined & (chances < dormant + value("dissatisfied_at_start_share"))).tolist():
        person, draw = cohort.people[row], cohort.draws[row].tolist()
        chance, since = draw[Draw.LOYALTY], draw[Draw.LOYALTY_MONTHS]
        if chance < leaving:
            length = amounts.whole_between(world, "leaving_months", draw[Draw.LEAVE_LENGTH])
            start_leaving(person, world, world.start_month - int(since * length), length, draw[Draw.LEAVE_DAY])
        elif chance < dormant:
            person.loyalty = Loyalty.DORMANT
            person.dormant_since_month = world.start_month - int(since * value("dormant_longest_months"))
        else:
            person.loyalty = Loyalty.DISSATISFIED
