"""The last years of work, an empty nest, retirement, and for some a life alone."""

from __future__ import annotations

from enum import StrEnum

from c360sim.assumptions.figures import figures_beside
from c360sim.customer.life.guards import has_no_children_at_home, is_retired, is_widowed
from c360sim.customer.life.machine import Exit, Machine
from c360sim.customer.life.persona import Persona, Start
from c360sim.customer.people.states import Household, Work
from c360sim.vocabulary import Event


class Stage(StrEnum):
    """From the last years of work on."""

    LATE_CAREER = "late_career"
    EMPTY_NEST = "empty_nest"
    RETIRED = "retired"
    WIDOWED = "widowed"


WORKS = {Work.EMPLOYED: 0.86, Work.SELF_EMPLOYED: 0.12, Work.UNEMPLOYED: 0.02}
RESTS = {Work.RETIRED: 1.0}
COUPLE = {Household.MARRIED: 0.72, Household.DIVORCED: 0.20, Household.SINGLE: 0.08}
WITH_CHILD = {Household.PARENTS: 0.85, Household.SINGLE_PARENT: 0.15}
ALONE = {Household.WIDOWED: 1.0}
BEREAVED = Exit(Event.STAGE_CHANGE, Stage.WIDOWED, when=is_widowed)
RETIRES = Exit(Event.STAGE_CHANGE, Stage.RETIRED, when=is_retired)

BOOMER = Persona(
    tag="Boomer",
    story="Has mostly paid off the house, invests with care, prefers the branch and the telephone; stops working between "
    "62 and 67 and lives on Social Security, a pension or savings; the death of a spouse changes the household and the budget.",
    ages=(55, 75),
    share=0.22,
    starts=(
        Start(Stage.LATE_CAREER, 0.30, (55, 61), WORKS, WITH_CHILD, {1: 0.8, 2: 0.2}, (13, 18)),
        Start(Stage.EMPTY_NEST, 0.70, (55, 61), WORKS, COUPLE),
        Start(Stage.RETIRED, 0.10, (57, 61), RESTS, COUPLE),
        Start(Stage.EMPTY_NEST, 0.45, (62, 67), WORKS, COUPLE),
        Start(Stage.RETIRED, 0.50, (62, 67), RESTS, COUPLE),
        Start(Stage.EMPTY_NEST, 0.17, (68, 75), WORKS, COUPLE),
        Start(Stage.RETIRED, 0.70, (68, 75), RESTS, COUPLE),
        Start(Stage.WIDOWED, 0.03, (55, 67), RESTS, ALONE),
        Start(Stage.WIDOWED, 0.13, (68, 75), RESTS, ALONE),
    ),
    stages=Machine(
        "boomer stages",
        {
            Stage.LATE_CAREER: (BEREAVED, RETIRES, Exit(Event.STAGE_CHANGE, Stage.EMPTY_NEST, when=has_no_children_at_home)),
            Stage.EMPTY_NEST: (BEREAVED, RETIRES),
            Stage.RETIRED: (BEREAVED,),
            Stage.WIDOWED: (),
        },
        starts=(Stage.LATE_CAREER,),
    ),
    figures=figures_beside(__file__),
)
