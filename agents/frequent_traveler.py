"""A career on the road: flights, hotels and foreign cards, until a child or tiredness keeps them at home."""

from __future__ import annotations

from enum import StrEnum

from c360sim.assumptions.figures import figures_beside
from c360sim.customer.life.guards import has_newborn, is_employed
from c360sim.customer.life.machine import Exit, Machine
from c360sim.customer.life.persona import Persona, Start
from c360sim.customer.people.states import Household, Work
from c360sim.vocabulary import Event


class Stage(StrEnum):
    """How much of life is spent on the road."""

    CLIMBING = "climbing"
    ROAD_WARRIOR = "road_warrior"
    GROUNDED = "grounded"


EARNS = {Work.EMPLOYED: 0.85, Work.SELF_EMPLOYED: 0.13, Work.UNEMPLOYED: 0.02}
ALONE_OR_COUPLE = {Household.SINGLE: 0.42, Household.MARRIED: 0.45, Household.DIVORCED: 0.13}
SETTLED = {Household.MARRIED: 0.22, Household.PARENTS: 0.43}
UNSETTLED = {Household.SINGLE: 0.20, Household.DIVORCED: 0.10, Household.SINGLE_PARENT: 0.05}
ANY_FAMILY = SETTLED | UNSETTLED
CHILDREN = {1: 0.45, 2: 0.40, 3: 0.15}

FREQUENT_TRAVELER = Persona(
    tag="Frequent Traveler",
    story="Earns well and travels several times a year, often abroad, with a travel card and sometimes travel insurance; "
    "promotion brings more trips, a newborn or fatigue fewer, and some take to the road again.",
    ages=(30, 50),
    share=0.14,
    starts=(
        Start(Stage.CLIMBING, 0.45, (30, 38), EARNS, ALONE_OR_COUPLE),
        Start(Stage.CLIMBING, 0.12, (39, 50), EARNS, ANY_FAMILY, CHILDREN, (0, 14)),
        Start(Stage.ROAD_WARRIOR, 0.60, (30, 50), EARNS, ANY_FAMILY, CHILDREN, (0, 12)),
        Start(Stage.GROUNDED, 0.20, (32, 50), EARNS, ANY_FAMILY, CHILDREN, (0, 16)),
    ),
    stages=Machine(
        "traveler stages",
        {
            Stage.CLIMBING: (Exit(Event.STAGE_CHANGE, Stage.ROAD_WARRIOR, "taking_to_the_road", when=is_employed),),
            Stage.ROAD_WARRIOR: (
                Exit(Event.STAGE_CHANGE, Stage.GROUNDED, when=has_newborn),
                Exit(Event.STAGE_CHANGE, Stage.GROUNDED, "tiring_of_travel"),
            ),
            Stage.GROUNDED: (Exit(Event.STAGE_CHANGE, Stage.ROAD_WARRIOR, "returning_to_the_road"),),
        },
        starts=(Stage.CLIMBING,),
    ),
    figures=figures_beside(__file__),
)
