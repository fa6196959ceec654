"""The last years of work, an empty nest, retirement, and for some a life alone."""

from __future__ import annotations

from enum import StrEnum

from c360sim.assumptions.figures import figures_beside
from c360sim.customer.life.guards import has_no_children_at_home, is_retired, is_widowed
from c360sim.customer.life.machine import Exit, Machine
from c360sim.customer.life.persona import Persona
from c360sim.vocabulary import Event


class Stage(StrEnum):
    """From the last years of work on."""

    LATE_CAREER = "late_career"
    EMPTY_NEST = "empty_nest"
    RETIRED = "retired"
    WIDOWED = "widowed"


BEREAVED = Exit(Event.STAGE_CHANGE, Stage.WIDOWED, when=is_widowed)
RETIRES = Exit(Event.STAGE_CHANGE, Stage.RETIRED, when=is_retired)

BOOMER = Persona(
    tag="Boomer",
    story="Has mostly paid off the house, invests with care, prefers the branch and the telephone; stops working between "
    "62 and 67 and lives on Social Security, a pension or savings; the death of a spouse changes the household and the budget.",
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
