"""A family with small children: time is short, child care is dear, and a second child starts it all again."""

from __future__ import annotations

from enum import StrEnum

from c360sim.assumptions.figures import figures_beside
from c360sim.customer.life.guards import has_newborn, has_only_school_children, has_toddler, is_expecting
from c360sim.customer.life.machine import Exit, Machine
from c360sim.customer.life.persona import Persona, Start
from c360sim.customer.people.states import Household, Work
from c360sim.vocabulary import Event


class Stage(StrEnum):
    """Where the youngest child is."""

    EXPECTING = "expecting"
    NEWBORN = "newborn"
    PRESCHOOL = "preschool"
    SCHOOL_AGE = "school_age"


AGAIN = Exit(Event.STAGE_CHANGE, Stage.EXPECTING, when=is_expecting)
EARNS = {Work.EMPLOYED: 0.87, Work.SELF_EMPLOYED: 0.10, Work.UNEMPLOYED: 0.03}
COUPLE = {Household.EXPECTING: 1.0}
PARENTS = {Household.PARENTS: 0.80, Household.SINGLE_PARENT: 0.20}

YOUNG_PARENT = Persona(
    tag="Young Parent",
    story="Buys for babies and then for school children, pays for child care, saves for college and wants life cover; "
    "the next pregnancy leads back to the beginning, a bigger family to a bigger basket and often to a home of their own.",
    ages=(28, 42),
    share=0.24,
    starts=(
        Start(Stage.EXPECTING, 0.08, (28, 42), EARNS, COUPLE, {0: 0.6, 1: 0.4}, (2, 6)),
        Start(Stage.NEWBORN, 0.17, (28, 42), EARNS, PARENTS, {1: 0.55, 2: 0.35, 3: 0.1}, (0, 1)),
        Start(Stage.PRESCHOOL, 0.40, (28, 42), EARNS, PARENTS, {1: 0.35, 2: 0.48, 3: 0.17}, (1, 5)),
        Start(Stage.SCHOOL_AGE, 0.35, (30, 42), EARNS, PARENTS, {1: 0.25, 2: 0.5, 3: 0.25}, (5, 11)),
    ),
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
