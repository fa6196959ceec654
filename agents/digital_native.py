"""Lives by the phone: apps, subscriptions, fintech and gigs; settles down later than the parents did."""

from __future__ import annotations

from enum import StrEnum

from c360sim.assumptions.figures import figures_beside
from c360sim.customer.life.guards import has_settled, is_employed
from c360sim.customer.life.machine import Exit, Machine
from c360sim.customer.life.persona import Persona, Start
from c360sim.customer.people.states import Household, Work
from c360sim.vocabulary import Event


class Stage(StrEnum):
    """From the first flat to a household."""

    STARTING_OUT = "starting_out"
    ESTABLISHED = "established"
    SETTLED_DOWN = "settled_down"


EARNS = {Work.EMPLOYED: 0.80, Work.SELF_EMPLOYED: 0.14, Work.UNEMPLOYED: 0.06}
SETTLES = Exit(Event.STAGE_CHANGE, Stage.SETTLED_DOWN, when=has_settled)

DIGITAL_NATIVE = Persona(
    tag="Digital Native",
    story="Uses the app and the chatbot, never the branch; collects subscriptions; sends money to friends, neobanks and "
    "crypto; changes jobs often or lives on gigs; marries, buys a home or has a child around thirty and settles down.",
    ages=(22, 35),
    share=0.26,
    starts=(
        Start(Stage.STARTING_OUT, 0.75, (22, 26), EARNS, {Household.SINGLE: 1.0}),
        Start(Stage.STARTING_OUT, 0.20, (27, 35), EARNS, {Household.SINGLE: 0.95, Household.DIVORCED: 0.05}),
        Start(Stage.ESTABLISHED, 0.20, (22, 26), EARNS, {Household.SINGLE: 1.0}),
        Start(Stage.ESTABLISHED, 0.45, (27, 35), EARNS, {Household.SINGLE: 0.93, Household.DIVORCED: 0.07}),
        Start(Stage.SETTLED_DOWN, 0.05, (22, 26), EARNS, {Household.MARRIED: 1.0}),
        Start(Stage.SETTLED_DOWN, 0.35, (27, 35), EARNS, {Household.MARRIED: 0.7, Household.PARENTS: 0.3}, {1: 0.8, 2: 0.2}, (0, 6)),
    ),
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
