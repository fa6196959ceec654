"""A career on the road: flights, hotels and foreign cards, until a child or tiredness keeps them at home."""

from __future__ import annotations

from enum import StrEnum

from c360sim.assumptions.figures import figures_beside
from c360sim.customer.life.guards import has_newborn, is_employed
from c360sim.customer.life.machine import Exit, Machine
from c360sim.customer.life.persona import Persona
from c360sim.vocabulary import Event


class Stage(StrEnum):
    """How much of life is spent on the road."""

    CLIMBING = "climbing"
    ROAD_WARRIOR = "road_warrior"
    GROUNDED = "grounded"


FREQUENT_TRAVELER = Persona(
    tag="Frequent Traveler",
    story="Earns well and travels several times a year, often abroad, with a travel card and sometimes travel insurance; "
    "promotion brings more trips, a newborn or fatigue fewer, and some take to the road again.",
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
