"""A family with small children: time is short, child care is dear, and a second child starts it all again."""

from __future__ import annotations

from enum import StrEnum

from c360sim.assumptions.figures import figures_beside
from c360sim.customer.life.guards import has_newborn, has_only_school_children, has_toddler, is_expecting
from c360sim.customer.life.machine import Exit, Machine
from c360sim.customer.life.persona import Persona
from c360sim.vocabulary import Event


class Stage(StrEnum):
    """Where the youngest child is."""

    EXPECTING = "expecting"
    NEWBORN = "newborn"
    PRESCHOOL = "preschool"
    SCHOOL_AGE = "school_age"


AGAIN = Exit(Event.STAGE_CHANGE, Stage.EXPECTING, when=is_expecting)

YOUNG_PARENT = Persona(
    tag="Young Parent",
    story="Buys for babies and then for school children, pays for child care, saves for college and wants life cover; "
    "the next pregnancy leads back to the beginning, a bigger family to a bigger basket and often to a home of their own.",
    stages=Machine(
        "parent stages",
        {
            Stage.EXPECTING: (Exit(Event.STAGE_CHANGE, Stage.NEWBORN, when=has_newborn),),
            Stage.NEWBORN: (AGAIN, Exit(Event.STAGE_CHANGE, Stage.PRESCHOOL, once=has_toddler)),
            Stage.PRESCHOOL: (AGAIN, Exit(Event.STAGE_CHANGE, Stage.SCHOOL_AGE, once=has_only_school_children)),
            Stage.SCHOOL_AGE: (AGAIN,),
        },
        starts=(Stage.EXPECTING,),
    ),
    figures=figures_beside(__file__),
)
