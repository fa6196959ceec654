"""Lives by the phone: apps, subscriptions, fintech and gigs; settles down later than the parents did."""

from __future__ import annotations

from enum import StrEnum

from c360sim.assumptions.figures import figures_beside
from c360sim.customer.life.guards import has_settled, is_employed
from c360sim.customer.life.machine import Exit, Machine
from c360sim.customer.life.persona import Persona
from c360sim.vocabulary import Event


class Stage(StrEnum):
    """From the first flat to a household."""

    STARTING_OUT = "starting_out"
    ESTABLISHED = "established"
    SETTLED_DOWN = "settled_down"


SETTLES = Exit(Event.STAGE_CHANGE, Stage.SETTLED_DOWN, when=has_settled)

DIGITAL_NATIVE = Persona(
    tag="Digital Native",
    story="Uses the app and the chatbot, never the branch; collects subscriptions; sends money to friends, neobanks and "
    "crypto; changes jobs often or lives on gigs; marries, buys a home or has a child around thirty and settles down.",
    stages=Machine(
        "digital stages",
        {
            Stage.STARTING_OUT: (SETTLES, Exit(Event.STAGE_CHANGE, Stage.ESTABLISHED, "getting_established", when=is_employed)),
            Stage.ESTABLISHED: (SETTLES,),
            Stage.SETTLED_DOWN: (),
        },
        starts=(Stage.STARTING_OUT,),
    ),
    figures=figures_beside(__file__),
)
