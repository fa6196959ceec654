"""Family: engagement and marriage, children, divorce, the death of a spouse, children leaving for college."""

from __future__ import annotations

from c360sim.customer.life.guards import eldest_starts_college, has_no_wedding_planned, has_room_for_child, is_due, is_married, weds
from c360sim.customer.life.machine import Exit, Machine
from c360sim.customer.people.states import Household
from c360sim.vocabulary import Event

FAMILY = Machine(
    "family",
    {
        Household.SINGLE: (
            Exit(Event.MARRIAGE, Household.MARRIED, once=weds),
            Exit(Event.ENGAGEMENT, Household.SINGLE, "first_marriage", when=has_no_wedding_planned),
            Exit(Event.PREGNANCY, Household.EXPECTING, "pregnancy_unmarried"),
        ),
        Household.MARRIED: (
            Exit(Event.BEREAVEMENT, Household.WIDOWED, "bereavement"),
            Exit(Event.DIVORCE, Household.DIVORCED, "divorce"),
            Exit(Event.PREGNANCY, Household.EXPECTING, "pregnancy_married", when=has_room_for_child),
        ),
        Household.EXPECTING: (
            Exit(Event.BIRTH, Household.PARENTS, once=is_due, when=is_married),
            Exit(Event.BIRTH, Household.SINGLE_PARENT, once=is_due),
        ),
        Household.PARENTS: (
            Exit(Event.BEREAVEMENT, Household.SINGLE_PARENT, "bereavement"),
            Exit(Event.DIVORCE, Household.SINGLE_PARENT, "divorce"),
            Exit(Event.CHILD_TO_COLLEGE, Household.PARENTS, "college_entry", scaled_by=eldest_starts_college),
            Exit(Event.PREGNANCY, Household.EXPECTING, "pregnancy_next_child", when=has_room_for_child),
        ),
        Household.SINGLE_PARENT: (
            Exit(Event.MARRIAGE, Household.PARENTS, once=weds),
            Exit(Event.ENGAGEMENT, Household.SINGLE_PARENT, "remarriage", when=has_no_wedding_planned),
            Exit(Event.CHILD_TO_COLLEGE, Household.SINGLE_PARENT, "college_entry", scaled_by=eldest_starts_college),
        ),
        Household.DIVORCED: (
            Exit(Event.MARRIAGE, Household.MARRIED, once=weds),
            Exit(Event.ENGAGEMENT, Household.DIVORCED, "remarriage", when=has_no_wedding_planned),
        ),
        Household.WIDOWED: (
            Exit(Event.MARRIAGE, Household.MARRIED, once=weds),
            Exit(Event.ENGAGEMENT, Household.WIDOWED, "remarriage", when=has_no_wedding_planned),
        ),
    },
    starts=tuple(Household),
)
"""A household whose last child has left is settled anew each month by `events.settle_household`."""
