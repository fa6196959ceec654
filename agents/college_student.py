"""Four years of college on little money, then a first job and a grown-up's budget."""

from __future__ import annotations

from enum import StrEnum

from c360sim.assumptions.figures import figures_beside
from c360sim.customer.life.guards import graduates, is_employed, year_of_study
from c360sim.customer.life.machine import Exit, Machine
from c360sim.customer.life.persona import Persona
from c360sim.vocabulary import Event


class Stage(StrEnum):
    """Years of study, and what follows."""

    FIRST_YEAR = "first_year"
    SOPHOMORE = "sophomore"
    JUNIOR = "junior"
    FINAL_YEAR = "final_year"
    JOB_HUNTING = "job_hunting"
    YOUNG_PROFESSIONAL = "young_professional"


DROP_OUT = Exit(Event.DROPPED_OUT, Stage.JOB_HUNTING, "dropping_out")

COLLEGE_STUDENT = Persona(
    tag="College Student",
    story="Lives on family support and a part-time job; eats out, goes out, keeps little; "
    "graduates in May, hunts for a job, then earns a salary and leaves the dorm or the parents' home.",
    stages=Machine(
        "student stages",
        {
            Stage.FIRST_YEAR: (DROP_OUT, Exit(Event.STAGE_CHANGE, Stage.SOPHOMORE, once=year_of_study(2))),
            Stage.SOPHOMORE: (DROP_OUT, Exit(Event.STAGE_CHANGE, Stage.JUNIOR, once=year_of_study(3))),
            Stage.JUNIOR: (DROP_OUT, Exit(Event.STAGE_CHANGE, Stage.FINAL_YEAR, once=year_of_study(4))),
            Stage.FINAL_YEAR: (DROP_OUT, Exit(Event.GRADUATION, Stage.JOB_HUNTING, once=graduates)),
            Stage.JOB_HUNTING: (Exit(Event.STAGE_CHANGE, Stage.YOUNG_PROFESSIONAL, when=is_employed),),
            Stage.YOUNG_PROFESSIONAL: (),
        },
        starts=(Stage.FIRST_YEAR, Stage.SOPHOMORE, Stage.JUNIOR, Stage.FINAL_YEAR),
    ),
    figures=figures_beside(__file__),
)
